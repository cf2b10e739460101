"""What a supporter carries, as words and bars for their own eyes: 7 and 28 days beside what they said they can."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from alongside.circles.load import Load

WEEKS = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar under words that say the same: `value` of `most`."""

    words: str
    value: int
    most: int


def bars_of(load: Load, weekly_capacity: int | None) -> tuple[Bar, ...]:
    """Return the bars of a load: what counts against the capacity, if one is set, then help given, then nights."""
    return (*_carried(load, weekly_capacity), *_answered(load, weekly_capacity), *_nights(load))


def _carried(load: Load, weekly_capacity: int | None) -> tuple[Bar, ...]:
    if weekly_capacity is None:
        return ()
    words = ngettext(
        "You carry %(carried)d reach-out of the last 7 days, and said that you can carry %(capacity)d.",
        "You carry %(carried)d reach-outs of the last 7 days, and said that you can carry %(capacity)d.",
        load.carried_7_days,
    )
    words = words % {"carried": load.carried_7_days, "capacity": weekly_capacity}
    return (Bar(words, min(load.carried_7_days, weekly_capacity), weekly_capacity),)


def _answered(load: Load, weekly_capacity: int | None) -> tuple[Bar, ...]:
    if not load.answered_28_days:
        return ()
    seven = ngettext(
        "You answered %(times)d time in the last 7 days.",
        "You answered %(times)d times in the last 7 days.",
        load.answered_7_days,
    )
    month = ngettext(
        "You answered %(times)d time in the last 28 days.",
        "You answered %(times)d times in the last 28 days.",
        load.answered_28_days,
    )
    most = max(load.answered_28_days, (weekly_capacity or 0) * WEEKS)
    return (
        Bar(seven % {"times": load.answered_7_days}, load.answered_7_days, most),
        Bar(month % {"times": load.answered_28_days}, load.answered_28_days, most),
    )


def _nights(load: Load) -> tuple[Bar, ...]:
    if not load.nights_28_days:
        return ()
    return (
        Bar(_nights_in_7(load.nights_7_days), load.nights_7_days, 7),
        Bar(_nights_in_28(load.nights_28_days), load.nights_28_days, 28),
    )


def _nights_in_7(nights: int) -> str:
    if not nights:
        return gettext("You were woken in no night of the last 7.")
    words = ngettext(
        "You were woken in %(nights)d night of the last 7.",
        "You were woken in %(nights)d nights of the last 7.",
        nights,
    )
    return words % {"nights": nights}


def _nights_in_28(nights: int) -> str:
    words = ngettext(
        "You were woken in %(nights)d night of the last 28.",
        "You were woken in %(nights)d nights of the last 28.",
        nights,
    )
    return words % {"nights": nights}
