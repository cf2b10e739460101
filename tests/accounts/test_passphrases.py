"""Passphrases change only for whoever may, other devices end at once, and a lost one is not the end."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from alongside.accounts import policies, services
from alongside.accounts.models import Person, RecoveryCode, Session
from alongside.accounts.services.codes import replace_codes
from alongside.accounts.services.passphrases import CANNOT_RECOVER
from alongside.audit.models import Entry
from alongside.kernel.clock import current_time
from alongside.kernel.errors import AlongsideError, Gone, Invalid, NotAllowed, NotFound
from alongside.kernel.models import DataKey
from tests.accounts.conftest import PASSPHRASE, SignIn, confirm

pytestmark = pytest.mark.django_db
ANOTHER = "four calm herons wade"


def actions() -> set[str]:
    return set(Entry.objects.values_list("action", flat=True))


class TestChanging:
    def test_it_needs_the_passphrase_and_ends_the_other_devices(
        self, ada: Person, now: datetime, signed_in: SignIn
    ) -> None:
        phone, laptop = signed_in(ada), signed_in(ada)
        services.change_passphrase(
            actor=ada, current=PASSPHRASE, passphrase=ANOTHER, keep=phone.session.session_key, now=now
        )
        ada.refresh_from_db()
        assert ada.check_password(ANOTHER)
        assert list(Session.objects.values_list("session_key", flat=True)) == [phone.session.session_key]
        assert laptop.get("/account/").status_code == 302
        assert {"passphrase.changed", "sessions.ended"} <= actions()

    def test_a_wrong_one_changes_nothing(self, ada: Person, now: datetime) -> None:
        with pytest.raises(Invalid, match="not your passphrase now") as caught:
            services.change_passphrase(actor=ada, current=ANOTHER, passphrase=ANOTHER, keep=None, now=now)
        assert caught.value.field == "current"
        ada.refresh_from_db()
        assert ada.check_password(PASSPHRASE)

    def test_a_weak_one_is_refused(self, ada: Person, now: datetime) -> None:
        with pytest.raises(Invalid, match="at least 12"):
            services.change_passphrase(actor=ada, current=PASSPHRASE, passphrase="short", keep=None, now=now)

    def test_another_keyboard_types_the_same(self, ada: Person, now: datetime) -> None:
        services.change_passphrase(
            actor=ada, current=PASSPHRASE, passphrase="caf\u00e9 by the calm sea", keep=None, now=now
        )
        answer = Client().post("/sign-in/", {"login": "ada madeup", "password": "cafe\u0301 by the calm sea"})
        assert answer.status_code == 302

    def test_the_page_keeps_this_device_and_ends_the_others(self, ada: Person, signed_in: SignIn) -> None:
        here, there = signed_in(ada), signed_in(ada)
        answer = here.post("/account/passphrase/", {"current": PASSPHRASE, "passphrase": ANOTHER})
        assert (answer.status_code, answer["Location"]) == (302, "/account/")
        assert "other devices are signed out" in str(next(iter(here.get("/account/").context["messages"])))
        assert there.get("/account/").status_code == 302

    @pytest.mark.parametrize("field", ["current", "passphrase"])
    @pytest.mark.parametrize("value", ["", "\x00", "x" * 1_000_000, "wrong and weak!"[:8]])
    def test_hostile_values_get_a_sentence(self, ada: Person, signed_in: SignIn, field: str, value: str) -> None:
        form = {"current": PASSPHRASE, "passphrase": ANOTHER, field: value}
        answer = signed_in(ada).post("/account/passphrase/", form)
        assert answer.status_code == 422
        assert answer.context["form"].errors
        ada.refresh_from_db()
        assert ada.check_password(PASSPHRASE)


class TestChoosing:
    def test_who_has_none_gets_codes_too_the_first_time(self, now: datetime) -> None:
        person = services.create_person(alias="Greta Madeup", now=now)
        codes = services.choose_passphrase(actor=person, passphrase=PASSPHRASE, by_link=False, keep=None, now=now)
        assert len(codes) == 10
        assert person.check_password(PASSPHRASE)
        again = services.choose_passphrase(actor=person, passphrase=ANOTHER, by_link=True, keep=None, now=now)
        assert again == ()

    def test_who_has_one_must_type_it(self, ada: Person, now: datetime) -> None:
        with pytest.raises(NotAllowed, match="have a passphrase already"):
            services.choose_passphrase(actor=ada, passphrase=ANOTHER, by_link=False, keep=None, now=now)


class TestRecovering:
    def test_tokens_and_open_links_of_whoever_took_the_account_over_stop_working(
        self, ada: Person, now: datetime
    ) -> None:
        codes = replace_codes(ada, now=now)
        token = services.create_token(person=ada, scopes=["write"], now=now)
        link = services.make_sign_in_link(person=ada, now=now)
        services.recover(alias="Ada Madeup", code=codes[0], passphrase=ANOTHER, now=now)
        assert services.person_for_token(token, now=now) is None
        assert Client().get(link).status_code in {404, 410}

    def test_a_code_opens_once_and_takes_everything_else_away(
        self, ada: Person, now: datetime, signed_in: SignIn
    ) -> None:
        codes = replace_codes(ada, now=now)
        signed_in(ada)
        Authenticator.objects.create(user=ada, type="totp", data={"secret": ""})
        typed = codes[3].lower().replace("-", " ")
        person = services.recover(alias="ADA madeup", code=typed, passphrase=ANOTHER, now=now)
        assert person == ada
        assert person.check_password(ANOTHER)
        assert Session.objects.count() == Authenticator.objects.count() == 0
        assert RecoveryCode.objects.filter(used_at=now).count() == 1
        assert "person.recovered" in actions()
        with pytest.raises(Invalid, match="do not belong together"):
            services.recover(alias="ada madeup", code=codes[3], passphrase=ANOTHER, now=now)

    def test_nobody_learns_who_has_an_account(
        self, ada: Person, ben: Person, now: datetime, django_assert_num_queries
    ) -> None:
        bens = replace_codes(ben, now=now)[0]
        told = set()
        for alias, code in [("Nobody", bens), ("Ada Madeup", bens), ("Ada Madeup", "AAAAA-AAAAA-AAAAA")]:
            with django_assert_num_queries(4), pytest.raises(Invalid) as caught:  # begin, look, roll back, release
                services.recover(alias=alias, code=code, passphrase=ANOTHER, now=now)
            told.add((str(caught.value.sentence), caught.value.field))
        assert told == {(str(CANNOT_RECOVER), None)}

    def test_the_page(self, client: Client, ada: Person, now: datetime) -> None:
        codes = replace_codes(ada, now=now)
        form = {"alias": "Ada Madeup", "code": codes[0], "passphrase": ANOTHER}
        wrong = client.post("/recover/", {**form, "code": "AAAAA-AAAAA-AAAAA"})
        unknown = client.post("/recover/", {**form, "alias": "Nobody"})
        assert wrong.status_code == unknown.status_code == 422
        assert wrong.context["form"].errors == unknown.context["form"].errors
        assert "or use another of your codes" in wrong.content.decode()
        assert 'value="Nobody"' in unknown.content.decode()
        answer = client.post("/recover/", form)
        assert (answer.status_code, answer["Location"]) == (302, "/account/recovery-codes/")
        assert "9 recovery codes left" in client.get("/account/recovery-codes/").content.decode()

    def test_recovering_as_another_ends_the_session_of_who_was_signed_in(
        self, ada: Person, ben: Person, now: datetime, signed_in: SignIn
    ) -> None:
        browser = signed_in(ben)
        form = {"alias": "Ada Madeup", "code": replace_codes(ada, now=now)[0], "passphrase": ANOTHER}
        assert browser.post("/recover/", form).status_code == 302
        assert list(Session.objects.values_list("person", flat=True)) == [ada.id]

    @pytest.mark.parametrize("field", ["alias", "code", "passphrase"])
    @pytest.mark.parametrize("value", ["", "\x00", "x" * 1_000_000, "\u202e", "<script>"])
    def test_hostile_values_get_a_sentence(self, client: Client, ada: Person, field: str, value: str) -> None:
        form = {"alias": "Ada Madeup", "code": "AAAAA-AAAAA-AAAAA", "passphrase": ANOTHER, field: value}
        answer = client.post("/recover/", form)
        assert answer.status_code == 422
        assert "<script>" not in answer.content.decode().replace("<script ", "")


class TestRenewingCodes:
    def test_the_older_codes_open_nothing(self, ada: Person, now: datetime) -> None:
        old = replace_codes(ada, now=now)
        fresh = services.renew_recovery_codes(actor=ada, now=now)
        assert not set(old) & set(fresh)
        assert policies.visible_recovery_codes(ada).count() == 10
        with pytest.raises(Invalid):
            services.recover(alias=ada.alias, code=old[0], passphrase=ANOTHER, now=now)

    def test_the_page_asks_who_one_is_first(self, ada: Person, signed_in: SignIn) -> None:
        browser = signed_in(ada)
        asked = browser.get("/account/recovery-codes/renew/")
        assert (asked.status_code, asked["Location"]) == (
            302,
            "/account/confirm/?next=%2Faccount%2Frecovery-codes%2Frenew%2F",
        )
        confirm(browser)
        assert browser.get("/account/recovery-codes/renew/").status_code == 200
        assert browser.post("/account/recovery-codes/renew/").status_code == 302
        assert len(browser.get("/account/recovery-codes/").context["codes"]) == 10


class TestSignInLinks:
    def test_a_link_works_once_and_for_a_day(self, ada: Person, now: datetime) -> None:
        token = services.make_sign_in_link(person=ada, now=now).split("/")[-2]
        day = timedelta(hours=24)
        assert services.use_sign_in_link(token=token, now=now + day - timedelta(seconds=1)) == ada
        with pytest.raises(Gone, match="used before or has expired"):
            services.use_sign_in_link(token=token, now=now)
        late = services.make_sign_in_link(person=ada, now=now).split("/")[-2]
        with pytest.raises(Gone):
            services.use_sign_in_link(token=late, now=now + day)
        assert {"sign_in_link.made", "sign_in_link.used"} <= actions()

    def test_a_new_link_takes_the_older_back(self, ada: Person, now: datetime) -> None:
        older = services.make_sign_in_link(person=ada, now=now).split("/")[-2]
        services.make_sign_in_link(person=ada, now=now)
        with pytest.raises(NotFound):
            services.use_sign_in_link(token=older, now=now)

    def test_a_made_up_one_is_nothing(self, now: datetime) -> None:
        with pytest.raises(NotFound):
            policies.access_sign_in_link("made-up", now=now)

    def test_the_pages(self, client: Client) -> None:
        person = services.create_person(alias="Greta Madeup", now=current_time())
        path = services.make_sign_in_link(person=person, now=current_time())
        for _ in range(2):  # a preview of the link does not use it up
            assert "Sign in as Greta Madeup" in client.get(path).content.decode()
        answer = client.post(path)
        assert (answer.status_code, answer["Location"]) == (302, "/account/passphrase/")
        page = client.get("/account/passphrase/").content.decode()
        assert "Your passphrase now" not in page
        assert client.post("/account/passphrase/", {"passphrase": "short"}).status_code == 422
        chosen = client.post("/account/passphrase/", {"passphrase": PASSPHRASE})
        assert (chosen.status_code, chosen["Location"]) == (302, "/account/recovery-codes/")
        assert len(client.get("/account/recovery-codes/").context["codes"]) == 10
        assert "Your passphrase now" in client.get("/account/passphrase/").content.decode()
        spent = Client().get(path)
        assert spent.status_code == 410
        assert "Please ask whoever gave it to you" in spent.content.decode()
        assert Client().get("/sign-in/link/made-up/").status_code == 404

    def test_who_forgot_their_passphrase_need_not_type_it_after_a_link(self, ada: Person, signed_in: SignIn) -> None:
        browser = signed_in(ada)
        browser.post(services.make_sign_in_link(person=ada, now=current_time()))
        assert "Your passphrase now" not in browser.get("/account/passphrase/").content.decode()
        session = browser.session
        who, _ = session["came_by_link"]
        session["came_by_link"] = [who, (current_time() - timedelta(minutes=16)).isoformat()]
        session.save()
        assert "Your passphrase now" in browser.get("/account/passphrase/").content.decode()

    def test_who_came_by_link_and_has_no_passphrase_is_led_to_choosing_one(self, ada: Person) -> None:
        from alongside.accounts.adapters import AccountAdapter

        request = type("Request", (), {"user": ada})()
        assert AccountAdapter().get_login_redirect_url(request) == "/"
        ada.set_unusable_password()
        assert AccountAdapter().get_login_redirect_url(request) == "/account/passphrase/"


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_only_one_of_two_uses_a_link(self, ada: Person, now: datetime) -> None:
        token = services.make_sign_in_link(person=ada, now=now).split("/")[-2]
        told = at_once(lambda: services.use_sign_in_link(token=token, now=now))
        assert sorted(type(one).__name__ for one in told) == ["Gone", "Person"]

    def test_only_one_of_two_uses_a_code(self, ada: Person, now: datetime) -> None:
        code = replace_codes(ada, now=now)[0]
        told = at_once(lambda: services.recover(alias=ada.alias, code=code, passphrase=ANOTHER, now=now))
        assert sorted(type(one).__name__ for one in told) == ["Invalid", "Person"]

    def test_only_one_of_two_gets_an_alias(self, db: None, now: datetime) -> None:
        told = at_once(lambda: services.create_person(alias="Quiet River", now=now))
        assert sorted(type(one).__name__ for one in told) == ["Conflict", "Person"]
        assert Person.objects.count() == DataKey.objects.count() == 1


def at_once(work: Callable[[], Person]) -> list[object]:
    """Do the same in two threads that start together; return what each got or was told."""
    barrier = threading.Barrier(2, timeout=30)

    def one(_: int) -> object:
        try:
            barrier.wait()
            return work()
        except AlongsideError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(2)))
