"""Journeys as their owner reads them: a constant number of queries, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.journeys.counting import Span, day_in
from alongside.journeys.enums import JourneyKind
from alongside.journeys.milestones import Custom, Mark, Unit, mark_of
from alongside.journeys.models import Action, Journey, Milestone, Setback, Share
from alongside.journeys.policies import visible_journeys, visible_setbacks
from alongside.journeys.sealing import HAPPENED, HELPED, MESSAGE, TITLE, WHY
from alongside.journeys.standing import Facts, Standing, standing_of
from alongside.journeys.wording import count_words
from alongside.kernel.sealed import unseal, unseal_all


@dataclass(frozen=True, slots=True)
class JourneyView:
    """A journey as its owner reads it, and where it stands today."""

    id: UUID
    title: str
    kind: JourneyKind
    custom: Custom
    own_marks: tuple[int, ...]
    started_on: date
    today: date
    setback_days: tuple[Span, ...]
    actions_today: int
    standing: Standing
    has_ended: bool

    @property
    def counts_days(self) -> bool:
        """Tell whether it counts days, not actions."""
        return self.kind in (JourneyKind.SOBER, JourneyKind.OWN_DAYS)

    @property
    def count_words(self) -> str:
        """Say what it has counted."""
        return count_words(self.kind, self.standing.count)


@dataclass(frozen=True, slots=True)
class SetbackView:
    """A setback as its owner reads it, with the names of those they told."""

    id: UUID
    journey_id: UUID
    first_day: date
    last_day: date
    happened: str
    helped: str
    message: str
    told: tuple[str, ...]


def journeys_of(owner: Person, *, now: datetime) -> tuple[JourneyView, ...]:
    """Return the owner's journeys, those that go on first, in the order of their beginning."""
    rows = list(visible_journeys(owner).order_by("created_at", "id"))
    return tuple(sorted(views_of(rows, owner, now=now), key=lambda view: view.has_ended))


def open_journeys_of(owner: Person, *, now: datetime) -> tuple[JourneyView, ...]:
    """Return the journeys of the owner that go on."""
    rows = visible_journeys(owner).filter(ended_at=None).order_by("created_at", "id")
    return views_of(list(rows), owner, now=now)


def journey_view(journey: Journey, *, now: datetime) -> JourneyView:
    """Return one journey as its owner reads it."""
    return views_of([journey], journey.owner, now=now)[0]


def why_of(journey: Journey) -> str:
    """Return what a journey is for, in its owner's words."""
    return unseal(journey.why_sealed, what=WHY) or ""


def views_of(rows: Sequence[Journey], owner: Person, *, now: datetime) -> tuple[JourneyView, ...]:
    """Return these journeys of one owner as they read them."""
    if not rows:
        return ()
    today = day_in(ZoneInfo(owner.time_zone), now)
    facts = facts_of(rows, today)
    titles = unseal_all([row.title_sealed for row in rows], what=TITLE)
    done_today = _done_on(rows, today)
    return tuple(
        JourneyView(
            id=row.id,
            title=title or "",
            kind=JourneyKind(row.kind),
            custom=Custom(row.custom),
            own_marks=tuple(row.own_marks),
            started_on=row.started_on,
            today=today,
            setback_days=facts[row.id].setbacks,
            actions_today=done_today.get(row.id, 0),
            standing=standing_of(facts[row.id]),
            has_ended=row.ended_at is not None,
        )
        for row, title in zip(rows, titles, strict=True)
    )


def _done_on(rows: Iterable[Journey], day: date) -> dict[UUID, int]:
    found = Action.objects.filter(journey__in=rows, day=day).values_list("journey_id")
    return dict(found.annotate(Count("id")))


