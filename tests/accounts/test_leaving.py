"""Leaving is easy: everything can be taken along, and everything can be erased."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from alongside.accounts import privacy, services
from alongside.accounts.enums import Role
from alongside.accounts.models import ApiToken, Person, RecoveryCode, RoleGrant, Session, SignInLink
from alongside.audit.models import Entry
from alongside.kernel import privacy as register
from alongside.kernel.errors import NotFound
from alongside.kernel.models import DataKey
from alongside.kernel.privacy import Holding
from alongside.kernel.sealed import seal, unseal
from tests.accounts.conftest import PASSPHRASE, SignIn, confirm

pytestmark = pytest.mark.django_db
CANARY = "Canary Madeup"


@pytest.fixture
def leaver(now: datetime) -> Person:
    """Somebody with a row of every kind that accounts has."""
    person = services.join(
        alias=CANARY, passphrase=PASSPHRASE, locale="en", time_zone="Europe/Berlin", country="DE", now=now
    ).person
    services.grant_role(person=person, role=Role.LISTENER, now=now)
    services.make_sign_in_link(person=person, now=now)
    services.create_token(person=person, scopes=["read"], now=now)
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"}, created_at=now)
    EmailAddress.objects.create(user=person, email="canary-madeup@example.org")
    browser = Client(headers={"User-Agent": "Firefox on Linux"})
    browser.force_login(person)
    browser.get("/account/")
    return person


def every_row() -> Iterator[tuple[str, str]]:
    """Give (table, row as text) of all that is in the database."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT "{table}"::text FROM "{table}"')  # noqa: S608 - the names are the database's own
            yield from ((table, row[0]) for row in cursor.fetchall())


