"""Nobody is removed from a group by one person alone, as long as there is a second to say yes or no."""

from datetime import datetime, timedelta

import pytest

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.audit.models import Entry
from alongside.groups import services
from alongside.groups.enums import GroupRole, Standing
from alongside.groups.models import Group, Membership
from alongside.groups.policies import standing_of
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.safety.models import Decision
from alongside.safety.own_queries import own_decisions
from alongside.safety.pauses import paused_until
from alongside.safety.policies import visible_proposals
from alongside.safety.services import answer_appeal, answer_proposal, appeal, take_proposal_back
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Join, Three
from tests.groups.test_looking_after import as_role

pytestmark = pytest.mark.django_db
WHY = "They sold pills here twice."


@pytest.fixture
def group(begin: Begin, join: Join, three: Three) -> Group:
    """A group with its host, a moderator and a member."""
    _owner, mate, stranger = three
    made = begin()
    join(made, mate)
    join(made, stranger, "Birch Test")
    as_role(mate, made, GroupRole.MODERATOR)
    return made


def row_of(person: Person, group: Group) -> Membership:
    """Where somebody stands in the group."""
    return Membership.objects.filter(group=group, person=person).latest("created_at")


def remove(by: Person, whom: Person, group: Group, now: datetime, **more: object) -> bool:
    """Have somebody propose to remove another, and tell whether they are out at once."""
    said = {"for_good": False, "reason": WHY, **more}
    row = row_of(whom, group)
    return services.remove_member(actor=by, slug=group.slug, membership_id=row.id, now=now, **said)


@pytest.fixture
def place_moderator(make_person: MakePerson, now: datetime) -> Person:
    """Somebody who moderates the whole place."""
    person = make_person("Marge Madeup")
    RoleGrant.objects.create(created_at=now, person=person, role=Role.MODERATOR)
    return person


@pytest.mark.parametrize("for_good", [False, True])
def test_a_second_of_the_group_says_yes_and_only_then_they_are_out(
    group: Group, three: Three, place_moderator: Person, now: datetime, *, for_good: bool
) -> None:
    owner, mate, stranger = three
    assert remove(owner, stranger, group, now, for_good=for_good) is False
    assert row_of(stranger, group).state == Standing.IN
    row = Decision.objects.get()
    assert (row.by, row.state, row.reach, row.needs_organiser) == (owner, "proposed", "group", False)
    assert [list(visible_proposals(one, now=now)) for one in (owner, mate, stranger, place_moderator)] == [
        [],
        [row],
        [],
        [],
    ]
    with pytest.raises(NotAllowed):
        answer_proposal(actor=owner, decision_id=row.id, confirms=True, now=now)
    answer_proposal(actor=mate, decision_id=row.id, confirms=True, now=now)
    assert row_of(stranger, group).state == (Standing.BANNED if for_good else Standing.REMOVED)
    assert [one.why for one in own_decisions(stranger, now=now)] == [WHY]
    noted = set(Entry.objects.filter(subject=row.id).values_list("action", "actor"))
    assert noted == {("safety.remove", owner.id), ("safety.confirmed", mate.id)}


@pytest.mark.parametrize("for_good", [False, True])
def test_the_page_of_the_group_leads_whoever_is_out_to_why(
    group: Group, three: Three, now: datetime, sign_in: SignIn, *, for_good: bool
) -> None:
    owner, mate, stranger = three
    remove(owner, stranger, group, now, for_good=for_good)
    row = Decision.objects.get()
    link, page = to("decision", row.id), to("group", group.slug)
    assert link not in sign_in(stranger).get(page).content.decode(), "it only waits"
    answer_proposal(actor=mate, decision_id=row.id, confirms=True, now=now)
    shown = sign_in(stranger).get(page)
    assert f'href="{link}">Read why, and ask for another look</a>' in shown.content.decode()
    assert sign_in(stranger).get(link).status_code == 200
    assert link not in sign_in(owner).get(page).content.decode()


def test_a_second_says_no_and_they_stay(group: Group, three: Three, now: datetime) -> None:
    owner, mate, stranger = three
    remove(owner, stranger, group, now)
    answer_proposal(actor=mate, decision_id=Decision.objects.get().id, confirms=False, now=now)
    assert row_of(stranger, group).state == Standing.IN
    assert own_decisions(stranger, now=now) == []


def test_their_writing_is_paused_at_once_when_the_host_wants_it(group: Group, three: Three, now: datetime) -> None:
    owner, _mate, stranger = three
    remove(owner, stranger, group, now, pauses=True)
    assert paused_until(stranger, group.id, now=now) == now + timedelta(days=7)
    with pytest.raises(NotAllowed, match="Your writing here is paused"):
        services.begin_thread(actor=stranger, slug=group.slug, opening=Opening("Hi Test", Said("Hi.")), now=now)
    assert [one.why for one in own_decisions(stranger, now=now)] == [WHY]
    assert paused_until(stranger, None, now=now) is None, "they write elsewhere"


