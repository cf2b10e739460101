"""Looking after a group: roles that are asked for, agreements that change, who cannot stay, the end."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.groups import services
from alongside.groups.care import care_of, roles_to_offer
from alongside.groups.enums import GroupRole, GroupState, Openness, Standing, Use
from alongside.groups.finding import Wanted, found_groups
from alongside.groups.models import Group, Membership
from alongside.groups.own_groups import own_groups
from alongside.groups.policies import access_group, access_invitation, access_standing, visible_banned
from alongside.kernel.errors import Conflict, Gone, Invalid, NotAllowed, NotFound
from alongside.safety.models import Decision
from alongside.safety.services.deciding import undo
from tests.groups.conftest import DETAILS, Begin, Join, Three, standing, token_of
from tests.support.removing import paused, removed

pytestmark = pytest.mark.django_db


def as_role(person: Person, group: Group, role: GroupRole) -> Membership:
    """Give somebody a role, as if they had said yes to it."""
    row = standing(person, group)
    Membership.objects.filter(id=row.id).update(role=role)
    return standing(person, group)


class TestRoles:
    def test_a_role_is_nobodys_before_they_say_yes(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin()
        row = join(group, mate)
        services.offer_role(actor=owner, slug=group.slug, membership_id=row.id, role="moderator", now=now)
        assert standing(mate, group).role == GroupRole.MEMBER
        assert own_groups(mate, now=now)[0].line == "You are asked whether you would be a moderator."
        with pytest.raises(Conflict):
            services.answer_offer(actor=mate, slug=group.slug, role="host", takes_it=True, now=now)
        services.answer_offer(actor=mate, slug=group.slug, role="moderator", takes_it=True, now=now)
        assert access_standing(mate, group.slug, to=Use.MODERATE)
        with pytest.raises(Conflict):
            services.answer_offer(actor=mate, slug=group.slug, role="moderator", takes_it=True, now=now)

    def test_who_says_no_stays_as_they_are(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin()
        row = join(group, mate)
        services.offer_role(actor=owner, slug=group.slug, membership_id=row.id, role="greeter", now=now)
        services.answer_offer(actor=mate, slug=group.slug, role="greeter", takes_it=False, now=now)
        assert (standing(mate, group).role, standing(mate, group).offered_role) == ("member", "")

    def test_who_was_asked_to_leave_the_place_is_asked_for_no_role(
        self, begin: Begin, join: Join, three: Three, now: datetime
    ) -> None:
        owner, mate, stranger = three
        group = begin()
        row, other = join(group, mate), join(group, stranger, "Another")
        decided = removed(mate, now)
        host = standing(owner, group)
        assert (roles_to_offer(host, row), len(roles_to_offer(host, other))) == ([], 3)
        with pytest.raises(Conflict, match="cannot be asked for a role right now"):
            services.offer_role(actor=owner, slug=group.slug, membership_id=row.id, role="greeter", now=now)
        assert standing(mate, group).offered_role == ""
        undo(decided, now=now)
        services.offer_role(actor=owner, slug=group.slug, membership_id=row.id, role="greeter", now=now)
        assert standing(mate, group).offered_role == "greeter"

    @pytest.mark.parametrize("role", [GroupRole.MEMBER, GroupRole.GREETER, GroupRole.MODERATOR])
    def test_only_hosts_ask_and_change(
        self, begin: Begin, join: Join, three: Three, now: datetime, role: GroupRole
    ) -> None:
        _owner, mate, stranger = three
        group = begin()
        join(group, mate)
        other = join(group, stranger, "Another")
        as_role(mate, group, role)
        said = {"actor": mate, "slug": group.slug, "now": now}
        for write in (
            lambda: services.offer_role(membership_id=other.id, role="greeter", **said),
            lambda: services.take_role_back(membership_id=other.id, **said),
            lambda: services.change_group(details=DETAILS, **said),
            lambda: services.close_group(**said),
        ):
            with pytest.raises(NotAllowed):
                write()

    def test_what_is_no_role_cannot_be_asked_for(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin()
        row = join(group, mate)
        said = {"actor": owner, "slug": group.slug, "now": now}
        for role in ("member", "king"):
            with pytest.raises(Invalid):
                services.offer_role(membership_id=row.id, role=role, **said)
        with pytest.raises(Conflict):
            services.offer_role(membership_id=standing(owner, group).id, role="greeter", **said)
        as_role(mate, group, GroupRole.GREETER)
        with pytest.raises(Conflict):
            services.offer_role(membership_id=row.id, role="greeter", **said)

    def test_a_role_is_taken_back_and_given_back_but_never_a_hosts(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin()
        row = join(group, mate)
        as_role(mate, group, GroupRole.MODERATOR)
        services.take_role_back(actor=owner, slug=group.slug, membership_id=row.id, now=now)
        assert standing(mate, group).role == GroupRole.MEMBER
        as_role(mate, group, GroupRole.HOST)
        with pytest.raises(NotAllowed):
            services.take_role_back(actor=owner, slug=group.slug, membership_id=row.id, now=now)
        services.step_back(actor=owner, slug=group.slug, now=now)
        assert standing(owner, group).role == GroupRole.MEMBER

    def test_who_is_of_another_group_is_not_there(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        here, elsewhere = begin(), begin()
        row = join(elsewhere, mate)
        with pytest.raises(NotFound):
            services.offer_role(actor=owner, slug=here.slug, membership_id=row.id, role="greeter", now=now)


class TestAgreements:
    def test_when_they_change_members_are_asked_anew_and_the_host_is_not(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin()
        join(group, mate)
        later = now + timedelta(days=1)
        changed = replace(DETAILS, agreements="We listen.")
        services.change_group(actor=owner, slug=group.slug, details=changed, now=later)
        assert own_groups(mate, now=now)[0].line == "The agreements have changed. Please read them once more."
        assert own_groups(owner, now=now)[0].line == "You are there as Quiet Heron."
        with pytest.raises(Conflict):
            services.agree_anew(actor=mate, slug=group.slug, read=now, now=later)
        services.agree_anew(actor=mate, slug=group.slug, read=later, now=later)
        assert own_groups(mate, now=now)[0].line == "You are there as Amber Test."

    def test_when_only_the_purpose_changes_nobody_is_asked(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin()
        join(group, mate)
        details = replace(DETAILS, purpose="For mornings, too.")
        services.change_group(actor=owner, slug=group.slug, details=details, now=now + timedelta(days=1))
        assert own_groups(mate, now=now)[0].line == "You are there as Amber Test."

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", " "),
            ("name", "x" * 81),
            ("purpose", ""),
            ("purpose", "turned \u202e over"),
            ("agreements", "x" * 4001),
            ("kind", "other"),
            ("openness", "other"),
            ("languages", ()),
            ("languages", ("tlh",)),
        ],
    )
    def test_what_cannot_be_kept_is_said(self, begin: Begin, field: str, value: object) -> None:
        with pytest.raises(Invalid) as refused:
            begin(**{field: value})
        assert refused.value.field == field
        assert not Group.objects.exists()


class TestEndingAMembership:
    def test_whoever_is_removed_asks_again_even_where_others_join_at_once(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin()
        row = join(group, mate)
        services.remove_member(actor=owner, slug=group.slug, membership_id=row.id, for_good=False, now=now)
        row.refresh_from_db()
        assert (row.state, row.alias) == ("removed", "")
        assert join(group, mate).state == Standing.ASKED

    @pytest.mark.parametrize("how", ["take back", "decline"])
    def test_whoever_was_removed_does_not_walk_in_after_having_asked_once(
        self, begin: Begin, join: Join, three: Three, now: datetime, *, how: str
    ) -> None:
        owner, mate, _stranger = three
        group = begin()
        row, later = join(group, mate), now + timedelta(minutes=1)
        services.remove_member(actor=owner, slug=group.slug, membership_id=row.id, for_good=False, now=now)
        asked = join(group, mate)
        if how == "take back":
            services.leave_group(actor=mate, slug=group.slug, now=later)
        else:
            services.answer_request(actor=owner, slug=group.slug, membership_id=asked.id, lets_in=False, now=later)
        again = join(group, mate)
        assert again.state == Standing.ASKED
        services.answer_request(actor=owner, slug=group.slug, membership_id=again.id, lets_in=True, now=later)
        services.leave_group(actor=mate, slug=group.slug, now=later)
        assert join(group, mate).state == Standing.IN

    def test_whoever_cannot_come_back_cannot_by_a_link_either_until_they_are_let(
        self, begin: Begin, join: Join, brought_in: Join, three: Three, now: datetime
    ) -> None:
        owner, mate, _stranger = three
        group = begin()
        row = join(group, mate)
        services.remove_member(actor=owner, slug=group.slug, membership_id=row.id, for_good=True, now=now)
        for way in (join, brought_in):
            with pytest.raises(NotAllowed):
                way(group, mate)
        services.let_back(actor=owner, slug=group.slug, membership_id=row.id, now=now)
        assert join(group, mate).state == Standing.ASKED

    @pytest.mark.parametrize(
        "case",
        [
            ("host", "member", True),
            ("host", "moderator", True),
            ("host", "host", False),
            ("moderator", "member", True),
            ("moderator", "greeter", True),
            ("moderator", "moderator", False),
            ("moderator", "host", False),
            ("greeter", "member", False),
            ("member", "member", False),
        ],
    )
    def test_who_may_end_whose(
        self, begin: Begin, join: Join, three: Three, now: datetime, case: tuple[GroupRole, GroupRole, bool]
    ) -> None:
        _owner, mate, stranger = three
        by, of, may = case
        group = begin()
        join(group, mate)
        row = join(group, stranger, "Another")
        as_role(mate, group, by)
        as_role(stranger, group, of)
        said = {"actor": mate, "slug": group.slug, "membership_id": row.id, "for_good": False, "now": now}
        said["reason"] = "They sold pills here twice."
        if may:
            services.remove_member(**said)
        else:
            with pytest.raises(NotAllowed):
                services.remove_member(**said)
        row.refresh_from_db()
        assert row.state == Standing.IN, "the host has to agree"
        assert Decision.objects.filter(state="proposed", by=mate, about=stranger).exists() is may

    def test_members_do_not_see_who_cannot_come_back(
        self, begin: Begin, join: Join, three: Three, now: datetime
    ) -> None:
        owner, mate, stranger = three
        group = begin()
        join(group, mate)
        gone = join(group, stranger, "Another")
        services.remove_member(actor=owner, slug=group.slug, membership_id=gone.id, for_good=True, now=now)
        assert list(visible_banned(access_standing(mate, group.slug))) == []
        assert [row.id for row in care_of(access_standing(owner, group.slug), now=now).banned] == [gone.id]


class TestClosing:
    def test_a_closed_group_is_found_by_nobody_and_left_by_all(
        self, begin: Begin, join: Join, three: Three, now: datetime
    ) -> None:
        owner, mate, stranger = three
        group = begin()
        join(group, mate)
        services.close_group(actor=owner, slug=group.slug, now=now)
        assert found_groups(Wanted()) == ([], False)
        with pytest.raises(NotFound):
            access_group(stranger, group.slug)
        assert access_group(mate, group.slug).state == GroupState.CLOSED
        with pytest.raises(Conflict):
            services.close_group(actor=owner, slug=group.slug, now=now)
        services.leave_group(actor=owner, slug=group.slug, now=now)
        services.leave_group(actor=mate, slug=group.slug, now=now)
        assert not Group.objects.exists()

    def test_who_waited_is_not_let_in(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin(openness=Openness.BY_REQUEST)
        join(group, mate)
        services.close_group(actor=owner, slug=group.slug, now=now)
        assert standing(mate, group).state == Standing.DECLINED


class TestFinding:
    def test_groups_are_found_by_words_kind_and_language(self, begin: Begin) -> None:
        begin(name="Walking group", purpose="Slowly.", kind="place", languages=("en", "es"))
        begin(name="Evening circle", purpose="For long evenings by the lake.", kind="programme")

        def names(**wanted: str) -> list[str]:
            return [one.name for one in found_groups(Wanted(**wanted))[0]]

        assert names() == ["Evening circle", "Walking group"]
        assert names(words="LAKE evening") == ["Evening circle"]
        assert names(kind="place") == ["Walking group"]
        assert names(language="es") == ["Walking group"]
        assert names(language="fr") == []
        assert names(words="lake", kind="place") == []

    def test_they_come_by_the_page(self, begin: Begin, owner: Person) -> None:
        for number in range(5):
            begin(name=f"Group {number}")
        first, are_more = found_groups(Wanted(start=3))
        assert ([one.name for one in first], are_more) == (["Group 3", "Group 4"], False)


class TestWhilePaused:
    def test_nobody_takes_a_role_whose_writing_is_paused_there(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin()
        row = join(group, mate)
        services.offer_role(actor=owner, slug=group.slug, membership_id=row.id, role="moderator", now=now)
        end = paused(mate, now=now, community=group.id)
        with pytest.raises(NotAllowed, match="Your writing here is paused"):
            services.answer_offer(actor=mate, slug=group.slug, role="moderator", takes_it=True, now=now)
        assert (standing(mate, group).role, standing(mate, group).offered_role) == ("member", "moderator")
        services.answer_offer(actor=mate, slug=group.slug, role="moderator", takes_it=True, now=end)
        assert standing(mate, group).role == GroupRole.MODERATOR

    def test_they_can_still_say_no(self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime) -> None:
        group = begin()
        row = join(group, mate)
        services.offer_role(actor=owner, slug=group.slug, membership_id=row.id, role="greeter", now=now)
        paused(mate, now=now, community=None)
        services.answer_offer(actor=mate, slug=group.slug, role="greeter", takes_it=False, now=now)
        assert (standing(mate, group).role, standing(mate, group).offered_role) == ("member", "")

    def test_nobody_becomes_host_of_a_group_without_one_whose_writing_is_paused_there(
        self, begin: Begin, join: Join, three: Three, now: datetime
    ) -> None:
        owner, mate, stranger = three
        group = begin()
        join(group, mate)
        join(group, stranger, "Another")
        as_role(owner, group, GroupRole.MEMBER)
        end = paused(mate, now=now, community=group.id)
        with pytest.raises(NotAllowed, match="Your writing here is paused"):
            services.step_up(actor=mate, slug=group.slug, now=now)
        group.refresh_from_db()
        assert group.state == GroupState.HOSTLESS
        services.step_up(actor=mate, slug=group.slug, now=end)
        assert standing(mate, group).role == GroupRole.HOST


class TestRemovedFromThePlace:
    def test_the_group_of_its_only_host_looks_for_another(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin()
        join(group, mate)
        decided = removed(owner, now)
        group.refresh_from_db()
        assert (group.state, standing(owner, group).role) == (GroupState.HOSTLESS, GroupRole.MEMBER)
        services.step_up(actor=mate, slug=group.slug, now=now)
        undo(decided, now=now)
        group.refresh_from_db()
        roles = [standing(one, group).role for one in (owner, mate)]
        assert (group.state, roles) == (GroupState.OPEN, [GroupRole.HOST] * 2)

    def test_who_may_stay_after_all_looks_after_all_groups_as_before(
        self, begin: Begin, join: Join, three: Three, now: datetime
    ) -> None:
        _owner, mate, stranger = three
        first, second, third = begin(), begin(name="Second group"), begin(name="Third group")
        for number, (group, role) in enumerate([(first, "moderator"), (second, "greeter"), (third, "member")]):
            join(group, mate, f"Amber {number}")
            as_role(mate, group, GroupRole(role))
        join(first, stranger, "Another")
        as_role(stranger, first, GroupRole.GREETER)
        decided = removed(mate, now)
        assert [standing(mate, one).role for one in (first, second, third)] == [GroupRole.MEMBER] * 3
        assert standing(stranger, first).role == GroupRole.GREETER
        services.leave_group(actor=mate, slug=second.slug, now=now)
        undo(decided, now=now)
        assert [standing(mate, one).role for one in (first, third)] == [GroupRole.MODERATOR, GroupRole.MEMBER]
        assert Membership.objects.get(group=second, person=mate).role == GroupRole.MEMBER
        decided.refresh_from_db()
        assert Group.objects.filter(state=GroupState.OPEN).count() == 3

    def test_a_group_that_nobody_hosts_meanwhile_has_its_host_again(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin()
        join(group, mate)
        decided = removed(owner, now)
        undo(decided, now=now)
        group.refresh_from_db()
        assert (group.state, standing(owner, group).role) == (GroupState.OPEN, GroupRole.HOST)

    def test_their_links_let_nobody_in_any_more(self, begin: Begin, owner: Person, now: datetime) -> None:
        group = begin(openness=Openness.HIDDEN)
        token = token_of(services.invite(actor=owner, slug=group.slug, now=now).id)
        assert access_invitation(token, now=now)
        decided = removed(owner, now)
        with pytest.raises(Gone):
            access_invitation(token, now=now)
        # As it stands where an earlier release removed them: with their role.
        Membership.objects.filter(person=owner).update(role=GroupRole.HOST)
        Group.objects.filter(id=group.id).update(state=GroupState.OPEN)
        with pytest.raises(Gone):
            access_invitation(token, now=now)
        undo(decided, now=now)
        assert access_invitation(token, now=now)

    def test_a_group_of_theirs_that_waits_for_a_look_opens_without_a_host(
        self, begin: Begin, three: Three, now: datetime
    ) -> None:
        owner, organiser = three[:2]
        RoleGrant.objects.create(created_at=now, person=organiser, role=Role.ORGANISER)
        group = begin()
        Group.objects.filter(id=group.id).update(state=GroupState.HELD)
        decided = removed(owner, now)
        services.decide_on_group(actor=organiser, slug=group.slug, opens=True, now=now)
        group.refresh_from_db()
        assert (group.state, standing(owner, group).role) == (GroupState.HOSTLESS, GroupRole.MEMBER)
        undo(decided, now=now)
        group.refresh_from_db()
        assert (group.state, standing(owner, group).role) == (GroupState.OPEN, GroupRole.HOST)
