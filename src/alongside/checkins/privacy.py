"""What check-ins hold about a person: what they built, answered, missed and shared, and what they replied to others."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.checkins.contents import Contents, contents_of
from alongside.checkins.enums import Reaction
from alongside.checkins.models import CheckIn, Entry, Reply, Rhythm, Share, Watch
from alongside.checkins.queries import entry_views
from alongside.checkins.sealing import REPLY
from alongside.checkins.wording import question
from alongside.circles.names import names_of
from alongside.kernel.privacy import Holding, Said, Table, labels_of
from alongside.kernel.sealed import unseal_all
from alongside.ui import phrases
from alongside.ui.schedule_words import schedule_words


def export(person_id: UUID) -> dict[str, Table]:
    """Return the person's check-ins with all answers, with whom they are shared, what supporters said to them, and
    what they said to the check-ins of others.
    """
    rows = list(CheckIn.objects.filter(person=person_id).select_related("rhythm").order_by("created_at", "id"))
    opened = contents_of(rows)
    entries = Entry.objects.filter(check_in__person=person_id).order_by("on_day", "created_at", "id")
    views = entry_views(entries, opened)
    return {
        "check_ins": [
            {
                "check_in": opened[row.id].name,
                "questions": [question(part) for part in opened[row.id].parts],
                "when": schedule_words(row.rhythm.rule, row.rhythm.times),
                "said_when_missed": opened[row.id].missed,
                "paused_at": row.rhythm.paused_at,
            }
            for row in rows
            if row.id in opened
        ],
        "entries": [
            {"check_in": opened[view.check_in_id].name, "day": view.day, "entry_state": view.state, "at": view.at}
            for view in views
        ],
        "answers": [
            {"check_in": opened[view.check_in_id].name, "at": view.at, "question": one.question, "answer": one.words}
            for view in views
            for one in view.said
        ],
        "check_in_shares": _shares(person_id, opened),
        "replies_received": [
            {"name": one.name, "reaction_words": one.reaction, "words": one.words, "at": one.at}
            for view in views
            for one in view.replies
        ],
        "replies_sent": _sent(person_id),
    }


def _shares(person_id: UUID, opened: dict[UUID, Contents]) -> Table:
    shares = list(Share.objects.filter(check_in__person=person_id).select_related("tie").order_by("created_at", "id"))
    watches = list(Watch.objects.filter(check_in__person=person_id).select_related("tie").order_by("created_at", "id"))
    names = names_of({*(row.tie for row in shares), *(row.tie for row in watches)})
    asked = {row.id: opened[row.check_in_id].part(row.part) for row in shares}
    shared = [
        (row.check_in_id, question(part), row.tie_id, row.created_at) for row in shares if (part := asked[row.id])
    ]
    told = [(row.check_in_id, str(_("That it was missed")), row.tie_id, row.created_at) for row in watches]
    return [
        {"check_in": opened[check_in].name, "question": words, "name": names.get(tie, ""), "since": since}
        for check_in, words, tie, since in (*shared, *told)
    ]


def _sent(person_id: UUID) -> Table:
    rows = Reply.objects.filter(tie__supporter__person=person_id).select_related("entry__check_in__person")
    found = list(rows.order_by("created_at", "id"))
    texts = unseal_all([row.words_sealed for row in found], what=REPLY)
    return [
        {
            "to": row.entry.check_in.person.alias,
            "reaction": row.reaction,
            "words": text or "",
            "at": row.created_at,
        }
        for row, text in zip(found, texts, strict=True)
    ]


@transaction.atomic
def erase(person_id: UUID, now: datetime) -> None:
    """Delete the person's check-ins with all that hangs on them, and what they said to those of others."""
    # Locked, so that the engine does not write into what is being deleted.
    rows = Rhythm.objects.filter(check_in__person=person_id).order_by("id")
    list(rows.select_for_update(of=("self",)).values_list("id", flat=True))
    Reply.objects.filter(tie__supporter__person=person_id).delete()
    CheckIn.objects.filter(person=Person(id=person_id)).delete()


STATES = {"answered": _("Answered"), "missed": _("Missed"), "not asked": phrases.COULD_NOT_ASK}
WORDS = {
    "check_ins": phrases.YOUR_CHECK_INS,
    "entries": _("When you checked in"),
    "answers": phrases.WHAT_YOU_ANSWERED,
    "check_in_shares": _("What you share of your check-ins"),
    "replies_received": _("What others said to your check-ins"),
    "replies_sent": _("What you said to the check-ins of others"),
    "check_in": _("Check-in"),
    "questions": _("Questions"),
    "when": _("When it is asked"),
    "said_when_missed": _("What is said when it is missed"),
    "paused_at": _("Paused since"),
    "day": _("Day"),
    "entry_state": _("What became of it"),
    "at": _("When"),
    "question": _("Question"),
    "answer": _("Answer"),
    "name": _("Name"),
    "since": _("Since"),
    "reaction": _("Reaction"),
    "reaction_words": _("Reaction"),
    "words": _("Words"),
    "to": _("To whom"),
}
SAID: dict[str, Said] = {
    "entry_state": lambda state: STATES[state],
    "reaction": lambda reaction: labels_of(Reaction)(reaction) if reaction else "",
}
HOLDING = Holding(app="checkins", export=export, erase=erase, words=WORDS, said=SAID)
