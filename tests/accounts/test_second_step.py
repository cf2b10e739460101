"""Second steps: an app that shows codes, passkeys, and their way out when one is lost."""

import base64
import re
import time
from datetime import datetime
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alongside.accounts import services
from alongside.accounts.adapters import AccountAdapter, SecondStepAdapter
from alongside.accounts.decorators import role_required
from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.accounts.services.codes import replace_codes
from alongside.audit.models import Entry
from alongside.kernel.errors import NotAllowed
from alongside.kernel.models import RateBucket
from tests.accounts.conftest import PASSPHRASE, SignIn, confirm
from tests.support.passkeys import Passkey

pytestmark = pytest.mark.django_db
APP, STEP = "/account/second-step/app/", "/sign-in/second-step/"
ADD_PASSKEY = "/account/second-step/passkeys/add/"
HOSTILE = ["", "\x00", "x" * 1_000_000, "[" * 15_000, "[" * 150_000, "null", '"x"', "{}", '{"id": 1, "response": []}']


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def add_app(browser: Client) -> str:
    """Add an app to whoever is signed in and confirmed; return its secret."""
    secret = browser.get(APP).context["form"].secret
    assert browser.post(APP, {"code": code_of(secret)}).status_code == 302
    return str(secret)


def add_passkey(browser: Client, name: str = "My phone", *, alone: bool = True) -> Passkey:
    """Add a passkey to whoever is signed in and confirmed."""
    passkey = Passkey()
    options = browser.get(ADD_PASSKEY).context["js_data"]["creation_options"]
    form = {"name": name, "credential": passkey.make(options), **({"passwordless": "on"} if alone else {})}
    answer = browser.post(ADD_PASSKEY, form)
    assert (answer.status_code, answer["Location"]) == (302, "/account/second-step/"), answer.content.decode()
    return passkey


@pytest.fixture
def browser(ada: Person, signed_in: SignIn) -> Client:
    client = signed_in(ada)
    confirm(client)
    return client


def start(alias: str = "ada madeup") -> Client:
    client = Client()
    answer = client.post("/sign-in/", {"login": alias, "password": PASSPHRASE})
    assert (answer.status_code, answer["Location"]) == (302, STEP)
    return client


