"""The hours of a week in a form, without a script: any hour, or parts of days, or, for who wants it, single hours.

There may be a third answer. Of a need: it does not matter when. Of a kind of support: the same hours as usual.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from alongside.circles.week import PARTS_IN_WEEK, PARTS_OF_DAY, joined, whole_parts
from alongside.kernel.weekhours import HOURS_IN_WEEK
from alongside.ui import phrases, week_grid

ANY = "any"
ANYWHEN = "anywhen"
AS_USUAL = "any_as_usual"
CHOSEN = "chosen"
PARTS = frozenset(map(str, range(PARTS_IN_WEEK)))
HOURS = frozenset(map(str, range(HOURS_IN_WEEK)))
HOUR_NAMES = [f"{hour}–{hour + 1}" for hour in range(24)]
PART_NAMES = (_("Night"), _("Morning"), _("Afternoon"), _("Evening"))


@dataclass(frozen=True, slots=True)
class Ticked:
    """What was ticked, as it was sent: it may be anything."""

    when: str
    parts: frozenset[str]
    hours: frozenset[str]


class HoursWidget(forms.Widget):
    """Draws the choice as a week's grid that fits on a phone; an hour is ticked alone when its part is not."""

    use_fieldset = True
    third: tuple[str, Promise] | None = None
    """The value and the words of an answer before the two others, chosen until another is; it stands for None."""

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
        ticked = value if isinstance(value, Ticked) else self.ticked_for(value)
        context = {
            "name": name,
            "id": (attrs or {}).get("id", name),
            "when": ticked.when,
            "third": self.third,
            "days": week_grid.days(),
            "parts": week_grid.rows(_part_names(), value=_part_of_week, ticked=ticked.parts),
            "hours": week_grid.rows(HOUR_NAMES, value=_hour_of_week, ticked=ticked.hours),
            "has_hours": bool(ticked.hours),
        }
        return render_to_string("circles/hours_widget.html", context)

    def ticked_for(self, hours: Iterable[int] | None) -> Ticked:
        """Return the boxes that stand for stored hours."""
        if hours is None and self.third:
            return Ticked(self.third[0], frozenset(), frozenset())
        return ticked_for(hours)


class NeedHoursWidget(HoursWidget):
    """The same with a third answer: it does not matter when."""

    third = (ANYWHEN, phrases.NO_MATTER_WHEN)


class OwnHoursWidget(HoursWidget):
    """The same with a third answer: the usual hours."""

    third = (AS_USUAL, _("The same hours as above"))


def ticked_for(hours: Iterable[int] | None) -> Ticked:
    """Return the boxes that stand for stored hours: none for None, "any hour" for no hours."""
    if hours is None:
        return Ticked("", frozenset(), frozenset())
    parts, rest = whole_parts(hours)
    return Ticked(CHOSEN if parts or rest else ANY, frozenset(map(str, parts)), frozenset(map(str, rest)))


def _part_names() -> list[str]:
    return [f"{name} {begin}–{end}" for name, (begin, end) in zip(PART_NAMES, PARTS_OF_DAY, strict=True)]


def _part_of_week(weekday: int, of_day: int) -> int:
    return weekday * len(PARTS_OF_DAY) + of_day


def _hour_of_week(weekday: int, hour: int) -> int:
    return weekday * 24 + hour


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
            raise ValidationError(phrases.NO_HOUR_OF_THE_WEEK, code="hours")
        if not boxes:
            raise ValidationError(_("Please tick at least one part of a day, or choose any hour."), code="none")
        return tuple(sorted(joined(map(int, value.parts), map(int, value.hours))))


class ThirdAnswerField(HoursField):
    """The same where there is a third answer: None for that, or when nothing was ticked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> tuple[int, ...] | None:  # type: ignore[override]  # forms take whatever a field gives
        """Return the hours; ValidationError with a sentence when something unknown was ticked."""
        is_none = value.when in {ANYWHEN, AS_USUAL} or not (value.when or value.parts or value.hours)
        return None if is_none else super().clean(value)


class NeedHoursField(ThirdAnswerField):
    """When something is needed: None when it does not matter when."""

    widget = NeedHoursWidget


class OwnHoursField(ThirdAnswerField):
    """When a kind of support is given: None for the usual hours."""

    widget = OwnHoursWidget
