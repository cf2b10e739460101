"""Who may see and do what in moderation. The only door to a row: `visible_*` filters, `access_*` fetches one.

Nobody looks after what is about themself, what they reported, or what they handed over; nor after what is answered to
a word about that, nor after a cry for help that came with a report about them or a word against what they decided.
Moderators of the whole place see of a group what was brought to them and nothing else; those of a group see their
group's alone. What nobody else can look after or decide is left to the organisers.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import has_role, people_with
from alongside.kernel.errors import NotAllowed, NotFound
from alongside.safety.cries import CRY, cries_of_others_about, spoken_of_in
from alongside.safety.enums import Act, CaseState, DecisionState, Reach, Reason
from alongside.safety.evidence import is_gone
from alongside.safety.models import Appeal, Case, Decision, Exhibit, Handling, Report
from alongside.safety.replies import REPLY, first_of
from alongside.safety.reportable import (
    called_each,
    here_since,
    keepers_among,
    kinds_that_go_along,
    looked_after_by,
    nameless_kinds,
    reportable,
)

# So long somebody has a case who took it on, or did something in it.
CLAIM = timedelta(hours=1)
FOR_MODERATORS = _("This page is for those who moderate here or in a group. Nothing is lost.")
SECOND_PERSON = _("Somebody else has to agree to this. Nothing was changed.")


def moderates(actor: Person) -> bool:
    """Tell whether somebody has a queue: a moderator of the whole place, or of a group."""
    return has_role(actor, Role.MODERATOR) or bool(looked_after_by(actor))


def may_see_queue(actor: Person) -> bool:
    """Tell whether the page of the queue is there for somebody; organisers are asked where nobody else is."""
    return moderates(actor) or has_role(actor, Role.ORGANISER)


def check_moderates(actor: Person) -> None:
    """Raise NotAllowed for whoever has no queue."""
    if not may_see_queue(actor):
        raise NotAllowed(FOR_MODERATORS)


def visible_cases(actor: Person, *, now: datetime) -> QuerySet[Case]:
    """Return the cases that somebody may look after, closed ones too."""
    seen = Q(for_community=True, community__in=looked_after_by(actor))
    roles = set(actor.role_grants.values_list("role", flat=True))
    if Role.MODERATOR in roles:
        seen |= Q(instance_from__lte=now)
    if Role.ORGANISER in roles:
        seen |= Q(needs_organiser=True)
    # `about` may be nobody by now: NULL is not excluded.
    rows = Case.objects.filter(seen).filter(Q(about__isnull=True) | ~Q(about=actor)).exclude(_kept_from(actor))
    # Of one and the same handling: whoever takes on what was hard for somebody else still sees it.
    return rows.exclude(id__in=Handling.objects.filter(person=actor, was_hard=True).values("case"))


def _kept_from(actor: Person, case: str = "") -> Q:
    """Return which cases are not for somebody because of what they brought or who is spoken of, and answers there.

    Nor what somebody writes to moderators of the place after these put them out.
    """
    own = Report.objects.filter(reporter=actor).values("case")
    cries = cries_of_others_about(actor).values("id")
    themselves = Q(**{f"{case}id__in": own}) | Q(**{f"{case}id__in": cries})
    put_out = _removals().filter(Q(by=actor) | Q(confirmed_by=actor)).values("about")
    themselves |= Q(**{f"{case}kind__in": kinds_that_go_along(), f"{case}community": None, f"{case}about__in": put_out})
    answered = Q(**{f"{case}venue__in": own}) | Q(**{f"{case}venue__in": cries})
    return themselves | (Q(**{f"{case}kind": REPLY}) & answered)


def _removals() -> QuerySet[Decision]:
    """Return the removals that are in force or were: whoever was undone is cried about, too."""
    was_in_force = [DecisionState.IN_FORCE, DecisionState.UNDONE]
    return Decision.objects.filter(act=Act.REMOVE, state__in=was_in_force, about__isnull=False)


def hold_case(case_id: UUID) -> None:
    """Hold a case, and with it every other of the same thing: what one of them undoes, another may still want.

    Whoever holds a person as well holds them first, as they do when they erase themself.
    """
    case = Case.objects.filter(id=case_id).first()
    if case is not None:
        hold_cases_of(case.kind, case.things)


def hold_cases_of(kind: str, things: Sequence[UUID]) -> None:
    """Hold every case that shows one of these things, in the order of ids.

    After people, and before all that is done to a group and what is in it: its row, its members, threads and rooms.
    """
    rows = Case.objects.filter(Q(subject__in=things) | Q(also__overlap=list(things)), kind=kind)
    list(rows.order_by("id").select_for_update(no_key=True))


def access_case(actor: Person, case_id: UUID, *, now: datetime, lock: bool = False) -> Case:
    """Return a case that somebody may look after; NotFound. `lock` holds it until the transaction ends."""
    if lock:
        hold_case(case_id)
    case = visible_cases(actor, now=now).filter(id=case_id).first()
    if case is None:
        raise NotFound
    return case


def urgent_of(actor: Person, about_id: UUID | None, community_id: UUID | None, *, now: datetime) -> QuerySet[Case]:
    """Return what is open and urgent about somebody in one community, and the actor may look after.

    No community tells of another, and none of what may be nameless or of what they wrote before they left, whether
    they came back or ask to: that would tell which names are one person.
    """
    came = here_since(community_id, about_id)
    if came is None:
        return Case.objects.none()
    rows = visible_cases(actor, now=now).filter(state=CaseState.OPEN, is_urgent=True, created_at__gte=came)
    return rows.filter(about=about_id, community=community_id).exclude(kind__in=nameless_kinds())


def urgent_beside(actor: Person, case: Case, *, now: datetime) -> QuerySet[Case]:
    """Return what else is open and urgent about whoever a case is about, as far as the actor may know."""
    came = here_since(case.community, case.about_id)
    if case.kind in nameless_kinds() or (came and case.created_at < came):
        return Case.objects.none()
    return urgent_of(actor, case.about_id, case.community, now=now).exclude(id=case.id)


def is_in_danger(actor: Person, case: Case, *, now: datetime) -> bool:
    """Tell whether whoever a case is about may be in danger, by that case or another that the actor may know of."""
    is_open = case.is_urgent and case.state == CaseState.OPEN
    return is_open or urgent_beside(actor, case, now=now).exists()


def is_claimed(case: Case, *, now: datetime) -> bool:
    """Tell whether somebody looks at a case right now."""
    return case.claimed_by_id is not None and case.claimed_until is not None and case.claimed_until > now


def carers_of(actor: Person, cases: Iterable[Case], *, now: datetime) -> dict[UUID, str]:
    """Return by which name the actor knows who else has each of these cases right now; nothing where they know none.

    Those of a group know each other by their alias there, moderators of the whole place by that of their account: never
    one of them by what the other goes by elsewhere. Who is both has a case of the group as one of the group.
    """
    claimed = [(case, case.claimed_by_id) for case in cases if is_claimed(case, now=now)]
    held = [(case, who) for case, who in claimed if who is not None and who != actor.id]
    if not held:
        return {}
    own = looked_after_by(actor)
    places = {case.id: case.community for case, _who in held if case.for_community and case.community}
    called = called_each({(places[case.id], who) for case, who in held if places.get(case.id) in own})
    keepers, aliases = keepers_among(places.values()), {}
    if has_role(actor, Role.MODERATOR):
        people = people_with(Role.MODERATOR).filter(id__in={who for _case, who in held})
        aliases = dict(people.values_list("id", "alias"))
    found: dict[UUID, str] = {}
    for case, who in held:
        place = places.get(case.id)
        if place is not None and place in own:
            found[case.id] = called.get((place, who), "")
        else:
            is_keeper = place is not None and who in keepers.get(place, ())
            found[case.id] = "" if is_keeper else aliases.get(who, "")
    return found


def writes_first(case: Case) -> bool:
    """Tell whether a word to whoever a case is about comes first: they may be in danger, or answer such a word."""
    return case.is_urgent or case.kind == REPLY


def waits_for_word(actor: Person, case: Case, *, now: datetime) -> bool:
    """Tell whether whoever a case is about may be in danger, by this or another, and nobody wrote to them since."""
    if case.about_id is None:
        return False
    return _is_newer_than_words({case.id, *urgent_beside(actor, case, now=now).values_list("id", flat=True)})


def nobody_wrote(danger: QuerySet[Case]) -> bool:
    """Tell whether there is something urgent of somebody after which nobody has written to them from any of it."""
    return _is_newer_than_words(set(danger.values_list("id", flat=True)))


def _is_newer_than_words(cases: Collection[UUID]) -> bool:
    """Tell whether a sign of danger in these cases is later than every word to them: an old one answers no new cry."""
    signs = Report.objects.filter(case__in=cases, reason=Reason.DANGER)
    words = Decision.objects.filter(case__in=cases, act=Act.WRITE, state=DecisionState.IN_FORCE)
    last_word = words.aggregate(latest=Max("created_at"))["latest"]
    return (signs.filter(created_at__gt=last_word) if last_word else signs).exists()


def was_seen_to(case: Case) -> bool:
    """Tell whether whoever a case is about was written to from it, or something was decided."""
    return case.decisions.filter(state=DecisionState.IN_FORCE).exclude(act=Act.NOTE).exists()


def may_act(actor: Person, case: Case) -> list[tuple[Act, Reach | None]]:
    """Return what somebody could decide about a case, with how far it goes, in the order of the page.

    Where whoever it is about is gone, what they wrote is as well: nothing is left but a note.
    """
    kind = reportable(case.kind)
    acts: list[tuple[Act, Reach | None]] = [(Act.NOTE, None)]
    if is_gone(case):
        return acts
    acts += [(act, None) for act in (Act.HIDE, Act.LOCK, Act.MOVE) if kind and act in kind.doings]
    if case.about_id is None:
        return acts
    acts += [(act, None) for act in (Act.WRITE, Act.WARN) if act != Act.WRITE or writes_first(case)]
    reaches = [Reach.GROUP] if case.community else []
    if _is_for_all(actor, case):
        reaches.append(Reach.INSTANCE)
    spared = kind.spared if kind else frozenset()
    lasting = [act for act in (Act.PAUSE, Act.REMOVE) if act not in spared]
    return [*acts, *((act, reach) for act in lasting for reach in reaches)]


def may_hide_lately(case: Case) -> bool:
    """Tell whether all that somebody wrote there lately can be hidden with what is decided about them.

    Only what they wrote by the name under which they came before moderators: else it would tell which names are one.
    """
    if case.community is None or case.about_id is None or case.kind in {*nameless_kinds(), *kinds_that_go_along()}:
        return False
    came = here_since(case.community, case.about_id)
    return came is not None and case.created_at >= came


def may_write_to(actor: Person, case: Case) -> bool:
    """Tell whether somebody could write to whoever a case is about."""
    return (Act.WRITE, None) in may_act(actor, case)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is wanted: somebody for a case beside these, for what goes as far as `reach`."""

    case: Case
    besides: set[UUID | None]
    reach: str = ""


