"""What instruments hold about a person: what they answered, what came out, reminders, and who reads the numbers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.circles.names import names_of
from alongside.instruments.catalogue import instruments
from alongside.instruments.models import Result, Rhythm, Share
from alongside.instruments.queries import ResultView, views_of
from alongside.instruments.retake import Every
from alongside.instruments.sealing import ANSWERS
from alongside.instruments.wording import EVERY, plain
from alongside.kernel.privacy import Holding, Said, Table
from alongside.kernel.sealed import unseal_all
from alongside.ui import phrases


def export(person_id: UUID) -> dict[str, Table]:
    """Return every number and every answer, reminders, and with whom numbers are shared."""
    rows = list(Result.objects.filter(person=person_id).order_by("created_at", "id"))
    views = views_of(rows)
    return {
        "questionnaire_results": [line for view in views for line in _numbers(view)],
        "questionnaire_answers": [line for view in views for line in _answers(view)],
        "questionnaires_gone": _gone(rows),
        "questionnaire_reminders": [
            {"questionnaire": row.instrument, "every": row.every, "reminded_next": row.due_at}
            for row in Rhythm.objects.filter(person=person_id).order_by("created_at", "id")
        ],
        "questionnaire_readers": _shares(person_id),
    }


def _numbers(view: ResultView) -> Table:
    return [
        {
            "questionnaire": view.instrument.key,
            "taken_at": view.at,
            "number_of": plain(score.scale.name),
            "number": score.number,
            "greatest": score.scale.most,
        }
        for score in view.scores
    ]


def _answers(view: ResultView) -> Table:
    return [
        {
            "questionnaire": view.instrument.key,
            "taken_at": view.at,
            "question": plain(item.words),
            "answer": plain(option.words) if option else "",
            "value": option.value if option else None,
        }
        for item, option in view.said
    ]


def _gone(rows: list[Result]) -> Table:
    """Return results of questionnaires that are not here any more, as they were kept."""
    gone = [row for row in rows if row.instrument not in instruments()]
    texts = unseal_all([row.answers_sealed for row in gone], what=ANSWERS)
    return [
        {"questionnaire": row.instrument, "taken_at": row.created_at, "answer": text or ""}
        for row, text in zip(gone, texts, strict=True)
    ]


def _shares(person_id: UUID) -> Table:
    rows = list(Share.objects.filter(tie__owner=person_id).select_related("tie").order_by("created_at", "id"))
    names = names_of({row.tie for row in rows})
    return [
        {"questionnaire": row.instrument, "reader": names.get(row.tie_id, ""), "shared_at": row.created_at}
        for row in rows
    ]


@transaction.atomic
def erase(person_id: UUID, _now: datetime) -> None:
    """Delete all they answered, their reminders, and who reads what, on both sides."""
    # Locked, so that the engine does not write into what is being deleted.
    list(Rhythm.objects.filter(person=person_id).order_by("id").select_for_update(of=("self",)).values_list("id"))
    Rhythm.objects.filter(person=person_id).delete()
    Result.objects.filter(person=person_id).delete()
    Share.objects.filter(tie__owner=person_id).delete()
    Share.objects.filter(tie__supporter__person=person_id).delete()


WORDS = {
    "questionnaire_results": _("What came out of questionnaires"),
    "questionnaire_answers": _("What you answered in questionnaires"),
    "questionnaires_gone": _("Answers to questionnaires that are not here any more"),
    "questionnaire_reminders": _("When you take questionnaires again"),
    "questionnaire_readers": _("Who may read your numbers"),
    "questionnaire": phrases.QUESTIONNAIRE,
    "taken_at": _("Taken"),
    "number_of": _("What it is the number of"),
    "number": _("Number"),
    "greatest": _("The greatest it can be"),
    "question": _("Question"),
    "answer": _("Answer"),
    "value": _("What the answer counts"),
    "every": _("How often"),
    "reminded_next": _("Reminded next"),
    "reader": phrases.WHO_MAY_READ_IT,
    "shared_at": _("Shared"),
}


def _named(key: str) -> str:
    found = instruments().get(key)
    return found.name if found else key


SAID: dict[str, Said] = {"questionnaire": _named, "every": lambda every: EVERY[Every(every)]}
HOLDING = Holding(app="instruments", export=export, erase=erase, words=WORDS, said=SAID)
