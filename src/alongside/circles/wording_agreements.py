"""How the two sides of an agreement are said to a person: what they read about themself, and about the other."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from alongside.circles.agreements import Field, Terms, as_hours, hours_on
from alongside.circles.enums import Channel, Level, Side, Support, Within
from alongside.circles.wording import GIVEN, WAKES, hours_said, hours_words
from alongside.ui import phrases

Words = str | Promise

LABELS: dict[Field, Promise] = {
    Field.GIVES: _("What for"),
    Field.HOURS: _("When"),
    Field.CHANNELS: _("In which way"),
    Field.WITHIN: _("How soon"),
    Field.MOST_A_WEEK: phrases.TIMES_A_WEEK,
    Field.FROM_LEVEL: _("From when on"),
    Field.UNTIL: _("Until when"),
    Field.REVIEW_ON: phrases.LOOK_AT_IT_AGAIN,
}
NOT_WANTED_LABEL = _("Rather not")

FROM_LEVEL: dict[Level, Promise] = {
    Level.TALK: _("Also just to talk"),
    Level.STRUGGLING: _("When struggling, or when it is urgent"),
    Level.URGENT: WAKES[Level.URGENT],
}
BETWEEN = " · "
ANY_WAY = _("Any way")
NO_TIME = _("No time named")
NO_LIMIT = _("No limit")
NO_END = _("No end named")
NO_DAY = _("No day named")

# What the owner hopes for, as they read it and as their supporter does.
HOPED_WITHIN: dict[int, tuple[Promise, Promise]] = {
    Within.MINUTES_15: (
        _("You hope for an answer within a quarter of an hour."),
        _("They hope for an answer within a quarter of an hour."),
    ),
    Within.HOUR: (_("You hope for an answer within an hour."), _("They hope for an answer within an hour.")),
    Within.DAY: (_("You hope for an answer within a day."), _("They hope for an answer within a day.")),
    Within.DAYS_3: (_("You hope for an answer within three days."), _("They hope for an answer within three days.")),
}
# What the supporter offers, as they read it and as the owner does.
OFFERED_WITHIN: dict[int | None, tuple[Promise, Promise]] = {
    Within.MINUTES_15: (
        _("You can answer within a quarter of an hour."),
        _("They can answer within a quarter of an hour."),
    ),
    Within.HOUR: (_("You can answer within an hour."), _("They can answer within an hour.")),
    Within.DAY: (_("You can answer within a day."), _("They can answer within a day.")),
    Within.DAYS_3: (_("You can answer within three days."), _("They can answer within three days.")),
    None: (_("You promise no time."), _("They promise no time.")),
}
HOPED_MOST = (
    ngettext_lazy(
        "You want to ask up to %(most)d time a week.", "You want to ask up to %(most)d times a week.", "most"
    ),
    ngettext_lazy(
        "They want to ask up to %(most)d time a week.", "They want to ask up to %(most)d times a week.", "most"
    ),
)
HOPED_NO_LIMIT = (_("You want to ask as often as you need to."), _("They want to ask as often as they need to."))
OFFERED_MOST = (
    ngettext_lazy(
        "You can be asked up to %(most)d time a week.", "You can be asked up to %(most)d times a week.", "most"
    ),
    ngettext_lazy(
        "They can be asked up to %(most)d time a week.", "They can be asked up to %(most)d times a week.", "most"
    ),
)
HOPED_LEVEL: dict[Level, tuple[Promise, Promise]] = {
    Level.TALK: (_("You want to ask also just to talk."), _("They want to ask also just to talk.")),
    Level.STRUGGLING: (_("You want to ask when you are struggling."), _("They want to ask when they are struggling.")),
    Level.URGENT: (_("You want to ask only when it is urgent."), _("They want to ask only when it is urgent.")),
}
OFFERED_LEVEL: dict[Level, tuple[Promise, Promise]] = {
    Level.STRUGGLING: (
        _("You can be asked from when they are struggling."),
        _("They can be asked from when you are struggling."),
    ),
    Level.URGENT: (_("You can be asked only when it is urgent."), _("They can be asked only when it is urgent.")),
}
HOPED_FOR = (_("You hope for this: %(what)s."), _("They hope for this: %(what)s."))
OFFERED = (_("You offer this: %(what)s."), _("They offer this: %(what)s."))
HOPED_HOURS = (_("You hope for these hours: %(what)s."), _("They hope for these hours: %(what)s."))
OFFERED_HOURS = (_("You can be reached in these: %(what)s."), _("They can be reached in these: %(what)s."))
HOPED_UNTIL = (_("You hope for it until %(day)s."), _("They hope for it until %(day)s."))
HOPED_NO_END = (_("You named no end."), _("They named no end."))
OFFERED_UNTIL = (_("You can be asked until %(day)s."), _("They can be asked until %(day)s."))
REVIEW = (_("You want to look at it again on %(day)s."), _("They want to look at it again on %(day)s."))


def cell(terms: Terms | None, field: Field, reader: Side, zone: ZoneInfo, now: datetime) -> str:
    """Say in short what terms hold in one field, in the words of who reads it, hours on the clock of `zone`."""
    return str(_CELLS[field](terms, reader, zone, now)) if terms else str(phrases.NOTHING_WRITTEN_YET)


def sentence(terms: Terms, field: Field, side: Side, now: datetime, *, reader: Side, zone: ZoneInfo) -> str:
    """Say in a sentence what terms of this side hold in one field where the two do not fit, as `reader` reads it."""
    place = 0 if reader == side else 1
    said = _HOPES if side == Side.OWNER else _OFFERS
    if field in said:
        return str(said[field](terms, place))
    is_hours = field is Field.HOURS
    what = hours_said(hours_on(terms, zone, now)) if is_hours else cell(terms, field, reader, zone, now)
    pairs = (HOPED_HOURS, OFFERED_HOURS) if is_hours else (HOPED_FOR, OFFERED)
    return str(pairs[0 if side == Side.OWNER else 1][place]) % {"what": what}


def _gives(terms: Terms, reader: Side, _zone: ZoneInfo, _now: datetime) -> Words:
    labels = {kind: kind.label for kind in Support} if reader == Side.OWNER else GIVEN
    return BETWEEN.join(str(labels[kind]) for kind in Support if kind.value in terms.gives)


def _hours(terms: Terms, _reader: Side, zone: ZoneInfo, now: datetime) -> Words:
    return hours_words(as_hours(hours_on(terms, zone, now)))


def _channels(terms: Terms, _reader: Side, _zone: ZoneInfo, _now: datetime) -> Words:
    return channel_words(terms.channels) or ANY_WAY


def channel_words(channels: frozenset[str]) -> str:
    """Say several ways to be in touch as a list; "" for none."""
    return BETWEEN.join(str(one.label) for one in Channel if one.value in channels)


def _day(day: date | None, none: Words) -> Words:
    return formats.date_format(day) if day else none


_CELLS: Mapping[Field, Callable[[Terms, Side, ZoneInfo, datetime], Words]] = {
    Field.GIVES: _gives,
    Field.HOURS: _hours,
    Field.CHANNELS: _channels,
    Field.WITHIN: lambda terms, *_: Within(terms.within).label if terms.within else NO_TIME,
    Field.MOST_A_WEEK: lambda terms, *_: str(terms.most_a_week) if terms.most_a_week else NO_LIMIT,
    Field.FROM_LEVEL: lambda terms, *_: FROM_LEVEL[Level(terms.from_level or Level.TALK)],
    Field.UNTIL: lambda terms, *_: _day(terms.until, NO_END),
    Field.REVIEW_ON: lambda terms, *_: _day(terms.review_on, NO_DAY),
}


def _hoped_most(terms: Terms, place: int) -> Words:
    return HOPED_MOST[place] % {"most": terms.most_a_week} if terms.most_a_week else HOPED_NO_LIMIT[place]


def _hoped_until(terms: Terms, place: int) -> Words:
    return _on(HOPED_UNTIL, terms.until, place) if terms.until else HOPED_NO_END[place]


def _on(said: tuple[Promise, Promise], day: date | None, place: int) -> str:
    return str(said[place]) % {"day": _day(day, "")}


_HOPES: Mapping[Field, Callable[[Terms, int], Words]] = {
    Field.WITHIN: lambda terms, place: HOPED_WITHIN[terms.within or Within.DAYS_3][place],
    Field.MOST_A_WEEK: _hoped_most,
    Field.FROM_LEVEL: lambda terms, place: HOPED_LEVEL[Level(terms.from_level or Level.TALK)][place],
    Field.UNTIL: _hoped_until,
    Field.REVIEW_ON: lambda terms, place: _on(REVIEW, terms.review_on, place),
}
_OFFERS: Mapping[Field, Callable[[Terms, int], Words]] = {
    Field.WITHIN: lambda terms, place: OFFERED_WITHIN[terms.within][place],
    Field.MOST_A_WEEK: lambda terms, place: OFFERED_MOST[place] % {"most": terms.most_a_week or 0},
    Field.FROM_LEVEL: lambda terms, place: OFFERED_LEVEL[Level(terms.from_level or Level.URGENT)][place],
    Field.UNTIL: lambda terms, place: _on(OFFERED_UNTIL, terms.until, place),
    Field.REVIEW_ON: lambda terms, place: _on(REVIEW, terms.review_on, place),
}
