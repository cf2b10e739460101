"""Signing in by alias and passphrase, and what a stranger learns from it: nothing."""

from typing import ClassVar

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from alongside.accounts.models import Person, Session
from alongside.audit.models import Entry
from tests.accounts.conftest import PASSPHRASE, SignIn

pytestmark = pytest.mark.django_db


class CountedHasher(MD5PasswordHasher):
    """Counts how often a passphrase was hashed: what takes the time when somebody signs in."""

    count: ClassVar[int] = 0

    def encode(self, password: str, salt: str) -> str:
        CountedHasher.count += 1
        return super().encode(password, salt)


@pytest.fixture
def counted(settings) -> type[CountedHasher]:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    CountedHasher.count = 0
    return CountedHasher


@pytest.mark.parametrize("alias", ["Ada Madeup", "ada madeup", " ADA  MADEUP ", "\uff21da madeup"])
def test_an_alias_counts_however_it_is_typed(client: Client, ada: Person, alias: str) -> None:
    answer = client.post("/sign-in/", {"login": alias, "password": PASSPHRASE})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Session.objects.get().person_id == ada.id
    assert Entry.objects.get().action == "session.started"


def test_it_leads_on_to_where_somebody_wanted_to_go(client: Client, ada: Person) -> None:
    asked = client.get("/account/")
    assert asked["Location"] == "/sign-in/?next=/account/"
    page = client.get(asked["Location"])
    assert '<input type="hidden" name="next" value="/account/"' in page.content.decode()
    form = {"login": "ada madeup", "password": PASSPHRASE}
    assert client.post("/sign-in/", {**form, "next": "/account/"})["Location"] == "/account/"
    assert Client().post("/sign-in/", {**form, "next": "https://elsewhere.example/"})["Location"] == "/"


def test_nobody_learns_who_has_an_account(ada: Person, now, counted: type[CountedHasher]) -> None:
    from alongside.accounts import services

    services.create_person(alias="Greta Madeup", now=now)  # nobody chose a passphrase yet
    Person.objects.filter(id=ada.id).update(password=CountedHasher().encode(PASSPHRASE, "saltsalt"))
    answers, work = set(), set()
    for alias in ("Ada Madeup", "Nobody Here", "Greta Madeup"):
        CountedHasher.count = 0
        answer = Client().post("/sign-in/", {"login": alias, "password": "not the right one"})
        work.add(CountedHasher.count)
        answers.add((answer.status_code, str(answer.context["form"].errors)))
    assert work == {1}
    assert len(answers) == 1
    status, errors = answers.pop()
    assert status == 422
    assert "do not belong together" in errors


def test_somebody_inactive_is_answered_like_everybody_else(client: Client, ada: Person) -> None:
    Person.objects.update(is_active=False)
    answer = client.post("/sign-in/", {"login": "ada madeup", "password": PASSPHRASE})
    assert answer.status_code == 422
    assert "do not belong together" in answer.content.decode()


@pytest.mark.parametrize("field", ["login", "password"])
@pytest.mark.parametrize("value", ["", "\x00", "a\x00b", "x" * 1_000_000, "\u202e", "<script>"])
def test_hostile_values_get_a_sentence(client: Client, ada: Person, field: str, value: str) -> None:
    answer = client.post("/sign-in/", {"login": "ada madeup", "password": PASSPHRASE, field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_a_passphrase_is_never_sent_back(client: Client, ada: Person) -> None:
    answer = client.post("/sign-in/", {"login": "nobody here", "password": PASSPHRASE})
    assert 'value="nobody here"' in answer.content.decode()
    assert PASSPHRASE not in answer.content.decode()
    asked = client.post(
        "/sign-in/", {"login": "nobody", "password": PASSPHRASE}, headers={"Accept": "application/json"}
    )
    assert asked.headers["Content-Type"].startswith("text/html")


def test_signing_out_is_asked_and_ends_the_session(ada: Person, signed_in: SignIn) -> None:
    browser = signed_in(ada)
    assert browser.get("/sign-out/").status_code == 200
    assert Session.objects.count() == 1
    assert browser.post("/sign-out/")["Location"] == "/"
    assert Session.objects.count() == 0
    assert browser.get("/account/").status_code == 302
    assert Client().get("/sign-out/")["Location"] == "/"
    assert Client().post("/sign-out/")["Location"] == "/"


def test_who_is_signed_in_is_not_asked_again(ada: Person, signed_in: SignIn) -> None:
    assert signed_in(ada).get("/sign-in/")["Location"] == "/"


class TestConfirming:
    def test_it_holds_for_five_minutes(self, ada: Person, signed_in: SignIn) -> None:
        browser = signed_in(ada)
        assert browser.get("/account/export/")["Location"] == "/account/confirm/?next=%2Faccount%2Fexport%2F"
        wrong = browser.post("/account/confirm/", {"password": "not the right one"})
        assert wrong.status_code == 422
        assert "not your passphrase" in wrong.content.decode()
        right = browser.post("/account/confirm/?next=/account/export/", {"password": PASSPHRASE})
        assert right["Location"] == "/account/export/"
        assert browser.get("/account/export/").status_code == 200
        session = browser.session
        for record in session["account_authentication_methods"]:
            record["at"] -= 301
        session.save()
        assert browser.get("/account/export/").status_code == 302

    def test_a_post_that_needs_it_goes_on_afterwards(self, ada: Person, signed_in: SignIn) -> None:
        browser = signed_in(ada)
        asked = browser.post("/account/recovery-codes/renew/")
        assert asked.status_code == 302
        done = browser.post(asked["Location"], {"password": PASSPHRASE})
        assert done["Location"] == "/account/recovery-codes/"
        assert len(browser.get("/account/recovery-codes/").context["codes"]) == 10

    @pytest.mark.parametrize("value", ["", "\x00", "x" * 1_000_000])
    def test_hostile_values_get_a_sentence(self, ada: Person, signed_in: SignIn, value: str) -> None:
        assert signed_in(ada).post("/account/confirm/", {"password": value}).status_code == 422

    def test_a_way_one_does_not_have_leads_to_one_that_one_has(self, ada: Person, signed_in: SignIn) -> None:
        browser = signed_in(ada)
        for path in ("/account/confirm/code/", "/account/confirm/passkey/"):
            assert browser.get(path)["Location"] == "/account/confirm/"
        assert Client().get("/account/confirm/")["Location"] == "/sign-in/?next=/account/confirm/"
