"""Who may see and do what with journeys. The only door to a row: `visible_*` filters, `access_*` fetches one.

A journey and its setbacks are their owner's alone. A tie sees what it was told, as long as it stands with the owner;
of milestones, also as long as the owner chooses it for that journey. Everybody else is never told that there is one.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.accounts.models import Person
from alongside.circles.policies import SupportingActor, visible_supported, visible_ties
from alongside.journeys.models import Goal, GoalAsk, Journey, Setback, Share, Told, UnsentVoice, VoiceNote
from alongside.kernel.errors import NotFound

UNSENT_KEPT_FOR = timedelta(hours=1)


def visible_journeys(actor: Person) -> QuerySet[Journey]:
    """Return the actor's own journeys."""
    return Journey.objects.filter(owner=actor).select_related("owner")


def access_journey(actor: Person, journey_id: UUID, *, lock: bool = False) -> Journey:
    """Return a journey of the actor's own; with `lock`, locked by the running transaction."""
    journeys = visible_journeys(actor).filter(id=journey_id)
    journey = (journeys.select_for_update(of=("self",), no_key=True) if lock else journeys).first()
    if journey is None:
        raise NotFound
    return journey


def visible_setbacks(actor: Person) -> QuerySet[Setback]:
    """Return the setbacks of the actor's own journeys, with all that was written; nobody else sees them so."""
    return Setback.objects.filter(journey__owner=actor).select_related("journey__owner")


def access_setback(actor: Person, setback_id: UUID, *, lock: bool = False) -> Setback:
    """Return a setback of the actor's own; with `lock`, its journey is locked first."""
    if lock:
        list(Journey.objects.filter(owner=actor, setbacks=setback_id).select_for_update(no_key=True))
    setback = visible_setbacks(actor).filter(id=setback_id).first()
    if setback is None:
        raise NotFound
    return setback


def visible_told(actor: SupportingActor) -> QuerySet[Told]:
    """Return what the actor was told by those they stand with, and may still see."""
    chosen = Share.objects.filter(journey=OuterRef("milestone__journey"), tie=OuterRef("tie"))
    rows = Told.objects.filter(Q(setback__isnull=False) | Exists(chosen), tie__in=visible_supported(actor))
    return rows.select_related("tie__owner", "tie__supporter__person", "milestone__journey", "setback")


def access_told(actor: SupportingActor, told_id: UUID, *, lock: bool = False) -> Told:
    """Return something the actor was told; NotFound for everybody else, who told it included."""
    if lock:
        list(Told.objects.filter(id=told_id).select_for_update(no_key=True))
    told = visible_told(actor).filter(id=told_id).first()
    if told is None:
        raise NotFound
    return told


def visible_words(actor: Person) -> QuerySet[Told]:
    """Return what those who stand with the actor said to their milestones and setbacks."""
    rows = Told.objects.filter(tie__in=visible_ties(actor), said_at__isnull=False)
    return rows.select_related("tie", "milestone__journey", "setback__journey")


def access_words(actor: Person, told_id: UUID, *, lock: bool = False) -> Told:
    """Return one word that was said to the actor; NotFound for everybody else, who said it included."""
    if lock:
        list(Told.objects.filter(id=told_id).select_for_update(no_key=True))
    told = visible_words(actor).filter(id=told_id).first()
    if told is None:
        raise NotFound
    return told


def visible_said(actor: SupportingActor) -> QuerySet[Told]:
    """Return what the actor said to those they stand or stood with, also where they are told nothing more.

    A contact has a door to it as long as they stand with the owner; an account has one for good.
    """
    mine = Q(tie__supporter__person=actor) if isinstance(actor, Person) else Q(tie__in=visible_supported(actor))
    return Told.objects.filter(mine, said_at__isnull=False).select_related("tie__owner")


def access_said(actor: SupportingActor, told_id: UUID, *, lock: bool = False) -> Told:
    """Return one thing the actor said; NotFound for everybody else, whom they said it to included."""
    if lock:
        list(Told.objects.filter(id=told_id).select_for_update(no_key=True))
    told = visible_said(actor).filter(id=told_id).first()
    if told is None:
        raise NotFound
    return told


def access_voice(told: Told) -> VoiceNote:
    """Return the voice note of what somebody may read, by `access_words` or `access_said`; NotFound without one."""
    voice = VoiceNote.objects.filter(told=told).first()
    if voice is None:
        raise NotFound
    return voice


def visible_unsent_voices(actor: SupportingActor, *, now: datetime) -> QuerySet[UnsentVoice]:
    """Return the recordings of the actor's that wait for their form to be sent again; nobody else knows of them."""
    return UnsentVoice.objects.filter(told__in=visible_told(actor), created_at__gt=now - UNSENT_KEPT_FOR)


def voices_by(actor: SupportingActor) -> QuerySet[VoiceNote]:
    """Return all voice notes the actor recorded, for counting them."""
    mine = Q(told__tie__supporter__person=actor) if isinstance(actor, Person) else Q(told__tie__supporter=actor)
    return VoiceNote.objects.filter(mine)


def visible_goals(actor: Person) -> QuerySet[Goal]:
    """Return the actor's own goals; whoever is to ask about one sees no more of it than `visible_goal_asks`."""
    return Goal.objects.filter(owner=actor).select_related("owner")


def access_goal(actor: Person, goal_id: UUID, *, lock: bool = False) -> Goal:
    """Return a goal of the actor's own; with `lock`, locked by the running transaction."""
    goals = visible_goals(actor).filter(id=goal_id)
    goal = (goals.select_for_update(of=("self",), no_key=True) if lock else goals).first()
    if goal is None:
        raise NotFound
    return goal


def visible_goal_asks(actor: SupportingActor) -> QuerySet[GoalAsk]:
    """Return which goals the actor is to ask about, by those they stand with: proposed or agreed, and not over."""
    rows = GoalAsk.objects.filter(tie__in=visible_supported(actor), ended_at=None, goal__reached_at=None)
    return rows.select_related("goal", "tie__owner", "tie__supporter__person")


def access_goal_ask(actor: SupportingActor, ask_id: UUID, *, lock: bool = False) -> GoalAsk:
    """Return one of these, to answer; with `lock`, its goal is locked first. NotFound for the owner too."""
    if lock:
        list(Goal.objects.filter(asks=ask_id).select_for_update(no_key=True))
    ask = visible_goal_asks(actor).filter(id=ask_id).first()
    if ask is None:
        raise NotFound
    return ask
