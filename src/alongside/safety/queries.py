"""What waits for moderators, shaped for pages, each a constant number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, prefetch_related_objects

from alongside.accounts.models import Person
from alongside.kernel.clock import to_the_minute
from alongside.kernel.sealed import unseal_all
from alongside.kernel.statements import Statement
from alongside.safety.acts import acts_of, why_not
from alongside.safety.enums import Act, CaseState, DecisionState, Reach, Reason, Source
from alongside.safety.evidence import Seen, thawed
from alongside.safety.models import Case, Decision, Handling, Report
from alongside.safety.policies import (
    CLAIM,
    carers_of,
    is_claimed,
    own_declined,
    own_proposals,
    urgent_of,
    visible_appeals,
    visible_cases,
    visible_proposals,
)
from alongside.safety.replies import REPLY
from alongside.safety.reportable import Since, here_since_each, nameless_kinds, names_of, reportable
from alongside.safety.sealing import APPEAL, REASON
from alongside.safety.wording import kind_words, place_words
from alongside.safety.words.danger import sounds_like_danger

PAGE = 50
# So many are counted for Today; nobody looks after more.
COUNTED = 1_000
WEEK = timedelta(days=7)
DECLINED_FOR = timedelta(days=30)
AN_HOUR = timedelta(hours=1)
# When the latest came in a case.
LATEST = Max("reports__created_at")
OF_DANGER = Q(reports__reason=Reason.DANGER)
SIGNS, LAST_SIGN = Count("reports", filter=OF_DANGER), Max("reports__created_at", filter=OF_DANGER)


@dataclass(frozen=True, slots=True)
class Beside:
    """Who is beside somebody in danger where they wrote: how many wrote there since, when the last did.

    `wrote_again`: whoever is in danger did, after that.
    """

    people: int
    last_at: datetime | None
    wrote_again: bool


@dataclass(frozen=True, slots=True)
class Back:
    """That somebody answered a word that was written to them: the case of it, and when the latest came."""

    id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Wrote:
    """When a moderator wrote last to whoever a case is about, and what they answered to any such word."""

    at: datetime
    backs: list[Back]


@dataclass(frozen=True, slots=True)
class Urgent:
    """The case of something urgent, beside that thing; `who` says who has it, as in `Line`."""

    case_id: UUID
    who: str


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the queue. `who` says who has it: "", "you" or "other", `carer` by which name the reader knows that.

    `name` is what it or whoever it is about is called there, `where` the thread, the room or the event; '' once what
    was shown is destroyed. `beside` is None for what is not urgent, or is nowhere where somebody could answer; `wrote`
    for whom no moderator wrote to. `signs` is how often danger was told of, `last_sign` when last; `more` is how much
    else is urgent of the same person there, which the page of the case leads to. `is_answered`: somebody was there for
    them after all of it, and nothing came of them since. Who `is_gone` has erased their account. With
    `is_looked_after` nobody has this, and somebody else, the `carer`, has something else of it.
    """

    id: UUID
    kind: str
    name: str
    reasons: list[str]
    place: str
    where: str
    at: datetime
    is_urgent: bool
    who: str
    beside: Beside | None = None
    wrote: Wrote | None = None
    signs: int = 0
    last_sign: datetime | None = None
    more: int = 0
    is_answered: bool = False
    is_gone: bool = False
    carer: str = ""
    is_looked_after: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for one moderator: cases, removals that wait for a second person, appeals; `own` they proposed.

    `declined` is what they proposed lately and somebody did not agree to, with why: it waits for nobody.
    Of an appeal it says whether its words sound like danger to life: these come first. `lines` are those of one page;
    `later` is the number of the page after it, None for the last; `earlier` of that before it, None for the first.
    """

    lines: list[Line]
    proposals: list[tuple[UUID, str]]
    own: list[tuple[UUID, str]]
    appeals: list[tuple[UUID, bool]]
    declined: list[tuple[str, str]] = field(default_factory=list)
    later: int | None = None
    earlier: int | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing waits for them, on any page."""
        return not (self.lines or self.proposals or self.appeals)

    @property
    def urgent(self) -> list[Line]:
        """The lines about somebody who may be in danger."""
        return [one for one in self.lines if one.is_urgent]

    @property
    def others(self) -> list[Line]:
        """The lines about anything else."""
        return [one for one in self.lines if not one.is_urgent]