def test_a_pause_that_came_with_it_ends_when_a_second_says_no(group: Group, three: Three, now: datetime) -> None:
    owner, mate, stranger = three
    remove(owner, stranger, group, now, pauses=True)
    row = Decision.objects.get(act="remove")
    answer_proposal(actor=mate, decision_id=row.id, confirms=False, now=now)
    assert paused_until(stranger, group.id, now=now) is None


@pytest.mark.parametrize("for_good", [False, True])
def test_who_leaves_before_a_second_says_yes_cannot_just_come_back(
    group: Group, three: Three, now: datetime, *, for_good: bool
) -> None:
    owner, mate, stranger = three
    remove(owner, stranger, group, now, for_good=for_good)
    services.leave_group(actor=stranger, slug=group.slug, now=now)
    answer_proposal(actor=mate, decision_id=Decision.objects.get().id, confirms=True, now=now)
    assert row_of(stranger, group).state == (Standing.BANNED if for_good else Standing.REMOVED)


def test_what_is_only_proposed_is_nothing_they_take_along(group: Group, three: Three, now: datetime) -> None:
    owner, mate, stranger = three
    remove(owner, stranger, group, now)
    row = Decision.objects.get()
    about = Entry.objects.filter(subject=row.id, about=stranger.id)
    assert not about.exists()
    answer_proposal(actor=mate, decision_id=row.id, confirms=False, now=now)
    assert not about.exists()


def test_a_moderator_proposes_and_the_host_says_yes(group: Group, three: Three, now: datetime) -> None:
    owner, mate, stranger = three
    remove(mate, stranger, group, now)
    answer_proposal(actor=owner, decision_id=Decision.objects.get().id, confirms=True, now=now)
    assert row_of(stranger, group).state == Standing.REMOVED


def test_who_looks_after_the_group_alone_asks_a_moderator_of_the_place(
    group: Group, three: Three, place_moderator: Person, now: datetime
) -> None:
    owner, mate, _stranger = three
    assert remove(owner, mate, group, now) is False, "the other moderator is whom it is about"
    row = Decision.objects.get()
    assert [list(visible_proposals(one, now=now)) for one in (owner, mate, place_moderator)] == [[], [], [row]]
    answer_proposal(actor=place_moderator, decision_id=row.id, confirms=True, now=now)
    assert row_of(mate, group).state == Standing.REMOVED


def test_without_a_moderator_of_the_place_an_organiser_is_asked(
    group: Group, three: Three, place_moderator: Person, now: datetime
) -> None:
    owner, mate, _stranger = three
    RoleGrant.objects.filter(person=place_moderator).update(role=Role.ORGANISER)
    assert remove(owner, mate, group, now) is False
    row = Decision.objects.get()
    assert row.needs_organiser
    assert list(visible_proposals(place_moderator, now=now)) == [row]


@pytest.mark.parametrize(("for_good", "action"), [(False, "group.removed_alone"), (True, "group.banned_alone")])
def test_where_nobody_else_is_one_removes_and_the_audit_says_so(
    group: Group, three: Three, now: datetime, *, for_good: bool, action: str
) -> None:
    owner, mate, _stranger = three
    row = row_of(mate, group)
    assert remove(owner, mate, group, now, for_good=for_good, reason="") is True
    assert not Decision.objects.exists()
    assert Entry.objects.filter(action=action, actor=owner.id, subject=row.id, about=mate.id).exists()


def test_it_takes_a_reason_and_waits_once(group: Group, three: Three, now: datetime) -> None:
    owner, mate, stranger = three
    with pytest.raises(Invalid) as refused:
        remove(owner, stranger, group, now, reason=" ")
    assert refused.value.field == "reason"
    assert not Decision.objects.exists()
    remove(owner, stranger, group, now)
    with pytest.raises(Conflict, match="waits for a second person"):
        remove(owner, stranger, group, now, pauses=True)
    assert Decision.objects.count() == 1
    with pytest.raises(NotAllowed):
        remove(stranger, mate, group, now)
    services.put_out(group_id=group.id, person_id=stranger.id, now=now)
    with pytest.raises(NotFound):
        remove(owner, stranger, group, now)


def test_whoever_asked_to_come_back_is_let_in_when_it_was_wrong(
    group: Group, join: Join, three: Three, place_moderator: Person, now: datetime
) -> None:
    owner, mate, stranger = three
    remove(owner, stranger, group, now)
    row = Decision.objects.get()
    answer_proposal(actor=mate, decision_id=row.id, confirms=True, now=now)
    asked = join(group, stranger, "Willow Test", word="It was not me")
    assert (asked.state, asked.word_sealed is None) == (Standing.ASKED, False)
    row.case.instance_from = now
    row.case.save()
    look = appeal(actor=stranger, decision_id=row.id, words="It was not me.", now=now)
    answer_appeal(actor=place_moderator, appeal_id=look.id, grants=True, answer="We saw.", now=now)
    asked.refresh_from_db()
    assert (asked.state, asked.alias, asked.word_sealed) == (Standing.IN, "Willow Test", None)