class TestAnApp:
    def test_it_is_asked_for_when_signing_in(self, browser: Client) -> None:
        secret = add_app(browser)
        assert "Your app is set up" in browser.get("/account/second-step/").content.decode()
        half_way = start()
        assert half_way.get("/account/").status_code == 302
        assert half_way.post(STEP, {"code": "000000"}).status_code == 422
        done = half_way.post(STEP, {"code": code_of(secret, 1)})
        assert (done.status_code, done["Location"]) == (302, "/")
        assert half_way.get("/account/").status_code == 200

    def test_a_code_counts_once(self, browser: Client) -> None:
        secret = add_app(browser)
        code = code_of(secret, 1)
        first, second = start(), start()
        assert first.post(STEP, {"code": code}).status_code == 302
        cache.clear()  # what allauth remembers is one process's own; this is how it looks to another
        refused = second.post(STEP, {"code": code})
        assert refused.status_code == 422
        assert "This code does not fit" in refused.content.decode()

    def test_its_secret_is_sealed_and_gone_with_the_data_key(self, browser: Client, ada: Person) -> None:
        secret = add_app(browser)
        kept = Authenticator.objects.get().data["secret"]
        assert secret not in kept
        assert UUID(bytes=base64.b64decode(kept)[:16]) == ada.data_key_id
        assert SecondStepAdapter().decrypt(kept) == secret

    def test_ten_wrong_codes_are_enough_for_a_quarter_of_an_hour(self, browser: Client) -> None:
        secret = add_app(browser)
        half_way = start()
        codes = [
            half_way.post(STEP, {"code": "000000"}, REMOTE_ADDR=f"203.0.113.{number}").status_code
            for number in range(11)
        ]
        assert codes == [422] * 10 + [429]
        assert start().post(STEP, {"code": code_of(secret, 1)}).status_code == 429

    def test_it_can_be_removed(self, browser: Client) -> None:
        add_app(browser)
        assert browser.get(APP)["Location"] == f"{APP}remove/"
        assert browser.get(f"{APP}remove/").status_code == 200
        assert browser.post(f"{APP}remove/").status_code == 302
        assert not Authenticator.objects.exists()
        assert browser.get(f"{APP}remove/").status_code == 404

    def test_adding_and_removing_is_noted(self, browser: Client, django_capture_on_commit_callbacks) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            add_app(browser)
        browser.post(f"{APP}remove/")
        actions = list(Entry.objects.order_by("id").values_list("action", flat=True))
        assert actions[-2:] == ["second_step.added", "second_step.removed"]

    def test_it_confirms_who_one_is(self, browser: Client, ada: Person) -> None:
        secret = add_app(browser)
        session = browser.session
        session["account_authentication_methods"] = []
        session.save()
        asked = browser.get("/account/confirm/")
        assert "Use a code from your app" in asked.content.decode()
        code = code_of(secret, 1)
        path = "/account/confirm/code/?next=/account/export/"
        assert browser.post(path, {"code": "000000"}).status_code == 422
        assert browser.post(path, {"code": code})["Location"] == "/account/export/"
        assert browser.post(path, {"code": code}).status_code == 422

    def test_a_recovery_code_is_the_way_in_when_it_is_lost(self, browser: Client, ada: Person, now: datetime) -> None:
        add_app(browser)
        code = replace_codes(ada, now=now)[0]
        half_way = start()
        assert "/recover/" in half_way.get(STEP).content.decode()
        form = {"alias": "ada madeup", "code": code, "passphrase": "four calm herons wade"}
        assert half_way.post("/recover/", form)["Location"] == "/account/recovery-codes/"
        assert not Authenticator.objects.exists()
        assert half_way.get("/account/").status_code == 200

    def test_a_sign_in_link_does_not_pass_it_by(self, browser: Client, ada: Person) -> None:
        from alongside.kernel.clock import current_time

        secret = add_app(browser)
        elsewhere = Client()
        answer = elsewhere.post(services.make_sign_in_link(person=ada, now=current_time()))
        assert answer["Location"] == STEP
        assert elsewhere.get("/account/passphrase/").status_code == 302
        assert elsewhere.post(STEP, {"code": code_of(secret, 1)})["Location"] == "/account/passphrase/"

    def test_starting_again(self, browser: Client) -> None:
        add_app(browser)
        half_way = start()
        assert half_way.get("/sign-in/")["Location"] == STEP
        assert half_way.post("/sign-out/", {"next": "/sign-in/"})["Location"] == "/sign-in/"
        assert half_way.get("/sign-in/").status_code == 200
        assert half_way.get(STEP)["Location"] == "/sign-in/"

    @pytest.mark.parametrize("value", ["", "\x00", "x" * 1_000_000, "１２３４５６", "\u202e"])
    def test_hostile_codes_get_a_sentence(self, browser: Client, value: str) -> None:
        assert browser.post(APP, {"code": value}).status_code == 422
        add_app(browser)
        assert start().post(STEP, {"code": value}).status_code == 422


