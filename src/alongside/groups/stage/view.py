"""An event as its page shows it to one reader, and the list of a group's events."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.accounts.zones import zone_name
from alongside.groups.enums import Standing, Use
from alongside.groups.models import Event, EventComing, EventGuest, EventQuestion, Membership
from alongside.groups.policies import may
from alongside.groups.sealing import EVENT_QUESTION
from alongside.groups.services.stage import times_of
from alongside.groups.stage.enums import SHOWN, STILL_TO_COME, TO_HEAR, Asked, EventState, QuestionState
from alongside.groups.stage.page import Asking, Said, clock_at, in_places, lines_of, opened
from alongside.groups.stage.policies import (
    is_to_come,
    own_coming,
    own_questions,
    own_votes,
    queue_of,
    speaks,
    visible_events,
    visible_guests,
)
from alongside.groups.stage.things import QUESTION
from alongside.groups.stage.times import may_begin
from alongside.kernel.elsewhere import Elsewhere, where_to
from alongside.kernel.sealed import unseal_all
from alongside.safety.urgent import Urgent, urgent_among
from alongside.safety.words.danger import known_danger
from alongside.ui import phrases

MOST_PAST = 50
STAYS_FOR = timedelta(days=1)
# For so long the page of a group says that the summary of an event can be read.
TOLD_FOR = timedelta(days=14)
AHEAD = 3
WITH_THOSE_WHO_LOOK = _("Those who look after this event read it first. The others here do not see it.")


@dataclass(frozen=True, slots=True)
class EventLineOf:
    """One event of a list."""

    id: UUID
    title: str
    kind: str
    state: str
    starts_at: datetime
    has_summary: bool
    is_live: bool


@dataclass(frozen=True, slots=True)
class Own:
    """A question of the reader's own: how it stands, whether it can go, whether it cried lately, and is hidden."""

    id: UUID
    words: str
    stands: str
    is_anonymous: bool
    may_go: bool
    is_cry: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who speaks or is asked to, and what they said."""

    id: UUID
    alias: str
    said: str


@dataclass(frozen=True, slots=True)
class EventView:
    """All that one reader sees of an event beside the stage. `coming` is how many come, for hosts."""

    event: Event
    kind: str
    state: str
    here: str
    zone: str
    there: str
    places: list[tuple[str, str]]
    guests: list[Guest]
    own_guest: str
    comes: bool
    coming: int | None
    own: list[Own]
    voted: set[UUID]
    elsewhere: Elsewhere | None
    may_add: bool
    moderates: bool
    speaks: bool
    may_begin: bool

    @property
    def is_live(self) -> bool:
        """Tell whether it is going on."""
        return self.event.state == EventState.LIVE

    @property
    def is_planned(self) -> bool:
        """Tell whether it has not begun."""
        return self.event.state == EventState.PLANNED

    @property
    def is_over(self) -> bool:
        """Tell whether it was held and has ended."""
        return self.event.state == EventState.OVER

    @property
    def speakers(self) -> list[str]:
        """Return the aliases of those who said that they will speak."""
        return [guest.alias for guest in self.guests if guest.said == Asked.YES]

    @property
    def cries(self) -> bool:
        """Tell whether a question of the reader's own of the last day sounds like danger."""
        return any(one.is_cry for one in self.own)

    @property
    def cried(self) -> str:
        """Return the words of one of these that is with the others, '' without: what is hidden is not."""
        return next((one.words for one in self.own if one.is_cry and not one.is_hidden), "")

    @property
    def asked(self) -> set[UUID]:
        """Return which questions are the reader's own."""
        return {one.id for one in self.own}


def event_view(standing: Membership, event: Event, *, now: datetime) -> EventView:
    """Return an event as somebody in the group sees it: as many statements for one question as for a hundred."""
    guests = list(visible_guests(standing, event).select_related("membership").order_by("membership__alias_key"))
    moderates, reader_zone = may(standing, Use.MODERATE), timezone.get_current_timezone_name()
    return EventView(
        event=event,
        kind=event.get_kind_display(),
        state=event.get_state_display(),
        here=clock_at(event.starts_at, reader_zone),
        zone=zone_name(event.zone),
        there="" if reader_zone == event.zone else clock_at(event.starts_at, event.zone),
        places=in_places(event, reader_zone),
        guests=[_guest(row) for row in guests],
        own_guest=next((row.said for row in guests if row.membership_id == standing.id), ""),
        comes=own_coming(standing, event).exists(),
        coming=EventComing.objects.filter(event=event).count() if moderates else None,
        own=_own(standing, event, now),
        voted=set(own_votes(standing, event).values_list("question_id", flat=True)),
        elsewhere=where_to(event.call_url) if event.call_url else None,
        may_add=is_to_come(standing, event),
        moderates=moderates,
        speaks=speaks(standing, event),
        may_begin=may_begin(times_of(event), now=now),
    )


def _guest(row: EventGuest) -> Guest:
    return Guest(row.id, row.membership.alias, row.said)


def _own(standing: Membership, event: Event, now: datetime) -> list[Own]:
    rows = list(own_questions(standing, event).order_by("created_at", "id"))
    texts = unseal_all([row.words_sealed for row in rows], what=EVENT_QUESTION)
    return [_own_one(row, row.words or text or "", now) for row, text in zip(rows, texts, strict=True)]


