"""What journeys hold about a person: their own, and what they said to those of others. How to export and erase it."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.journeys.enums import Custom, JourneyKind, Motif
from alongside.journeys.goal_views import goal_views
from alongside.journeys.milestones import mark_of
from alongside.journeys.models import Action, Goal, GoalAsk, Journey, Milestone, Setback, Told, UnsentVoice, VoiceNote
from alongside.journeys.sealing import HAPPENED, HELPED, MESSAGE, SAID, TITLE, UNSENT, VOICE, WHY
from alongside.journeys.wording import mark_words
from alongside.kernel.privacy import Holding, Said, Table, labels_of
from alongside.kernel.sealed import unseal, unseal_all, unseal_bytes
from alongside.ui import phrases


def export(person_id: UUID) -> dict[str, Table]:
    """Return their journeys with all that hangs on them, what was said to them, and what they said to others."""
    titles = _titles(person_id)
    return {
        "journeys": _journeys(person_id),
        "actions": _actions(person_id, titles),
        "milestones": _milestones(person_id, titles),
        "setbacks": _setbacks(person_id, titles),
        "words_received": _received(person_id),
        "words_sent": _sent(person_id),
        "recordings_kept": _unsent(person_id),
        "goals": _goals(person_id),
    }


def _titles(person_id: UUID) -> dict[UUID, str]:
    rows = list(Journey.objects.filter(owner=person_id))
    texts = unseal_all([row.title_sealed for row in rows], what=TITLE)
    return {row.id: text or "" for row, text in zip(rows, texts, strict=True)}


def _journeys(person_id: UUID) -> Table:
    rows = list(Journey.objects.filter(owner=person_id).prefetch_related("shares__tie").order_by("created_at", "id"))
    names = names_of(Tie.objects.filter(owner=person_id))
    return [
        {
            "called": unseal(row.title_sealed, what=TITLE) or "",
            "kind": row.kind,
            "why": unseal(row.why_sealed, what=WHY) or "",
            "started_on": row.started_on.isoformat(),
            "custom": row.custom,
            "own_marks": list(row.own_marks),
            "hears": [names[share.tie_id] for share in row.shares.all() if share.tie_id in names],
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        }
        for row in rows
    ]


def _actions(person_id: UUID, titles: dict[UUID, str]) -> Table:
    rows = Action.objects.filter(journey__owner=person_id).order_by("created_at", "id")
    return [{"journey": titles[row.journey_id], "done_at": row.created_at.isoformat()} for row in rows]


def _milestones(person_id: UUID, titles: dict[UUID, str]) -> Table:
    rows = Milestone.objects.filter(journey__owner=person_id).order_by("reached_on", "id")
    return [
        {"journey": titles[row.journey_id], "mark": row.mark, "reached_on": row.reached_on.isoformat()} for row in rows
    ]


def _setbacks(person_id: UUID, titles: dict[UUID, str]) -> Table:
    rows = list(Setback.objects.filter(journey__owner=person_id).prefetch_related("told__tie").order_by("first_day"))
    names = names_of(Tie.objects.filter(owner=person_id))
    return [
        {
            "journey": titles[row.journey_id],
            "first_day": row.first_day.isoformat(),
            "last_day": row.last_day.isoformat(),
            "happened": unseal(row.happened_sealed, what=HAPPENED) or "",
            "helped": unseal(row.helped_sealed, what=HELPED) or "",
            "message": unseal(row.message_sealed, what=MESSAGE) or "",
            "told": [names[one.tie_id] for one in row.told.all() if one.tie_id in names],
        }
        for row in rows
    ]


def _goals(person_id: UUID) -> Table:
    rows = list(Goal.objects.filter(owner=person_id).order_by("created_at", "id"))
    return [
        {
            "goal": view.title,
            "steps": [step.words for step in view.steps],
            "steps_done": [step.words for step in view.steps if step.is_done],
            "reached_at": row.reached_at.isoformat() if row.reached_at else None,
            "asks": [f"{view.ask.name} {view.ask.day.isoformat()}"] if view.ask else [],
        }
        for row, view in zip(rows, goal_views(rows), strict=True)
    ]


def _received(person_id: UUID) -> Table:
    rows = list(_received_rows(person_id).select_related("tie"))
    names = names_of({row.tie for row in rows})
    return [{"from_whom": names.get(row.tie_id, ""), **said} for row, said in zip(rows, _said(rows), strict=True)]


def _sent(person_id: UUID) -> Table:
    rows = list(_sent_rows(person_id).select_related("tie__owner"))
    return [{"to": row.tie.owner.alias, **said} for row, said in zip(rows, _said(rows), strict=True)]


def _unsent(person_id: UUID) -> Table:
    rows = _unsent_rows(person_id).select_related("told__tie__owner").order_by("created_at", "id")
    return [
        {
            "to": row.told.tie.owner.alias,
            "voice": _file_name(row.told_id),
            "kept_since": row.created_at.isoformat(),
        }
        for row in rows
    ]


def _unsent_rows(person_id: UUID) -> QuerySet[UnsentVoice]:
    return UnsentVoice.objects.filter(told__tie__supporter__person=person_id)


def _received_rows(person_id: UUID) -> QuerySet[Told]:
    return Told.objects.filter(tie__owner=person_id, said_at__isnull=False)


def _sent_rows(person_id: UUID) -> QuerySet[Told]:
    return Told.objects.filter(tie__supporter__person=person_id, said_at__isnull=False)


def _said(rows: list[Told]) -> Table:
    texts = unseal_all([row.words_sealed for row in rows], what=SAID)
    return [
        {
            "words": text or "",
            "motif": row.motif or None,
            "voice": _file_name(row.id) if row.voice_seconds else None,
            "said_at": row.said_at.isoformat() if row.said_at else None,
        }
        for row, text in zip(rows, texts, strict=True)
    ]


def _file_name(told_id: UUID) -> str:
    return f"voice-notes/{told_id}.mp3"


def files(person_id: UUID) -> Iterator[tuple[str, bytes]]:
    """Give the voice notes that were said to them and that they recorded, one at a time."""
    ids = _received_rows(person_id).values("id").union(_sent_rows(person_id).values("id"))
    for voice in VoiceNote.objects.filter(told__in=[row["id"] for row in ids]).order_by("id").iterator(chunk_size=1):
        audio = unseal_bytes(voice.audio_sealed, what=VOICE)
        if audio is not None:
            yield _file_name(voice.told_id), audio
    for unsent in _unsent_rows(person_id).order_by("id").iterator(chunk_size=1):
        audio = unseal_bytes(unsent.audio_sealed, what=UNSENT)
        if audio is not None:
            yield _file_name(unsent.told_id), audio


@transaction.atomic
def erase(person_id: UUID, _now: datetime) -> None:
    """Remove their journeys with all that hangs on them, and what they were told and said as somebody's supporter."""
    # Locked, so that the engine does not write into what is being deleted.
    of_them = Q(goal__owner=person_id) | Q(tie__supporter__person=person_id)
    for rows in (Journey.objects.filter(owner=person_id), GoalAsk.objects.filter(of_them)):
        list(rows.order_by("id").select_for_update(of=("self",)).values_list("id", flat=True))
    Told.objects.filter(tie__supporter__person=person_id).delete()
    Told.objects.filter(tie__owner=person_id).delete()
    Journey.objects.filter(owner=person_id).delete()
    GoalAsk.objects.filter(tie__supporter__person=person_id).delete()
    Goal.objects.filter(owner=person_id).delete()