def others_for(case: Case, *, besides: set[UUID | None], reach: str = "", now: datetime) -> set[UUID]:
    """Return the accounts that could look after a case beside these.

    Whoever it is about or from is none of them, nor who handed it over or was removed from the place.
    """
    return _others([Wanted(case, besides, reach)], now=now)[0]


def organisers_for(case: Case, *, besides: set[UUID | None]) -> set[UUID]:
    """Return the accounts of the organisers to whom a case is left, or a decision about it, beside these."""
    return set(people_with(Role.ORGANISER).values_list("id", flat=True)) - besides - _apart([case])[case.id]


def _others(wanted: Sequence[Wanted], *, now: datetime) -> list[set[UUID]]:
    """Return the same of many, in their order."""
    everywhere = set(people_with(Role.MODERATOR).values_list("id", flat=True))
    keepers = keepers_among(one.case.community for one in wanted if one.case.for_community)
    apart = _apart([one.case for one in wanted])
    found = []
    for one in wanted:
        people = set(everywhere) if one.case.instance_from is not None and one.case.instance_from <= now else set()
        if one.case.for_community and one.case.community and one.reach != Reach.INSTANCE:
            people |= keepers.get(one.case.community, set())
        found.append(people - one.besides - apart[one.case.id])
    return found


def _apart(cases: Sequence[Case]) -> dict[UUID, set[UUID | None]]:
    """Return who keeps out of each case: whoever it is about, from or speaks of, and who handed it over."""
    found: dict[UUID, set[UUID | None]] = {case.id: {case.about_id} for case in cases}
    firsts = {case.id: first_of(case) for case in cases}
    reporters: dict[UUID, set[UUID | None]] = {}
    told = Report.objects.filter(case__in={*found, *firsts.values()}).values_list("case_id", "reporter_id")
    for case_id, person_id in told:
        reporters.setdefault(case_id, set()).add(person_id)
    handed = Handling.objects.filter(case__in=found, was_hard=True).values_list("case_id", "person_id")
    for case_id, person_id in handed:
        found[case_id].add(person_id)
    spoken_of = spoken_of_in({firsts[case.id] for case in cases if case.kind in (CRY, REPLY)})
    for case_id, people in _removed_by(cases).items():
        found[case_id] |= people
    for case_id, first in firsts.items():
        for told_of in (reporters, spoken_of):
            found[case_id] |= told_of.get(case_id, set()) | told_of.get(first, set())
    return found


