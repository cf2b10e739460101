"""Goals: small, with steps, and a tie who asks about one on a day that the two agreed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.choosing import chosen
from alongside.circles.policies import SupportingActor
from alongside.circles.texts import checked_text
from alongside.journeys import outgoing
from alongside.journeys.counting import day_in
from alongside.journeys.details import MOST_STEPS, STEP_LENGTH, TITLE_LENGTH
from alongside.journeys.enums import AskState
from alongside.journeys.models import Goal, GoalAsk, GoalStep
from alongside.journeys.policies import access_goal, access_goal_ask, visible_goals
from alongside.journeys.sealing import GOAL, STEP
from alongside.journeys.services.marking import JOURNEYS, announce_to_ties
from alongside.kernel import live
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.kernel.sealed import seal, unseal_all
from alongside.notifications.services import tell, withdraw
from alongside.ui import phrases

MOST_GOALS = 50
ASKED_AT = time(9)
A_YEAR = timedelta(days=366)

FULL = _("You have 50 goals already. Please remove one that does not fit any more first.")
TOO_MANY_STEPS = _("Please keep it to 12 steps. Small goals are easier to reach.")
ASKED_ALREADY = _("Somebody is to ask you about this goal already. Please take that back first.")
NOT_OPEN = _("This has been answered already, or its day is not there yet. Nothing is lost.")
DAY_IS_OVER = _("The day you were asked for is over. You can say that it does not fit, and ask them another time.")
IS_REACHED = _("This goal is reached already, so there is nothing to ask about.")


@transaction.atomic
def add_goal(*, actor: Person, title: str, steps: Sequence[str], now: datetime) -> Goal:
    """Write a goal down. Invalid; Conflict past 50. The same form sent twice counts once."""
    title = checked_text(title, field="title", most=TITLE_LENGTH, required=True)
    kept = [checked_text(step, field="steps", most=STEP_LENGTH, required=True) for step in steps]
    if len(kept) > MOST_STEPS:
        raise Invalid(TOO_MANY_STEPS, field="steps")
    # Locked, so that the same form sent twice at once does not find the list empty twice.
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    rows = list(visible_goals(actor))
    titles = unseal_all([row.title_sealed for row in rows], what=GOAL)
    same = next((row for row, known in zip(rows, titles, strict=True) if known == title and not row.reached_at), None)
    if same is not None:
        return same
    if len(rows) >= MOST_GOALS:
        raise Conflict(FULL)
    key = actor.data_key_id
    goal = Goal.objects.create(created_at=now, owner=actor, title_sealed=seal(key, title, what=GOAL))
    GoalStep.objects.bulk_create(
        GoalStep(created_at=now, goal=goal, place=place, words_sealed=seal(key, words, what=STEP))
        for place, words in enumerate(kept, 1)
    )
    _noted("goal.added", goal, now)
    return goal


@transaction.atomic
def tick_step(*, actor: Person, goal_id: UUID, place: int, is_done: bool, now: datetime) -> None:
    """Say that a step is done, or not after all. NotFound."""
    goal = access_goal(actor, goal_id, lock=True)
    if not goal.steps.filter(place=place).update(done_at=now if is_done else None):
        raise NotFound
    _noted("goal.step", goal, now)


@transaction.atomic
def reach_goal(*, actor: Person, goal_id: UUID, now: datetime) -> None:
    """Say that a goal is reached: nobody is to ask about it any more. NotFound."""
    goal = access_goal(actor, goal_id, lock=True)
    if goal.reached_at is None:
        goal.reached_at = now
        goal.save(update_fields=["reached_at"])
        _call_off(goal, now)
        _noted("goal.reached", goal, now)


@transaction.atomic
def remove_goal(*, actor: Person, goal_id: UUID, now: datetime) -> None:
    """Delete a goal and its steps. NotFound."""
    goal = access_goal(actor, goal_id, lock=True)
    _call_off(goal, now)
    _noted("goal.removed", goal, now)
    goal.delete()


@transaction.atomic
def propose_goal_ask(*, actor: Person, goal_id: UUID, tie_id: UUID, day: date, now: datetime) -> GoalAsk:
    """Ask a tie whether they ask about a goal on that day. Invalid, NotFound; Conflict while another one is open."""
    goal = access_goal(actor, goal_id, lock=True)
    today = day_in(ZoneInfo(actor.time_zone), now)
    if not today < day <= today + A_YEAR:
        raise Invalid(phrases.DAY_WITHIN_A_YEAR, field="day")
    if goal.reached_at is not None:
        raise Conflict(IS_REACHED)
    if goal.asks.filter(ended_at=None).exists():
        raise Conflict(ASKED_ALREADY)
    (tie,) = chosen(actor, [tie_id])
    ask = GoalAsk.objects.create(created_at=now, goal=goal, tie=tie, day=day)
    key = _key(ask, "proposed")
    tell([outgoing.telling_tie(tie, outgoing.GOAL_PROPOSED, key=key, now=now, mails_contact=True)], now=now)
    _noted("goal.ask_proposed", goal, now)
    _announce_to(ask)
    return ask


@transaction.atomic
def take_back_goal_ask(*, actor: Person, goal_id: UUID, now: datetime) -> None:
    """Have nobody ask about a goal any more. Conflict when nobody is to; NotFound."""
    goal = access_goal(actor, goal_id, lock=True)
    if not _call_off(goal, now):
        raise Conflict(NOT_OPEN)
    _noted("goal.ask_taken_back", goal, now)


@transaction.atomic
def answer_goal_ask(*, actor: SupportingActor, ask_id: UUID, is_yes: bool, now: datetime) -> GoalAsk:
    """Say yes or not now to asking about a goal; no needs no reason. NotFound.

    Conflict when it was answered, and for a yes once the day is over where they are.
    """
    ask = access_goal_ask(actor, ask_id, lock=True)
    if ask.state != AskState.PROPOSED:
        raise Conflict(NOT_OPEN)
    if is_yes and ask.day < day_in(_zone_of(ask), now):
        raise Conflict(DAY_IS_OVER)
    ask.state = AskState.AGREED if is_yes else AskState.NOT_NOW
    ask.due_at = _morning(ask, now) if is_yes else None
    ask.ended_at = None if is_yes else now
    ask.save(update_fields=["state", "due_at", "ended_at"])
    owner, path = ask.tie.owner, reverse("goal", args=[ask.goal_id])
    key = _key(ask, "answered")
    tell([outgoing.telling_owner(owner, outgoing.GOAL_ANSWERED, key=key, path=path, now=now)], now=now)
    record("goal.ask_answered", actor=actor.id, subject=ask.id, about=owner.id, now=now)
    live.announce([owner.id], topic=JOURNEYS, ref=ask.goal_id)
    _announce_to(ask)
    return ask


@transaction.atomic
def say_asked(*, actor: SupportingActor, ask_id: UUID, now: datetime) -> None:
    """Say that one has asked. Conflict before the day; NotFound."""
    ask = access_goal_ask(actor, ask_id, lock=True)
    if ask.told_at is None:
        raise Conflict(NOT_OPEN)
    ask.state, ask.ended_at, ask.due_at = AskState.ASKED, now, None
    ask.save(update_fields=["state", "ended_at", "due_at"])
    record("goal.asked", actor=actor.id, subject=ask.id, about=ask.tie.owner_id, now=now)
    live.announce([ask.tie.owner_id], topic=JOURNEYS, ref=ask.goal_id)
    _announce_to(ask)


def remind_to_ask(rows: Sequence[GoalAsk], now: datetime) -> None:
    """Remind those who agreed to ask on this day: the step of the engine, a batch at a time."""
    for row in rows:
        row.due_at = None
    ids = [row.id for row in rows]
    open_ones = GoalAsk.objects.filter(id__in=ids, ended_at=None, tie__state="accepted")
    asks = list(open_ones.select_related("goal", "tie__owner", "tie__supporter__person"))
    GoalAsk.objects.filter(id__in=ids).update(due_at=None)
    GoalAsk.objects.filter(id__in=[ask.id for ask in asks]).update(told_at=now)
    tell(
        [
            outgoing.telling_tie(ask.tie, outgoing.GOAL_DAY, key=_key(ask, "day"), now=now, mails_contact=True)
            for ask in asks
        ],
        now=now,
    )
    for ask in asks:
        _announce_to(ask)


def _morning(ask: GoalAsk, now: datetime) -> datetime:
    """Return the morning of the day on the clock of whoever asks; now, if that has passed already."""
    return max(now, datetime.combine(ask.day, ASKED_AT, tzinfo=_zone_of(ask)).astimezone(UTC))


def _zone_of(ask: GoalAsk) -> ZoneInfo:
    return ZoneInfo(ask.tie.supporter.zone_name if ask.tie.supporter else "UTC")


def _call_off(goal: Goal, now: datetime) -> int:
    """Take back what is open about a locked goal; return how many that were."""
    return _end(goal.asks.filter(ended_at=None), now)


def end_asks_of(tie_id: UUID, *, now: datetime) -> None:
    """Have nobody ask through a tie that is over, so that its owner can ask somebody else."""
    asks = GoalAsk.objects.filter(tie=tie_id, ended_at=None)
    goals = list(asks.values_list("goal_id", "goal__owner_id"))
    _end(asks, now)
    for goal_id, owner_id in goals:
        live.announce([owner_id], topic=JOURNEYS, ref=goal_id)


def _end(open_ones: QuerySet[GoalAsk], now: datetime) -> int:
    # Locked, so that the engine does not remind somebody of what is withdrawn here.
    asks = list(open_ones.select_for_update(of=("self",)).select_related("tie__supporter").order_by("id"))
    withdraw([_key(ask, what) for ask in asks for what in ("proposed", "day")], now=now)
    for ask in asks:
        _announce_to(ask)
    ended = {"state": AskState.TAKEN_BACK, "ended_at": now, "due_at": None, "set_aside_at": None, "set_aside_why": ""}
    return GoalAsk.objects.filter(id__in=[ask.id for ask in asks]).update(**ended)


def _key(ask: GoalAsk, what: str) -> str:
    return f"goal-{what}:{ask.id}"


def _announce_to(ask: GoalAsk) -> None:
    announce_to_ties([ask.tie.supporter.person_id if ask.tie.supporter else None])


def _noted(action: str, goal: Goal, now: datetime) -> None:
    record(action, actor=goal.owner_id, subject=goal.id, about=goal.owner_id, now=now)
    live.announce([goal.owner_id], topic=JOURNEYS, ref=goal.id)