def _said_mark(text: str) -> str:
    mark = mark_of(text)
    return mark_words(mark) if mark else text


WORDS = {
    "journeys": phrases.YOUR_JOURNEYS,
    "actions": _("What you did, each time"),
    "milestones": _("Milestones you reached"),
    "setbacks": _("Setbacks you wrote down"),
    "words_received": _("What was said to you"),
    "words_sent": _("What you said to others"),
    "recordings_kept": _("What you recorded and have not sent yet"),
    "kept_since": _("Kept since"),
    "called": _("What you call it"),
    "kind": _("What it counts"),
    "why": phrases.WHAT_IT_IS_FOR,
    "started_on": _("First day"),
    "custom": _("Which milestones"),
    "own_marks": _("Your own milestones"),
    "hears": _("Who hears of it"),
    "ended_at": _("Put away"),
    "journey": _("Journey"),
    "done_at": _("Done"),
    "mark": _("Milestone"),
    "reached_on": _("Reached"),
    "first_day": _("From"),
    "last_day": _("To, and with"),
    "happened": _("What happened"),
    "helped": _("What helped"),
    "message": _("Your word to those you told"),
    "told": phrases.WHOM_YOU_TOLD,
    "from_whom": _("From whom"),
    "to": _("For whom"),
    "goals": phrases.SMALL_GOALS,
    "goal": _("Goal"),
    "steps": _("Steps"),
    "steps_done": _("Steps that are done"),
    "reached_at": _("Reached"),
    "asks": _("Who asks, and when"),
    "words": _("Words"),
    "motif": _("Drawn card"),
    "voice": phrases.VOICE_NOTE_AS_A_FILE,
    "said_at": _("Sent"),
}
SAID_IN_WORDS: dict[str, Said] = {
    "kind": labels_of(JourneyKind),
    "custom": labels_of(Custom),
    "motif": lambda motif: Motif(motif).label if motif else "",
    "mark": _said_mark,
}
HOLDING = Holding(app="journeys", export=export, erase=erase, files=files, words=WORDS, said=SAID_IN_WORDS)