def facts_of(rows: Sequence[Journey], today: date) -> dict[UUID, Facts]:
    """Return what is known of these journeys on that day of their owner's: three queries, however many."""
    setbacks = _setback_days(rows)
    kept = _kept_milestones(rows)
    counted = [row.id for row in rows if not row.counts_days]
    actions = dict(Action.objects.filter(journey__in=counted).values_list("journey_id").annotate(Count("id")))
    return {
        row.id: Facts(
            started=row.started_on,
            today=today,
            custom=Custom(row.custom),
            own=own_marks_of(row),
            setbacks=tuple(setbacks[row.id]),
            actions=None if row.counts_days else actions.get(row.id, 0),
            kept=kept[row.id],
        )
        for row in rows
    }


def own_marks_of(row: Journey) -> tuple[Mark, ...]:
    """Return the milestones of a journey that are its owner's own."""
    unit = Unit.DAYS if row.counts_days else Unit.ACTIONS
    return tuple(Mark(unit, amount) for amount in row.own_marks)


def _setback_days(rows: Iterable[Journey]) -> Mapping[UUID, list[Span]]:
    found: dict[UUID, list[Span]] = defaultdict(list)
    days = Setback.objects.filter(journey__in=rows).order_by("first_day", "id")
    for journey_id, first, last in days.values_list("journey_id", "first_day", "last_day"):
        found[journey_id].append(Span(first, last))
    return found


def _kept_milestones(rows: Iterable[Journey]) -> Mapping[UUID, dict[Mark, date]]:
    found: dict[UUID, dict[Mark, date]] = defaultdict(dict)
    for row in Milestone.objects.filter(journey__in=rows):
        mark = mark_of(row.mark)
        if mark is not None:
            found[row.journey_id][mark] = row.reached_on
    return found


def setbacks_in(journey: Journey) -> tuple[SetbackView, ...]:
    """Return the setbacks of a journey, the latest first, as its owner reads them."""
    rows = visible_setbacks(journey.owner).filter(journey=journey).order_by("-first_day", "-id")
    return _setback_views(rows)


def setback_view(setback: Setback) -> SetbackView:
    """Return one setback as its owner reads it."""
    return _setback_views(visible_setbacks(setback.journey.owner).filter(id=setback.id))[0]


def helped_before(journey: Journey, *, most: int = 3) -> tuple[str, ...]:
    """Return what the owner wrote at earlier setbacks of any journey of theirs that had helped, the latest first."""
    rows = visible_setbacks(journey.owner).filter(helped_sealed__isnull=False).order_by("-created_at", "-id")[:most]
    texts = unseal_all([row.helped_sealed for row in rows], what=HELPED)
    return tuple(dict.fromkeys(text for text in texts if text))


def _setback_views(rows: QuerySet[Setback]) -> tuple[SetbackView, ...]:
    found = list(rows.prefetch_related("told__tie"))
    names = names_of({told.tie for row in found for told in row.told.all()})
    texts = {
        what: unseal_all([getattr(row, column) for row in found], what=what)
        for what, column in ((HAPPENED, "happened_sealed"), (HELPED, "helped_sealed"), (MESSAGE, "message_sealed"))
    }
    return tuple(
        SetbackView(
            id=row.id,
            journey_id=row.journey_id,
            first_day=row.first_day,
            last_day=row.last_day,
            happened=texts[HAPPENED][number] or "",
            helped=texts[HELPED][number] or "",
            message=texts[MESSAGE][number] or "",
            told=tuple(
                sorted((names[told.tie_id] for told in row.told.all() if told.tie_id in names), key=str.casefold)
            ),
        )
        for number, row in enumerate(found)
    )


def _named(tie_ids: Iterable[UUID], names: Mapping[UUID, str]) -> tuple[str, ...]:
    return tuple(sorted((names[tie_id] for tie_id in tie_ids if tie_id in names), key=str.casefold))


def listeners_of(journey: Journey) -> frozenset[UUID]:
    """Return the ties that hear of the milestones of a journey, by id."""
    return frozenset(Share.objects.filter(_stands(), journey=journey).values_list("tie_id", flat=True))


def _stands() -> Q:
    return Q(tie__in=Tie.objects.filter(state="accepted"))
