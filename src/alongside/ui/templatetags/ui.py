"""What every template may use of the interface: moments, crisis lines, icons, the frame's files.

The parts that pages are made of (cards, rows, buttons ...) are in `parts`.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import formats
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from alongside.kernel.clock import current_time, to_the_minute
from alongside.ui import phrases
from alongside.ui.crisis_lines import crisis_lines as all_crisis_lines
from alongside.ui.crisis_words import month_checked, shown_country
from alongside.ui.kept import kept
from alongside.ui.lists import listed as say_list
from alongside.ui.look import LOOKS
from alongside.ui.moments import say_moment
from alongside.ui.shapes import Value, shaped
from alongside.ui.templatetags import parts

PLACES = ("circle", "meetings", "groups", "messages", "supporting", "account")
# Signs for private use, which stand in what is kept for a token and an address until they are filled in.
TOKEN, NEXT = "\ue030", "\ue031"

register = template.Library()
register.tags.update(parts.register.tags)


@register.filter
def listed(words: Sequence[str]) -> str:
    """Say several words as a list in the reader's language: `{{ names|listed }}`."""
    return say_list(words)


@register.filter
def apart(name: str) -> SafeString:
    """Set a name apart within a sentence, so that it may be written the other way: `{{ alias|apart }}`."""
    return format_html("<bdi>{}</bdi>", name)


@register.simple_tag
def phrase(name: str, /, **values: Any) -> SafeString:
    """Say a phrase of `ui.phrases` by its name, with the values it needs: `{% phrase "is_with_you" name=alias %}`."""
    words = getattr(phrases, name.upper())
    # A number stays one: it chooses the plural.
    said = {key: value if isinstance(value, int) else conditional_escape(value) for key, value in values.items()}
    return mark_safe(str(words % said if said else words))  # noqa: S308 - our own words, as {% translate %} takes them


@register.simple_tag
def when(moment: datetime) -> SafeString:
    """Show an aware moment as a <time>, in words in the reader's zone: `{% when message.sent_at %}`.

    Programs are told the minute, as people are: to the second, what one person did in two groups would match.
    """
    words = say_moment(moment, now=current_time())
    told = to_the_minute(moment).astimezone(UTC).isoformat(timespec="seconds")
    # Figures, and words of ours: a page says many.
    return mark_safe(f'<time datetime="{told}">{escape(words)}</time>')  # noqa: S308 - see above


@register.simple_tag
def day(date_of_it: date) -> SafeString:
    """Show a day as a <time>, written as the reader's language does: `{% day plan.review_on %}`."""
    return format_html('<time datetime="{}">{}</time>', date_of_it.isoformat(), formats.date_format(date_of_it))


@register.inclusion_tag("ui/crisis_lines_fragment.html")
def crisis_lines(country: str) -> dict[str, object]:
    """Show all numbers of a country, by code ('' when it is not known), under an h2."""
    return {"country": shown_country(country)}


@register.inclusion_tag("ui/crisis_numbers.html", takes_context=True)
def crisis_numbers(context: template.Context, country: str) -> dict[str, object]:
    """Name a country and show its emergency number and first line: for banners and for the front page.

    A page that has every country in itself says so with `every_country`; it is then what the links lead to.
    """
    shown = shown_country(country)
    page = "" if context.get("every_country") else reverse("crisis-lines")
    return {
        "country": shown,
        "emergency": shown.emergency[0],
        "line": shown.lines[0] if shown.lines else None,
        "all_lines": page or "#crisis-lines",
        "elsewhere": f"{page}#country",
    }


@register.inclusion_tag("ui/crisis_checked.html")
def crisis_checked() -> dict[str, object]:
    """Say when and how the numbers were checked."""
    checked = all_crisis_lines().checked
    return {"month": month_checked(checked), "confirmed": checked.confirmed_by_operator}


@register.inclusion_tag("ui/frame/place.html")
def place(name: str, label: str, inside: str = "", *, kind: str = "") -> dict[str, object]:
    """Show one link of the main navigation, marked when it is `inside`; nothing when there is no such page.

    `name` is that of the page, and of its icon. With `kind` "wide" it is there on wide screens only, with "slim" on
    phones, whose bar has room for five.
    """
    address = known_address(name)
    return {"address": address, "label": label, "inside": name == inside, "icon": name, "kind": kind}


@register.simple_tag(takes_context=True)
def places(context: template.Context) -> SafeString:
    """Show the main navigation, and in which of its places the reader is."""
    path = getattr(context.get("request"), "path", "")
    return kept("ui/frame/places.html", inside=_place_of(path))


def _place_of(path: str) -> str:
    if path == "/":
        return "today"
    return next((name for name, address in _places(settings.ROOT_URLCONF) if path.startswith(address)), "")


@cache
def _places(_addresses: str) -> list[tuple[str, str]]:
    found = ((name, known_address(name)) for name in PLACES)
    return [(name, address) for name, address in found if address]


def known_address(name: str) -> str:
    """Return the address of a page, '' when there is none of that name."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def colophon(context: template.Context) -> SafeString:
    """Show where language and look are chosen; both lead back to this page."""
    look = str(context.get("look") or "")
    drawn = str(kept("ui/frame/colophon.html", look=look, csrf_token=TOKEN, next=NEXT))
    request = context.get("request")
    values = {TOKEN: context["csrf_token"], NEXT: request.get_full_path() if request else ""}
    for blank, value in values.items():
        drawn = drawn.replace(blank, conditional_escape(str(value)))
    return mark_safe(drawn)  # noqa: S308 - made of a template, and of values that are escaped


@register.simple_tag
def looks() -> list[tuple[str, str]]:
    """Return what can be chosen between: light, dark, or as the device says."""
    return [(value, str(label)) for value, label in LOOKS.items()]


@register.simple_tag(name="kept")
def kept_tag(template_name: str, /, **values: str | bool) -> SafeString:
    """Show a piece that is drawn once for all who are shown the same: `{% kept "ui/frame/head.html" look=look %}`."""
    return kept(template_name, **values)


@register.simple_tag(name="shaped", takes_context=True)
def shaped_tag(context: template.Context, template_name: str, /, **values: Value) -> SafeString:
    """Show a piece that is drawn once for each shape, and filled in: `{% shaped "x.html" slug=group.slug %}`.

    It sees the values it is named with and the token of its forms, and must not look into what is filled in.
    """
    return shaped(template_name, csrf_token=str(context.get("csrf_token") or ""), **values)


@register.simple_tag
def asset(built: str, source: str) -> str:
    """Return the address of what `npm run assets` made, or of its source where it was not made or is being changed."""
    return ("" if settings.DEBUG else static_if_built(built)) or static(source)


@register.simple_tag
def built_fonts() -> str:
    """Return the address of the typeface's own stylesheet where the built one, which has it, is not used; else ''."""
    return static_if_built("ui/built/fonts.css") if settings.DEBUG else ""


@register.simple_tag
def built(name: str) -> str:
    """Return the address of a file that `npm run assets` makes, or '' when it was not made."""
    return static_if_built(name)


@cache
def static_if_built(name: str) -> str:
    """Return the address of a static file that `npm run assets` makes, or '' when it was not made or not collected."""
    if finders.find(name) is None:
        return ""
    try:
        return static(name)
    except ValueError:
        return ""
