"""When something that comes again and again is due (pure): a rule of days and times of day, on the clock of a zone.

An occurrence is named by its label: what calendar and clock say where the person is. Which labels there are does not
depend on the zone, so whoever travels is asked for each of them once: flying east a label may be over already and is
due at once, flying west it comes later, and never a second time. A time that the clock skips is asked at the moment of
the skip, a time that comes twice at the first.

The rule of days is a subset of RFC 5545's RRULE: FREQ=DAILY, WEEKLY (with BYDAY) or MONTHLY (with BYMONTHDAY 1 to 28,
or -1 for the last day), and INTERVAL.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_TIMES = 6
ONE_DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


class Freq(StrEnum):
    """What the interval of a rule counts, as RFC 5545 names it."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


MOST_BETWEEN = {Freq.DAILY: 90, Freq.WEEKLY: 12, Freq.MONTHLY: 12}


@dataclass(frozen=True, slots=True)
class Rule:
    """On which days: every `interval` days, weeks (on `weekdays`, 0 is Monday) or months (on `month_day`)."""

    freq: Freq = Freq.DAILY
    interval: int = 1
    weekdays: frozenset[int] = frozenset()
    month_day: int = 0

    def __post_init__(self) -> None:
        """Refuse what is no rule (ValueError)."""
        if not 1 <= self.interval <= MOST_BETWEEN[self.freq]:
            raise ValueError(f"an interval of {self.interval}")
        if (self.freq == Freq.WEEKLY) != bool(self.weekdays) or not self.weekdays <= set(range(7)):
            raise ValueError("weekdays belong to a weekly rule, and it needs some")
        if (self.freq == Freq.MONTHLY) != (self.month_day == -1 or 1 <= self.month_day <= 28):
            raise ValueError("a day of the month belongs to a monthly rule: 1 to 28, or -1 for the last")

    def falls_on(self, day: date, begins_on: date) -> bool:
        """Tell whether a day is one of those of the rule, counted from `begins_on`."""
        if self.freq == Freq.DAILY:
            return (day - begins_on).days % self.interval == 0
        if self.freq == Freq.WEEKLY:
            weeks = (_monday(day) - _monday(begins_on)).days // 7
            return day.weekday() in self.weekdays and weeks % self.interval == 0
        months = (day.year - begins_on.year) * 12 + day.month - begins_on.month
        wanted = _last_day(day) if self.month_day == -1 else self.month_day
        return day.day == wanted and months % self.interval == 0

    def text(self) -> str:
        """Return the rule as RFC 5545 writes it."""
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(DAYS[day] for day in sorted(self.weekdays)))
        if self.month_day:
            parts.append(f"BYMONTHDAY={self.month_day}")
        return ";".join(parts)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _last_day(day: date) -> int:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return (following - ONE_DAY).day


@lru_cache(maxsize=4096)
def rule_of(text: str) -> Rule:
    """Read a rule as `Rule.text` writes it, with or without "RRULE:"; ValueError for anything else."""
    pairs = [part.partition("=") for part in text.strip().upper().removeprefix("RRULE:").split(";")]
    values = {name: value for name, _, value in pairs}
    if len(values) < len(pairs) or not values.keys() <= {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY"}:
        raise ValueError(f"this rule is not known: {text[:100]}")
    named = [day for day in values.get("BYDAY", "").split(",") if day]
    return Rule(
        freq=Freq(values.get("FREQ", "")),
        interval=int(values.get("INTERVAL", "1")),
        weekdays=frozenset(map(DAYS.index, named)),
        month_day=int(values.get("BYMONTHDAY", "0")),
    )


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rule of days, counted from `begins_on`, and the times of day, in order."""

    rule: Rule
    times: tuple[time, ...]
    begins_on: date

    def __post_init__(self) -> None:
        """Refuse times that are none, too many, or not in order (ValueError)."""
        if not 1 <= len(self.times) <= MOST_TIMES or list(self.times) != sorted(set(self.times)):
            raise ValueError("one to six times of day, each once and in order")

    def labels_after(self, label: datetime) -> Iterator[datetime]:
        """Return the labels that come after this one, without end."""
        day = max(label.date(), self.begins_on)
        while True:
            if self.rule.falls_on(day, self.begins_on):
                found = (datetime.combine(day, at) for at in self.times)
                yield from (one for one in found if one > label)
            day += ONE_DAY


def schedule_of(rule: str, times: Iterable[time], begins_on: date) -> Schedule:
    """Read a schedule as somebody asks for it, its times in any order and to the minute. ValueError."""
    minutes = {one.replace(second=0, microsecond=0, tzinfo=None) for one in times}
    return Schedule(rule_of(rule), tuple(sorted(minutes)), begins_on)


@lru_cache(maxsize=16384)
def next_label(schedule: Schedule, after: datetime) -> datetime:
    """Return the first label after this one."""
    return next(schedule.labels_after(after))


@lru_cache(maxsize=16384)
def moment_of(label: datetime, zone: str) -> datetime:
    """Return the moment (UTC) at which a zone's clock shows a label, or at which it skips it."""
    local = label.replace(tzinfo=ZoneInfo(zone))
    first, second = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    # A label that is skipped comes too late by the clock before the skip, and too early by the one after it.
    return first if first <= second else _skip_between(second, first, zone)


def _skip_between(early: datetime, late: datetime, zone: str) -> datetime:
    clock = ZoneInfo(zone)
    before = early.astimezone(clock).utcoffset()
    while late - early > SECOND:
        middle = early + timedelta(seconds=(late - early) // SECOND // 2)
        early, late = (middle, late) if middle.astimezone(clock).utcoffset() == before else (early, middle)
    return late


def label_at(moment: datetime, zone: str) -> datetime:
    """Return what calendar and clock of a zone show at a moment."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def first_label(schedule: Schedule, zone: str, *, now: datetime) -> datetime:
    """Return the first label whose moment is after `now`: where one begins, or goes on after a pause."""
    labels = schedule.labels_after(label_at(now, zone) - ONE_DAY)
    return next(label for label in labels if moment_of(label, zone) > now)


def labels_due(schedule: Schedule, zone: str, label: datetime, *, now: datetime) -> list[datetime]:
    """Return the labels from this one on whose moment has come, in order; of several at one moment the last."""
    waiting = _from(schedule, label)
    due = list(takewhile(lambda one: moment_of(one, zone) <= now, waiting))
    return [*(one for one, after in pairwise(due) if moment_of(one, zone) != moment_of(after, zone)), *due[-1:]]


def _from(schedule: Schedule, label: datetime) -> Iterator[datetime]:
    yield label
    yield from schedule.labels_after(label)