class TestAPasskey:
    def test_it_signs_in_alone(self, browser: Client, ada: Person) -> None:
        passkey = add_passkey(browser)
        elsewhere = Client()
        asked = elsewhere.get("/sign-in/passkey/", headers={"Accept": "application/json"})
        answer = passkey.show(asked.json()["request_options"])
        done = elsewhere.post("/sign-in/passkey/", {"credential": answer, "next": "/account/"})
        assert (done.status_code, done["Location"]) == (302, "/account/")
        assert elsewhere.get("/account/").wsgi_request.user == ada
        assert Client().get("/sign-in/passkey/")["Location"] == "/sign-in/"

    def test_an_answer_counts_once(self, browser: Client) -> None:
        passkey = add_passkey(browser)
        elsewhere = Client()
        asked = elsewhere.get("/sign-in/passkey/", headers={"Accept": "application/json"})
        answer = passkey.show(asked.json()["request_options"])
        assert elsewhere.post("/sign-in/passkey/", {"credential": answer})["Location"] == "/"
        again = Client().post("/sign-in/passkey/", {"credential": answer})
        assert again["Location"] == "/sign-in/"

    def test_it_is_a_second_step(self, browser: Client) -> None:
        passkey = add_passkey(browser, alone=False)
        half_way = start()
        options = half_way.get(STEP).context["js_data"]["request_options"]
        wrong = Passkey(credential_id=passkey.credential_id)
        assert half_way.post(STEP, {"credential": wrong.show(options)}).status_code == 422
        options = half_way.get(STEP).context["js_data"]["request_options"]
        assert half_way.post(STEP, {"credential": passkey.show(options)})["Location"] == "/"

    def test_it_confirms_who_one_is(self, browser: Client) -> None:
        passkey = add_passkey(browser)
        path = "/account/confirm/passkey/?next=/account/export/"
        wrong = browser.post(path, {"credential": "{}"})
        assert wrong["Location"] == path
        options = browser.get(path).context["js_data"]["request_options"]
        assert browser.post(path, {"credential": passkey.show(options)})["Location"] == "/account/export/"

    def test_it_can_be_renamed_and_removed_by_its_owner_alone(
        self, browser: Client, ben: Person, signed_in: SignIn
    ) -> None:
        add_passkey(browser, "My phone")
        number = Authenticator.objects.get().pk
        rename, remove = (f"/account/second-step/passkeys/{number}/{what}/" for what in ("rename", "remove"))
        stranger = signed_in(ben)
        confirm(stranger)
        for path in (rename, remove):
            assert stranger.get(path).status_code == stranger.post(path, {"name": "Mine"}).status_code == 404
            assert Client().get(path)["Location"].startswith("/sign-in/?next=")
            assert browser.get(path).status_code == 200
        for name in ("", "\x00", "x" * 1_000_000):
            assert browser.post(rename, {"name": name}).status_code == 422
        assert browser.post(rename, {"name": "Key <b>"})["Location"] == "/account/second-step/"
        page = browser.get("/account/second-step/").content.decode()
        assert "Key &lt;b&gt;" in page
        assert browser.get("/account/second-step/passkeys/")["Location"] == "/account/second-step/"
        assert browser.post(remove)["Location"] == "/account/second-step/"
        assert not Authenticator.objects.exists()

    def test_names_are_proposed(self, browser: Client) -> None:
        add_passkey(browser, "")
        add_passkey(browser, "")
        assert [row.data["name"] for row in Authenticator.objects.order_by("id")] == ["Passkey", "Passkey 2"]

    @pytest.mark.parametrize("value", HOSTILE)
    def test_what_no_browser_sends_gets_a_sentence(self, browser: Client, value: str) -> None:
        refused = browser.post(ADD_PASSKEY, {"name": "My phone", "credential": value})
        assert refused.status_code == 422
        assert refused.context["form"].errors
        assert 'value="My phone"' in refused.content.decode()
        add_passkey(browser)
        assert start().post(STEP, {"credential": value}).status_code == 422
        assert browser.post("/account/confirm/passkey/", {"credential": value}).status_code == 302
        answer = Client().post("/sign-in/passkey/", {"credential": value}, follow=True)
        assert answer.redirect_chain == [("/sign-in/", 302)]
        assert [str(message) for message in answer.context["messages"]]

    def test_a_credential_of_nobody_opens_nothing(self, browser: Client) -> None:
        passkey = add_passkey(browser)
        for handle in ("", "made-up", "AAAA", base64.b64encode(b"0" * 32).decode()):
            passkey.user_handle = handle
            elsewhere = Client()
            asked = elsewhere.get("/sign-in/passkey/", headers={"Accept": "application/json"})
            answer = elsewhere.post("/sign-in/passkey/", {"credential": passkey.show(asked.json()["request_options"])})
            assert answer["Location"] == "/sign-in/"

    def test_somebody_inactive_is_answered_like_anybody(self, browser: Client) -> None:
        passkey = add_passkey(browser)
        Person.objects.update(is_active=False)
        elsewhere = Client()
        asked = elsewhere.get("/sign-in/passkey/", headers={"Accept": "application/json"})
        form = {"credential": passkey.show(asked.json()["request_options"])}
        answer = elsewhere.post("/sign-in/passkey/", form, follow=True)
        assert answer.redirect_chain == [("/sign-in/", 302)]
        assert "do not belong together" in str(next(iter(answer.context["messages"])))


