"""Events from their planning to their summary: planning, moving, calling off, guests, coming, beginning, ending."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.groups.enums import Use
from alongside.groups.models import Event, EventComing, EventGuest, EventMute, EventVote, Membership
from alongside.groups.policies import access_one, access_standing, askable_members
from alongside.groups.services.own import NOTHING_OFFERED
from alongside.groups.services.threads import writing_standing
from alongside.groups.stage import telling as stage_telling
from alongside.groups.stage.checks import checked_moment, checked_planning, checked_summary
from alongside.groups.stage.details import Planning
from alongside.groups.stage.enums import SHOWN, Asked, EventState, QuestionState
from alongside.groups.stage.policies import GROUP_RESTS, access_event, check_state, check_to_come
from alongside.groups.stage.telling import CHANGED, SOON, WAITS
from alongside.groups.stage.times import Does, Stands, Times, may_begin, next_step
from alongside.groups.threads.policies import is_writable
from alongside.kernel.errors import Conflict, NotFound
from alongside.kernel.markdown import safe_html
from alongside.kernel.ratelimit import count_try
from alongside.safety.pauses import check_may_write

EVENTS_A_DAY = 10
# So often one guest is asked to speak at an event within a day, and so often they are let go before they have peace.
ASKED_A_DAY = 3
MOST_LET_GO = 2
LET_GO_TWICE = _(
    "They were asked to speak here and let go again twice, so they are not asked once more. You could talk to them."
)
TOO_EARLY = _("An event can be begun from half an hour before its time. Until then, people can send questions.")
ONLY_AFTER = _("A summary is written when the event is over. What you wrote was not kept.")


def plan_event(*, actor: Person, slug: str, planning: Planning, now: datetime) -> Event:
    """Plan an event of a group. Invalid, NotAllowed, NotFound; Conflict in a group that rests; TooMany."""
    checked = checked_planning(planning)
    starts_at = checked_moment(checked, now=now)
    count_try("groups.events", str(actor.id), limit=EVENTS_A_DAY, window=timedelta(days=1), now=now)
    with transaction.atomic():
        standing = _moderating(actor, slug)
        check_may_write(actor, standing.group_id, now=now)
        if not is_writable(standing):
            raise Conflict(GROUP_RESTS)
        event = Event(created_at=now, group=standing.group, planned_by=standing)
        _write(event, checked, starts_at, now)
        event.save(force_insert=True)
        record("group.event_planned", actor=actor.id, subject=event.id, about=actor.id, now=now)
    return event


def _moderating(actor: Person, slug: str) -> Membership:
    access_standing(actor, slug, to=Use.MODERATE)
    writing_standing(actor, slug)
    return access_standing(actor, slug, to=Use.MODERATE)


def _write(event: Event, planning: Planning, starts_at: datetime, now: datetime) -> None:
    event.title, event.kind, event.zone = planning.title, planning.kind, planning.zone
    event.about, event.about_html = planning.about, safe_html(planning.about)
    event.minutes, event.call_url = planning.minutes, planning.call_url
    if event.starts_at != starts_at:
        event.starts_at, event.is_reminded = starts_at, False
    _look_again(event, now)


def _look_again(event: Event, now: datetime) -> None:
    """Count anew when something is next done about an event; whoever plans it for within the hour needs no reminder."""
    does, at = next_step(times_of(event))
    if does == Does.REMIND and at <= now:
        event.is_reminded = True
        does, at = next_step(times_of(event))
    event.due_at = max(at, now + timedelta(minutes=1))


def times_of(event: Event) -> Times:
    """Return an event as `stage` thinks of it."""
    return Times(Stands(event.state), event.starts_at, event.minutes, event.is_reminded, event.began_at, event.ended_at)


@transaction.atomic
def change_event(*, actor: Person, slug: str, event_id: UUID, planning: Planning, now: datetime) -> Event:
    """Change an event that has not begun; when it is moved, those who come are told. As `plan_event`."""
    checked = checked_planning(planning)
    standing = _moderating(actor, slug)
    check_may_write(actor, standing.group_id, now=now)
    event = access_event(standing, event_id, lock=True)
    check_to_come(standing, event)
    check_state(event, EventState.PLANNED)
    before = event.starts_at
    _write(event, checked, checked_moment(checked, now=now, before=before), now)
    is_moved = event.starts_at != before
    event.moved += is_moved
    event.save()
    if is_moved:
        stage_telling.tell_those_who_come(event, CHANGED, until=now + WAITS, now=now)
    stage_telling.show_all(event)
    record("group.event_changed", actor=actor.id, subject=event.id, about=actor.id, now=now)
    return event


@transaction.atomic
def cancel_event(*, actor: Person, slug: str, event_id: UUID, now: datetime) -> None:
    """Call an event off that has not begun; those who come are told. Conflict, NotAllowed, NotFound."""
    standing = _moderating(actor, slug)
    event = access_event(standing, event_id, lock=True)
    check_state(event, EventState.PLANNED)
    stage_telling.tell_those_who_come(event, CHANGED, until=now + WAITS, now=now)
    _end(event, EventState.CANCELLED, now)
    record("group.event_called_off", actor=actor.id, subject=event.id, about=actor.id, now=now)


@transaction.atomic
def begin_event(*, actor: Person, slug: str, event_id: UUID, now: datetime) -> None:
    """Begin an event, from half an hour before its time. Conflict, NotAllowed, NotFound."""
    standing = _moderating(actor, slug)
    event = access_event(standing, event_id, lock=True)
    check_to_come(standing, event)
    check_state(event, EventState.PLANNED)
    if not may_begin(times_of(event), now=now):
        raise Conflict(TOO_EARLY)
    event.state, event.began_at = EventState.LIVE, now
    _look_again(event, now)
    event.save()
    stage_telling.show_all(event)
    record("group.event_begun", actor=actor.id, subject=event.id, about=actor.id, now=now)


@transaction.atomic
def end_event(*, actor: Person, slug: str, event_id: UUID, now: datetime) -> None:
    """End an event: of who was there nothing is kept. Conflict, NotAllowed, NotFound."""
    standing = _moderating(actor, slug)
    event = access_event(standing, event_id, lock=True)
    check_state(event, EventState.LIVE)
    _end(event, EventState.OVER, now)
    record("group.event_ended", actor=actor.id, subject=event.id, about=actor.id, now=now)


def _end(event: Event, state: EventState, now: datetime) -> None:
    """End an event; answered questions and their answers stay, and forget who asked."""
    event.state, event.ended_at = state, max(now, event.began_at or now)
    event.call_url = ""
    _look_again(event, now)
    event.save()
    event.comings.all().delete()
    EventVote.objects.filter(question__event=event).delete()
    EventMute.objects.filter(event=event).delete()
    event.questions.filter(state=QuestionState.ON_STAGE).update(state=QuestionState.ANSWERED)
    event.questions.filter(state__in=SHOWN).update(asker=None)
    event.questions.filter(state=QuestionState.TAKEN).update(state=QuestionState.WAITING, taken_by=None, taken_at=None)
    event.lines.filter(question=None).delete()
    stage_telling.show_all(event)


@transaction.atomic
def will_come(*, actor: Person, slug: str, event_id: UUID, comes: bool, now: datetime) -> None:
    """Say that the actor will come, or will not. Nobody else sees it, so no record of it is kept either."""
    standing = writing_standing(actor, slug)
    event = access_event(standing, event_id, lock=True)
    check_to_come(standing, event)
    if comes:
        EventComing.objects.get_or_create(event=event, membership=standing, defaults={"created_at": now})
    else:
        EventComing.objects.filter(event=event, membership=standing).delete()


@transaction.atomic
def ask_guest(*, actor: Person, slug: str, event_id: UUID, membership_id: UUID, now: datetime) -> None:
    """Ask somebody of the group to speak; it is theirs to say yes. Asked once more, they can say it anew.

    Conflict for who was let go twice; TooMany past three times a day.
    """
    standing = access_standing(actor, slug, to=Use.MODERATE)
    # Before the event, as whoever writes there does: who just leaves is waited for, and is not asked.
    guest = access_one(askable_members(standing).select_for_update(no_key=True), membership_id)
    event = access_event(standing, event_id, lock=True)
    check_to_come(standing, event)
    row, is_new = EventGuest.objects.get_or_create(event=event, membership=guest, defaults={"created_at": now})
    if not is_new and row.said != Asked.NO:
        return
    if row.let_go >= MOST_LET_GO:
        raise Conflict(LET_GO_TWICE)
    count_try("groups.event_guest", str(row.id), limit=ASKED_A_DAY, window=timedelta(days=1), now=now)
    row.said, row.is_asked = Asked.ASKED, True
    row.save(update_fields=["said", "is_asked"])
    stage_telling.tell_of_event([guest.person], CHANGED, until=now + WAITS, now=now)
    record("group.event_guest_asked", actor=actor.id, subject=event.id, about=guest.person_id, now=now)


@transaction.atomic
def answer_as_guest(*, actor: Person, slug: str, event_id: UUID, speaks: bool, now: datetime) -> None:
    """Say whether the actor will speak; they may change it. Conflict when nobody asks them any more."""
    standing = writing_standing(actor, slug)
    event = access_event(standing, event_id, lock=True)
    check_to_come(standing, event)
    said = Asked.YES if speaks else Asked.NO
    if not EventGuest.objects.filter(event=event, membership=standing, is_asked=True).update(said=said):
        raise Conflict(NOTHING_OFFERED)
    stage_telling.show_all(event)
    record("group.event_guest_answered", actor=actor.id, subject=event.id, about=actor.id, now=now)


@transaction.atomic
def let_guest_go(*, actor: Person, slug: str, event_id: UUID, guest_id: UUID, now: datetime) -> None:
    """Ask a guest no more, or have them speak no more; it is kept how often. NotFound when that is so already."""
    standing = _moderating(actor, slug)
    event = access_event(standing, event_id, lock=True)
    asked = EventGuest.objects.filter(event=event, id=guest_id, is_asked=True)
    guest = asked.select_related("membership").first()
    if guest is None:
        raise NotFound
    stage_telling.show_all(event)
    guest.said, guest.is_asked, guest.let_go = Asked.NO, False, guest.let_go + 1
    guest.save(update_fields=["said", "is_asked", "let_go"])
    record("group.event_guest_let_go", actor=actor.id, subject=event.id, about=guest.membership.person_id, now=now)


@transaction.atomic
def write_summary(*, actor: Person, slug: str, event_id: UUID, text: str, now: datetime) -> None:
    """Write what an event brought, for those in the group, or take it away with ''. Conflict before it is over."""
    checked = checked_summary(text)
    standing = _moderating(actor, slug)
    check_may_write(actor, standing.group_id, now=now)
    event = access_event(standing, event_id, lock=True)
    if event.state != EventState.OVER:
        raise Conflict(ONLY_AFTER)
    event.summary, event.summary_html = checked, safe_html(checked) if checked else ""
    event.summary_by = standing if checked else None
    event.save(update_fields=["summary", "summary_html", "summary_by"])
    record("group.event_summed_up", actor=actor.id, subject=event.id, about=actor.id, now=now)


def move_events(rows: Sequence[Event], now: datetime) -> None:
    """Remind of events, end those that nobody ended, and forget what was asked and not answered."""
    for row in rows:
        does, at = next_step(times_of(row))
        if at > now:
            row.due_at = at
            row.save(update_fields=["due_at"])
        else:
            _MOVES[does](row, now)


def _remind(event: Event, now: datetime) -> None:
    stage_telling.tell_those_who_come(event, SOON, until=event.starts_at + timedelta(minutes=event.minutes), now=now)
    event.is_reminded = True
    _look_again(event, now)
    event.save(update_fields=["is_reminded", "due_at"])


def _forget(event: Event, _now: datetime) -> None:
    event.questions.exclude(state__in=SHOWN).delete()
    event.due_at = None
    event.save(update_fields=["due_at"])


_MOVES = {
    Does.REMIND: _remind,
    Does.LAPSE: lambda event, now: _end(event, EventState.CANCELLED, now),
    Does.END: lambda event, now: _end(event, EventState.OVER, now),
    Does.FORGET: _forget,
}
