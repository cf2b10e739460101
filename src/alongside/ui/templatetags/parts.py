"""The parts that pages are made of, each with its arguments by name; `{% load ui %}` brings them all.

`/styleguide/` shows every one of them in every state. What a part looks like is in the stylesheet of its name. Those
that pages are full of are put together here; the others are templates.
"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from alongside.ui.initials import initials
from alongside.ui.steps import Step

MUTED = '<p class="muted">{}</p>\n'
PERSON = '<span class="initials" aria-hidden="true">{}</span>\n<span>\n<strong><bdi>{}</bdi></strong>{}\n</span>'

register = template.Library()


def _more(kind: str) -> SafeString:
    """Return one more class, after the first."""
    return format_html(" {}", kind) if kind else SafeString()


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
    head = format_html("<{0}>{1}</{0}>\n", f"h{level}", heading) if heading else ""
    return format_html('<section class="card{}">\n{}{}\n</section>', _more(kind), head, content)


@register.simple_block_tag
def row(content: str, name: str = "", *, href: str = "", words: str = "") -> SafeString:
    """Show one thing of a `<ul class="list">`: its name (a link to `href`), words about it, what one can do with it."""
    told = format_html("<strong>{}</strong>", name) if name else ""
    if name and href:
        told = format_html('<a href="{}">{}</a>', href, told)
    lines = (format_html("<p>{}</p>\n", told) if name else "", format_html(MUTED, words) if words else "")
    return format_html('<li class="row">\n{}{}{}\n</li>', *lines, content)


@register.simple_tag
def person_chip(name: str, words: str = "", *, href: str = "", waiting: bool = False) -> SafeString:
    """Show somebody by their initials and name; `waiting` for who has not said yes."""
    small = format_html(" <small>{}</small>", words) if words else ""
    inside = format_html(PERSON, initials(name), name, small)
    kind = _more("waiting" if waiting else "")
    if href:
        return format_html('<a class="person{}" href="{}">{}</a>', kind, href, inside)
    return format_html('<span class="person{}">{}</span>', kind, inside)


@register.simple_tag
def button(
    words: str, *, kind: str = "", href: str = "", name: str = "", value: str = "", opens: str = ""
) -> SafeString:
    """Show a button that sends its form or, with `href`, a link that looks like one.

    `kind` is "", "quiet", "danger" or, for reaching out alone, "accent". `opens` is the dialog that comes instead of
    the page at `href` where scripts run.
    """
    if href:
        dialog = format_html(' data-dialog="{}"', opens) if opens else ""
        return format_html('<a class="button{}" href="{}"{}>{}</a>', _more(kind), href, dialog, words)
    sends = format_html(' type="submit" name="{}" value="{}"', name, value) if name else ""
    return format_html('<button class="button{}"{}>{}</button>', _more(kind), sends, words)


@register.simple_block_tag
def notice(content: str, *, kind: str = "") -> SafeString:
    """Say what happened or what to know; `kind` is "", "problem", "alarm" or "rehearsal"."""
    alert = mark_safe(' role="alert"') if kind in ("problem", "alarm") else ""
    return format_html('<div class="notice{}"{}>{}</div>', _more(kind), alert, content)


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