class TestThePages:
    def test_nothing_inline_is_run_and_nothing_comes_from_elsewhere(self, browser: Client) -> None:
        add_app(browser)
        add_passkey(browser)
        half_way = start()
        pages = [
            Client().get("/sign-in/"),
            half_way.get(STEP),
            browser.get(ADD_PASSKEY),
            browser.get("/account/confirm/passkey/"),
        ]
        for page in pages:
            assert page.status_code == 200
            text = page.content.decode()
            scripts = re.findall(r"<script\b([^>]*)>", text)
            assert scripts
            assert all("src=" in script or 'type="application/json"' in script for script in scripts)
            assert not re.search(r"\son\w+=|style=|https?://", text)
            assert "default-src 'self'" in page["Content-Security-Policy"]

    def test_every_page_asks_who_one_is(self) -> None:
        for name in ("mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn"):
            assert Client().get(reverse(name))["Location"].startswith("/sign-in/?next=")

    def test_adding_asks_for_the_passphrase_again(self, ada: Person, signed_in: SignIn) -> None:
        client = signed_in(ada)
        for path in (APP, ADD_PASSKEY):
            assert client.get(path)["Location"].startswith("/account/confirm/?next=")

    def test_no_page_speaks_of_e_mail_or_passwords(self, browser: Client) -> None:
        for path in (
            APP,
            ADD_PASSKEY,
            "/account/second-step/",
            "/account/confirm/",
            "/account/",
            "/account/passphrase/",
        ):
            text = re.sub(r"<script.*?</script>|<[^>]*>", " ", browser.get(path).content.decode(), flags=re.DOTALL)
            assert not re.search(r"e-?mail|password|username|user\b", text, re.IGNORECASE), path

    def test_names_that_allauth_may_ask_for_exist(self) -> None:
        for name in ("account_signup", "account_login", "account_logout", "account_reauthenticate", "mfa_index"):
            assert reverse(name)
        assert reverse("account_signup") == reverse("join")

    def test_the_words_for_every_way_to_confirm(self, browser: Client, ada: Person) -> None:
        add_app(browser)
        add_passkey(browser)
        ways = AccountAdapter().get_reauthentication_methods(ada)
        assert [str(way["description"]) for way in ways] == [
            "Use your passphrase",
            "Use a code from your app",
            "Use a passkey",
        ]


class TestRolesThatAskForOne:
    def test_a_page_for_a_role_is_not_for_others(self, ada: Person, rf) -> None:
        request = rf.get("/somewhere/")
        request.user = ada
        with pytest.raises(NotAllowed, match="another role"):
            role_required(Role.ORGANISER)(lambda request: HttpResponse("the page"))(request)

    def test_a_page_for_the_role_leads_to_adding_one(self, ada: Person, browser: Client, settings, rf, now) -> None:
        settings.SECOND_STEP_FOR = ("organiser",)
        RoleGrant.objects.create(person=ada, role=Role.ORGANISER, created_at=now)
        page = role_required(Role.ORGANISER)(lambda request: HttpResponse("the page"))
        request = rf.get("/somewhere/")
        request.user = ada
        request._messages = CookieStorage(request)
        assert page(request)["Location"] == "/account/second-step/"
        RateBucket.objects.all().delete()
        add_app(browser)
        assert page(request).content == b"the page"
