"""The hours of a week in a form, without a script: any hour, or parts of days, or, for who wants it, single hours."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from alongside.circles.week import PARTS_IN_WEEK, PARTS_OF_DAY, joined, whole_parts
from alongside.kernel.weekhours import HOURS_IN_WEEK

ANY = "any"
CHOSEN = "chosen"
PARTS = frozenset(map(str, range(PARTS_IN_WEEK)))
HOURS = frozenset(map(str, range(HOURS_IN_WEEK)))
PART_NAMES = (_("Night"), _("Morning"), _("Afternoon"), _("Evening"))


@dataclass(frozen=True, slots=True)
class Ticked:
    """What was ticked, as it was sent: it may be anything."""

    when: str
    parts: frozenset[str]
    hours: frozenset[str]


@dataclass(frozen=True, slots=True)
class Box:
    """One box to tick, and what stands beside it."""

    value: int
    words: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The boxes of one day."""

    name: str
    parts: tuple[Box, ...]
    hours: tuple[Box, ...]


class HoursWidget(forms.Widget):
    """Draws the choice day by day, so that it fits on a phone; an hour is ticked alone when its part is not."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> Ticked:
        """Return what was ticked."""
        several = getattr(data, "getlist", data.get)
        return Ticked(
            when=str(data.get(f"{name}_when", "")),
            parts=frozenset(several(f"{name}_part") or ()),
            hours=frozenset(several(f"{name}_hour") or ()),
        )

    def value_omitted_from_data(self, _data: Mapping[str, Any], _files: Any, _name: str) -> bool:
        """Say that boxes nobody ticked are an answer too."""
        return False

    def id_for_label(self, _id: str | None) -> str:
        """Return no id: a group of boxes is named by its legend."""
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw the boxes, ticked as they were."""
        ticked = value if isinstance(value, Ticked) else ticked_for(value)
        context = {
            "name": name,
            "id": (attrs or {}).get("id", name),
            "when": ticked.when,
            "days": [_day(weekday, ticked) for weekday in range(7)],
            "has_hours": bool(ticked.hours),
        }
        return render_to_string("circles/hours_widget.html", context)


def ticked_for(hours: Iterable[int] | None) -> Ticked:
    """Return the boxes that stand for stored hours: none for None, "any hour" for no hours."""
    if hours is None:
        return Ticked("", frozenset(), frozenset())
    parts, rest = whole_parts(hours)
    return Ticked(CHOSEN if parts or rest else ANY, frozenset(map(str, parts)), frozenset(map(str, rest)))


def _day(weekday: int, ticked: Ticked) -> Day:
    return Day(str(WEEKDAYS[weekday]), tuple(_parts(weekday, ticked)), tuple(_hours(weekday, ticked)))


def _parts(weekday: int, ticked: Ticked) -> Iterator[Box]:
    for of_day, (begin, end) in enumerate(PARTS_OF_DAY):
        value = weekday * len(PARTS_OF_DAY) + of_day
        yield Box(value, f"{PART_NAMES[of_day]} {begin}–{end}", str(value) in ticked.parts)


def _hours(weekday: int, ticked: Ticked) -> Iterator[Box]:
    for hour in range(24):
        value = weekday * 24 + hour
        yield Box(value, f"{hour}–{hour + 1}", str(value) in ticked.hours)


class HoursField(forms.Field):
    """Cleans to a tuple of hours of the week in order, empty for any hour."""

    widget = HoursWidget

    def clean(self, value: Any) -> tuple[int, ...]:
        """Return the hours; ValidationError with a sentence when nothing or something unknown was ticked."""
        if value.when == ANY:
            return ()
        boxes = value.parts | value.hours
        if value.when != CHOSEN and (value.when or not boxes):
            raise ValidationError(_("Please choose whether it is any hour, or certain hours."), code="required")
        if not (value.parts <= PARTS and value.hours <= HOURS):
            raise ValidationError(
                _("One of these hours is not an hour of the week. Please choose again."), code="hours"
            )
        if not boxes:
            raise ValidationError(_("Please tick at least one part of a day, or choose any hour."), code="none")
        return tuple(sorted(joined(map(int, value.parts), map(int, value.hours))))
