"""The parts that pages are made of, each with its arguments by name; `{% load ui %}` brings them all.

`/styleguide/` shows every one of them in every state. What a part looks like is in the stylesheet of its name.
"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from alongside.ui.initials import initials
from alongside.ui.steps import Step

register = template.Library()


def _drawn(part: str, **values: Any) -> SafeString:
    return render_to_string(f"ui/parts/{part}.html", values)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of `icons.svg`; words beside it say what it means: `{% icon "bell" %}`."""
    sprite = static("ui/icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name)


@register.simple_block_tag
def card(content: str, heading: str = "", *, kind: str = "", level: int = 2) -> SafeString:
    """Show one matter on a sheet of its own; `kind` is "", "good" or "alert"."""
    return _drawn("card", content=content, heading=heading, kind=kind, level=f"h{level}")


@register.simple_block_tag
def row(content: str, name: str = "", *, href: str = "", words: str = "") -> SafeString:
    """Show one thing of a `<ul class="list">`: its name (a link to `href`), words about it, what one can do with it."""
    return _drawn("row", content=content, name=name, href=href, words=words)


@register.simple_tag
def person_chip(name: str, words: str = "", *, href: str = "", waiting: bool = False) -> SafeString:
    """Show somebody by their initials and name; `waiting` for who has not said yes."""
    return _drawn("person", name=name, words=words, href=href, waiting=waiting, initials=initials(name))


@register.simple_tag
def button(
    words: str, *, kind: str = "", href: str = "", name: str = "", value: str = "", opens: str = ""
) -> SafeString:
    """Show a button that sends its form or, with `href`, a link that looks like one.

    `kind` is "", "quiet", "danger" or, for reaching out alone, "accent". `opens` is the dialog that comes instead of
    the page at `href` where scripts run.
    """
    return _drawn("button", words=words, kind=kind, href=href, name=name, value=value, opens=opens)


@register.simple_block_tag
def notice(content: str, *, kind: str = "") -> SafeString:
    """Say what happened or what to know; `kind` is "", "problem", "alarm" or "rehearsal"."""
    return _drawn("notice", content=content, kind=kind)


@register.simple_block_tag
def nothing_yet(content: str, heading: str, *, step: str, href: str, picture: str = "plus") -> SafeString:
    """Stand where nothing is yet: the one next step, and in the block why it helps; `picture` is an icon."""
    return _drawn("empty", content=content, heading=heading, step=step, href=href, picture=picture)


@register.simple_tag
def stepper(steps: Sequence[Step]) -> SafeString:
    """Show where in a path one is: steps done, the present one, those to come."""
    return _drawn("stepper", steps=steps)


@register.simple_tag
def progress(words: str, *, value: float, most: float) -> SafeString:
    """Show how much of `most` there is, as a bar under words that say the same."""
    return _drawn("progress", words=words, value=value, most=most)


@register.simple_block_tag
def dialog(content: str, name: str, heading: str) -> SafeString:
    """Hold a question that a `{% button opens=name %}` brings up over the page, with a button that closes it."""
    return _drawn("dialog", content=content, name=name, heading=heading)


@register.simple_block_tag
def tabs(content: str, label: str) -> SafeString:
    """Hold `{% tab %}`s under a name; without scripts they stand one below the other."""
    return format_html('<div data-tabs="{}">{}</div>', label, content)


@register.simple_block_tag
def tab(content: str, label: str, *, name: str) -> SafeString:
    """Hold what one tab shows; `name` is its id in the page and in the address."""
    return _drawn("tab", content=content, label=label, name=name)


@register.simple_tag
def table(caption: str, headings: Sequence[str], lines: Sequence[Sequence[object]]) -> SafeString:
    """Show lines of cells under headings; the first cell names its line. On a phone each line becomes a small list."""
    return _drawn(
        "table", caption=caption, headings=headings, lines=[list(zip(headings, line, strict=True)) for line in lines]
    )
