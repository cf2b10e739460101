"""The queue of moderators: what waits for one of them, a line for each case, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects

from alongside.accounts.models import Person
from alongside.kernel.sealed import unseal_all
from alongside.safety.acts import acts_of, done_each, why_not
from alongside.safety.enums import Act, CaseState, Reason
from alongside.safety.evidence import Seen, thawed
from alongside.safety.models import Case, Decision, Report
from alongside.safety.policies import (
    carers_of,
    own_declined,
    own_proposals,
    visible_appeals,
    visible_cases,
    visible_proposals,
)
from alongside.safety.queries import Back, Beside, backs_of, beside_of, reason_words, still_hidden, who_has
from alongside.safety.reportable import here_since_each, nameless_kinds, names_of
from alongside.safety.sealing import APPEAL
from alongside.safety.wording import kind_words, place_words
from alongside.safety.words.danger import sounds_like_danger

PAGE = 50
DECLINED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Wrote:
    """When a moderator wrote last to whoever a case is about, and what they answered to any such word."""

    at: datetime
    backs: list[Back]


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
class Decided:
    """A decision that waits for another look: `what` it is, about whom and where they are known by that name.

    `name` is '' once what was shown is destroyed. `is_heavy`: what is said about it sounds like danger to life.
    """

    id: UUID
    what: str
    name: str
    place: str
    at: datetime
    is_heavy: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for one moderator: cases, removals that wait for a second person, appeals; `own` they proposed.

    `declined` is what they proposed lately and somebody did not agree to, with why: it waits for nobody.
    Appeals whose words sound like danger to life come first. `lines` are those of one page; `later` is the number of
    the page after it, None for the last; `earlier` of that before it, None for the first. `hidden` is what stays so
    past a pause that is over: its case, where it was written, since when the pause is over.
    """

    lines: list[Line]
    proposals: list[Decided]
    own: list[Decided]
    appeals: list[Decided]
    declined: list[tuple[str, str]] = field(default_factory=list)
    later: int | None = None
    earlier: int | None = None
    hidden: list[tuple[UUID, str, datetime]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing waits for them, on any page."""
        return not (self.lines or self.proposals or self.appeals or self.hidden)

    @property
    def urgent(self) -> list[Line]:
        """The lines about somebody who may be in danger."""
        return [one for one in self.lines if one.is_urgent]

    @property
    def others(self) -> list[Line]:
        """The lines about anything else."""
        return [one for one in self.lines if not one.is_urgent]


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
    return Queue(
        lines=_lines(actor, shown, now=now),
        proposals=_proposed(visible_proposals(actor, now=now)),
        own=_proposed(own_proposals(actor)),
        appeals=_appeals(actor, now=now),
        declined=_declined(actor, now=now),
        later=page + 1 if len(waiting) > PAGE * page else None,
        earlier=page - 1 if page > 1 else None,
        hidden=_hidden(actor, now=now),
    )


def _hidden(actor: Person, *, now: datetime) -> list[tuple[UUID, str, datetime]]:
    found = still_hidden(actor, now=now)
    places = names_of(one.community for one in found)
    return [(one.case, place_words(one.community, places), one.at) for one in found]


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


def _proposed(found: QuerySet[Decision]) -> list[Decided]:
    rows = list(found.select_related("case").order_by("created_at", "id"))
    told = _told_of([row.case for row in rows])
    return [
        Decided(row.id, what, *told[row.case_id], row.created_at) for row, what in zip(rows, acts_of(rows), strict=True)
    ]


def _appeals(actor: Person, *, now: datetime) -> list[Decided]:
    rows = list(visible_appeals(actor, now=now).select_related("decision__case").order_by("created_at", "id"))
    said = unseal_all([row.words_sealed for row in rows], what=APPEAL)
    what = done_each([row.decision for row in rows], now=now)
    told = _told_of([row.decision.case for row in rows])
    found = [
        Decided(row.id, done, *told[row.decision.case_id], row.created_at, is_heavy=sounds_like_danger(words or ""))
        for row, done, words in zip(rows, what, said, strict=True)
    ]
    return sorted(found, key=lambda one: not one.is_heavy)


def _told_of(cases: Sequence[Case]) -> dict[UUID, tuple[str, str]]:
    """Return by which name whoever each case is about is known there, and where that is."""
    prefetch_related_objects(cases, "reports")
    places, seen = names_of(case.community for case in cases), _seen_of(cases)
    told = {case.id: (seen.get(case.id, Seen()).name, place_words(case.community, places)) for case in cases}
    return {one: (name if name != place else "", place) for one, (name, place) in told.items()}


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


def _wrote(actor: Person, cases: Sequence[Case], *, now: datetime) -> dict[UUID, Wrote]:
    """Return of which of these a moderator wrote to somebody in danger, with what came back."""
    rows = list(Decision.objects.filter(case__in=cases, act=Act.WRITE, undone_at=None).order_by("created_at", "id"))
    backs = backs_of(actor, rows, now=now)
    found: dict[UUID, Wrote] = {}
    for row in rows:
        before = found[row.case_id].backs if row.case_id in found else []
        found[row.case_id] = Wrote(row.created_at, [*before, *backs.get(row.id, [])])
    return found