def cries_lately(person_id: UUID, *, now: datetime) -> int:
    """Return how often within the hour the words of somebody sounded like danger to life."""
    lately = Report.objects.filter(source=Source.WORDS, created_at__gt=now - AN_HOUR)
    return lately.filter(case__about=person_id).count()


def have_cried(kind: str, things: Collection[UUID]) -> bool:
    """Tell whether the words of any of these were brought before moderators because they sounded like danger."""
    brought = Q(case__subject__in=things) | Q(case__also__overlap=list(things))
    return bool(things) and Report.objects.filter(brought, source=Source.WORDS, case__kind=kind).exists()


def looked_at(things: Collection[UUID], community_id: UUID, *, now: datetime) -> set[UUID]:
    """Return which of these somebody who moderates looks at right now, or has looked at."""
    brought = Case.objects.filter(Q(subject__in=things) | Q(also__overlap=list(things)), community=community_id)
    seen = brought.filter(Q(state=CaseState.CLOSED) | Q(claimed_by__isnull=False, claimed_until__gt=now))
    return {one for subject, also in seen.values_list("subject", "also") for one in (subject, *also) if one in things}


def queue_of(actor: Person, *, page: int = 1, now: datetime) -> Queue:
    """Return a page of what waits for somebody: what is urgent, then who preys on people, then what waits longest.

    What is urgent of one person in one place is one line, which leads to what is the actor's, else to what is nobody's
    yet: it is another's only once all of it is. On a page, whoever nobody looks after comes before whom somebody else
    does, and whoever nobody has answered yet before whom somebody did. Past the last page it is the last.
    """
    preys = Exists(Report.objects.filter(case=OuterRef("id"), reason=Reason.PREYING))
    rows = visible_cases(actor, now=now).filter(state=CaseState.OPEN).annotate(preys=preys)
    waiting = _together(list(rows.order_by("-is_urgent", "-preys", "created_at", "id")))
    page = min(page, max(1, ceil(len(waiting) / PAGE)))
    shown = waiting[PAGE * (page - 1) : PAGE * page]
    proposals = list(visible_proposals(actor, now=now).order_by("created_at", "id"))
    own = list(own_proposals(actor).order_by("created_at", "id"))
    return Queue(
        lines=_lines(actor, shown, now=now),
        proposals=[(row.id, words) for row, words in zip(proposals, acts_of(proposals), strict=True)],
        own=[(row.id, words) for row, words in zip(own, acts_of(own), strict=True)],
        appeals=_appeals(actor, now=now),
        declined=_declined(actor, now=now),
        later=page + 1 if len(waiting) > PAGE * page else None,
        earlier=page - 1 if page > 1 else None,
    )


def _lines(actor: Person, waiting: Sequence[Sequence[Case]], *, now: datetime) -> list[Line]:
    cases = [case for same in waiting for case in same]
    prefetch_related_objects(cases, "reports")
    places = names_of(case.community for case in cases)
    seen, beside, wrote = _seen_of(cases), beside_of(cases), _wrote(actor, cases, now=now)
    carers = carers_of(actor, cases, now=now)
    lines = [
        _with_danger(
            _with_carer(_line(first, seen.get(first.id, Seen()), actor, places, now), same, carers),
            same,
            beside=[beside.get(case.id) for case in [first, *(one for one in same if one is not first)]],
            wrote=_latest([wrote[case.id] for case in same if case.id in wrote]),
        )
        for same in waiting
        for first in [_first_to_take(same, actor, now)]
    ]
    return sorted(lines, key=_turn)


def _declined(actor: Person, *, now: datetime) -> list[tuple[str, str]]:
    lately = own_declined(actor).filter(created_at__gt=now - DECLINED_FOR)
    rows = list(lately.select_related("case").order_by("-created_at", "-id"))
    return [(what, why) for what, why in zip(acts_of(rows), why_not(rows), strict=True) if why]


