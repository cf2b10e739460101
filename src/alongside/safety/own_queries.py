"""What whoever is concerned sees of moderation: what they reported, and what was decided about them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from alongside.accounts.models import Person
from alongside.kernel.sealed import unseal_all
from alongside.safety.acts import for_good_by_now, hidden_with, out_for
from alongside.safety.enums import Act, DecisionState, Reach
from alongside.safety.evidence import Seen, thawed
from alongside.safety.models import Decision, Report
from alongside.safety.policies import own_reports, visible_decisions
from alongside.safety.reasons import reasons_of
from alongside.safety.replies import replied_among, replies_to
from alongside.safety.reportable import names_of
from alongside.safety.sealing import ANSWER, APPEAL, WORDS
from alongside.safety.services.doing import done_to
from alongside.safety.wording import (
    back_words,
    by_words,
    decided_words,
    holds_words,
    kind_words,
    place_words,
    report_words,
)
from alongside.safety.words.danger import known_danger

PAGE = 50


@dataclass(frozen=True, slots=True)
class OwnReport:
    """Something that somebody reported, and what became of it. What they said with it `is_heavy`: of danger to life."""

    kind: str
    reason: str
    at: datetime
    becomes: str
    is_heavy: bool = False


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """What was decided about somebody, as they see it; `back` says whether they can come back.

    `words` are their own that it is about, `where` the thread, the room or the event: as long as they are kept.
    With `is_heavy` their words that were hidden may be of danger.
    With `is_word` it is a word to somebody in danger, and nothing against them; `replies` is what they answered, and
    `has_replied` that they did.
    `asked` is what they said about it, None when they did not; an answer to that `is_new` until they opened it.
    `by` is who wrote a word, by what they do here. `hidden` is by which decision what they wrote before is hidden
    with a pause: that does not end with it.
    """

    id: UUID
    says: str
    place: str
    at: datetime
    until: datetime | None
    why: str
    holds: str
    back: str
    asked: str | None
    answer: str | None
    is_granted: bool | None
    is_word: bool = False
    has_replied: bool = False
    where: str = ""
    words: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    is_heavy: bool = False
    is_new: bool = False
    by: str = ""
    hidden: UUID | None = None


def own_report_lines(actor: Person, *, now: datetime) -> list[OwnReport]:
    """Return what somebody reported, the latest first, and what became of each."""
    did = Decision.objects.exclude(act=Act.NOTE).filter(state__in=[DecisionState.IN_FORCE, DecisionState.UNDONE])
    rows = own_reports(actor).prefetch_related(Prefetch("case__decisions", queryset=did, to_attr="done"))
    found = list(rows.order_by("-created_at", "-id")[:PAGE])
    said = unseal_all([row.words_sealed for row in found], what=WORDS)
    return [_own_report(row, words or "", now=now) for row, words in zip(found, said, strict=True)]


def _own_report(row: Report, words: str, *, now: datetime) -> OwnReport:
    done: list[Decision] = row.case.done  # type: ignore[attr-defined]  # the query above adds it
    becomes = report_words(row.case, did_something=bool(done), now=now)
    is_heavy = words != "" and known_danger(row.id, words)
    return OwnReport(kind_words(row.case), str(row.get_reason_display()), row.created_at, becomes, is_heavy)


def own_decisions(actor: Person, *, now: datetime) -> list[OwnDecision]:
    """Return what was decided about somebody, the latest first."""
    return _own(visible_decisions(actor).order_by("-in_force_at", "-created_at", "-id")[:PAGE], now=now)


def removal_from(actor: Person, community_id: UUID) -> UUID | None:
    """Return the decision, in force, by which somebody is out of a community; None where there is none."""
    rows = visible_decisions(actor).filter(act=Act.REMOVE, reach=Reach.GROUP, community=community_id)
    rows = rows.filter(state=DecisionState.IN_FORCE).order_by("-in_force_at", "-id")
    return rows.values_list("id", flat=True).first()


def own_decision(row: Decision, *, now: datetime) -> OwnDecision:
    """Return one of these."""
    shown = thawed(list(row.case.reports.order_by("created_at", "id")))
    where = next((one.where for one in shown if one.where), "")
    replies = tuple(replies_to(row)) if row.act == Act.WRITE else ()
    one = _own(Decision.objects.filter(id=row.id), now=now)[0]
    return replace(one, where=where, words=_own_words(row, shown), replies=replies, by=by_words(row))


def _own_words(row: Decision, shown: Sequence[Seen]) -> tuple[str, ...]:
    """Return what somebody wrote that a decision about them is about: never what others wrote beside it.

    Of messages between two a case names none, for then it would tell who reported it.
    """
    if row.case.about_id is None or row.case.about_id != row.about_id:
        return ()
    pieces = {piece.id: piece.words for one in shown for piece in one.pieces}
    return tuple(pieces[one] for one in done_to(row) if one in pieces)


def _own(found: QuerySet[Decision], *, now: datetime) -> list[OwnDecision]:
    rows = list(found.select_related("appeal", "case"))
    appeals = [getattr(row, "appeal", None) for row in rows]
    reasons = reasons_of(rows)
    asked = unseal_all([one.words_sealed if one else None for one in appeals], what=APPEAL)
    answers = unseal_all([one.answer_sealed if one else None for one in appeals], what=ANSWER)
    places = names_of(_community(row) for row in rows)
    out = out_for(rows)
    hidden = hidden_with([row for row in rows if row.act == Act.PAUSE])
    replied = replied_among([row.id for row in rows if row.act == Act.WRITE])
    return [
        OwnDecision(
            id=row.id,
            says=decided_words(row, now=now),
            place=place_words(_community(row), places),
            at=row.in_force_at or row.created_at,
            until=row.until,
            why=why,
            holds=holds_words(row, now=now),
            back=back_words(for_good=for_good_by_now(row, out)) if row.reach == Reach.GROUP else "",
            asked=said,
            answer=answer,
            is_granted=one.is_granted if one else None,
            is_word=row.act == Act.WRITE,
            has_replied=row.id in replied,
            is_heavy=_is_heavy(row),
            is_new=one is not None and one.decided_at is not None and one.read_at is None,
            hidden=hidden.get(row.id),
        )
        for row, one, why, said, answer in zip(rows, appeals, reasons, asked, answers, strict=True)
    ]


def _is_heavy(row: Decision) -> bool:
    return row.act == Act.HIDE and row.state == DecisionState.IN_FORCE and row.case.is_urgent


def _community(row: Decision) -> UUID | None:
    """Return where it was, None for what holds everywhere."""
    return row.community or (None if row.reach else row.case.community)
