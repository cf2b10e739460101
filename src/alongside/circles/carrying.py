"""What a supporter carries, as words and bars for their own eyes: 7 and 28 days beside what they said they can."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from alongside.circles.load import Load


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar under words that say the same: `value` of `most`; 0 where words alone say it all."""

    words: str
    value: int
    most: int


def bars_of(load: Load, weekly_capacity: int | None) -> tuple[Bar, ...]:
    """Return the bars of a load: what counts against the capacity, if one is set, then help given, then nights."""
    return (*carried_bars(load, weekly_capacity), *_answered(load), *_nights(load))


def carried_bars(load: Load, weekly_capacity: int | None) -> tuple[Bar, ...]:
    """Return what is carried beside what somebody said they can; on one scale, where it is more."""
    if weekly_capacity is None:
        return ()
    more = load.carried_7_days - weekly_capacity
    return _too_much(load.carried_7_days, weekly_capacity, more) if more > 0 else _within(load, weekly_capacity)


def _too_much(carried: int, weekly_capacity: int, more: int) -> tuple[Bar, ...]:
    now = ngettext(
        "You carry %(carried)d reach-out of the last 7 days.",
        "You carry %(carried)d reach-outs of the last 7 days.",
        carried,
    )
    said = gettext("You said that you can carry %(capacity)d. You carry %(more)d more than that.")
    said = said % {"capacity": weekly_capacity, "more": more}
    return (Bar(now % {"carried": carried}, carried, carried), Bar(said, weekly_capacity, carried))


def _within(load: Load, weekly_capacity: int) -> tuple[Bar, ...]:
    words = ngettext(
        "You carry %(carried)d reach-out of the last 7 days, and said that you can carry %(capacity)d.",
        "You carry %(carried)d reach-outs of the last 7 days, and said that you can carry %(capacity)d.",
        load.carried_7_days,
    )
    words = words % {"carried": load.carried_7_days, "capacity": weekly_capacity}
    return (Bar(words, load.carried_7_days, weekly_capacity),)


def _answered(load: Load) -> tuple[Bar, ...]:
    """Say how often they answered; the bar is the last week's share of the last four."""
    times, lately = load.answered_28_days, load.answered_7_days
    if not times:
        return ()
    if times == 1:
        return (Bar(_once(lately), 0, 0),)
    words = gettext("You answered %(times)d times in the last 28 days, %(lately)d of them in the last 7.")
    return (Bar(words % {"times": times, "lately": lately}, lately, times),)


def _once(lately: int) -> str:
    if lately:
        return gettext("You answered once in the last 28 days, within the last 7.")
    return gettext("You answered once in the last 28 days, before the last 7.")


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