class TestErasing:
    def test_nothing_of_a_person_is_left_but_ids_in_the_audit(self, leaver: Person, ben: Person, now: datetime) -> None:
        key, id_ = leaver.data_key_id, leaver.id
        sealed = seal(key, "dear diary", what="test")
        before = {table for table, row in every_row() if str(id_) in row}
        assert {"accounts_person", "accounts_session", "accounts_apitoken", "mfa_authenticator"} < before
        services.erase_person(actor=leaver, now=now)
        left = list(every_row())
        assert {table for table, row in left if str(id_) in row} == {"audit_entry"}
        assert not [row for _, row in left if "canary" in row.casefold()]
        assert not DataKey.objects.filter(id=key).exists()
        assert unseal(sealed, what="test") is None
        last = Entry.objects.latest("id")
        assert (last.action, last.actor, last.about) == ("person.erased", id_, id_)
        assert list(Person.objects.all()) == [ben]

    def test_erasing_a_second_time_says_that_it_is_done(self, leaver: Person, now: datetime) -> None:
        services.erase_person(actor=leaver, now=now)
        with pytest.raises(NotFound, match="erased already"):
            services.erase_person(actor=leaver, now=now)

    def test_the_highest_layer_is_erased_first_and_a_failure_erases_nothing(
        self, leaver: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        order: list[str] = []

        def holding(name: str, *, fails: bool = False) -> Holding:
            def erase(_: object, __: datetime) -> None:
                order.append(name)
                if fails:
                    raise RuntimeError(name)

            return Holding(app=name, export=lambda _: {}, erase=erase)

        monkeypatch.setattr(register, "_holdings", {})
        register.register_holding(privacy.HOLDING)
        register.register_holding(holding("lower", fails=True))
        register.register_holding(holding("higher"))
        with pytest.raises(RuntimeError, match="lower"):
            services.erase_person(actor=leaver, now=now)
        assert order == ["higher", "lower"]
        assert Person.objects.filter(id=leaver.id).exists()
        assert DataKey.objects.filter(id=leaver.data_key_id).exists()

    def test_the_holding_removes_its_own_rows_itself(self, leaver: Person, ben: Person, now: datetime) -> None:
        RoleGrant.objects.create(person=ben, role="listener", created_at=now)
        privacy.erase(leaver.id, now)
        for model in (RoleGrant, Session, RecoveryCode, SignInLink, ApiToken):
            assert not model.objects.filter(person_id=leaver.id).exists()
        assert not Authenticator.objects.exists()
        assert not EmailAddress.objects.exists()
        assert RoleGrant.objects.get().person == ben

    def test_the_page_asks_twice(self, ada: Person, ben: Person, signed_in: SignIn) -> None:
        browser, other = signed_in(ada), signed_in(ada)
        assert browser.get("/account/erase/")["Location"].startswith("/account/confirm/?next=")
        assert browser.post("/account/erase/", {"alias": "ada madeup"}).status_code == 302
        assert Person.objects.filter(id=ada.id).exists()
        confirm(browser)
        page = browser.get("/account/erase/").content.decode()
        assert page.index("If it is a hard hour") < page.index("<summary>What stays for a while, and why")
        assert page.index("<summary>What stays for a while, and why") < page.index("that stays sealed")
        assert "that stays sealed for those" in page, "whether anybody reported them or not: else it would tell"
        assert page.index("Somebody is there right now:") < page.index("Erase everything now")
        for slip in ("", "Ben Madeup", "\x00", "x" * 1_000_000):
            refused = browser.post("/account/erase/", {"alias": slip})
            assert refused.status_code == 422
            assert refused.context["form"].errors
        done = browser.post("/account/erase/", {"alias": " ADA madeup "}, follow=True)
        assert done.redirect_chain == [("/", 302)]
        assert "Everything about you is erased" in str(next(iter(done.context["messages"])))
        assert list(Person.objects.all()) == [ben]
        assert not Session.objects.filter(person=ada).exists()
        for gone in (browser, other):
            assert gone.get("/account/")["Location"] == "/sign-in/?next=/account/"
        refused = Client().post("/sign-in/", {"login": "ada madeup", "password": PASSPHRASE})
        assert refused.status_code == 422


class TestTakingAlong:
    def test_one_archive_with_data_and_a_page(self, leaver: Person, now: datetime) -> None:
        archive = zipfile.ZipFile(io.BytesIO(services.export_person(person_id=leaver.id, now=now)))
        assert archive.namelist() == ["data.json", "index.html"]
        data = json.loads(archive.read("data.json"))
        assert (data["alias"], data["made_at"]) == (CANARY, "2026-03-04T20:00:00Z")
        assert list(data["holdings"]) == [holding.app for holding in register.holdings()]
        own = data["holdings"]["accounts"]
        assert own["profile"] == [
            {
                "alias": CANARY,
                "locale": "en",
                "time_zone": "Europe/Berlin",
                "country": "DE",
                "created_at": "2026-03-04T20:00:00Z",
                "last_login": own["profile"][0]["last_login"],
            }
        ]
        assert own["roles"] == [{"role": "listener", "created_at": "2026-03-04T20:00:00Z"}]
        assert [row["device"] for row in own["sessions"]] == ["Firefox on Linux"]
        assert [row["type"] for row in own["second_steps"]] == ["totp"]
        assert len(own["recovery_codes"]) == 10
        assert len(own["sign_in_links"]) == len(own["tokens"]) == 1
        assert own["tokens"][0]["scopes"] == ["read"]
        actions = [entry["action"] for entry in data["holdings"]["audit"]["entries"]]
        assert actions[0] == "person.joined"
        assert Entry.objects.latest("id").action == "person.exported"

    def test_no_secret_is_in_it(self, leaver: Person, now: datetime) -> None:
        leaver.refresh_from_db()
        archive = zipfile.ZipFile(io.BytesIO(services.export_person(person_id=leaver.id, now=now)))
        text = "".join(archive.read(name).decode() for name in archive.namelist())
        assert leaver.password not in text
        assert Session.objects.get().session_key not in text

    def test_the_page_is_readable_translated_and_loads_nothing(self, leaver: Person, now: datetime) -> None:
        Person.objects.filter(id=leaver.id).update(alias="<b>Ada & Co</b>")
        archive = zipfile.ZipFile(io.BytesIO(services.export_person(person_id=leaver.id, now=now)))
        page = archive.read("index.html").decode()
        assert "&lt;b&gt;Ada &amp; Co&lt;/b&gt;" in page
        assert "4 March 2026, 21:00 (Berlin)" in page
        seen = Tags()
        seen.feed(page)
        assert {"html", "title", "h1", "h2", "h3", "ol", "dl", "dt", "dd"} <= seen.tags
        assert not {"script", "link", "img", "iframe", "style"} & seen.tags
        assert not {"src", "href", "style"} & seen.attributes
        Person.objects.filter(id=leaver.id).update(locale="es")
        archive = zipfile.ZipFile(io.BytesIO(services.export_person(person_id=leaver.id, now=now)))
        assert '<html lang="es">' in archive.read("index.html").decode()

    def test_others_are_not_in_it(self, leaver: Person, ben: Person, now: datetime) -> None:
        services.create_token(person=ben, scopes=["write"], now=now)
        archive = zipfile.ZipFile(io.BytesIO(services.export_person(person_id=leaver.id, now=now)))
        text = archive.read("data.json").decode()
        assert str(ben.id) not in text
        assert "write" not in text

    def test_the_page_of_the_account_hands_it_over(self, ada: Person, signed_in: SignIn) -> None:
        browser = signed_in(ada)
        assert browser.post("/account/export/").status_code == 302
        confirm(browser)
        assert browser.get("/account/export/").status_code == 200
        answer = browser.post("/account/export/")
        assert answer.headers["Content-Type"] == "application/zip"
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="my-data-20')
        assert answer.headers["Cache-Control"] == "no-store"
        data = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("data.json"))
        assert data["alias"] == "Ada Madeup"


class Tags(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
