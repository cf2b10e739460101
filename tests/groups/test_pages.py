"""The pages of groups: purpose and agreements first, an alias of one's own, what a host can do."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from django.utils.timezone import localtime
from pytest_django import Settings

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.groups import privacy, services
from alongside.groups.details import Entering
from alongside.groups.enums import GroupRole, Openness, Standing
from alongside.groups.models import Group, Membership, Post, Thread
from alongside.groups.policies import access_standing
from alongside.groups.queries import care_of, own_groups
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import DETAILS, Begin, Join, Open, Three, Write, standing, token_of

pytestmark = pytest.mark.django_db

WRITTEN = {name: getattr(DETAILS, name) for name in DETAILS.__slots__}


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def test_somebody_begins_a_group_and_is_its_host(owner: Person, sign_in: SignIn) -> None:
    browser = sign_in(owner)
    offered = browser.get(to("group-begin")).context["form"]["alias"].value()
    assert offered
    assert offered != owner.alias
    sent = browser.post(to("group-begin"), {**WRITTEN, "alias": "Quiet Heron"}, follow=True)
    assert "Your group is there, and you are its host." in text_of(sent)
    assert "Quiet Heron Host" in text_of(sent)
    assert [(row.alias, row.role) for row in Membership.objects.all()] == [("Quiet Heron", "host")]


def test_what_cannot_be_kept_is_said_and_stays_typed(owner: Person, sign_in: SignIn) -> None:
    answer = sign_in(owner).post(to("group-begin"), {**WRITTEN, "alias": "x", "purpose": "turned \u202e over"})
    assert answer.status_code == 422
    assert "This text holds hidden signs" in text_of(answer)
    assert "What is said here stays here." in answer.content.decode()


def test_groups_are_looked_for_without_a_script(begin: Begin, mate: Person, sign_in: SignIn) -> None:
    begin()
    begin(name="Walking group", kind="place")
    browser = sign_in(mate)
    assert "Lantern group" in text_of(browser.get(to("groups")))
    found = text_of(browser.get(to("groups"), {"kind": "place", "q": "walk"}))
    assert "Walking group" in found
    assert "Lantern group" not in found
    assert "No group was found for this." in text_of(browser.get(to("groups"), {"q": "nothing like it"}))
    assert browser.get(to("groups"), {"kind": "other", "start": "-5", "language": "tlh"}).status_code == 200


def test_languages_are_listed_as_the_reader_would_write_them(begin: Begin, mate: Person, sign_in: SignIn) -> None:
    group = begin(languages=("en", "es", "fr"))
    for locale, said in (
        ("es", "Español, francés e inglés"),
        ("en", "English, French, and Spanish"),
    ):
        Person.objects.filter(id=mate.id).update(locale=locale)
        browser = sign_in(Person.objects.get(id=mate.id))
        assert said in text_of(browser.get(to("group", group.slug)))
        assert said in text_of(browser.get(to("groups")))
    Group.objects.update(languages=["en", "es"])
    Person.objects.filter(id=mate.id).update(locale="es")
    page = sign_in(Person.objects.get(id=mate.id)).get(to("groups"))
    assert "Español e inglés" in text_of(page)
    assert ">Inglés</option>" in page.content.decode(), "by itself it begins with a capital"


def test_groups_one_is_in_are_not_among_those_to_join(
    begin: Begin, join: Join, mate: Person, stranger: Person, sign_in: SignIn
) -> None:
    group = begin()
    begin(name="Walking group")
    join(group, mate)
    mine, theirs = (text_of(sign_in(one).get(to("groups"))) for one in (mate, stranger))
    assert ("Lantern group" in mine.split("Groups you can join")[0], mine.count("Lantern group")) == (True, 1)
    assert "Walking group" in mine.split("Groups you can join")[1]
    assert "Lantern group" in theirs.split("Groups you can join")[1]
    found = text_of(sign_in(mate).get(to("groups"), {"q": "lantern"}))
    assert "Lantern group" in found.split("Groups that were found")[1], "who looks for it finds it"


def test_who_was_not_let_in_reads_it_on_today_and_among_their_groups(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin(openness=Openness.BY_REQUEST)
    row, browser = join(group, mate), sign_in(mate)
    services.answer_request(actor=owner, slug=group.slug, membership_id=row.id, lets_in=False, now=current_time())
    for page in ("today", "groups"):
        read = browser.get(to(page))
        assert "Lantern group You were not let in this time. That says nothing about you" in text_of(read)
        assert f'href="{to("group", group.slug)}"' in read.content.decode()


def test_an_invitation_says_that_it_is_one_to_who_has_no_account_and_leads_back(
    begin: Begin, owner: Person, now: datetime
) -> None:
    group = begin(openness=Openness.HIDDEN)
    row = services.invite(actor=owner, slug=group.slug, now=now)
    path = to("group-invitation", token_of(row.id))
    answer = Client().get(path)
    assert answer.status_code == 200
    assert "You are invited into a group" in text_of(answer)
    assert "Somebody who looks after a group at Alongside made this link for you." in text_of(answer)
    html = answer.content.decode()
    ways = [html.index(f'href="{to(way)}?next={path}"') for way in ("join", "account_login")]
    assert ways == sorted(ways), "who has no account finds their way first"
    for secret in (group.name, group.purpose, group.slug, "Quiet Heron"):
        assert secret not in html
    assert Client().post(path).status_code == 200
    assert not Membership.objects.exclude(person=owner).exists()
    services.revoke_invitation(actor=owner, slug=group.slug, invitation_id=row.id, now=now)
    assert Client().get(path).status_code == 410
    assert Client().get(to("group-invitation", "x" * 40)).status_code == 404


def test_purpose_and_agreements_stand_before_the_form_and_must_be_agreed_to(
    begin: Begin, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    browser = sign_in(mate)
    page = browser.get(to("group-join", group.slug))
    said = text_of(page)
    assert said.index(DETAILS.purpose) < said.index(DETAILS.agreements) < said.index("I have read the agreements")
    read = page.context["form"]["read"].value()
    refused = browser.post(to("group-join", group.slug), {"alias": "Amber Test", "read": read})
    assert refused.status_code == 422
    assert not Membership.objects.filter(person=mate).exists()
    sent = browser.post(
        to("group-join", group.slug), {"alias": "Amber Test", "read": read, "agrees": "on"}, follow=True
    )
    assert "Welcome. You are in this group now." in text_of(sent)
    assert browser.get(to("group-join", group.slug)).status_code == 302


def test_an_alias_that_is_taken_is_said_and_stays_typed(begin: Begin, mate: Person, sign_in: SignIn) -> None:
    group = begin()
    typed = {"alias": "quiet heron", "read": group.agreements_since.isoformat(), "agrees": "on"}
    answer = sign_in(mate).post(to("group-join", group.slug), typed)
    assert answer.status_code == 422
    assert "Somebody in this group goes by this alias already." in text_of(answer)
    assert 'value="quiet heron"' in answer.content.decode()


@pytest.mark.parametrize("read", ["", "yesterday", "2026-03-04T20:00:00"])
def test_a_form_without_the_wording_that_was_read_joins_nothing(
    begin: Begin, mate: Person, sign_in: SignIn, read: str
) -> None:
    typed = {"alias": "Amber Test", "read": read, "agrees": "on"}
    assert sign_in(mate).post(to("group-join", begin().slug), typed).status_code == 422
    assert not Membership.objects.filter(person=mate).exists()


def test_the_agreements_that_changed_while_somebody_read_are_shown_and_can_be_agreed_to(
    begin: Begin, mate: Person, sign_in: SignIn, now: datetime
) -> None:
    group = begin()
    browser = sign_in(mate)
    read = browser.get(to("group-join", group.slug)).context["form"]["read"].value()
    Group.objects.filter(id=group.id).update(agreements="We listen.", agreements_since=current_time())
    typed = {"alias": "Amber Test", "read": read, "agrees": "on"}
    again = browser.post(to("group-join", group.slug), typed)
    assert again.status_code == 422
    assert "We listen." in text_of(again)
    fresh = again.context["form"]["read"].value()
    assert browser.post(to("group-join", group.slug), {**typed, "read": fresh}).status_code == 303


def test_who_asks_waits_is_let_in_and_sees_the_others(
    begin: Begin, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin(openness=Openness.BY_REQUEST)
    typed = {"alias": "Amber Test", "read": group.agreements_since.isoformat(), "agrees": "on"}
    asker, host = sign_in(mate), sign_in(owner)
    asked = text_of(asker.post(to("group-join", group.slug), typed, follow=True))
    assert asked.count("You have asked to join.") == asked.count("You are told.") == 1
    assert "They are asked." in asked
    assert asker.get(to("group-members", group.slug)).status_code == 403
    assert "1 person asks to join." in text_of(host.get(to("groups")))
    assert "Amber Test" in text_of(host.get(to("group-care", group.slug)))
    row = standing(mate, group)
    host.post(to("group-request", group.slug, row.id), {"lets_in": "yes"})
    assert "Quiet Heron Host" in text_of(asker.get(to("group-members", group.slug)))


@pytest.mark.parametrize("lets_in", ["yes", "no", ""])
def test_who_asks_says_a_word_that_those_who_decide_read_and_that_is_gone_afterwards(
    begin: Begin, owner: Person, mate: Person, stranger: Person, sign_in: SignIn, *, lets_in: str
) -> None:
    group = begin(openness=Openness.BY_REQUEST)
    asker, host = sign_in(mate), sign_in(owner)
    assert "it can take a day or more" in text_of(asker.get(to("group-join", group.slug)))
    typed = {"alias": "Amber Test", "read": group.agreements_since.isoformat(), "agrees": "on"}
    asked = asker.post(to("group-join", group.slug), {**typed, "word": "My brother <b>drinks</b>."}, follow=True)
    assert "it can take them a day or more" in text_of(asked)
    row = standing(mate, group)
    assert b"drinks" not in bytes(row.word_sealed or b"")
    care = host.get(to("group-care", group.slug)).content.decode()
    assert "My brother &lt;b&gt;drinks&lt;/b&gt;." in care
    assert [one["word_to_hosts"] for one in privacy.export(mate.id)["memberships"]] == ["My brother <b>drinks</b>."]
    for other in (asker, sign_in(stranger)):
        assert "drinks" not in text_of(other.get(to("group", group.slug)))
    if lets_in:
        host.post(to("group-request", group.slug, row.id), {"lets_in": lets_in})
    else:
        asker.post(to("group-leave", group.slug))
    row.refresh_from_db()
    assert row.word_sealed is None
    assert "drinks" not in text_of(host.get(to("group-care", group.slug)))


def test_a_word_to_those_who_decide_is_asked_about_first_leads_to_people_and_may_be_left_out(
    begin: Begin, mate: Person, stranger: Person, sign_in: SignIn
) -> None:
    group = begin(openness=Openness.BY_REQUEST)
    typed = {"alias": "Amber Test", "read": group.agreements_since.isoformat(), "agrees": "on"}
    asker, where = sign_in(mate), to("group-join", group.slug)
    asked = asker.post(where, {**typed, "word": "Call me on 07700 900123"})
    assert asked.status_code == 422
    assert "Send it as it is" in text_of(asked)
    assert asker.post(where, {**typed, "word": "x" * 401}).status_code == 422
    heavy = asker.post(where, {**typed, "word": "I want to kill myself."}, follow=True)
    assert "What you wrote is with the others now" in text_of(heavy)
    assert "Those who look after this place are told" in text_of(heavy)
    other = sign_in(stranger)
    assert other.post(where, {**typed, "alias": "Silver Test"}).status_code == 303
    assert standing(stranger, group).word_sealed is None
    assert 'name="word"' not in other.get(to("group-join", begin().slug)).content.decode(), "nobody decides there"


def test_the_list_of_who_asks_takes_the_same_statements_for_one_and_for_three(
    begin: Begin, owner: Person, make_person: MakePerson, now: datetime
) -> None:
    group, counts = begin(openness=Openness.BY_REQUEST), []
    for number in range(3):
        entering = Entering(f"Asker {number}", group.agreements_since, word=f"Word {number}")
        services.join_group(actor=make_person(f"Asker {number} Test"), slug=group.slug, entering=entering, now=now)
        there = access_standing(owner, group.slug)
        with CaptureQueriesContext(connection) as queries:
            words = [word for _row, word in care_of(there, now=now).requests]
        assert sorted(words) == [f"Word {one}" for one in range(number + 1)]
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_a_link_lets_in_whoever_has_it_after_they_have_read(
    begin: Begin, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin(openness=Openness.HIDDEN)
    host, guest = sign_in(owner), sign_in(mate)
    host.post(to("group-invite", group.slug))
    invitation = group.invitations.get()
    token = token_of(invitation.id)
    assert token in host.get(to("group-care", group.slug)).content.decode()
    page = guest.get(to("group-invitation", token))
    assert DETAILS.agreements in text_of(page)
    read = page.context["form"]["read"].value()
    guest.post(to("group-invitation", token), {"alias": "Amber Test", "read": read, "agrees": "on"})
    assert standing(mate, group).state == Standing.IN
    assert sign_in(mate).get(to("group-invitation", token)).status_code == 410
    host.post(to("group-invite", group.slug))
    other = group.invitations.get(used_at=None)
    host.post(to("group-invitation-take-back", group.slug, other.id))
    assert guest.get(to("group-invitation", token_of(other.id))).status_code == 410


def test_a_host_asks_for_help_and_the_role_begins_with_a_yes(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    row = join(group, mate)
    host, member = sign_in(owner), sign_in(mate)
    page = to("group-member", group.slug, row.id)
    assert "Greeter Moderator Host" in text_of(host.get(page))
    host.post(page, {"role": "moderator"})
    assert "have not answered yet: Moderator" in text_of(host.get(page))
    assert "Would you take this role in the group: Moderator?" in text_of(member.get(to("group", group.slug)))
    assert member.get(to("group-care", group.slug)).status_code == 403
    member.post(to("group-role", group.slug), {"role": "moderator", "move": "yes"})
    assert "Links that let somebody in" in text_of(member.get(to("group-care", group.slug)))
    host.post(page, {"role": "member"})
    assert standing(mate, group).role == GroupRole.MEMBER


def test_a_host_ends_a_membership_after_being_asked(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    row = join(group, mate)
    host, member = sign_in(owner), sign_in(mate)
    page = to("group-remove", group.slug, row.id, "ban")
    assert "Keep Amber Test out for good?" in text_of(host.get(page))
    assert standing(mate, group).state == Standing.IN
    host.post(page)
    assert "decided that you cannot join it again" in text_of(member.get(to("group", group.slug)))
    assert member.get(to("group-join", group.slug)).status_code == 302
    host.post(to("group-let-back", group.slug, row.id))
    assert "Ask to join" in text_of(member.get(to("group", group.slug)))
    assert host.get(to("group-remove", group.slug, standing(owner, group).id, "ban")).status_code == 403
    assert host.get(to("group-remove", group.slug, row.id, "other")).status_code == 404


def test_agreements_that_change_are_agreed_to_anew(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    host, member = sign_in(owner), sign_in(mate)
    host.post(to("group-change", group.slug), {**WRITTEN, "agreements": "We listen."})
    page = member.get(to("group", group.slug))
    assert "These agreements have changed since you agreed to them." in text_of(page)
    assert member.post(to("group-agree", group.slug), {"read": "x"}).status_code == 422
    member.post(to("group-agree", group.slug), {"read": page.context["group"].agreements_since.isoformat()})
    assert "These agreements have changed" not in text_of(member.get(to("group", group.slug)))


def test_one_changes_alias_gives_a_role_back_leaves_and_a_host_closes(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    row = join(group, mate)
    Membership.objects.filter(id=row.id).update(role="host")
    member, host = sign_in(mate), sign_in(owner)
    member.post(to("group-alias", group.slug), {"alias": "Willow Test"})
    assert "Willow Test Host" in text_of(host.get(to("group-members", group.slug)))
    member.post(to("group-role", group.slug), {"move": "back"})
    assert standing(mate, group).role == GroupRole.MEMBER
    assert "Leave this group?" in text_of(member.get(to("group-leave", group.slug)))
    member.post(to("group-leave", group.slug), {"posts": "stay"})
    assert standing(mate, group).state == Standing.LEFT
    assert member.get(to("group-leave", group.slug)).status_code == 302
    told = host.post(to("group-role", group.slug), {"move": "back"})
    assert told.status_code == 200
    assert "Let somebody else host it" not in text_of(told), "nobody is there who could"
    assert standing(owner, group).role == GroupRole.HOST
    assert "Close this group?" in text_of(host.get(to("group-close", group.slug)))
    host.post(to("group-close", group.slug))
    assert member.get(to("group", group.slug)).status_code == 404
    assert "This group is closed." in text_of(host.get(to("group", group.slug)))


def test_the_only_host_is_told_first_what_they_can_do_before_they_go(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    row, host = join(group, mate), sign_in(owner)
    for told in (
        host.get(to("group-leave", group.slug)),
        host.post(to("group-leave", group.slug), {"posts": "go"}),
        host.post(to("group-role", group.slug), {"move": "back"}),
    ):
        assert told.status_code == 200
        assert "You are the only host" in text_of(told)
        for way in ("group-members", "group-close", "group"):
            assert f'href="{to(way, group.slug)}"' in told.content.decode()
        assert 'name="posts"' not in told.content.decode()
        assert "Choose somebody in the list, and ask them to be host." in text_of(told)
    services.offer_role(actor=owner, slug=group.slug, membership_id=row.id, role="host", now=current_time())
    waits = text_of(host.get(to("group-leave", group.slug)))
    assert "You have asked Amber Test to be host. They have not answered yet" in waits
    assert "Choose somebody" not in waits
    assert standing(owner, group).role == GroupRole.HOST
    Membership.objects.filter(id=row.id).update(role="host", offered_role="")
    assert 'name="posts"' in host.get(to("group-leave", group.slug)).content.decode()
    Membership.objects.filter(id=row.id).delete()
    assert 'name="posts"' in host.get(to("group-leave", group.slug)).content.decode(), "nobody is left behind"


def test_members_are_written_to_from_the_list_where_they_allow_it(
    begin: Begin, join: Join, three: Three, sign_in: SignIn, now: datetime
) -> None:
    group = begin()
    owner, mate, stranger = three
    rows = [join(group, mate, "Amber Test"), join(group, stranger, "River Test")]
    page, first = to("group-members", group.slug), to("message-first", "group", rows[0].id)
    assert "message" not in sign_in(owner).get(page).content.decode().partition("<main")[2], "nobody lets them"
    Membership.objects.filter(id=rows[0].id).update(lets_write=True)
    assert f'href="{first}"' in sign_in(owner).get(page).content.decode(), "they greet"
    assert first not in sign_in(stranger).get(page).content.decode(), "Amber is new"
    Membership.objects.filter(id=rows[0].id).update(joined_at=now - timedelta(days=14))
    why = "Who has no “Write to them” does not let members write to them, or came here less than two weeks ago."
    answer = sign_in(stranger).get(page)
    assert why in text_of(answer), "the host does not let them"
    assert why in text_of(sign_in(owner).get(page)), "River does not let them"
    Membership.objects.filter(id=rows[1].id).update(lets_write=True)
    assert why not in text_of(sign_in(owner).get(page)), "everybody can be written to"
    assert f'href="{first}"' in answer.content.decode()
    assert "Write to them : Amber Test" in text_of(answer)
    assert sign_in(stranger).get(first).status_code == 200
    assert first not in sign_in(mate).get(page).content.decode(), "nobody writes to themself"
    Group.objects.filter(id=group.id).update(state="closed")
    closed = sign_in(stranger).get(page)
    assert first not in closed.content.decode(), "nobody is written to from there any more"
    assert why not in text_of(closed)


def test_who_is_new_is_told_who_can_write_to_them_until_when(
    begin: Begin, join: Join, mate: Person, sign_in: SignIn, now: datetime
) -> None:
    group = begin()
    row, browser = join(group, mate), sign_in(mate)
    to_let = to("group-letters", group.slug)
    said = text_of(browser.post(to_let, {"move": "yes"}, follow=True))
    assert "Those who greet here can write to you now, and other members once you have been here" in said
    day = date_format(localtime(now + timedelta(days=14)), "DATE_FORMAT")
    assert f"Until {day} only those who greet can write to you first, and then all members." in said
    Membership.objects.filter(id=row.id).update(joined_at=now - timedelta(days=14))
    said = text_of(browser.post(to_let, {"move": "yes"}, follow=True))
    assert "Members here can write to you now." in said
    assert "You are new here." not in said


def test_a_member_takes_over_a_group_whose_host_is_gone(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    Membership.objects.filter(group=group, person=owner).delete()
    member = sign_in(mate)
    assert "This group has no host right now." in text_of(member.get(to("group", group.slug)))
    member.post(to("group-role", group.slug), {"move": "host"})
    assert standing(mate, group).role == GroupRole.HOST


def test_an_organiser_looks_at_new_groups_without_learning_who_began_them(
    begin: Begin, owner: Person, stranger: Person, sign_in: SignIn, settings: Settings
) -> None:
    settings.HOLD_NEW_GROUPS = True  # type: ignore[attr-defined]  # pytest-django's settings take anything
    group = begin()
    RoleGrant.objects.create(created_at=group.created_at, person=stranger, role=Role.ORGANISER)
    browser = sign_in(stranger)
    page = text_of(browser.get(to("organise-groups")))
    assert DETAILS.agreements in page
    assert "Quiet Heron" not in page
    assert owner.alias not in page
    browser.post(to("organise-group", group.slug), {"opens": "yes"})
    assert "No new group waits for a look." in text_of(browser.get(to("organise-groups")))
    group.refresh_from_db()
    assert group.state == "open"


def test_today_leads_to_groups_and_to_ones_own(begin: Begin, join: Join, mate: Person, sign_in: SignIn) -> None:
    browser = sign_in(mate)
    assert "Find a group" in text_of(browser.get(to("today")))
    join(begin(), mate)
    page = text_of(browser.get(to("today")))
    assert "Your groups Lantern group You are there as Amber Test." in page


@pytest.mark.parametrize("openness", [Openness.OPEN, Openness.BY_REQUEST])
def test_the_promise_of_an_answer_stands_before_joining_and_who_joined_is_invited_to_say_hello(
    begin: Begin, mate: Person, owner: Person, sign_in: SignIn, *, openness: str
) -> None:
    group = begin(answer_hours=12, openness=openness)
    browser, host, promise = sign_in(mate), sign_in(owner), "is to hear from somebody within 12 hours."
    for page in ("group", "group-join"):
        said = text_of(browser.get(to(page, group.slug)))
        assert promise in said
        assert "Say hello" not in said
    entering = {"alias": "Amber Test", "agrees": "on", "read": group.agreements_since.isoformat()}
    browser.post(to("group-join", group.slug), entering)
    row = standing(mate, group)
    if row.state == Standing.ASKED:
        assert "Say hello" not in text_of(browser.get(to("group", group.slug)))
        host.post(to("group-request", group.slug, row.id), {"lets_in": "yes"})
    page = browser.get(to("group", group.slug))
    assert promise in text_of(page)
    assert "You are new here, and you are welcome." in text_of(page)
    assert f'href="{to("group-thread-begin", group.slug)}"' in page.content.decode()
    assert "You are new here" not in text_of(host.get(to("group", group.slug)))
    browser.post(to("group-thread-begin", group.slug), {"title": "Hello", "text": "I am new."})
    assert "You are new here" not in text_of(browser.get(to("group", group.slug)))


def test_a_group_that_is_closed_promises_nothing_and_nobody_is_pressed_to_write(
    begin: Begin, join: Join, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    row = join(group, mate)
    browser = sign_in(mate)
    assert "Say hello" in text_of(browser.get(to("group", group.slug)))
    Membership.objects.filter(id=row.id).update(joined_at=current_time() - timedelta(days=15))
    assert "Say hello" not in text_of(browser.get(to("group", group.slug)))
    Membership.objects.filter(id=row.id).update(joined_at=current_time())
    Group.objects.update(state="closed")
    page = text_of(browser.get(to("group", group.slug)))
    assert "Lantern group" in page
    assert "Say hello" not in page
    assert "hear from somebody" not in page


def test_today_says_that_what_one_wrote_was_answered_and_that_something_is_new_in_what_one_follows(
    begin: Begin, join: Join, open_thread: Open, write: Write, mate: Person, *, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    browser = sign_in(mate)

    def today() -> str:
        page = text_of(browser.get(to("today")))
        return page[page.rindex("Lantern group") : page.rindex("Lantern group") + 90]

    asked = open_thread(group, by=mate, needs_answer=True)
    assert "You are there as Amber Test." in today()
    write(asked, owner, "You are welcome here.")
    assert "Somebody has answered what you wrote." in today()
    leads = f'href="{to("group-threads", group.slug)}">Somebody has answered what you wrote.</a>'
    assert leads in browser.get(to("today")).content.decode()
    browser.get(to("group-thread", group.slug, asked.id))
    assert "You are there as Amber Test." in today()
    write(asked, mate, "Thank you.")
    others = [open_thread(group, f"Thread {number}") for number in range(3)]
    for thread in others:
        browser.post(to("group-thread-want", group.slug, thread.id), {"wants": "follow"})
        browser.get(to("group-thread", group.slug, thread.id))
    assert "You are there as Amber Test." in today()
    write(others[0], owner, "And more")
    assert "Something is new in what you follow." in today()
    write(others[1], owner, "And more")
    assert "Something is new in what you follow." in today()
    browser.post(to("group-thread-want", group.slug, others[1].id), {"wants": "mute"})
    Thread.objects.filter(id=others[0].id).update(state="hidden")
    assert "You are there as Amber Test." in today()


def test_today_takes_the_same_statements_for_one_group_with_news_and_for_three(
    begin: Begin, join: Join, open_thread: Open, write: Write, mate: Person, *, owner: Person
) -> None:
    counts = []
    for number in range(3):
        group = begin(name=f"Group {number}")
        join(group, mate, f"Amber Test {number}")
        write(open_thread(group, by=mate), owner)
        with CaptureQueriesContext(connection) as queries:
            assert {one.line for one in own_groups(mate, now=current_time())} == {
                "Somebody has answered what you wrote."
            }
        counts.append(len(queries))
    assert counts == [2, 2, 2], "who has answered them may be somebody they do not hear"


def test_that_one_was_answered_is_said_of_an_answer_and_once(
    begin: Begin, join: Join, open_thread: Open, write: Write, mate: Person, *, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    thread = open_thread(group)
    hello = write(thread, mate, "Hello, I am new.")
    services.hide_post(hello.id, hello.created_at)
    write(thread, owner, "Something else.")
    assert [one.line for one in own_groups(mate, now=current_time())] == ["Something is new in what you follow."]
    services.show_post(hello.id, "", hello.created_at)
    assert [one.line for one in own_groups(mate, now=current_time())] == ["Somebody has answered what you wrote."]
    sign_in(mate).get(to("group-thread", group.slug, thread.id))
    answer = write(thread, owner, "By the way, the kettle is mended.")
    assert [one.line for one in own_groups(mate, now=current_time())] == ["Something is new in what you follow."]
    Post.objects.filter(thread=thread, membership__person=owner).exclude(id=answer.id).update(
        hidden_at=answer.created_at
    )
    assert [one.line for one in own_groups(mate, now=current_time())] == ["Somebody has answered what you wrote."], (
        "the first that is shown"
    )


def test_that_somebody_asks_is_said_before_what_is_new_in_a_thread(
    begin: Begin, join: Join, open_thread: Open, write: Write, three: Three
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    thread = open_thread(group)
    write(thread, mate)
    write(thread, owner)
    write(thread, mate, "And more")
    assert [one.line for one in own_groups(owner, now=current_time())] == ["Something is new in what you follow."]
    Group.objects.filter(id=group.id).update(openness=Openness.BY_REQUEST)
    join(group, stranger, "Silver Test")
    assert [one.line for one in own_groups(owner, now=current_time())] == ["1 person asks to join."]
