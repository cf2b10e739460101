"""What the page of an event shows: the stage, the same for everybody, and beside it what is each one's own."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from alongside.accounts.zones import zone_name
from alongside.groups.enums import Standing
from alongside.groups.models import Event, EventLine, EventQuestion, Membership
from alongside.groups.sealing import EVENT_LINE, EVENT_QUESTION
from alongside.groups.stage.enums import STILL_TO_COME, QuestionState
from alongside.groups.stage.policies import questions_to_hear, shown_questions
from alongside.groups.stage.telling import TOPIC
from alongside.groups.stage.times import PLACES
from alongside.groups.threads.words import alias_of_member
from alongside.kernel.live import Shared, Snapshot
from alongside.kernel.sealed import unseal_all
from alongside.safety.words.danger import known_danger

MOST_LINES, MOST_QUESTIONS = 40, 100
PARTS = ("state", "now", "lines", "questions")
PLACE, TIME_THERE = _("Place"), _("Day and time there")


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that waits, and nothing of who asks it."""

    id: UUID
    words: str

    @property
    def is_heavy(self) -> bool:
        """Tell whether it sounds like danger to life."""
        return known_danger(self.id, self.words)


@dataclass(frozen=True, slots=True)
class Said:
    """What a speaker said on the stage; `id` is for those who may take it away."""

    id: UUID
    alias: str
    words: str
    question: UUID | None
    by: UUID


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was on the stage, and what was said to it there."""

    id: UUID
    words: str
    answers: list[Said]


@dataclass(frozen=True, slots=True)
class Stage:
    """All that everybody at an event sees of it."""

    event: Event
    question: EventQuestion | None
    lines: list[Said]
    questions: list[Asking]


def opened(questions: Iterable[EventQuestion]) -> list[Asking]:
    """Return these questions in words; one whose writer has deleted their account is gone."""
    rows = list(questions)
    sealed = unseal_all([row.words_sealed for row in rows], what=EVENT_QUESTION)
    words = [(row.id, row.words or text) for row, text in zip(rows, sealed, strict=True)]
    return [Asking(question, text) for question, text in words if text]


def lines_of(event: Event, *, most: int | None = None) -> list[Said]:
    """Return what was said on the stage, the newest last."""
    rows = (
        EventLine.objects.filter(event=event, hidden_at=None)
        .select_related("membership")
        .order_by("-created_at", "-id")
    )
    newest = list(rows[:most])[::-1]
    texts = unseal_all([row.words_sealed for row in newest], what=EVENT_LINE)
    return [_said(row, text) for row, text in zip(newest, texts, strict=True) if text]


def _said(row: EventLine, text: str) -> Said:
    return Said(row.id, alias_of_member(row.membership), text, row.question_id, row.membership_id)


def stage_of(event: Event, *, unheard: Collection[UUID] = ()) -> Stage:
    """Return what everybody sees, but for lines of who is `unheard`: the same few statements however much is said."""
    shown = event.questions.filter(state=QuestionState.ON_STAGE).first()
    lines = [line for line in lines_of(event, most=MOST_LINES) if line.by not in unheard]
    # A cry for help is nothing to choose from a list: it is with those who moderate, and with who wrote it.
    asked = [one for one in opened(questions_to_hear(event)[:MOST_QUESTIONS]) if not one.is_heavy]
    return Stage(event, shown, lines, asked)


def answered_of(event: Event, *, unheard: Collection[UUID] = ()) -> list[Answered]:
    """Return the questions that were answered, with what was said to each, but for lines of who is `unheard`."""
    by_question: dict[UUID | None, list[Said]] = {}
    for line in (one for one in lines_of(event) if one.by not in unheard):
        by_question.setdefault(line.question, []).append(line)
    return [Answered(row.id, row.words, by_question.get(row.id, [])) for row in shown_questions(event)]


def parts_of(
    stage: Stage, *, voted: Collection[UUID] = (), asked: Collection[UUID] = (), me: UUID | None = None
) -> dict[str, str]:
    """Return the HTML of each part that everybody sees; a page made for one also says what is their own."""
    context: Mapping[str, object] = {"stage": stage, "voted": voted, "asked": asked, "me": me}
    return {name: render_to_string(f"groups/stage/{name}.html", context) for name in PARTS}


def snapshot(event_id: UUID, _now: datetime) -> Snapshot | None:
    """Return what everybody sees of an event, None when it is over."""
    event = Event.objects.filter(id=event_id, state__in=STILL_TO_COME).first()
    return Snapshot(event.version, parts_of(stage_of(event))) if event else None


def who_sees(people: Collection[UUID], event_id: UUID, _now: datetime) -> set[UUID]:
    """Return who of these people is in the group of an event. That they look is written down nowhere."""
    inside = Membership.objects.filter(person__in=people, state=Standing.IN, group__events=event_id)
    return set(inside.values_list("person_id", flat=True))


SHARED = Shared(TOPIC, who_sees, snapshot)


def in_places(event: Event, reader_zone: str) -> list[tuple[str, str]]:
    """Return when an event begins by the clock of several places, the reader's and the event's own first."""
    zones = list(dict.fromkeys([reader_zone, event.zone, *PLACES]))
    return [(zone_name(zone), clock_at(event.starts_at, zone)) for zone in zones]


def clock_at(moment: datetime, zone: str) -> str:
    """Return what the clock of a zone shows at a moment, in the reader's language."""
    return formats.date_format(moment.astimezone(ZoneInfo(zone)), "DATETIME_FORMAT")
