"""Coming into a group: an invitation, purpose and agreements first, asking and being let in."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.groups import privacy, services
from alongside.groups.care import care_of
from alongside.groups.details import Entering
from alongside.groups.enums import Openness, Standing
from alongside.groups.models import Group, Membership
from alongside.groups.policies import access_standing
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import DETAILS, Begin, Join, standing, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


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


@pytest.mark.parametrize("openness", Openness.values)
def test_who_holds_a_link_reads_purpose_and_agreements_before_they_open_an_account(
    begin: Begin, join: Join, owner: Person, mate: Person, *, now: datetime, openness: str
) -> None:
    group = begin(openness=openness)
    if openness == Openness.OPEN:
        join(group, mate, "Amber Test")
    row = services.invite(actor=owner, slug=group.slug, now=now)
    path = to("group-invitation", token_of(row.id))
    assert group.name not in Client().get(f"{path}?read=yes").content.decode(), (
        "an address is passed on, a press is not"
    )
    answer = Client().post(path, {"read": "yes"})
    html, said = answer.content.decode(), text_of(answer)
    assert said.index(group.name) < said.index(DETAILS.purpose) < said.index(DETAILS.agreements)
    assert str(group.get_kind_display()) in said
    for way in ("join", "account_login"):
        assert f'href="{to(way)}?next={path}"' in html, "and comes back to the link"
    for secret in ("Quiet Heron", "Amber Test", group.slug, "people are in it", "It is quiet there"):
        assert secret not in html
    assert group.name not in html.partition("</head>")[0], "previews of links show what stands in the head"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"
    services.revoke_invitation(actor=owner, slug=group.slug, invitation_id=row.id, now=now)
    ended = Client().post(path, {"read": "yes"})
    assert ended.status_code == 410
    assert group.name not in ended.content.decode()


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
    assert "This alias is too close to one that somebody goes by in this group, or went by until lately." in text_of(
        answer
    )
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
    assert "They are asked." in text_of(heavy)
    assert text_of(heavy).count("What you wrote sounds very heavy") == 1, "said once, where it stays"
    assert "with the others" not in text_of(heavy), "nobody but who lets people in reads it"
    again = text_of(asker.get(to("group", group.slug)))
    assert "They are asked." not in again
    for page in (text_of(heavy), again):
        assert "Those who look after this place are told" in page
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
            words = [one.word for one in care_of(there, now=now).requests]
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