def _turn(line: Line) -> tuple[bool, ...]:
    """Return by what lines of a page are put in order: what is urgent and nobody looks after comes first."""
    return (not line.is_urgent, line.is_gone, line.is_urgent and line.who == "other", line.is_answered)


def _appeals(actor: Person, *, now: datetime) -> list[tuple[UUID, bool]]:
    rows = list(visible_appeals(actor, now=now).order_by("created_at", "id"))
    said = unseal_all([row.words_sealed for row in rows], what=APPEAL)
    found = [(row.id, sounds_like_danger(words or "")) for row, words in zip(rows, said, strict=True)]
    return sorted(found, key=lambda one: not one[1])


def _seen_of(cases: Sequence[Case]) -> dict[UUID, Seen]:
    """Return what was kept of what first brought each case."""
    turns = (sorted(case.reports.all(), key=lambda row: (row.created_at, row.id)) for case in cases)
    firsts = [rows[0] for rows in turns if rows]
    return {row.case_id: seen for row, seen in zip(firsts, thawed(firsts), strict=True)}


def _together(cases: Sequence[Case]) -> list[list[Case]]:
    """Put what is urgent of one person in one place together, where the first of it stands; all else stands alone.

    As `urgent_of` does it: never what may be nameless, was written before they left, or by who is not in it.
    """
    nameless = nameless_kinds()
    urgent = {case.id: case for case in cases if case.is_urgent and case.kind not in nameless}
    pairs = {(case.community, case.about_id) for case in urgent.values()}
    came = here_since_each({(community, about) for community, about in pairs if community and about})
    found: dict[object, list[Case]] = {}
    for case in cases:
        since = came.get((case.community, case.about_id)) if case.community and case.about_id else None
        is_theirs = case.id in urgent and since is not None and case.created_at >= since
        found.setdefault((case.community, case.about_id) if is_theirs else case.id, []).append(case)
    return list(found.values())


def _first_to_take(same: Sequence[Case], actor: Person, now: datetime) -> Case:
    """Return the case to which a line leads: what the actor has, else what nobody does, else the first."""
    has = {who_has(case, actor, now): case for case in reversed(same)}
    return has.get("you") or has.get("") or same[0]


def _with_carer(line: Line, same: Sequence[Case], carers: Mapping[UUID, str]) -> Line:
    """Return a line with who else has it, or something else of the same person: what is new is still nobody's."""
    if line.who:
        return replace(line, carer=carers.get(line.id, ""))
    others = [carers[case.id] for case in same if case.id in carers]
    return replace(line, carer=next(filter(None, others), ""), is_looked_after=bool(others))


def _latest(wrote: Sequence[Wrote]) -> Wrote | None:
    if not wrote:
        return None
    return Wrote(max(one.at for one in wrote), [back for one in wrote for back in one.backs])


def _with_danger(line: Line, same: Sequence[Case], *, beside: Sequence[Beside | None], wrote: Wrote | None) -> Line:
    """Return a line with all that its page leads to of the same person; `beside` is of each case, its own first."""
    rows = [row for case in same for row in case.reports.all()]
    signs = [row.created_at for row in rows if row.reason == Reason.DANGER]
    last_sign = max(signs, default=None)
    was_written_to = bool(wrote and not wrote.backs and (last_sign is None or wrote.at >= last_sign))
    return replace(
        line,
        reasons=sorted({reason_words(row) for row in rows} - {""}),
        beside=beside[0],
        wrote=wrote,
        signs=len(signs),
        last_sign=last_sign,
        more=len(same) - 1,
        is_answered=was_written_to or all(one and one.people and not one.wrote_again for one in beside),
    )


def _line(case: Case, seen: Seen, actor: Person, places: Mapping[UUID, str], now: datetime) -> Line:
    place = place_words(case.community, places)
    return Line(
        case.id,
        kind_words(case),
        seen.name if seen.name != place else "",
        [],
        place,
        seen.where if seen.where != seen.name else "",
        case.created_at,
        case.is_urgent,
        who_has(case, actor, now),
        is_gone=seen.is_gone,
    )