def _own_one(row: EventQuestion, words: str, now: datetime) -> Own:
    # That it was put off is for those who moderate: it says nothing about who asked.
    state = QuestionState.WAITING if row.state == QuestionState.PUT_OFF else QuestionState(row.state)
    is_heavy = known_danger(row.id, words)
    waits = WITH_THOSE_WHO_LOOK if is_heavy and state in TO_HEAR else state.label
    stands = str(phrases.HIDDEN_FOR_NOW if row.hidden_at else waits)
    is_cry = is_heavy and row.created_at > now - STAYS_FOR
    return Own(row.id, words, stands, row.is_anonymous, row.state not in SHOWN, is_cry, row.hidden_at is not None)


@dataclass(frozen=True, slots=True)
class Queued:
    """A question of the queue, as those who moderate see it; `asker` is '' where that is not for them.

    `urgent` is what urgent waits of it, and they may look after.
    """

    id: UUID
    words: str
    asker: str
    is_taken: bool
    is_put_off: bool
    taken_by: str
    is_readers: bool
    is_danger: bool
    urgent: Urgent | None


@dataclass(frozen=True, slots=True)
class Care:
    """What those who speak or moderate see beside the stage: what comes next, the queue, lines to take away."""

    next: Asking | None
    queue: list[Queued]
    on_stage: EventQuestion | None
    lines: list[Said]


def care_of(standing: Membership, event: Event, *, now: datetime) -> Care:
    """Return what somebody who speaks sees beside the stage; the queue only if they moderate."""
    taken = event.questions.filter(state=QuestionState.TAKEN).order_by("taken_at", "id")
    upcoming = opened(taken[:1])
    moderates = may(standing, Use.MODERATE)
    return Care(
        next=upcoming[0] if upcoming else None,
        queue=_queue(standing, event, now) if moderates else [],
        on_stage=event.questions.filter(state=QuestionState.ON_STAGE).first(),
        lines=[line for line in lines_of(event, most=10) if moderates or line.by == standing.id],
    )


def _queue(standing: Membership, event: Event, now: datetime) -> list[Queued]:
    rows = list(queue_of(standing, event).select_related("asker", "taken_by"))
    words = {one.id: one.words for one in opened(rows)}
    cases = urgent_among(standing.person, QUESTION, set(words), now=now) if words else {}
    ordered = sorted((row for row in rows if row.id in words), key=_rank)
    queue = [_queued(row, words[row.id], standing, cases.get(row.id)) for row in ordered]
    # Somebody who may be in danger comes before every question, as soon as it is read so.
    return sorted(queue, key=lambda one: not (one.urgent or (one.is_danger and not one.is_put_off)))


def cries_in_queue(standing: Membership, event: Event, *, now: datetime) -> list[Queued]:
    """Return what sounds like danger, was asked at an event and still waits for who looks after it; to those alone."""
    return [one for one in _queue(standing, event, now) if one.urgent]


def _rank(row: EventQuestion) -> tuple[int, float]:
    """What was taken comes first, in that order; what was put off comes last."""
    place = {QuestionState.TAKEN: 0, QuestionState.WAITING: 1}.get(QuestionState(row.state), 2)
    return place, row.taken_at.timestamp() if row.taken_at else 0.0


def _queued(row: EventQuestion, words: str, standing: Membership, urgent: Urgent | None) -> Queued:
    return Queued(
        id=row.id,
        words=words,
        asker=row.asker.alias if row.asker and not row.is_anonymous else "",
        is_taken=row.state == QuestionState.TAKEN,
        is_put_off=row.state == QuestionState.PUT_OFF,
        taken_by=row.taken_by.alias if row.taken_by else "",
        is_readers=row.taken_by_id == standing.id,
        is_danger=urgent is not None or known_danger(row.id, words),
        urgent=urgent,
    )


def events_of(standing: Membership) -> tuple[list[EventLineOf], list[EventLineOf]]:
    """Return the events of a group that are still to come, the next first, and those that were, the newest first."""
    events = visible_events(standing)
    to_come = events.filter(state__in=STILL_TO_COME).order_by("starts_at", "id")
    past = events.exclude(state__in=STILL_TO_COME).order_by("-starts_at", "id")
    return [_line(row) for row in to_come], [_line(row) for row in past[:MOST_PAST]]


def events_on_group(standing: Membership | None, *, now: datetime) -> tuple[list[EventLineOf], list[EventLineOf]]:
    """Return the next few events of a group, and those over lately whose summary can be read, to whoever is in it."""
    if standing is None or standing.state != Standing.IN:
        return [], []
    told = Q(state=EventState.OVER, ended_at__gt=now - TOLD_FOR) & ~Q(summary="")
    rows = visible_events(standing).filter(Q(state__in=STILL_TO_COME) | told).order_by("starts_at", "id")
    lines = [_line(row) for row in rows]
    return [one for one in lines if not one.has_summary][:AHEAD], [one for one in lines if one.has_summary]


def _line(row: Event) -> EventLineOf:
    # Where it stands among what is to come, or what was, says the rest.
    is_told = row.state in (EventState.LIVE, EventState.CANCELLED)
    kind, state = row.get_kind_display(), row.get_state_display() if is_told else ""
    is_live = row.state == EventState.LIVE
    return EventLineOf(row.id, row.title, kind, state, row.starts_at, bool(row.summary), is_live)
