"""Coming into a group and going, and what each kind of person may know and do."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.audit.models import Entry
from alongside.groups import privacy, services
from alongside.groups.details import Entering
from alongside.groups.enums import GroupState, Openness, Standing, Use
from alongside.groups.finding import Wanted, found_groups
from alongside.groups.models import Group, Invitation, Membership
from alongside.groups.own_groups import own_groups
from alongside.groups.policies import (
    access_group,
    access_held_group,
    access_invitation,
    access_standing,
    listed_groups,
    visible_groups,
    visible_invitations,
    visible_members,
    visible_requests,
)
from alongside.groups.wording import standing_words
from alongside.kernel.errors import Conflict, Gone, Invalid, NotAllowed, NotFound, TooMany
from alongside.notifications.models import Delivery, PushSubscription
from alongside.notifications.wording import words_of
from tests.conftest import MakePerson
from tests.groups.conftest import DETAILS, Begin, Join, Three, standing, token_of

pytestmark = pytest.mark.django_db


class TestJoining:
    def test_an_open_group_is_joined_at_once_under_an_alias_of_its_own(
        self, begin: Begin, join: Join, mate: Person
    ) -> None:
        row = join(begin(), mate, "  Amber   Test ")
        assert (row.state, row.alias, row.alias_key, row.role) == ("in", "Amber Test", "amber test", "member")

    @pytest.mark.parametrize("alias", ["QUIET HERON", "Quiet  heron", "Ｑuiet Heron"])
    def test_an_alias_that_looks_like_another_is_taken(
        self, begin: Begin, join: Join, mate: Person, alias: str
    ) -> None:
        group = begin()
        with pytest.raises(Invalid) as refused:
            join(group, mate, alias)
        assert refused.value.field == "alias"
        assert not Membership.objects.filter(person=mate).exists()

    def test_two_groups_may_have_the_same_alias(self, begin: Begin, join: Join, mate: Person) -> None:
        first, second = begin(), begin()
        assert join(first, mate, "Amber").alias == join(second, mate, "Amber").alias

    @pytest.mark.parametrize("alias", ["x", "a\u200bb", "call 0170 1234567", "me@example.org", "Аnna"])
    def test_what_is_no_alias_for_an_account_is_none_here(
        self, begin: Begin, join: Join, mate: Person, alias: str
    ) -> None:
        with pytest.raises(Invalid):
            join(begin(), mate, alias)

    def test_guessing_who_is_there_by_taken_aliases_ends_soon(self, begin: Begin, join: Join, mate: Person) -> None:
        group = begin()
        for _try in range(30):
            with pytest.raises(Invalid):
                join(group, mate, "Quiet Heron")
        with pytest.raises(TooMany):
            join(group, mate, "Quiet Heron")

    def test_who_read_older_agreements_is_asked_to_read_again(
        self, begin: Begin, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin()
        read, later = group.agreements_since, now + timedelta(minutes=1)
        services.change_group(actor=owner, slug=group.slug, details=replace(DETAILS, agreements="Other."), now=later)
        with pytest.raises(Invalid) as refused:
            services.join_group(actor=mate, slug=group.slug, entering=Entering("Amber", read), now=later)
        assert refused.value.field == "agrees"

    def test_nobody_joins_twice(self, begin: Begin, join: Join, mate: Person) -> None:
        group = begin()
        join(group, mate)
        with pytest.raises(Conflict):
            join(group, mate, "Another")

    def test_nobody_joins_a_group_without_a_host(self, begin: Begin, join: Join, three: Three, now: datetime) -> None:
        owner, mate, stranger = three
        group = begin()
        join(group, mate)
        privacy.erase(owner.id, now)
        assert Group.objects.get(id=group.id).state == GroupState.HOSTLESS
        with pytest.raises(Conflict):
            join(group, stranger, "Another")


class TestAsking:
    def test_somebody_asks_is_let_in_and_told_without_a_word_of_it(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        for number, person in enumerate((owner, mate)):
            digest = bytes([number])
            PushSubscription.objects.create(
                created_at=now, person=person, endpoint_digest=digest, subscription_sealed=b"no"
            )
        group = begin(openness=Openness.BY_REQUEST)
        row = join(group, mate)
        assert row.state == Standing.ASKED
        with pytest.raises(NotAllowed):
            access_standing(mate, group.slug)
        services.answer_request(actor=owner, slug=group.slug, membership_id=row.id, lets_in=True, now=now)
        assert standing(mate, group).state == Standing.IN
        told = Delivery.objects.order_by("id").values_list("person_id", "path", "text")
        assert list(told) == [(owner.id, "/groups/", "groups.word"), (mate.id, "/groups/", "groups.word")]
        for says_more in (True, False):
            words = words_of("groups.word", locale="en", says_more=says_more)
            assert "Lantern" not in words.title + words.body

    @pytest.mark.parametrize("how", ["leave", "erase", "close"])
    def test_who_asked_is_told_when_the_group_ends_before_it_answered(
        self, begin: Begin, join: Join, three: Three, now: datetime, how: str
    ) -> None:
        owner, mate, stranger = three
        group, other = begin(openness=Openness.BY_REQUEST), begin(name="Other Test")
        join(group, mate)
        join(other, stranger)
        PushSubscription.objects.create(created_at=now, person=mate, endpoint_digest=b"1", subscription_sealed=b"no")
        if how == "erase":
            privacy.HOLDING.erase(owner.id, now)
        else:
            act = services.leave_group if how == "leave" else services.close_group
            act(actor=owner, slug=group.slug, now=now)
        told = [one.text for one in Delivery.objects.filter(person=mate)]
        assert told == ["groups.ended"]
        said = words_of("groups.ended", locale="en", says_more=True).body
        assert said.startswith("A group that you asked to join has ended")
        assert not Delivery.objects.filter(person=stranger, text="groups.ended").exists()

    def test_who_is_not_let_in_can_ask_again_and_their_alias_is_gone(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin(openness=Openness.BY_REQUEST)
        row = join(group, mate)
        services.answer_request(actor=owner, slug=group.slug, membership_id=row.id, lets_in=False, now=now)
        row.refresh_from_db()
        assert (row.state, row.alias, row.alias_key) == ("declined", "", "")
        assert join(group, mate).id != row.id

    def test_that_one_was_not_let_in_is_said_among_ones_groups_for_a_week_or_until_one_asks_again(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin(openness=Openness.BY_REQUEST)
        row = join(group, mate)
        services.answer_request(actor=owner, slug=group.slug, membership_id=row.id, lets_in=False, now=now)

        def said(at: datetime = now) -> list[str]:
            return [one.line for one in own_groups(mate, now=at)]

        assert said() == [standing_words(standing(mate, group))]
        assert said()[0].startswith("You were not let in this time.")
        assert [one.line for one in own_groups(owner, now=now)] == ["You are there as Quiet Heron."]
        assert (len(said(now + timedelta(days=6))), said(now + timedelta(days=7))) == (1, [])
        Group.objects.update(openness=Openness.HIDDEN)
        assert said() == [], "what one must not know of is not named"
        Group.objects.update(openness=Openness.BY_REQUEST)
        join(group, mate)
        assert said() == ["You have asked to join as Amber Test."]
        services.leave_group(actor=mate, slug=group.slug, now=now + timedelta(hours=1))
        assert said(now + timedelta(hours=2)) == []

    def test_only_those_who_greet_see_and_answer(self, begin: Begin, join: Join, three: Three, now: datetime) -> None:
        _owner, mate, stranger = three
        group = begin()
        member = join(group, mate)
        Group.objects.filter(id=group.id).update(openness=Openness.BY_REQUEST)
        asked = join(group, stranger, "Another")
        assert list(visible_requests(access_standing(mate, group.slug))) == []
        for actor in (mate, stranger):
            with pytest.raises(NotAllowed):
                services.answer_request(actor=actor, slug=group.slug, membership_id=asked.id, lets_in=True, now=now)
        Membership.objects.filter(id=member.id).update(role="greeter")
        services.answer_request(actor=mate, slug=group.slug, membership_id=asked.id, lets_in=True, now=now)
        assert standing(stranger, group).state == Standing.IN

    def test_nobody_is_let_in_who_does_not_ask(self, begin: Begin, owner: Person, now: datetime) -> None:
        group = begin()
        with pytest.raises(NotFound):
            services.answer_request(actor=owner, slug=group.slug, membership_id=uuid4(), lets_in=True, now=now)


class TestInvitations:
    def test_a_link_lets_one_person_in_once(self, begin: Begin, brought_in: Join, three: Three, now: datetime) -> None:
        _owner, mate, stranger = three
        group = begin(openness=Openness.HIDDEN)
        assert brought_in(group, mate).state == Standing.IN
        token = token_of(Invitation.objects.get().id)
        with pytest.raises(Gone):
            services.accept_invitation(
                actor=stranger, token=token, entering=Entering("Another", group.agreements_since), now=now
            )

    def test_it_ends_with_time_when_taken_back_and_with_who_made_it(
        self, begin: Begin, brought_in: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin(openness=Openness.HIDDEN)
        first = services.invite(actor=owner, slug=group.slug, now=now)
        access_invitation(token_of(first.id), now=now + timedelta(days=14) - timedelta(seconds=1))
        with pytest.raises(Gone):
            access_invitation(token_of(first.id), now=now + timedelta(days=14))
        services.revoke_invitation(actor=owner, slug=group.slug, invitation_id=first.id, now=now)
        with pytest.raises(Gone):
            access_invitation(token_of(first.id), now=now)
        with pytest.raises(Conflict):
            services.revoke_invitation(actor=owner, slug=group.slug, invitation_id=first.id, now=now)
        moderator = brought_in(group, mate)
        Membership.objects.filter(id=moderator.id).update(role="moderator")
        theirs = services.invite(actor=mate, slug=group.slug, now=now)
        access_invitation(token_of(theirs.id), now=now)
        Membership.objects.filter(id=moderator.id).update(role="member")
        with pytest.raises(Gone):
            access_invitation(token_of(theirs.id), now=now)

    def test_a_link_that_we_did_not_sign_is_not_there(self, now: datetime) -> None:
        for token in ("x", "x.y", token_of(uuid4())):
            with pytest.raises(NotFound):
                access_invitation(token, now=now)

    def test_who_asked_comes_in_by_a_link_with_one_membership(
        self, begin: Begin, join: Join, brought_in: Join, mate: Person
    ) -> None:
        group = begin(openness=Openness.BY_REQUEST)
        join(group, mate, "Amber")
        brought_in(group, mate, "Amber")
        alive = Membership.objects.filter(group=group, person=mate, state__in=["asked", "in"])
        assert [(row.state, row.alias) for row in alive] == [("in", "Amber")]

    def test_only_hosts_and_moderators_invite(
        self, begin: Begin, join: Join, mate: Person, stranger: Person, now: datetime
    ) -> None:
        group = begin()
        join(group, mate)
        for actor in (mate, stranger):
            with pytest.raises(NotAllowed):
                services.invite(actor=actor, slug=group.slug, now=now)
        assert list(visible_invitations(access_standing(mate, group.slug), now=now)) == []


class TestHidden:
    def test_a_hidden_group_is_there_for_those_in_it_alone(
        self, begin: Begin, brought_in: Join, owner: Person, mate: Person, stranger: Person
    ) -> None:
        group = begin(openness=Openness.HIDDEN)
        brought_in(group, mate)
        assert access_group(mate, group.slug) == group
        with pytest.raises(NotFound):
            access_group(stranger, group.slug)
        assert list(visible_groups(stranger)) == []
        assert list(listed_groups()) == []
        assert found_groups(Wanted(words="lantern")) == ([], False)

    @pytest.mark.parametrize("for_good", [True, False])
    def test_who_was_removed_from_it_is_as_far_as_a_stranger(
        self, begin: Begin, brought_in: Join, three: Three, now: datetime, for_good: bool
    ) -> None:
        owner, mate, _stranger = three
        group = begin(openness=Openness.HIDDEN)
        row = brought_in(group, mate)
        services.remove_member(actor=owner, slug=group.slug, membership_id=row.id, for_good=for_good, now=now)
        with pytest.raises(NotFound):
            access_standing(mate, group.slug)
        assert own_groups(mate, now=now) == []

    def test_every_write_on_it_says_that_there_is_nothing(self, begin: Begin, stranger: Person, now: datetime) -> None:
        slug = begin(openness=Openness.HIDDEN).slug
        said = {"actor": stranger, "slug": slug, "now": now}
        entering = Entering("Amber", now)
        for write in (
            lambda: services.join_group(entering=entering, **said),
            lambda: services.leave_group(**said),
            lambda: services.change_alias(alias="Amber", **said),
            lambda: services.agree_anew(read=now, **said),
            lambda: services.invite(**said),
            lambda: services.change_group(details=DETAILS, **said),
            lambda: services.close_group(**said),
            lambda: services.step_up(**said),
            lambda: services.step_back(**said),
            lambda: services.answer_offer(role="host", takes_it=True, **said),
            lambda: services.offer_role(membership_id=uuid4(), role="host", **said),
            lambda: services.take_role_back(membership_id=uuid4(), **said),
            lambda: services.remove_member(membership_id=uuid4(), for_good=True, **said),
            lambda: services.let_back(membership_id=uuid4(), **said),
            lambda: services.revoke_invitation(invitation_id=uuid4(), **said),
            lambda: services.answer_request(membership_id=uuid4(), lets_in=True, **said),
        ):
            with pytest.raises(NotFound):
                write()


class TestHeld:
    def test_a_new_group_waits_for_an_organiser_where_the_operator_wants_that(
        self, begin: Begin, join: Join, three: Three, settings: Settings, now: datetime
    ) -> None:
        owner, mate, stranger = three
        settings.HOLD_NEW_GROUPS = True  # type: ignore[attr-defined]  # pytest-django's settings take anything
        group = begin()
        assert group.state == GroupState.HELD
        assert access_group(owner, group.slug) == group
        for actor in (mate, stranger):
            with pytest.raises(NotFound):
                access_group(actor, group.slug)
            with pytest.raises(NotFound):
                services.decide_on_group(actor=actor, slug=group.slug, opens=True, now=now)
        RoleGrant.objects.create(created_at=now, person=stranger, role=Role.ORGANISER)
        services.decide_on_group(actor=stranger, slug=group.slug, opens=True, now=now)
        assert join(group, mate).state == Standing.IN
        with pytest.raises(NotFound):
            access_held_group(stranger, group.slug)

    def test_one_that_is_not_opened_stays_with_its_host(
        self, begin: Begin, three: Three, settings: Settings, now: datetime
    ) -> None:
        owner, mate, stranger = three
        settings.HOLD_NEW_GROUPS = True  # type: ignore[attr-defined]  # pytest-django's settings take anything
        group = begin()
        RoleGrant.objects.create(created_at=now, person=stranger, role=Role.ORGANISER)
        services.decide_on_group(actor=stranger, slug=group.slug, opens=False, now=now)
        assert access_group(owner, group.slug).state == GroupState.CLOSED
        with pytest.raises(NotFound):
            access_group(mate, group.slug)


class TestGoing:
    def test_whoever_leaves_has_no_alias_there_and_comes_back_as_somebody_new(
        self, begin: Begin, join: Join, mate: Person, now: datetime
    ) -> None:
        group = begin()
        first = join(group, mate, "Amber")
        services.leave_group(actor=mate, slug=group.slug, now=now)
        first.refresh_from_db()
        assert (first.state, first.alias, first.alias_key) == ("left", "", "")
        second = join(group, mate, "Amber")
        assert second.id != first.id

    def test_the_only_host_does_not_go_while_others_are_there(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin()
        row = join(group, mate)
        for write in (services.leave_group, services.step_back):
            with pytest.raises(Conflict):
                write(actor=owner, slug=group.slug, now=now)
        services.offer_role(actor=owner, slug=group.slug, membership_id=row.id, role="host", now=now)
        with pytest.raises(Conflict):
            services.leave_group(actor=owner, slug=group.slug, now=now)
        services.answer_offer(actor=mate, slug=group.slug, role="host", takes_it=True, now=now)
        services.leave_group(actor=owner, slug=group.slug, now=now)
        group.refresh_from_db()
        assert group.state == GroupState.OPEN
        assert access_standing(mate, group.slug, to=Use.HOST)

    def test_a_group_that_nobody_is_left_in_is_deleted(self, begin: Begin, owner: Person, now: datetime) -> None:
        group = begin()
        services.leave_group(actor=owner, slug=group.slug, now=now)
        assert not Group.objects.exists()

    def test_asking_can_be_taken_back(self, begin: Begin, join: Join, mate: Person, now: datetime) -> None:
        group = begin(openness=Openness.BY_REQUEST)
        join(group, mate)
        services.leave_group(actor=mate, slug=group.slug, now=now)
        assert not Membership.objects.filter(state=Standing.ASKED).exists()
        with pytest.raises(NotAllowed):
            services.leave_group(actor=mate, slug=group.slug, now=now)

    def test_another_alias_leaves_nothing_of_the_old(
        self, begin: Begin, join: Join, mate: Person, stranger: Person, now: datetime
    ) -> None:
        group = begin()
        join(group, mate, "Amber")
        services.change_alias(actor=mate, slug=group.slug, alias="Willow", now=now)
        assert [row.alias for row in visible_members(access_standing(mate, group.slug)).order_by("alias")] == [
            "Quiet Heron",
            "Willow",
        ]
        assert join(group, stranger, "Cedar").alias == "Cedar"


class TestLeavingTheInstance:
    def test_everything_is_taken_along_and_nothing_of_it_stays(
        self, begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
    ) -> None:
        group = begin()
        join(group, mate, "Amber")
        at = now.isoformat()
        held = privacy.export(mate.id)
        # Whatever else groups hold has a test beside it, and is empty for somebody who has just come.
        assert {name: rows for name, rows in held.items() if rows} == {
            "memberships": [
                {
                    "group": "Lantern group",
                    "alias": "Amber",
                    "role": "member",
                    "standing": "in",
                    "asked_at": at,
                    "lets_write": False,
                    "shows_here": False,
                    "wants_coach": False,
                    "word_to_hosts": None,
                    "joined_at": at,
                    "agreed_at": at,
                    "ended_at": None,
                }
            ],
        }
        hosted = {"group": DETAILS.name, "purpose": DETAILS.purpose, "agreements": DETAILS.agreements}
        assert privacy.export(owner.id)["hosted_groups"] == [hosted]
        privacy.erase(mate.id, now)
        assert not Membership.objects.filter(person=mate).exists()
        assert Group.objects.get().state == GroupState.OPEN

    def test_a_group_whose_host_is_erased_looks_for_another_and_finds_one_who_says_so(
        self, begin: Begin, join: Join, three: Three, now: datetime
    ) -> None:
        owner, mate, stranger = three
        group = begin()
        join(group, mate)
        privacy.erase(owner.id, now)
        assert Group.objects.get().state == GroupState.HOSTLESS
        with pytest.raises(NotAllowed):
            services.step_up(actor=stranger, slug=group.slug, now=now)
        services.step_up(actor=mate, slug=group.slug, now=now)
        assert Group.objects.get().state == GroupState.OPEN
        assert access_standing(mate, group.slug, to=Use.HOST)
        with pytest.raises(Conflict):
            services.step_up(actor=mate, slug=group.slug, now=now)

    def test_a_group_with_nobody_left_goes_too(self, begin: Begin, owner: Person, now: datetime) -> None:
        begin()
        privacy.erase(owner.id, now)
        assert not Group.objects.exists()


def test_what_was_done_is_audited(begin: Begin, join: Join, owner: Person, mate: Person, now: datetime) -> None:
    group = begin()
    row = join(group, mate)
    services.offer_role(actor=owner, slug=group.slug, membership_id=row.id, role="greeter", now=now)
    services.remove_member(actor=owner, slug=group.slug, membership_id=row.id, for_good=True, now=now)
    noted = Entry.objects.filter(action__startswith="group.").order_by("id")
    assert list(noted.values_list("action", "actor", "subject", "about")) == [
        ("group.begun", owner.id, group.id, owner.id),
        ("group.joined", mate.id, row.id, mate.id),
        ("group.role_offered", owner.id, row.id, mate.id),
        ("group.banned_alone", owner.id, row.id, mate.id),
    ]


def test_the_number_of_queries_does_not_grow(
    begin: Begin, join: Join, make_person: MakePerson, owner: Person, now: datetime
) -> None:
    counts = []
    for number in range(3):
        join(begin(openness=Openness.BY_REQUEST), make_person(f"Asker {number} Test"))
        with CaptureQueriesContext(connection) as queries:
            own_groups(owner, now=now)
        counts.append(len(queries))
    assert counts == [2, 2, 2]
