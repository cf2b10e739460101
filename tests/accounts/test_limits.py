"""Guessing is held short, for all processes together, and nobody is locked out for long by somebody else."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from alongside.accounts import middleware
from alongside.accounts.limits import LIMITS, client_address
from alongside.accounts.models import Person
from alongside.kernel.models import RateBucket
from tests.accounts.conftest import PASSPHRASE, SignIn

WRONG = {"login": "ada madeup", "password": "not the right one"}


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "address"),
    [
        ("203.0.113.5", "", 0, "203.0.113.5"),
        ("203.0.113.5", "198.51.100.1", 0, "203.0.113.5"),  # nobody of ours wrote that header
        ("10.0.0.1", "198.51.100.1", 1, "198.51.100.1"),
        ("10.0.0.1", "192.0.2.9, 198.51.100.1", 1, "198.51.100.1"),  # the left part is made up
        ("10.0.0.1", "198.51.100.1, 10.0.0.2", 2, "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1", 2, "10.0.0.1"),  # shorter than it must be
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("10.0.0.1", "not an address", 1, "10.0.0.1"),
        ("10.0.0.1", " , ,198.51.100.1", 1, "198.51.100.1"),
        ("", "", 0, ""),
        ("unix:", "", 0, "unix:"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "", 0, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.5", "", 0, "203.0.113.5"),
    ],
)
def test_who_is_counted_as_one(remote: str, forwarded: str, proxies: int, address: str) -> None:
    assert client_address(remote, forwarded, trusted_proxies=proxies) == address


def test_no_alias_can_be_locked_for_long() -> None:
    named = {name: limit for name, limit in LIMITS.items() if limit.field}
    assert set(named) == {"account_login", "recover"}
    for limit in named.values():
        assert limit.whose is not None
        assert limit.whose.window <= timedelta(minutes=1)
        assert limit.whose.limit >= 5 * limit.address.limit


def test_six_digits_are_not_guessed() -> None:
    limit = LIMITS["mfa_authenticate"].whose
    assert limit is not None
    tries_a_day = timedelta(days=1) / limit.window * limit.limit
    assert tries_a_day * 3 / 10**6 < 0.003  # three codes fit at any moment


@pytest.mark.django_db
class TestThePages:
    def test_the_twenty_first_try_from_an_address_is_refused_with_a_sentence(self, ada: Person) -> None:
        client = Client()
        assert {client.post("/sign-in/", WRONG).status_code for _ in range(20)} == {422}
        refused = client.post("/sign-in/", WRONG)
        assert refused.status_code == 429
        assert "Please wait a little" in refused.content.decode()
        assert 0 < int(refused["Retry-After"]) <= 301
        assert client.post("/sign-in/", {**WRONG, "password": PASSPHRASE}).status_code == 429
        assert client.get("/sign-in/").status_code == 200
        elsewhere = Client(REMOTE_ADDR="203.0.113.5")
        assert elsewhere.post("/sign-in/", {**WRONG, "password": PASSPHRASE}).status_code == 302

    def test_the_sentence_is_said_in_the_readers_language(self, ada: Person) -> None:
        RateBucket.objects.all().delete()
        client = Client(headers={"Accept-Language": "es"})
        for _ in range(20):
            client.post("/sign-in/", WRONG)
        assert client.post("/sign-in/", WRONG)["Content-Language"] == "es"

    def test_an_alias_is_counted_over_all_addresses_however_it_is_typed(self, ada: Person) -> None:
        for number in range(100):
            alias = "Ada Madeup" if number % 2 else "ADA  MADEUP"
            Client(REMOTE_ADDR=f"203.0.113.{number}").post("/sign-in/", {**WRONG, "login": alias})
        right = {**WRONG, "password": PASSPHRASE}
        assert Client(REMOTE_ADDR="198.51.100.1").post("/sign-in/", right).status_code == 429
        # A minute later the person gets in, although somebody guessed at them.
        RateBucket.objects.update(window_start=datetime.now(UTC) - timedelta(minutes=1))
        assert Client(REMOTE_ADDR="198.51.100.1").post("/sign-in/", right).status_code == 302

    def test_one_address_alone_cannot_reach_the_limit_of_an_alias(self, ada: Person) -> None:
        for _ in range(150):
            Client(REMOTE_ADDR="203.0.113.5").post("/sign-in/", WRONG)
        right = {**WRONG, "password": PASSPHRASE}
        assert Client(REMOTE_ADDR="198.51.100.1").post("/sign-in/", right).status_code == 302

    def test_a_trusted_proxy_tells_who_asks(self, ada: Person, settings) -> None:
        settings.TRUSTED_PROXIES = 1
        for _ in range(21):
            last = Client(headers={"X-Forwarded-For": "made-up, 203.0.113.5"}).post("/sign-in/", WRONG)
        assert last.status_code == 429
        assert Client(headers={"X-Forwarded-For": "203.0.113.6"}).post("/sign-in/", WRONG).status_code == 422

    @pytest.mark.parametrize(
        ("path", "form", "limit"), [("/join/", {}, 40), ("/recover/", {}, 10), ("/sign-in/link/made-up/", {}, 20)]
    )
    def test_the_other_ways_in(self, path: str, form: dict[str, str], limit: int) -> None:
        client = Client()
        codes = [client.post(path, form).status_code for _ in range(limit + 1)]
        assert set(codes[:-1]) <= {404, 422}
        assert codes[-1] == 429

    def test_confirming_is_counted_per_person(self, ada: Person, signed_in: SignIn) -> None:
        browser = signed_in(ada)
        codes = [
            browser.post("/account/confirm/", {"password": "wrong"}, REMOTE_ADDR=f"203.0.113.{number}").status_code
            for number in range(11)
        ]
        assert codes == [422] * 10 + [429]

    def test_trying_which_aliases_are_taken_is_counted_per_person(self, ada: Person, signed_in: SignIn) -> None:
        browser = signed_in(ada)
        form = {"alias": "Bo Madeup", "locale": "en", "time_zone": "Nowhere/At/All", "country": ""}
        codes = [
            browser.post("/account/profile/", form, REMOTE_ADDR=f"203.0.113.{number}").status_code
            for number in range(21)
        ]
        assert codes == [422] * 20 + [429]

    def test_the_table_keeps_nobodys_name_or_address(self, ada: Person) -> None:
        Client(REMOTE_ADDR="203.0.113.5").post("/sign-in/", WRONG)
        keys = list(RateBucket.objects.values_list("key", flat=True))
        assert len(keys) == 2
        assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)

    def test_every_limited_name_exists(self) -> None:
        from django.urls import NoReverseMatch, reverse

        for name in LIMITS:
            try:
                assert reverse(name)
            except NoReverseMatch:
                assert reverse(name, args=["token"])

    def test_an_address_without_a_name_is_not_counted(self, rf) -> None:
        request = rf.post("/")
        request.resolver_match = None
        assert middleware.TryLimits(lambda _: None).process_view(request) is None  # type: ignore[arg-type]  # it is never asked


TRY_OFTEN = """
import django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {name!r}
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.WHITENOISE_AUTOREFRESH = True
settings.STORAGES = {{"staticfiles": {{"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}}}
client = Client()
codes = [client.post("/sign-in/", {{"login": "ada madeup", "password": "wrong"}}).status_code for _ in range(15)]
print(codes.count(422), codes.count(429))
"""


@pytest.mark.django_db(transaction=True)
def test_the_limit_holds_across_processes(ada: Person) -> None:
    name = connection.settings_dict["NAME"]
    command = [sys.executable, "-c", TRY_OFTEN.format(name=name)]
    environment = {**os.environ, "PYTHONPATH": "src"}
    processes = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        for _ in range(2)
    ]
    told = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], told
    counts = [tuple(int(number) for number in out.split()) for out, _ in told]
    assert [sum(column) for column in zip(*counts, strict=True)] == [20, 10]
