"""What safety holds about a person: what they reported, what was decided about them, and what they looked after.

What others reported of them stays sealed until its time, whatever they take back or erase, and then without a name;
what nobody reported goes with them. A page shows them their own words of it about which something was decided, and
nothing of others: docs/explanation/moderation.md says so. Nothing of it names them once they are gone.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.privacy import Holding, Said, Table, labels_of
from alongside.kernel.sealed import unseal_all
from alongside.safety.enums import Act, CaseState, DecisionState, Reach, Reason, Source
from alongside.safety.evidence import Seen, frozen_without_writer, thawed
from alongside.safety.models import Appeal, Case, Decision, Handling, Report
from alongside.safety.policies import visible_decisions
from alongside.safety.reasons import reasons_of
from alongside.safety.replies import REPLY, replies_to
from alongside.safety.reportable import kinds_shown_beside, kinds_that_go_along
from alongside.safety.sealing import ANSWER, APPEAL, WORDS
from alongside.safety.services.rows import forget_who
from alongside.ui import phrases


def export(person_id: UUID) -> dict[str, Table]:
    """Return what they reported and cried for help with, what was decided about them, and which cases they took on."""
    return {
        "reports": _reports(person_id),
        "cries": _cries(person_id),
        "decisions": _decisions(person_id),
        "cases_taken_on": _handled(person_id),
    }


def _reports(person_id: UUID) -> Table:
    rows = list(Report.objects.filter(reporter=person_id).select_related("case").order_by("created_at", "id"))
    words = unseal_all([row.words_sealed for row in rows], what=WORDS)
    return [
        {
            "reported_at": row.created_at.isoformat(),
            "because": row.reason,
            "words": said,
            "standing": row.case.state,
        }
        for row, said in zip(rows, words, strict=True)
    ]


def _cries(person_id: UUID) -> Table:
    rows = Report.objects.filter(case__in=_read_by_few(person_id), source=Source.WORDS).exclude(case__kind=REPLY)
    found = list(rows.select_related("case").order_by("created_at", "id"))
    return [
        {
            "came_at": row.created_at.isoformat(),
            "words": "\n\n".join(piece.words for piece in seen.pieces) or None,
            "standing": row.case.state,
        }
        for row, seen in zip(found, thawed(found), strict=True)
    ]


def _read_by_few(person_id: UUID) -> QuerySet[Case]:
    """Return the cases of what they wrote that nobody has read but those who look after a place."""
    return Case.objects.filter(about=person_id, kind__in=kinds_that_go_along())


def _decisions(person_id: UUID) -> Table:
    person = Person.objects.get(id=person_id)
    rows = list(visible_decisions(person).select_related("appeal").order_by("created_at", "id"))
    reasons = reasons_of(rows)
    appeals = [getattr(row, "appeal", None) for row in rows]
    asked = unseal_all([one.words_sealed if one else None for one in appeals], what=APPEAL)
    answers = unseal_all([one.answer_sealed if one else None for one in appeals], what=ANSWER)
    return [
        {
            "decided": row.act,
            "how_far": row.reach or None,
            "decided_at": row.in_force_at.isoformat() if row.in_force_at else None,
            "until": row.until.isoformat() if row.until else None,
            "what_holds": row.state,
            "why": why or None,
            "you_asked": ask,
            "answer": answer,
            "you_wrote_back": "\n\n".join(replies_to(row)) or None if row.act == Act.WRITE else None,
        }
        for row, why, ask, answer in zip(rows, reasons, asked, answers, strict=True)
    ]


def _handled(person_id: UUID) -> Table:
    rows = Handling.objects.filter(person=person_id, created_at__gte=F("case__created_at")).order_by("created_at", "id")
    return [{"taken_on_at": row.created_at.isoformat(), "was_hard": row.was_hard} for row in rows]


def hold(person_id: UUID) -> None:
    """Hold the cases that name them: whoever decides about one holds it before the group it is in.

    What others showed of their words beside another's loses their name here: once other apps have erased them, nobody
    knows whose they were.
    """
    decided = Decision.objects.filter(Q(by=person_id) | Q(confirmed_by=person_id)).values("case")
    beside = [report.case_id for report, _seen, _theirs in _shown_beside(person_id)]
    theirs = Case.objects.filter(Q(about=person_id) | Q(claimed_by=person_id) | Q(id__in=decided) | Q(id__in=beside))
    list(theirs.order_by("id").select_for_update(no_key=True, of=("self",)))
    for report, seen, pieces in _shown_beside(person_id) if beside else []:
        report.evidence_sealed = frozen_without_writer(report, seen, pieces)
        report.save(update_fields=["evidence_sealed"])


def _shown_beside(person_id: UUID) -> list[tuple[Report, Seen, set[UUID]]]:
    """Return what was kept of reports about others where words of theirs stand beside, with which these are."""
    found: list[tuple[Report, Seen, set[UUID]]] = []
    kept = Report.objects.filter(evidence_sealed__isnull=False).exclude(case__about=person_id)
    for kind, wrote in kinds_shown_beside().items():
        rows = list(kept.filter(case__kind=kind).select_related("case").order_by("id"))
        shown = list(zip(rows, thawed(rows), strict=True))
        theirs = wrote(person_id, {piece.id for _row, seen in shown for piece in seen.pieces if piece.who})
        beside = [(row, seen, theirs & {piece.id for piece in seen.pieces if piece.who}) for row, seen in shown]
        found += [one for one in beside if one[2]]
    return found


@transaction.atomic
def erase(person_id: UUID, now: datetime) -> None:
    """Forget them everywhere. What others showed of their words stays sealed until its time, and names nobody.

    What nobody else has shown proves nothing against them: it goes, with its key, so that no backup opens it, and
    nobody is asked to answer it any more. So does their wish for another look.
    """
    hold(person_id)
    Handling.objects.filter(person=person_id).delete()
    for case in Case.objects.filter(about=person_id).order_by("id"):
        forget_who(case, now=now)
    Appeal.objects.filter(decision__about=person_id, decided_at=None).delete()
    Report.objects.filter(reporter=person_id).update(reporter=None, words_sealed=None)
    Appeal.objects.filter(decision__about=person_id).update(words_sealed=None, answer_sealed=None)
    Decision.objects.filter(about=person_id).update(about=None, reason_sealed=None, memo_sealed=None)
    Appeal.objects.filter(decided_by=person_id).update(decided_by=None)
    Decision.objects.filter(by=person_id, about=None).update(reason_sealed=None)
    Decision.objects.filter(by=person_id).update(by=None)
    Decision.objects.filter(confirmed_by=person_id).update(confirmed_by=None)
    # Whose hour is over by that: the others are told of what is urgent, as when somebody leaves it.
    Case.objects.filter(claimed_by=person_id).update(claimed_by=None, claimed_until=now, due_at=now)
    Case.objects.filter(about=person_id).update(about=None)


WORDS_OF = {
    "reports": phrases.WHAT_YOU_REPORTED,
    "decisions": phrases.WHAT_WAS_DECIDED_ABOUT_YOU,
    "cries": _("What you wrote in a hard hour, for those who look after this place"),
    "came_at": _("When it came to them"),
    "cases_taken_on": _("What you looked after as a moderator"),
    "reported_at": _("Reported"),
    "because": _("Reason"),
    "words": phrases.IN_YOUR_OWN_WORDS,
    "standing": phrases.HOW_IT_STANDS,
    "decided": _("Decided"),
    "how_far": _("How far it goes"),
    "decided_at": _("Since"),
    "until": _("Until"),
    "what_holds": _("Does it hold"),
    "why": _("Why"),
    "you_asked": _("What you said about it"),
    "answer": _("What was answered"),
    "you_wrote_back": phrases.WHAT_YOU_WROTE_BACK,
    "taken_on_at": _("Taken on"),
    "was_hard": phrases.HANDED_OVER,
}
SAID: dict[str, Said] = {
    "because": labels_of(Reason),
    "standing": labels_of(CaseState),
    "decided": labels_of(Act),
    "how_far": labels_of(Reach),
    "what_holds": labels_of(DecisionState),
}
HOLDING = Holding(app="safety", export=export, erase=erase, hold=hold, words=WORDS_OF, said=SAID)