def beside_of(cases: Sequence[Case]) -> dict[UUID, Beside]:
    """Return who wrote since where somebody may be in danger: one query a kind, and nothing of what is nowhere."""
    urgent = [case for case in cases if case.is_urgent and case.state == CaseState.OPEN and case.about_id]
    told: dict[UUID, Since] = {}
    for name in sorted({case.kind for case in urgent}):
        kind = reportable(name)
        if kind and kind.since:
            told |= kind.since({case.subject: case.about_id for case in urgent if case.kind == name and case.about_id})
    return {case.id: _one_beside(case, told[case.subject]) for case in urgent if case.subject in told}


def _one_beside(case: Case, since: Since) -> Beside:
    cried = [row.created_at for row in case.reports.all() if row.source == Source.WORDS]
    wrote_again = bool(since.last_at and cried and max(cried) > since.last_at)
    return Beside(since.people, to_the_minute(since.last_at) if since.last_at else None, wrote_again)


def _wrote(actor: Person, cases: Sequence[Case], *, now: datetime) -> dict[UUID, Wrote]:
    """Return of which of these a moderator wrote to somebody in danger, with what came back."""
    rows = list(Decision.objects.filter(case__in=cases, act=Act.WRITE, undone_at=None).order_by("created_at", "id"))
    backs = backs_of(actor, rows, now=now)
    found: dict[UUID, Wrote] = {}
    for row in rows:
        before = found[row.case_id].backs if row.case_id in found else []
        found[row.case_id] = Wrote(row.created_at, [*before, *backs.get(row.id, [])])
    return found


def backs_of(actor: Person, rows: Sequence[Decision], *, now: datetime) -> dict[UUID, list[Back]]:
    """Return what answers each of these, as far as the actor may look after it."""
    words = [row.id for row in rows if row.act == Act.WRITE]
    seen = visible_cases(actor, now=now).filter(kind=REPLY, subject__in=words) if words else Case.objects.none()
    found: dict[UUID, list[Back]] = {}
    latest = seen.annotate(latest=LATEST).order_by("created_at", "id")
    for case_id, word_id, at in latest.values_list("id", "subject", "latest"):
        found.setdefault(word_id, []).append(Back(case_id, at))
    return found


def reason_words(row: Report) -> str:
    """Say why it came; '' of an answer, which says so itself."""
    if row.case.kind == REPLY and row.source == Source.PERSON:
        return ""
    return str(Reason(row.reason).label if row.source == Source.PERSON else Source(row.source).label)


def who_has(case: Case, actor: Person, now: datetime) -> str:
    """Return who has a case, for somebody: "" for nobody, "you" or "other"."""
    if not is_claimed(case, now=now):
        return ""
    return "you" if case.claimed_by_id == actor.id else "other"


def urgent_in(actor: Person, community_id: UUID, *, now: datetime) -> int:
    """Count what is open and urgent in a community that the actor may look after."""
    rows = visible_cases(actor, now=now).filter(community=community_id, is_urgent=True, state=CaseState.OPEN)
    return rows.count()


def danger_of(actor: Person, about_id: UUID | None, community_id: UUID, *, now: datetime) -> UUID | None:
    """Return what waits longest of what is urgent about somebody in a community, as far as the actor may know."""
    return in_turn(urgent_of(actor, about_id, community_id, now=now)).values_list("id", flat=True).first()


def urgent_among(actor: Person, kind: str, things: Collection[UUID], *, now: datetime) -> dict[UUID, Urgent]:
    """Return of which of these something urgent waits that the actor may look after, each with the case of it."""
    if not things:
        return {}
    rows = visible_cases(actor, now=now).filter(state=CaseState.OPEN, is_urgent=True, kind=kind)
    shown = in_turn(rows.filter(Q(subject__in=things) | Q(also__overlap=list(things))))
    found = [(case, Urgent(case.id, who_has(case, actor, now))) for case in reversed(shown)]
    return {one: urgent for case, urgent in found for one in case.things if one in things}


