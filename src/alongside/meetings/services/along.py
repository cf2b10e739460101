"""Going with someone: asking a tie along to a meeting, their answer, calling it off, and forgetting it afterwards."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.choosing import CANNOT_BE_ASKED, can_be_asked, chosen, have_look_again
from alongside.circles.models import Tie
from alongside.circles.policies import SupportingActor
from alongside.circles.texts import checked_text
from alongside.kernel import live
from alongside.kernel.errors import Conflict, Invalid
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal
from alongside.meetings import along_telling
from alongside.meetings.enums import AlongState, Way
from alongside.meetings.mine_page import has_a_way, is_shown
from alongside.meetings.models import Along, AlongReminder, Saved
from alongside.meetings.policies import access_along, access_asked_along, access_saved
from alongside.meetings.queries import timing_of
from alongside.meetings.sealing import ALONG_WORDS
from alongside.meetings.timing import Start, start_on
from alongside.notifications.services import tell, withdraw
from alongside.ui import phrases

WORDS_LENGTH = 200
ASKS_A_DAY = 3
KEPT_FOR = timedelta(days=30)
AT_ONCE = 1000
MEETINGS = "meetings"

NOT_HELD = _("It is not held then any more. Please choose another day.")
RESTS = _("They take a breather now, so they were not asked. You can ask when they are back.")
ASKED_ALREADY = _("You asked them for this day already. Here you see what they say.")
ONLY_ONLINE = _("It is held online, so nobody needs to be picked up for it. You can still be there together.")
ANSWERED = _("This has been answered already, or taken back. Nothing is lost.")


@transaction.atomic
def ask_along(
    *, actor: Person, saved_id: UUID, tie_id: UUID, on_date: date, way: str, words: str, now: datetime
) -> Along:
    """Ask a tie to come along on a date to come of a saved meeting, and have them told. Invalid, NotFound.

    Conflict when they do not stand with the actor any more; TooMany past three a day.
    """
    said = checked_text(words, field="words", most=WORDS_LENGTH)
    saved = access_saved(actor, saved_id, lock=True)
    check_way(saved, way)
    start = start_to_share(saved, on_date, now)
    (tie,) = chosen(actor, [tie_id])
    check_may_ask(saved, tie, on_date, now)
    row = Along.objects.create(
        created_at=now,
        saved=saved,
        tie=tie,
        on_date=on_date,
        starts_at=start.at,
        way=way,
        words_sealed=seal(actor.data_key_id, said, what=ALONG_WORDS) if said else None,
    )
    tell([along_telling.asked(row)], now=now)
    noted("meetings.asked_along", actor.id, row, now)
    return row


def start_to_share(saved: Saved, on_date: date, now: datetime) -> Start:
    """Return the start of a saved meeting on a date to come to which somebody may be brought along. Invalid."""
    meeting = saved.meeting
    start = start_on(timing_of(meeting), on_date) if meeting and is_shown(saved) else None
    if start is None or start.at <= now:
        raise Invalid(NOT_HELD, field="on_date")
    return start


def check_way(saved: Saved, way: str) -> None:
    """Have nobody be picked up for what is only online. Invalid, also for what is no way."""
    if way not in Way.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="way")
    if way == Way.PICK_UP and not has_a_way(saved):
        raise Invalid(ONLY_ONLINE, field="way")


def check_may_ask(saved: Saved, tie: Tie, on_date: date, now: datetime) -> None:
    """Leave alone who rests, cannot be asked, was for that date already, or three times today. Invalid, TooMany."""
    if not can_be_asked(tie):
        raise Invalid(CANNOT_BE_ASKED, field="who")
    resting_until = tie.supporter.breather_until if tie.supporter else None
    if resting_until and resting_until > now:
        raise Invalid(RESTS, field="who")
    if saved.asked_along.filter(tie=tie, on_date=on_date, ended_at=None).exists():
        raise Invalid(ASKED_ALREADY, field="who")
    count_try("meetings.along", str(tie.id), limit=ASKS_A_DAY, window=timedelta(days=1), now=now)


@transaction.atomic
def take_back_along(*, actor: Person, along_id: UUID, now: datetime) -> None:
    """Take back that somebody was asked along; who had said yes is told. Conflict when it is over; NotFound."""
    row = access_along(actor, along_id, lock=True)
    if row.ended_at is not None:
        raise Conflict(ANSWERED)
    _call_off([row], now)
    noted("meetings.along_taken_back", actor.id, row, now)


@transaction.atomic
def answer_along(
    *, actor: SupportingActor, along_id: UUID, is_yes: bool, can_pick_up: bool = False, now: datetime
) -> Along:
    """Say yes, or not this time, also after a yes; no needs no reason. Conflict when it is over; NotFound.

    With a yes to coming along one can offer to pick them up as well, which the owner then takes up or not; Conflict for
    what is only online.
    """
    row = access_asked_along(actor, along_id, lock=True)
    if can_pick_up and not has_a_way(row.saved):
        raise Conflict(ONLY_ONLINE)
    is_open = row.state == AlongState.ASKED or (row.state == AlongState.AGREED and not is_yes)
    if not is_open:
        raise Conflict(ANSWERED)
    tell([along_telling.answered(row, now=now)], now=now)
    if is_yes:
        row.state, row.offers_pick_up = AlongState.AGREED, can_pick_up and row.way == Way.COME
        row.save(update_fields=["state", "offers_pick_up"])
    else:
        _end(row, AlongState.NOT_NOW, now)
    noted("meetings.along_answered", actor.id, row, now)
    return row


@transaction.atomic
def take_pick_up(*, actor: Person, along_id: UUID, now: datetime) -> None:
    """Be picked up, as whoever comes along offered; they are told. Conflict when they do not any more; NotFound."""
    row = access_along(actor, along_id, lock=True)
    if row.ended_at is not None or not row.offers_pick_up:
        raise Conflict(ANSWERED)
    if not has_a_way(row.saved):
        raise Conflict(ONLY_ONLINE)
    row.way, row.offers_pick_up = Way.PICK_UP, False
    row.save(update_fields=["way", "offers_pick_up"])
    tell([along_telling.pick_up_wanted(row)], now=now)
    noted("meetings.pick_up_taken", actor.id, row, now)


def call_off_all(saved: Saved, now: datetime) -> None:
    """Call off all that is open about a locked meeting that its owner does not keep."""
    _call_off(_whole(saved.asked_along.filter(ended_at=None)), now)


def end_along_of(tie_id: UUID, *, now: datetime) -> None:
    """End what was asked through a tie that is over; nobody is told anything through it any more."""
    for row in _whole(Along.objects.filter(tie=tie_id, ended_at=None)):
        withdraw([along_telling.key_of(row)], now=now)
        _end(row, AlongState.TAKEN_BACK, now)
        live.announce([row.tie.owner_id], topic=MEETINGS, ref=row.saved_id)


@transaction.atomic
def forget_along(now: datetime) -> int:
    """Forget who was asked along some weeks after the date; return how many."""
    over = Along.objects.filter(starts_at__lt=now - KEPT_FOR).values("id")[:AT_ONCE]
    return Along.objects.filter(id__in=over).delete()[0]


def _whole(rows: QuerySet[Along]) -> list[Along]:
    """Lock these, with their ties."""
    whole = rows.select_related("saved", "tie__owner", "tie__supporter__person").order_by("id")
    return list(whole.select_for_update(of=("self",)))


def _call_off(rows: Iterable[Along], now: datetime) -> None:
    for row in rows:
        withdraw([along_telling.key_of(row)], now=now)
        if row.state == AlongState.AGREED and row.starts_at > now:
            tell([along_telling.called_off(row)], now=now)
            _end(row, AlongState.CALLED_OFF, now)
        else:
            _end(row, AlongState.TAKEN_BACK, now)
        have_look_again([row.tie_id])


def _end(row: Along, state: AlongState, now: datetime) -> None:
    AlongReminder.objects.filter(along=row).delete()
    row.state, row.ended_at, row.words_sealed = state, now, None
    row.save(update_fields=["state", "ended_at", "words_sealed"])


def noted(action: str, actor_id: UUID, row: Along, now: datetime) -> None:
    """Keep who did what, and have both open pages look again."""
    owner_id = row.tie.owner_id
    record(action, actor=actor_id, subject=row.id, about=owner_id, now=now)
    live.announce([owner_id], topic=MEETINGS, ref=row.saved_id)
    have_look_again([row.tie_id])
