"""An invitation: one link, for one person, once, for a while; and what whoever opens it may answer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import links, queries, services
from alongside.circles.details import ContactDetails, Offer, TieDetails
from alongside.circles.events import TieAccepted
from alongside.circles.models import Invitation, Supporter, Tie
from alongside.circles.policies import access_invitation
from alongside.circles.sealing import EMAIL
from alongside.kernel import events
from alongside.kernel.errors import Conflict, Gone, Invalid, NotAllowed, NotFound, TooMany
from alongside.kernel.sealed import unseal
from alongside.notifications.enums import Channel
from alongside.notifications.models import Delivery
from alongside.notifications.wording import words_of
from tests.circles.conftest import OFFER, token_of
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db

CONTACT = ContactDetails(email=" uncle@example.org ", locale="es", time_zone="America/New_York")


def accept(person: Person, token: str, now: datetime, offer: Offer = OFFER, capacity: int | None = None) -> Tie:
    return services.accept_invitation(actor=person, token=token, offer=offer, weekly_capacity=capacity, now=now)


def test_an_invitation_is_open_for_14_days(owner: Person, named: Callable[..., Tie], now: datetime) -> None:
    tie = named()
    invitation = services.invite(actor=owner, tie_id=tie.id, now=now)
    tie.refresh_from_db()
    assert (tie.state, invitation.expires_at) == ("invited", now + timedelta(days=14))
    token = token_of(invitation.id)
    last_moment = now + timedelta(days=14, seconds=-1)
    assert access_invitation(token, now=last_moment) == invitation
    with pytest.raises(Gone, match="run out"):
        access_invitation(token, now=now + timedelta(days=14))


def test_a_new_invitation_takes_the_older_back(owner: Person, invited: Callable[..., str], now: datetime) -> None:
    old = invited()
    new = token_of(services.invite(actor=owner, tie_id=Tie.objects.get().id, now=now).id)
    with pytest.raises(Gone, match="taken back"):
        access_invitation(old, now=now)
    assert access_invitation(new, now=now).tie == Tie.objects.get()


def test_an_invitation_can_be_taken_back_and_made_again(
    owner: Person, invited: Callable[..., str], now: datetime
) -> None:
    token, tie = invited(), Tie.objects.get()
    services.revoke_invitation(actor=owner, tie_id=tie.id, now=now)
    tie.refresh_from_db()
    assert tie.state == "named"
    with pytest.raises(Gone, match="taken back"):
        access_invitation(token, now=now)
    with pytest.raises(Conflict):
        services.revoke_invitation(actor=owner, tie_id=tie.id, now=now)
    services.invite(actor=owner, tie_id=tie.id, now=now)
    tie.refresh_from_db()
    assert tie.state == "invited"


@pytest.mark.parametrize("relation", ["group", "online"])
def test_a_place_is_not_invited(owner: Person, named: Callable[..., Tie], now: datetime, relation: str) -> None:
    with pytest.raises(NotAllowed):
        services.invite(actor=owner, tie_id=named(relation=relation).id, now=now)


def test_who_said_yes_is_not_invited_again(
    owner: Person, mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        services.invite(actor=owner, tie_id=accepted(mate).id, now=now)


def test_saying_yes_with_an_account(owner: Person, mate: Person, invited: Callable[..., str], now: datetime) -> None:
    token = invited(gives=("practical",))
    heard: list[TieAccepted] = []
    events.subscribe(TieAccepted, heard.append)
    try:
        tie = accept(mate, token, now, Offer(gives=("practical", "emotional"), hours=(5, 4), by_push=False), 4)
    finally:
        events.unsubscribe(TieAccepted, heard.append)
    tie.refresh_from_db()
    assert tie.supporter
    assert (tie.state, tie.gives, tie.hours, tie.wakes_at) == ("accepted", ["emotional", "practical"], [4, 5], None)
    assert (tie.by_email, tie.by_push) == (True, False)
    assert (tie.supporter.person, tie.supporter.weekly_capacity, tie.supporter.contact_of) == (mate, 4, None)
    assert tie.invitations.get().used_at == now
    assert heard == [TieAccepted(tie_id=tie.id, owner_id=owner.id, supporter_id=tie.supporter.id, at=now)]
    entry = Entry.objects.get(action="tie.accepted")
    assert (entry.actor, entry.subject, entry.about) == (mate.id, tie.id, owner.id)


def test_a_link_is_good_once(mate: Person, stranger: Person, invited: Callable[..., str], now: datetime) -> None:
    token = invited()
    accept(mate, token, now)
    for person in (mate, stranger):
        with pytest.raises(Gone, match="answered already"):
            accept(person, token, now)
    with pytest.raises(Gone):
        services.decline_invitation(actor=None, token=token, now=now)


def test_ones_own_invitation_is_for_somebody_else(owner: Person, invited: Callable[..., str], now: datetime) -> None:
    token = invited()
    with pytest.raises(NotAllowed):
        accept(owner, token, now)
    with pytest.raises(NotAllowed):
        services.decline_invitation(actor=owner, token=token, now=now)
    assert not Supporter.objects.exists()
    assert Tie.objects.get().state == "invited"


def test_nobody_stands_with_the_same_person_twice(mate: Person, invited: Callable[..., str], now: datetime) -> None:
    first, second = invited("One Test"), invited("Two Test")
    accept(mate, first, now)
    with pytest.raises(Conflict, match="already"):
        accept(mate, second, now)
    assert Supporter.objects.count() == 1


def test_one_person_may_support_several(
    mate: Person, invited: Callable[..., str], make_person: MakePerson, now: datetime
) -> None:
    accept(mate, invited(), now, capacity=2)
    other = make_person("Uma Other")
    tie = services.name_tie(actor=other, details=TieDetails(name="Mia", relation="peer"), now=now)
    accept(mate, token_of(services.invite(actor=other, tie_id=tie.id, now=now).id), now, capacity=5)
    assert Supporter.objects.get().weekly_capacity == 5
    assert [view.owner_alias for view in queries.supported_ties(mate)] == ["Odd Owner", "Uma Other"]


def test_saying_yes_without_an_account(owner: Person, invited: Callable[..., str], now: datetime) -> None:
    tie = services.accept_as_contact(token=invited(), contact=CONTACT, offer=OFFER, weekly_capacity=3, now=now)
    supporter = Supporter.objects.get()
    assert tie.supporter == supporter
    assert (supporter.person, supporter.contact_of) == (None, owner)
    assert (supporter.locale, supporter.time_zone, supporter.weekly_capacity) == ("es", "America/New_York", 3)
    assert unseal(supporter.email_sealed, what=EMAIL) == "uncle@example.org"
    assert Entry.objects.get(action="tie.accepted").actor == supporter.id


def test_a_contact_needs_no_address(invited: Callable[..., str], now: datetime) -> None:
    contact = replace(CONTACT, email="  ")
    services.accept_as_contact(token=invited(), contact=contact, offer=OFFER, weekly_capacity=None, now=now)
    assert Supporter.objects.get().email_sealed is None
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "not an address"),
        ("email", "a@" + "b" * 250 + ".example"),
        ("email", "a" * 300 + "@example.org"),
        ("email", "a\x00@example.org"),
        ("locale", "xx"),
        ("time_zone", "Moon/Far_Side"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", ""),
    ],
)
def test_a_contacts_details_are_refused_by_field(
    invited: Callable[..., str], now: datetime, field: str, value: str
) -> None:
    token = invited()
    with pytest.raises(Invalid) as refusal:
        services.accept_as_contact(
            token=token, contact=replace(CONTACT, **{field: value}), offer=OFFER, weekly_capacity=None, now=now
        )
    assert refusal.value.field == field
    assert not Supporter.objects.exists()


def test_a_very_long_address_is_refused(invited: Callable[..., str], now: datetime) -> None:
    long = f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.example"
    with pytest.raises(Invalid, match="254") as refusal:
        services.accept_as_contact(
            token=invited(), contact=replace(CONTACT, email=long), offer=OFFER, weekly_capacity=None, now=now
        )
    assert refusal.value.field == "email"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("gives", ()),
        ("gives", ("money",)),
        ("hours", (168,)),
        ("hours", (-1,)),
        ("wakes_at", "always"),
        ("wakes_at", ""),
    ],
)
def test_an_offer_is_refused_by_field(
    mate: Person, invited: Callable[..., str], now: datetime, field: str, value: Any
) -> None:
    token = invited()
    with pytest.raises(Invalid) as refusal:
        accept(mate, token, now, replace(OFFER, **{field: value}))
    assert refusal.value.field == field
    assert Tie.objects.get().state == "invited"


@pytest.mark.parametrize("capacity", [0, -1, 101])
def test_a_capacity_outside_1_to_100_is_refused(
    mate: Person, invited: Callable[..., str], now: datetime, capacity: int
) -> None:
    with pytest.raises(Invalid) as refusal:
        accept(mate, invited(), now, capacity=capacity)
    assert refusal.value.field == "weekly_capacity"


def test_the_whole_week_is_kept_as_any_hour(mate: Person, invited: Callable[..., str], now: datetime) -> None:
    assert accept(mate, invited(), now, replace(OFFER, hours=tuple(range(168)))).hours == []


@pytest.mark.parametrize("known", [True, False])
def test_not_now_is_all_that_the_owner_sees(
    owner: Person, mate: Person, invited: Callable[..., str], now: datetime, known: bool
) -> None:
    services.decline_invitation(actor=mate if known else None, token=invited(), now=now)
    tie = Tie.objects.get()
    assert (tie.state, tie.supporter, tie.invitations.get().used_at) == ("declined", None, now)
    view = queries.circle_tie(tie, now=now)
    assert (str(view.state_words), view.alias, view.invitation) == ("Not now", None, None)
    assert Entry.objects.get(action="tie.declined").actor == (mate.id if known else None)
    services.invite(actor=owner, tie_id=tie.id, now=now)
    tie.refresh_from_db()
    assert tie.state == "invited"


def test_an_invitation_of_a_tie_that_moved_on_does_not_pull_it_back(
    mate: Person, named: Callable[..., Tie], now: datetime
) -> None:
    tie = named()
    row = Invitation.objects.create(tie=tie, created_at=now, expires_at=now + timedelta(days=1))
    with pytest.raises(Conflict):
        accept(mate, token_of(row.id), now)
    with pytest.raises(Conflict):
        services.decline_invitation(actor=None, token=token_of(row.id), now=now)


def test_a_link_we_did_not_sign_leads_nowhere(invited: Callable[..., str], now: datetime) -> None:
    token = invited()
    row_id = links.read(token, salt=links.INVITATION)
    assert row_id
    hostile = (
        "",
        ".",
        token[:-1],
        token + "A",
        token.partition(".")[0],
        links.sign(row_id, salt=links.CONTACT),
        "\x00",
        "x" * 5000,
        "é.é",
    )
    for text in hostile:
        with pytest.raises(NotFound):
            access_invitation(text, now=now)


def test_a_signed_link_of_an_erased_row_leads_nowhere(invited: Callable[..., str], now: datetime) -> None:
    token = invited()
    Tie.objects.all().delete()
    with pytest.raises(NotFound):
        access_invitation(token, now=now)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_one_link_at_once_exactly_one_wins(
    mate: Person, stranger: Person, invited: Callable[..., str], now: datetime
) -> None:
    token, together = invited(), Barrier(2)

    def run(person: Person) -> str:
        try:
            together.wait(timeout=10)
            accept(person, token, now)
        except Gone as gone:
            return str(gone.sentence)
        finally:
            connection.close()
        return "yes"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(run, [mate, stranger]))
    assert said[1] == "yes"
    assert said[0].startswith("This invitation was answered already.")
    tie = Tie.objects.get()
    assert tie.state == "accepted"
    assert tie.supporter
    assert Supporter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_links_of_one_owner_cannot_both_be_accepted_by_one_person_at_once(
    mate: Person, invited: Callable[..., str], now: datetime
) -> None:
    together = Barrier(2)

    def run(token: str) -> str:
        try:
            together.wait(timeout=10)
            accept(mate, token, now)
        except Conflict:
            return "conflict"
        finally:
            connection.close()
        return "yes"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, [invited("One Test"), invited("Two Test")])) == ["conflict", "yes"]
    assert sorted(Tie.objects.values_list("state", flat=True)) == ["accepted", "invited"]


@pytest.fixture
def mail(settings: Settings) -> None:
    """Have this instance send mail."""
    settings.EMAIL_URL = "smtp://127.0.0.1:1"


@pytest.mark.usefixtures("mail")
def test_an_invitation_goes_out_by_mail_once_for_each_address(
    owner: Person, invited: Callable[..., str], now: datetime
) -> None:
    token, tie = invited("Auntie Canary"), Tie.objects.get()
    for address in ("auntie@example.org", "AUNTIE@example.org ", "other@example.org"):
        services.send_invitation(actor=owner, tie_id=tie.id, address=address, now=now)
    rows = list(Delivery.objects.order_by("id"))
    assert [unseal(row.address_sealed, what=EMAIL) for row in rows] == ["auntie@example.org", "other@example.org"]
    for row in rows:
        assert (row.channel, row.person, row.about, row.text) == (Channel.EMAIL, None, owner, "circles.invitation")
        assert row.path == f"/invitation/{token}/"
        assert row.expires_at == now + timedelta(days=14)
        assert "auntie" not in row.key.casefold()


@pytest.mark.usefixtures("mail")
def test_a_contact_is_mailed_their_own_link(owner: Person, invited: Callable[..., str], now: datetime) -> None:
    services.accept_as_contact(token=invited(), contact=CONTACT, offer=OFFER, weekly_capacity=None, now=now)
    row, supporter = Delivery.objects.get(), Supporter.objects.get()
    assert (row.text, row.about, row.locale) == ("circles.own_link", owner, "es")
    assert row.path == links.contact_path(supporter.id)
    assert unseal(row.address_sealed, what=EMAIL) == "uncle@example.org"


@pytest.mark.usefixtures("mail")
def test_many_people_together_cannot_fill_one_mailbox(
    make_person: MakePerson, invited: Callable[..., str], now: datetime
) -> None:
    """Joining is free, and nobody asked whoever has this address."""
    for number in range(9):
        person = make_person(f"Mal{number} Madeup")
        tie = services.name_tie(actor=person, details=TieDetails(name="Uncle", relation="family"), now=now)
        services.invite(actor=person, tie_id=tie.id, now=now)
        services.send_invitation(actor=person, tie_id=tie.id, address="uncle@example.org", now=now)
    services.accept_as_contact(token=invited(), contact=CONTACT, offer=OFFER, weekly_capacity=None, now=now)
    assert Delivery.objects.count() == 10
    token = invited("Another Madeup")
    with pytest.raises(TooMany):
        services.accept_as_contact(token=token, contact=CONTACT, offer=OFFER, weekly_capacity=None, now=now)
    with pytest.raises(TooMany):
        services.send_invitation(actor=person, tie_id=tie.id, address="UNCLE@example.org", now=now)
    assert Delivery.objects.count() == 10
    without = replace(CONTACT, email="")
    services.accept_as_contact(token=token, contact=without, offer=OFFER, weekly_capacity=None, now=now)


def test_what_is_mailed_is_neutral(owner: Person) -> None:
    for text in ("circles.invitation", "circles.own_link"):
        for says_more in (True, False):
            words = words_of(text, locale="en", says_more=says_more)
            said = f"{words.title} {words.body}".casefold()
            assert said.strip()
            for word in ("recover", "addict", "sober", "struggl", owner.alias.casefold()):
                assert word not in said


def test_without_mail_the_owner_is_told_to_pass_the_link_on(
    owner: Person, invited: Callable[..., str], now: datetime
) -> None:
    invited()
    with pytest.raises(Conflict, match="pass the link on yourself"):
        services.send_invitation(actor=owner, tie_id=Tie.objects.get().id, address="a@example.org", now=now)


@pytest.mark.usefixtures("mail")
def test_there_must_be_an_open_invitation_to_send(
    owner: Person, invited: Callable[..., str], named: Callable[..., Tie], now: datetime
) -> None:
    invited()
    for tie, at in ((Tie.objects.get(), now + timedelta(days=15)), (named("Not Asked"), now)):
        with pytest.raises(Conflict, match="make a new one"):
            services.send_invitation(actor=owner, tie_id=tie.id, address="a@example.org", now=at)


@pytest.mark.usefixtures("mail")
def test_mails_are_limited_to_20_a_day_for_each_owner(
    owner: Person, invited: Callable[..., str], now: datetime
) -> None:
    invited()
    tie = Tie.objects.get()
    for number in range(20):
        services.send_invitation(actor=owner, tie_id=tie.id, address=f"a{number}@example.org", now=now)
    with pytest.raises(TooMany):
        services.send_invitation(actor=owner, tie_id=tie.id, address="late@example.org", now=now)
    assert Delivery.objects.count() == 20
    tomorrow = now + timedelta(days=1)
    services.send_invitation(actor=owner, tie_id=tie.id, address="late@example.org", now=tomorrow)
    assert Delivery.objects.count() == 21
