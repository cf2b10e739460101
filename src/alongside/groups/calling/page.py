"""What pages show of calls to quiet members: one's own, the list, and one call with what to say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.accounts.zones import zone_name
from alongside.groups.calling.enums import Outcome, PartOfDay, Way, Why
from alongside.groups.calling.models import Call, CallWish
from alongside.groups.calling.policies import calls_to, holds, visible_calls, wish_of
from alongside.groups.models import Membership
from alongside.ui import phrases

# To whom the call was, whether it was rung or written, and to who calls.
SAID_OF = {
    Outcome.REACHED: gettext_lazy("You were in touch."),
    Outcome.NOT_REACHED: gettext_lazy("You were not reached."),
    Outcome.MORE: gettext_lazy("You were in touch, and wished for more of it."),
    Outcome.NO_CALLS: gettext_lazy("You said that you want no calls any more."),
}
SAID_HOW = {
    Way.MESSAGE: gettext_lazy("They would like a message here."),
    Way.PHONE: gettext_lazy("They would like to be rung up."),
}
SAID_WHY = {
    Why.QUIET: gettext_lazy("It has been quiet around them."),
    Why.AGREED: gettext_lazy("This date was agreed in the call before."),
}


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call of the list: to whom, why, when it suits them, who was asked first, and who said that they will.

    `there` says what the clock shows where they are, and `is_rung` that they want to be rung up, not written to.
    """

    id: UUID
    alias: str
    why: str
    way: str
    when: str
    zone: str
    asked: str
    is_asked: bool
    claimed_by: str
    is_readers: bool
    there: str
    is_rung: bool


@dataclass(frozen=True, slots=True)
class CallMade:
    """A call that was made to the reader: on which day, by whom ('' once they left), and what it came to."""

    on: datetime
    by: str
    outcome: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class OwnCalls:
    """How it stands with calls to the reader: their yes, whether they are on the list, who calls, and what was."""

    wish: CallWish | None
    is_listed: bool
    by: str
    made: list[CallMade]


def own_calls(standing: Membership, *, now: datetime) -> OwnCalls:
    """Return what somebody sees of the calls to themself, the newest first."""
    rows = list(calls_to(standing).order_by("-created_at", "-id")[:50])
    waiting = next((row for row in rows if not row.outcome), None)
    caller = waiting.claimed_by if waiting and waiting.claimed_until and waiting.claimed_until > now else None
    made = [_made(row) for row in rows if row.outcome]
    return OwnCalls(wish_of(standing), waiting is not None, caller.alias if caller else "", made)


def _made(row: Call) -> CallMade:
    by = row.claimed_by.alias if row.claimed_by else ""
    return CallMade(row.done_at or row.created_at, by, str(SAID_OF[Outcome(row.outcome)]), row.next_on)


def calls_of(standing: Membership, *, now: datetime) -> list[CallLine]:
    """Return the list: what the reader holds, then what they are asked for, then whoever waits longest."""
    rows = visible_calls(standing, now=now).order_by("created_at", "id")[:100]
    lines = [call_line(row, standing, now=now) for row in rows]
    return sorted(lines, key=lambda one: (not one.is_readers, not one.is_asked))


def call_line(row: Call, standing: Membership, *, now: datetime) -> CallLine:
    """Return one call as the list shows it."""
    wish = row.membership.call_wish
    claims = row.claimed_by if row.claimed_until and row.claimed_until > now else None
    asks = row.asked if row.asked and row.due_at and not claims else None
    return CallLine(
        id=row.id,
        alias=row.membership.alias,
        why=str(SAID_WHY[Why(row.why)]),
        way=str(SAID_HOW[Way(wish.way)]),
        when=when_words(wish.weekdays, wish.part),
        zone=str(phrases.ON_THE_CLOCK_OF) % {"zone": zone_name(wish.zone)},
        asked=asks.alias if asks else "",
        is_asked=asks is not None and asks.id == standing.id,
        claimed_by=claims.alias if claims else "",
        is_readers=holds(row, standing, now=now),
        there=_("It is %(time)s there now.")
        % {"time": formats.time_format(now.astimezone(ZoneInfo(wish.zone)), "TIME_FORMAT")},
        is_rung=wish.way == Way.PHONE,
    )


def when_words(weekdays: Iterable[int], part: str) -> str:
    """Say on which days, and at what time of them, a call suits somebody."""
    days = sorted(weekdays)
    said = str(PartOfDay(part).label)
    if len(days) == len(WEEKDAYS):
        return said
    return _("%(part)s: %(days)s") % {"part": said, "days": ", ".join(str(WEEKDAYS[day]) for day in days)}