def _removed_by(cases: Sequence[Case]) -> dict[UUID, set[UUID | None]]:
    """Return who put out whoever wrote to moderators of the place, of the cases of such words."""
    kinds = kinds_that_go_along()
    own = [case for case in cases if case.kind in kinds and case.community is None and case.about_id]
    rows = _removals().filter(about__in={case.about_id for case in own}).values_list("about", "by", "confirmed_by")
    put_out: dict[UUID | None, set[UUID | None]] = {}
    for about_id, *people in rows:
        put_out.setdefault(about_id, set()).update(people)
    return {case.id: put_out.get(case.about_id, set()) for case in own}


def lifted_by(actor: Person, case: Case) -> set[str]:
    """Return how far what somebody may undo goes: what holds everywhere is not for a group's own moderators."""
    return {"", Reach.GROUP, *([Reach.INSTANCE] if _is_for_all(actor, case) else [])}


def _is_for_all(actor: Person, case: Case) -> bool:
    """Tell whether somebody decides for the whole place: its moderators, and organisers where it was left to them."""
    return has_role(actor, Role.MODERATOR) or (case.needs_organiser and has_role(actor, Role.ORGANISER))


def visible_proposals(actor: Person, *, now: datetime) -> QuerySet[Decision]:
    """Return the decisions that wait for a second person and that somebody may be."""
    rows = Decision.objects.filter(state=DecisionState.PROPOSED).filter(Q(by__isnull=True) | ~Q(by=actor))
    seen = Q(case__in=visible_cases(actor, now=now))
    if not has_role(actor, Role.MODERATOR):
        seen &= Q(reach=Reach.GROUP)
    if has_role(actor, Role.ORGANISER):
        seen |= _left_to_organisers(actor, "case__", proposals_of_one(now=now))
    return rows.filter(seen)


