"""What the page on which people look for meetings shows."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.accounts.zones import zone_name
from alongside.kernel.errors import Invalid
from alongside.meetings.asking import Asked
from alongside.meetings.enums import Attendance
from alongside.meetings.finding import MOST, Page, find_meetings, find_untimed
from alongside.meetings.forms import ClockForm, SearchForm
from alongside.meetings.links import search_link
from alongside.meetings.search_chips import Asking, Chip, address_with, chips_of
from alongside.meetings.search_week import WeekDay, week_of
from alongside.meetings.whereabouts import Whereabouts, known_zone, whereabouts
from alongside.meetings.words import THE_NEAREST, DayOfLines, by_day, nearest_first, untimed

# The clock that is shown where nobody knows whose to take.
UNKNOWN = "UTC"
LIST, WEEK, NEAR = "", "week", "near"
# When the list was asked for that a week was made of.
LISTED_WHEN = "listed_when"
VIEWS = {LIST: _("See them as a list"), WEEK: _("See them as a week"), NEAR: THE_NEAREST}
# As a week each day is looked for by itself; here only whether there is anything.
LIMITS = {LIST: 20, WEEK: 1, NEAR: MOST}


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose page it is: their own clock ('' for a stranger's) and country, which decide what is meant by a place."""

    zone: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found, by day, and the addresses of what else may have been meant, of more, and of the other view.

    `chips` are the things asked for, to be taken away one by one. `in_person` leads to those in person, where only what
    is online is shown since no place was said. `clock` asks for the asker's clock, where nothing says it; `other_clock`
    leads there, and `other_clocks` to those that may be meant. `any_language` leads to what there is without the
    language, where nothing is found with it. `link` is to pass on: it says nothing of whose clock was asked for, and
    where they are (`tells_where`) only if that was asked for.
    """

    form: SearchForm
    was_asked: bool = False
    zone: str = UNKNOWN
    zone_name: str = ""
    chips: list[Chip] = field(default_factory=list)
    is_week: bool = False
    is_some: bool = False
    days: list[DayOfLines] = field(default_factory=list)
    week: list[WeekDay] = field(default_factory=list)
    where: Whereabouts = field(default_factory=Whereabouts)
    others: list[tuple[str, str]] = field(default_factory=list)
    more: str = ""
    views: list[tuple[str, str]] = field(default_factory=list)
    online: str = ""
    in_person: str = ""
    any_language: str = ""
    clock: ClockForm | None = None
    other_clock: str = ""
    other_clocks: list[tuple[str, str]] = field(default_factory=list)
    link: str = ""
    tells_where: bool = False


def search_page(query: Asking, reader: Reader, *, now: datetime) -> SearchPage:
    """Return the page for what was asked; what cannot be used is an error of the form. Invalid for a made-up cursor."""
    form = SearchForm(query) if query else SearchForm()
    if not query or not form.is_valid():
        return SearchPage(form)
    try:
        where = whereabouts(place=form.cleaned_data["place"], near=form.cleaned_data["near"], country=reader.country)
        zone, *others = _zones(form.cleaned_data, where, reader) or [""]
    except Invalid as refusal:
        return SearchPage(_refused(query, refusal))
    page = _found(query, form, where, zone or UNKNOWN, now=now)
    is_chosen = bool(form.cleaned_data["tz"]) and not (reader.zone or where.zone)
    return replace(
        page,
        clock=None if zone else ClockForm(),
        # Said as empty, so that the browser's clock is not taken again at once.
        other_clock=address_with(query, tz="", cursor="") + "&tz=" if is_chosen else "",
        other_clocks=[
            (zone_name(one), address_with(query, clock=one, cursor="")) for one in others if _differ(one, zone, now)
        ],
    )


def _refused(query: Asking, refusal: Invalid) -> SearchForm:
    """Return the form with what cannot be used; a clock that does not exist is not asked for again."""
    asked = query.copy()
    if refusal.field == "tz":
        asked.pop("tz", None)
        asked.pop("clock", None)
    form = SearchForm(asked)
    form.add_error("place" if refusal.field == "place" else None, str(refusal.sentence))
    return form


def _zones(data: dict[str, Any], where: Whereabouts, reader: Reader) -> list[str]:
    """Return the clocks that may be the asker's, the likeliest first, none when nothing says it.

    What they chose counts most. Who looks near a place means its evening; of meetings online, that of their own clock.
    """
    chosen, browser = (known_zone(data[name]) if data[name] else "" for name in ("clock", "tz"))
    own = [reader.zone, browser]
    clocks = [*own, where.zone] if data["attendance"] == Attendance.ONLINE else [where.zone, *own]
    return list(dict.fromkeys(filter(None, [chosen, *clocks])))


def _differ(one: str, other: str, now: datetime) -> bool:
    """Tell whether two clocks do not show the same now."""
    return now.astimezone(ZoneInfo(one)).utcoffset() != now.astimezone(ZoneInfo(other)).utcoffset()


def _found(query: Asking, form: SearchForm, where: Whereabouts, zone: str, *, now: datetime) -> SearchPage:
    data = form.cleaned_data
    asked = asked_for(data, where, zone)
    view = _view(data, asked)
    looked_for, page = look_for(asked, now=now, limit=LIMITS[view], cursor=query.get("cursor", ""))
    with timezone.override(ZoneInfo(zone)):
        days = (nearest_first if view == NEAR else by_day)(page.found, now=now)
        if view == LIST and page.next_cursor is None:
            days += untimed(find_untimed(looked_for, now=now), now=now)
        week = week_of(looked_for, query, now=now) if view == WEEK and days else []
    return SearchPage(
        form,
        was_asked=True,
        zone=zone,
        zone_name=zone_name(zone),
        chips=chips_of(query, form, where),
        is_week=view == WEEK,
        is_some=view == NEAR and page.next_cursor is not None,
        days=days,
        week=week,
        where=where,
        others=[(said, address_with(query, place=said, near="", cursor="")) for said in where.others],
        more=address_with(query, cursor=page.next_cursor) if page.next_cursor and view == LIST else "",
        views=_other_views(query, view, asked),
        online=address_with(query, attendance="online", when="", place="", near="", cursor=""),
        in_person=address_with(query, attendance="in_person", cursor="") if looked_for != asked else "",
        any_language="" if days else _any_language(query, asked, now=now),
        link=search_link(_to_pass_on(query)),
        tells_where=bool(data["near"]),
    )


def _any_language(query: Asking, asked: Asked, *, now: datetime) -> str:
    """Return the same search without the language, where it is the language that nothing was found for."""
    is_why = asked.language and look_for(replace(asked, language=""), now=now, limit=1)[1].found
    return address_with(query, language="", cursor="") if is_why else ""


def _view(data: dict[str, Any], asked: Asked) -> str:
    """Return how it is shown; nothing is near where no place counts."""
    view = data["view"] if data["view"] in VIEWS else LIST
    return LIST if view == NEAR and asked.near is None else view


def _other_views(query: Asking, view: str, asked: Asked) -> list[tuple[str, str]]:
    """Return the other ways to show it, each with its address."""
    others = [one for one in VIEWS if one != view and (one != NEAR or asked.near)]
    return [(str(VIEWS[one]), address_with(query, view=one, cursor="", **_when(query, view, one))) for one in others]


def _when(query: Asking, view: str, other: str) -> dict[str, str]:
    """Return what becomes of the time: a week is a whole one, and after it one is back where one came from."""
    if other == WEEK:
        return {"when": "", LISTED_WHEN: query.get("when", "")}
    before = query.get(LISTED_WHEN, "")
    return {"when": before, LISTED_WHEN: ""} if view == WEEK and before else {}


def _to_pass_on(query: Asking) -> str:
    """Return the same search for somebody else, on their own clock."""
    return address_with(query, tz="", clock="", cursor="", **{LISTED_WHEN: ""})


def look_for(asked: Asked, *, now: datetime, limit: int, cursor: str = "") -> tuple[Asked, Page]:
    """Return what was looked for, and found: without a place, a way and words what is online, if anything is.

    Nobody goes to a house on the other side of the earth.
    """
    if not (asked.point or asked.attendance or asked.words):
        online = replace(asked, attendance=Attendance.ONLINE)
        page = find_meetings(online, now=now, limit=limit, cursor=cursor)
        if page.found:
            return online, page
    return asked, find_meetings(asked, now=now, limit=limit, cursor=cursor)


def asked_for(data: dict[str, Any], where: Whereabouts, zone: str) -> Asked:
    """Return what a form asks for, around a place and on a clock."""
    when = data["when"]
    code = data.get("types", "")
    return Asked(
        zone=zone,
        point=where.point,
        within_km=float(data["within_km"]),
        when="" if when.isdigit() else when,
        weekday=int(when) if when.isdigit() else None,
        types=(code,) if code else (),
        kind=data["kind"],
        program=data["program"],
        attendance=data["attendance"],
        language=data["language"],
        words=data["q"],
    )