def _urgent_cases(community: UUID) -> QuerySet[Case, Any]:
    rows = Case.objects.filter(community=community, is_urgent=True, state=CaseState.OPEN)
    return rows.values_list("id")[:1]


_any_urgent = Statement(_urgent_cases, community=UUID)


def urgent_things(actor: Person, kind: str, community_id: UUID, *, now: datetime) -> set[UUID]:
    """Return of which things of a kind something urgent waits in a community that the actor may look after."""
    # Mostly nothing is urgent. That is asked first: to work out who may look after it takes longer than all else here.
    if not _any_urgent(community=community_id):
        return set()
    rows = visible_cases(actor, now=now).filter(state=CaseState.OPEN, is_urgent=True, kind=kind)
    return {one for case in rows.filter(community=community_id) for one in case.things}


def in_turn(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return cases as they came, the oldest first."""
    return cases.order_by("created_at", "id")


def handled_this_week(actor: Person, *, now: datetime) -> tuple[int, int]:
    """Return how many cases somebody took on within a week, and how many of them they handed over."""
    # What is older than its case was handed over before, and is kept from them with the answers to it.
    rows = Handling.objects.filter(person=actor, created_at__gt=now - WEEK, created_at__gte=F("case__created_at"))
    return rows.count(), rows.filter(was_hard=True).count()


@dataclass(frozen=True, slots=True)
class Waits:
    """How many cases wait for somebody to take them on (`free`), how many of these are urgent, and what else waits.

    `own` are those that the reader has taken on, `more` the urgent ones of them in which something came after that. Of
    the urgent ones that wait, `signs` is how often danger was told of, and `last_sign` when last.
    """

    free: int
    urgent: int
    signs: int
    last_sign: datetime | None
    own: int
    more: int
    proposals: int
    appeals: int


def waits_for(actor: Person, *, now: datetime) -> Waits:
    """Return what waits for somebody who moderates."""
    rows = visible_cases(actor, now=now).filter(state=CaseState.OPEN)
    is_free, is_own = Q(claimed_by=None) | Q(claimed_until__lte=now), Q(claimed_by=actor, claimed_until__gt=now)
    found = list(
        rows.filter(is_free | is_own)
        .annotate(latest=LATEST, signs=SIGNS, last_sign=LAST_SIGN)
        .order_by("-is_urgent")[:COUNTED]
    )
    own = [case for case in found if is_claimed(case, now=now)]
    free = [case for case in found if case not in own]
    urgent = [case for case in free if case.is_urgent]
    return Waits(
        free=len(free),
        urgent=len(urgent),
        signs=sum(case.signs for case in urgent),
        last_sign=max((case.last_sign for case in urgent if case.last_sign), default=None),
        own=len(own),
        more=sum(case.is_urgent and _came_since(case) for case in own),
        proposals=visible_proposals(actor, now=now).count(),
        appeals=visible_appeals(actor, now=now).count(),
    )


def _came_since(case: Case) -> bool:
    """Tell whether something came in a case after whoever has it took it on, or did something last."""
    latest: datetime | None = case.latest  # type: ignore[attr-defined]  # the query adds it
    return bool(latest and case.claimed_until and latest > case.claimed_until - CLAIM)


def why_removed(
    actor: Person, community_id: UUID, people: Collection[UUID], *, now: datetime
) -> dict[UUID, tuple[str, UUID | None]]:
    """Return why each of these was removed from a community, by account, to those who look after it.

    With the case of it for whoever may look after that; nothing where nobody was asked to agree.
    """
    removals = Decision.objects.filter(act=Act.REMOVE, state=DecisionState.IN_FORCE, reach=Reach.GROUP)
    found = list(removals.filter(community=community_id, about__in=people).order_by("in_force_at", "id"))
    seen = set(visible_cases(actor, now=now).filter(decisions__in=found).values_list("id", flat=True)) if found else ()
    reasons = unseal_all([row.reason_sealed for row in found], what=REASON)
    return {
        row.about_id: (why or "", row.case_id if row.case_id in seen else None)
        for row, why in zip(found, reasons, strict=True)
        if row.about_id
    }