def visible_appeals(actor: Person, *, now: datetime) -> QuerySet[Appeal]:
    """Return the appeals that wait and that somebody may answer: never who decided."""
    rows = Appeal.objects.filter(decided_at=None)
    seen = Q(decision__case__in=visible_cases(actor, now=now))
    if not has_role(actor, Role.MODERATOR):
        seen &= ~Q(decision__reach=Reach.INSTANCE)
    if has_role(actor, Role.ORGANISER):
        seen |= _left_to_organisers(actor, "decision__case__", appeals_to_nobody(now=now))
    return rows.filter(seen).exclude(
        Q(decision__by=actor, decision__by__isnull=False)
        | Q(decision__confirmed_by=actor, decision__confirmed_by__isnull=False)
    )


def _left_to_organisers(actor: Person, case: str, alone: Sequence[Decision | Appeal]) -> Q:
    """Return which rows wait for an organiser, at first or by now (`alone`), none about the actor or from them."""
    is_other = Q(**{f"{case}about__isnull": True}) | ~Q(**{f"{case}about": actor})
    is_left = Q(needs_organiser=True) | Q(id__in=[one.id for one in alone])
    return is_left & is_other & ~_kept_from(actor, case)


def proposals_of_one(*, now: datetime) -> list[Decision]:
    """Return the decisions that wait for a second person where none is left by now."""
    rows = list(Decision.objects.filter(state=DecisionState.PROPOSED, needs_organiser=False).select_related("case"))
    others = _others([Wanted(row.case, {row.by_id}, row.reach) for row in rows], now=now)
    return [row for row, people in zip(rows, others, strict=True) if not people]