def test_the_page_asks_why_and_says_that_somebody_else_looks(group: Group, three: Three, sign_in: SignIn) -> None:
    owner, _mate, stranger = three
    browser, path = sign_in(owner), to("group-remove", group.slug, row_of(stranger, group).id, "remove")
    page = text_of(browser.get(path))
    assert "Nobody is removed here by one person alone" in page
    assert "Pause their writing in this group until then" in page
    assert browser.post(path, {"reason": ""}).status_code == 422
    answered = browser.post(path, {"reason": WHY, "pauses": "on"}, follow=True)
    assert "Somebody else looks at it now." in text_of(answered)
    assert sorted(Decision.objects.values_list("act", "state")) == [("pause", "in_force"), ("remove", "proposed")]


def test_who_is_alone_is_asked_once_as_before(group: Group, three: Three, sign_in: SignIn) -> None:
    owner, mate, _stranger = three
    path = to("group-remove", group.slug, row_of(mate, group).id, "remove")
    assert "They are out at once" in text_of(sign_in(owner).get(path))
    assert "They are out of this group" in text_of(sign_in(owner).post(path, follow=True))
    assert row_of(mate, group).state == Standing.REMOVED


def test_who_proposed_takes_it_back_on_a_page_and_nobody_else_can(
    group: Group, three: Three, sign_in: SignIn, now: datetime
) -> None:
    owner, mate, stranger = three
    remove(owner, stranger, group, now, pauses=True)
    row = Decision.objects.get(act="remove")
    path, browser = to("moderate-removal", row.id), sign_in(owner)
    assert path in browser.get(to("moderate")).content.decode()
    assert WHY in text_of(browser.get(path))
    assert browser.post(path, {"confirms": "yes"}).status_code == 403, "they are not their own second person"
    with pytest.raises(NotFound):
        take_proposal_back(actor=mate, decision_id=row.id, now=now)
    assert browser.post(path).status_code == 303
    row.refresh_from_db()
    assert (row.state, row.confirmed_by, row_of(stranger, group).state) == ("dropped", None, Standing.IN)
    assert paused_until(stranger, group.id, now=now) is None
    assert list(visible_proposals(mate, now=now)) == []
    assert browser.get(path).status_code == 404
    assert "What you proposed yourself" not in text_of(browser.get(to("moderate")))


@pytest.mark.parametrize("for_good", [False, True])
def test_who_left_and_was_not_let_in_again_stays_out_as_was_decided(
    group: Group, join: Join, three: Three, sign_in: SignIn, now: datetime, *, for_good: bool
) -> None:
    owner, mate, stranger = three
    remove(owner, stranger, group, now, for_good=for_good)
    services.leave_group(actor=stranger, slug=group.slug, now=now)
    Group.objects.filter(id=group.id).update(openness="by_request")
    asked = join(group, stranger, "Willow Test")
    later = now + timedelta(minutes=1)
    services.answer_request(actor=owner, slug=group.slug, membership_id=asked.id, lets_in=False, now=later)
    row, end = Decision.objects.get(), later + timedelta(minutes=1)
    answer_proposal(actor=mate, decision_id=row.id, confirms=True, now=end)
    stood = standing_of(stranger, group)
    assert stood is not None
    assert (stood.state, stood.ended_at) == (Standing.BANNED if for_good else Standing.REMOVED, end)
    group.refresh_from_db()
    if for_good:
        with pytest.raises(NotAllowed, match="You cannot join this group again"):
            join(group, stranger, "Willow Test")
        assert sign_in(stranger).get(to("group-join", group.slug)).headers["Location"] == to("group", group.slug)
    else:
        assert join(group, stranger, "Willow Test").state == Standing.ASKED


def test_who_is_out_for_good_can_be_put_out_once_more(group: Group, join: Join, three: Three, now: datetime) -> None:
    _owner, _mate, stranger = three
    services.leave_group(actor=stranger, slug=group.slug, now=now)
    join(group, stranger, "Willow Test")
    said = {"group_id": group.id, "person_id": stranger.id}
    assert services.put_out(now=now + timedelta(minutes=1), **said) == "Willow Test"
    for for_good in (True, False):
        assert services.put_out(now=now + timedelta(minutes=2), for_good=for_good, **said) == ""
    states = Membership.objects.filter(group=group, person=stranger).values_list("state", flat=True)
    assert sorted(states) == [Standing.BANNED, Standing.LEFT]
    stood = standing_of(stranger, group)
    assert stood is not None
    assert stood.state == Standing.BANNED
