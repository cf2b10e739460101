"""Tokens, roles, sessions: one's own, and nobody else's to see or touch."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session as PlainSession
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import translation

from alongside.accounts import policies, queries, services
from alongside.accounts.enums import Role, Scope
from alongside.accounts.models import ApiToken, Person, RecoveryCode, RoleGrant, Session
from alongside.accounts.services.codes import replace_codes
from alongside.accounts.sessions import SessionStore, handle_of, has_ended
from alongside.audit.models import Entry
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.accounts.conftest import SignIn

pytestmark = pytest.mark.django_db
FIREFOX = {"User-Agent": "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"}
NOBODY = UUID("01900000-0000-7000-8000-000000000000")


class TestTokens:
    def test_a_token_tells_whose_it_is_and_for_what(self, ada: Person, now: datetime) -> None:
        token = services.create_token(person=ada, scopes=["write", "read", "read"], now=now)
        assert services.person_for_token(token, now=now) == (ada, frozenset({Scope.READ, Scope.WRITE}))
        row = ApiToken.objects.get()
        assert row.scopes == ["read", "write"]
        assert token.encode() not in bytes(row.digest)
        assert Entry.objects.get().action == "token.created"

    def test_its_use_is_noted_every_five_minutes(self, ada: Person, now: datetime) -> None:
        token = services.create_token(person=ada, scopes=["read"], now=now)
        seen = []
        for seconds in (0, 299, 300):
            services.person_for_token(token, now=now + timedelta(seconds=seconds))
            seen.append(ApiToken.objects.get().last_used_at)
        assert seen == [now, now, now + timedelta(seconds=300)]

    @pytest.mark.parametrize("token", ["", "als_", "als_made-up", "something else", "als_\x00", "x" * 1_000_000])
    def test_what_is_no_token_opens_nothing(self, ada: Person, now: datetime, token: str) -> None:
        services.create_token(person=ada, scopes=["read"], now=now)
        assert services.person_for_token(token, now=now) is None

    def test_an_inactive_person_has_no_token(self, ada: Person, now: datetime) -> None:
        token = services.create_token(person=ada, scopes=["read"], now=now)
        Person.objects.update(is_active=False)
        assert services.person_for_token(token, now=now) is None

    @pytest.mark.parametrize("scopes", [[], ["rule"], ["read", "rule"]])
    def test_a_token_needs_scopes_that_exist(self, ada: Person, now: datetime, scopes: list[str]) -> None:
        with pytest.raises(Invalid, match="one or more of these scopes: read, write"):
            services.create_token(person=ada, scopes=scopes, now=now)
        with pytest.raises(IntegrityError, match="accounts_apitoken_scopes"), transaction.atomic():
            ApiToken.objects.create(person=ada, digest=b"x", scopes=scopes, created_at=now)

    def test_only_its_owner_revokes_it(self, ada: Person, ben: Person, now: datetime, signed_in: SignIn) -> None:
        token = services.create_token(person=ada, scopes=["read"], now=now)
        row = ApiToken.objects.get()
        assert not policies.visible_tokens(ben).exists()
        with pytest.raises(NotFound):
            services.revoke_token(actor=ben, token_id=row.id, now=now)
        path = f"/account/tokens/{row.id}/revoke/"
        assert Client().post(path).status_code == 302
        assert signed_in(ben).post(path).status_code == 404
        owner = signed_in(ada)
        assert path in owner.get("/account/").content.decode()
        assert owner.post(path).status_code == 302
        assert services.person_for_token(token, now=now) is None
        assert owner.post(path).status_code == 404


class TestRoles:
    def test_the_operator_gives_and_takes_and_the_person_is_signed_out(
        self, ada: Person, now: datetime, signed_in: SignIn
    ) -> None:
        browser = signed_in(ada)
        services.grant_role(person=ada, role=Role.LISTENER, now=now)
        assert policies.has_role(ada, Role.LISTENER)
        assert not policies.has_role(ada, Role.ORGANISER)
        assert browser.get("/account/").status_code == 302
        with pytest.raises(Conflict, match="already"):
            services.grant_role(person=ada, role=Role.LISTENER, now=now)
        services.revoke_role(person=ada, role=Role.LISTENER, now=now)
        assert not policies.has_role(ada, Role.LISTENER)
        with pytest.raises(Conflict, match="do not have"):
            services.revoke_role(person=ada, role=Role.LISTENER, now=now)

    def test_only_an_organiser_does_so_for_others(self, ada: Person, ben: Person, now: datetime) -> None:
        for change in (services.grant_role, services.revoke_role):
            with pytest.raises(NotAllowed, match="Only an organiser"):
                change(person=ada, role=Role.ORGANISER, actor=ben, now=now)
        RoleGrant.objects.create(person=ben, role=Role.ORGANISER, created_at=now)
        services.grant_role(person=ada, role=Role.MODERATOR, actor=ben, now=now)
        entry = Entry.objects.get(action="role.granted")
        assert (entry.actor, entry.about) == (ben.id, ada.id)

    def test_a_role_may_ask_for_a_second_step(self, ada: Person, settings) -> None:
        assert not policies.must_add_second_step(ada, Role.ORGANISER)
        settings.SECOND_STEP_FOR = ("organiser",)
        assert policies.must_add_second_step(ada, Role.ORGANISER)
        assert not policies.must_add_second_step(ada, Role.LISTENER)


class TestSessions:
    def test_they_are_listed_with_this_one_first(self, ada: Person, ben: Person, signed_in: SignIn) -> None:
        signed_in(ben)
        other = signed_in(ada)
        here = Client(headers=FIREFOX)
        here.post("/sign-in/", {"login": "ada madeup", "password": "seven quiet otters sleep"})
        rows = here.get("/account/sessions/").context["sessions"]
        assert [(row.device, row.is_this_one) for row in rows] == [("Firefox on Android", True), ("A device", False)]
        assert other.session.session_key not in here.get("/account/sessions/").content.decode()
        assert PlainSession.objects.count() == 0
        assert Session.get_session_store_class() is SessionStore

    def test_a_device_is_named_in_the_readers_language(self) -> None:
        with translation.override("en"):
            assert queries._device_name("Firefox on Android") == "Firefox on Android"
            assert queries._device_name("Firefox") == "Firefox"
            assert queries._device_name("") == "A device"

    def test_ending_one(self, ada: Person, ben: Person, signed_in: SignIn, now: datetime) -> None:
        here, there, strangers = signed_in(ada), signed_in(ada), signed_in(ben)
        handle = handle_of(there.session.session_key)
        assert strangers.post("/account/sessions/end/", {"session": handle}).status_code == 404
        assert Client().post("/account/sessions/end/", {"session": handle})["Location"].startswith("/sign-in/")
        assert there.get("/account/").status_code == 200
        assert here.post("/account/sessions/end/", {"session": handle}).status_code == 302
        assert there.get("/account/").status_code == 302
        assert here.post("/account/sessions/end/", {"session": handle}).status_code == 404
        for hostile in ("", "\x00", "x" * 1_000_000):
            assert here.post("/account/sessions/end/", {"session": hostile}).status_code == 404

    def test_ending_all_others(self, ada: Person, ben: Person, signed_in: SignIn) -> None:
        here, there, strangers = signed_in(ada), signed_in(ada), signed_in(ben)
        assert here.post("/account/sessions/end-all/").status_code == 302
        assert [one.get("/account/").status_code for one in (here, there, strangers)] == [200, 302, 200]

    def test_ending_all_and_this_one(self, ada: Person, signed_in: SignIn) -> None:
        here, there = signed_in(ada), signed_in(ada)
        assert here.post("/account/sessions/end-all/", {"this": "yes"})["Location"] == "/"
        assert [one.get("/account/").status_code for one in (here, there)] == [302, 302]
        assert not Session.objects.exists()

    @pytest.mark.parametrize(
        ("started_days", "seen_days", "ended"),
        [(0, 0, False), (29, 13, False), (30, 0, True), (14, 14, True), (13, 13, False), (None, None, False)],
    )
    def test_when_a_session_is_over(
        self, now: datetime, started_days: int | None, seen_days: int | None, *, ended: bool
    ) -> None:
        started, seen = (None if days is None else now - timedelta(days=days) for days in (started_days, seen_days))
        assert has_ended(started, seen, now=now) is ended

    @pytest.mark.parametrize(("key", "days"), [("last_seen_at", 14), ("started_at", 30)])
    def test_an_old_session_is_ended_with_a_sentence(self, ada: Person, signed_in: SignIn, key: str, days: int) -> None:
        browser = signed_in(ada)
        old_key = browser.session.session_key
        age(browser, key, timedelta(days=days))
        answer = browser.get("/account/", follow=True)
        assert answer.redirect_chain == [("/sign-in/?next=/account/", 302)]
        assert "You were signed out" in str([str(message) for message in answer.context["messages"]])
        assert not Session.objects.filter(session_key=old_key).exists()

    def test_a_young_session_goes_on_and_says_when_it_was_seen(self, ada: Person, signed_in: SignIn) -> None:
        browser = signed_in(ada)
        started = browser.session["started_at"]
        age(browser, "last_seen_at", timedelta(minutes=4))
        before = browser.session["last_seen_at"]
        browser.get("/account/")
        assert browser.session["last_seen_at"] == before
        age(browser, "last_seen_at", timedelta(days=13))
        assert browser.get("/account/").status_code == 200
        assert browser.session["last_seen_at"] > before
        assert browser.session["started_at"] == started
        row = Session.objects.get()
        assert row.last_seen_at == datetime.fromisoformat(browser.session["last_seen_at"])
        assert row.person_id == ada.id

    def test_nobody_is_behind_a_session_that_has_ended(self, ada: Person, signed_in: SignIn, now: datetime) -> None:
        browser = signed_in(ada)
        key, today = browser.session.session_key, datetime.now(UTC)
        assert queries.people_of_sessions([key, "made-up", ""], now=today) == {key: ada}
        assert queries.people_of_sessions([key], now=today + timedelta(days=14)) == {}
        ada.set_password("another one for ada")
        ada.save()
        assert queries.people_of_sessions([key], now=today) == {}

    def test_ended_ones_are_forgotten(self, ada: Person, signed_in: SignIn) -> None:
        signed_in(ada)
        today = datetime.now(UTC)
        assert services.forget_ended_sessions(now=today) == 0
        assert services.forget_ended_sessions(now=today + timedelta(days=14)) == 1
        signed_in(ada)
        Session.objects.update(expire_date=today)
        assert services.forget_ended_sessions(now=today + timedelta(seconds=1)) == 1

    @pytest.mark.django_db(transaction=True)
    def test_open_streams_hear_that_a_session_ended(self, ada: Person, signed_in: SignIn, now: datetime) -> None:
        one, other = signed_in(ada), signed_in(ada)
        with connection.cursor() as cursor:
            cursor.execute("LISTEN alongside_live")
        driver = connection.connection
        heard = []
        for end in (
            lambda: services.end_session(actor=ada, handle=handle_of(one.session.session_key), now=now),
            lambda: services.end_other_sessions(actor=ada, keep=other.session.session_key, now=now),
            lambda: services.end_all_sessions(person=ada, actor=None, now=now),
            lambda: signed_in(ada).post("/sign-out/"),
        ):
            end()
            heard += [json.loads(note.payload) for note in driver.notifies(timeout=5, stop_after=1)]
        assert heard == [{"to": str(ada.id), "topic": "session-ended", "ref": None}] * 4


def age(browser: Client, key: str, by: timedelta) -> None:
    """Have a session say that something was longer ago."""
    session = browser.session
    session[key] = (datetime.fromisoformat(session[key]) - by).isoformat()
    session.save()


class TestPolicies:
    def test_everything_is_its_owners_alone(self, ada: Person, ben: Person, signed_in: SignIn, now: datetime) -> None:
        session = signed_in(ada).session.session_key
        services.create_token(person=ada, scopes=["read"], now=now)
        token = ApiToken.objects.get()
        replace_codes(ada, now=now)
        for person, count in ((ada, 1), (ben, 0)):
            assert policies.visible_sessions(person.id).count() == count
            assert policies.visible_tokens(person).count() == count
            assert policies.visible_recovery_codes(person).count() == count * 10
        assert policies.access_session(ada, handle_of(session)).session_key == session
        assert policies.access_token(ada, token.id) == token
        for person, handle, token_id in ((ben, handle_of(session), token.id), (ada, "made-up", NOBODY)):
            with pytest.raises(NotFound):
                policies.access_session(person, handle)
            with pytest.raises(NotFound):
                policies.access_token(person, token_id)

    def test_a_used_code_is_gone(self, ada: Person, now: datetime) -> None:
        replace_codes(ada, now=now)
        RecoveryCode.objects.filter(id__in=RecoveryCode.objects.values("id")[:4]).update(used_at=now)
        assert policies.visible_recovery_codes(ada).count() == 6