def appeals_to_nobody(*, now: datetime) -> list[Appeal]:
    """Return the appeals that wait where nobody is left by now who did not decide."""
    rows = list(Appeal.objects.filter(decided_at=None, needs_organiser=False).select_related("decision__case"))
    decided = [row.decision for row in rows]
    others = _others([Wanted(row.case, {row.by_id, row.confirmed_by_id}, row.reach) for row in decided], now=now)
    return [row for row, people in zip(rows, others, strict=True) if not people]


def access_proposal(actor: Person, decision_id: UUID, *, now: datetime) -> Decision:
    """Return a decision that waits for somebody else and that the actor may confirm or drop; NotFound, NotAllowed."""
    row = visible_proposals(actor, now=now).filter(id=decision_id).select_related("case").first()
    if row is not None:
        return row
    if own_proposals(actor).filter(id=decision_id).exists():
        raise NotAllowed(SECOND_PERSON)
    raise NotFound


def own_proposals(actor: Person) -> QuerySet[Decision]:
    """Return the removals that somebody proposed and that still wait, to them alone: they may take them back."""
    return Decision.objects.filter(by=actor, state=DecisionState.PROPOSED)


def own_declined(actor: Person) -> QuerySet[Decision]:
    """Return the removals that somebody proposed and another did not agree to, to them alone."""
    rows = Decision.objects.filter(by=actor, state=DecisionState.DROPPED)
    return rows.filter(confirmed_by__isnull=False)


def access_own_proposal(actor: Person, decision_id: UUID) -> Decision:
    """Return a removal that the actor proposed and that still waits; NotFound."""
    row = own_proposals(actor).filter(id=decision_id).select_related("case").first()
    if row is None:
        raise NotFound
    return row


def access_appeal(actor: Person, appeal_id: UUID, *, now: datetime) -> Appeal:
    """Return an appeal that the actor may answer; NotFound."""
    row = visible_appeals(actor, now=now).filter(id=appeal_id).select_related("decision__case").first()
    if row is None:
        raise NotFound
    return row


def access_exhibit(actor: Person, exhibit_id: UUID, *, now: datetime) -> Exhibit:
    """Return a picture or voice note of a case to who may look after it, or answers what is left to them; NotFound."""
    shown = (
        Q(report__case__in=visible_cases(actor, now=now))
        | Q(report__case__in=visible_proposals(actor, now=now).values("case"))
        | Q(report__case__in=visible_appeals(actor, now=now).values("decision__case"))
    )
    row = Exhibit.objects.filter(shown, id=exhibit_id).first()
    if row is None:
        raise NotFound
    return row


def visible_decisions(actor: Person) -> QuerySet[Decision]:
    """Return what was decided about somebody, to them alone: neither notes, nor what only waits or was dropped."""
    held = Decision.objects.filter(about=actor, state__in=[DecisionState.IN_FORCE, DecisionState.UNDONE])
    return held.exclude(act=Act.NOTE)


def access_decision(actor: Person, decision_id: UUID, *, lock: bool = False) -> Decision:
    """Return what was decided about the actor; NotFound for everybody else."""
    rows = visible_decisions(actor).filter(id=decision_id)
    row = (rows.select_for_update(no_key=True, of=("self",)) if lock else rows).select_related("case").first()
    if row is None:
        raise NotFound
    return row


def own_reports(actor: Person) -> QuerySet[Report]:
    """Return what somebody reported, to them alone."""
    return Report.objects.filter(reporter=actor).select_related("case")
