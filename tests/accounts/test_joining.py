"""Joining: an alias and a passphrase, nothing else, and codes that are shown once."""

from datetime import datetime

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client

from alongside.accounts import policies, services
from alongside.accounts.models import Person, RecoveryCode, RoleGrant, Session, SignInLink
from alongside.accounts.services.codes import code_digest
from alongside.audit.models import Entry
from alongside.kernel.errors import Conflict, Invalid
from alongside.kernel.models import DataKey
from tests.accounts.conftest import PASSPHRASE
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db
FORM = {"alias": "Quiet River", "passphrase": PASSPHRASE, "country": "", "time_zone": "Europe/Berlin"}


def join(now: datetime, **changes: str) -> services.Joined:
    values = {**FORM, "locale": "es", **changes}
    return services.join(**values, now=now)  # type: ignore[arg-type]  # a dict of the texts join takes


def test_joining_makes_a_person_with_their_own_key_and_ten_codes(now: datetime) -> None:
    joined = join(now, country="DE")
    person = Person.objects.get(alias_key="quiet river")
    assert (person.alias, person.locale, person.time_zone, person.country) == (
        "Quiet River",
        "es",
        "Europe/Berlin",
        "DE",
    )
    assert person.created_at == now
    assert person.check_password(PASSPHRASE)
    assert DataKey.objects.get().id == person.data_key_id
    assert len(set(joined.recovery_codes)) == 10
    kept = {bytes(digest) for digest in RecoveryCode.objects.values_list("digest", flat=True)}
    assert kept == {code_digest(code) for code in joined.recovery_codes}
    entry = Entry.objects.get()
    assert (entry.action, entry.actor, entry.about, entry.at) == ("person.joined", person.id, person.id, now)


def test_a_taken_alias_is_refused_and_leaves_nothing_behind(now: datetime) -> None:
    join(now)
    with pytest.raises(Conflict, match="already uses this alias") as caught:
        join(now, alias="QUIET  RIVER")
    assert caught.value.field == "alias"
    assert Person.objects.count() == DataKey.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("alias", "a@b.example", "looks like an e-mail address"),
        ("alias", "+49 30 1234567", "looks like a phone number"),
        ("alias", "x", "at least 2 characters"),
        ("alias", "x" * 41, "up to 40 characters"),
        ("alias", "Ada\u202e", "do not show"),
        ("alias", "\u0410da", "several alphabets"),
        ("passphrase", "short", "at least 12 characters"),
        ("passphrase", "x" * 257, "up to 256 characters"),
        ("passphrase", "1q2w3e4r5t6y", "guessed first"),
        ("passphrase", "passwordpassword", "repeats the same few"),
        ("passphrase", "Quiet River!", "too much like your alias"),
        ("passphrase", "ababababababab", "repeats the same few"),
        ("time_zone", "Moon/Crater", "do not know this time zone"),
        ("country", "XX", "do not know this country"),
        ("locale", "tlh", "do not speak this language"),
    ],
)
def test_what_cannot_be_used_is_named(now: datetime, field: str, value: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as caught:
        join(now, **{field: value})
    assert caught.value.field == field
    assert Person.objects.count() == 0


def test_another_failure_of_the_database_is_not_taken_for_a_taken_alias(now: datetime, make_person: MakePerson) -> None:
    person = make_person("Ada Madeup")
    person.alias, person.alias_key = "Other", "other"
    with pytest.raises(IntegrityError, match="pkey"):
        services.joining._save_new(person, now=now)


def test_an_unknown_rule_of_the_operators_own_speaks_for_itself(now: datetime, settings) -> None:
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"}]
    with pytest.raises(Invalid, match="entirely numeric"):
        join(now, passphrase="48151623424815162342")


def test_the_operator_makes_an_account_that_only_a_link_opens(now: datetime) -> None:
    person = services.create_person(alias="Greta Madeup", roles=["organiser", "listener"], now=now)
    assert not person.has_usable_password()
    assert set(person.role_grants.values_list("role", flat=True)) == {"organiser", "listener"}
    assert Entry.objects.get().action == "person.created"
    with pytest.raises(Conflict):
        services.create_person(alias="greta madeup", now=now)
    with pytest.raises(Invalid, match="king is not a role"):
        services.create_person(alias="Other", roles=["king"], now=now)


class TestThePage:
    def test_joining_signs_in_and_shows_the_codes_until_they_are_kept(self, client: Client) -> None:
        answer = client.post("/join/", {**FORM, "next": "/account/"}, headers={"Accept-Language": "es"})
        assert (answer.status_code, answer["Location"]) == (302, "/account/recovery-codes/")
        person = Person.objects.get()
        assert person.locale == "es"
        page = client.get("/account/recovery-codes/")
        codes = page.context["codes"]
        assert len(codes) == 10
        assert all(code in page.content.decode() for code in codes)
        assert codes[0] not in Session.objects.get(person=person).session_data
        assert codes[0] not in str(client.session.items())
        done = client.post("/account/recovery-codes/")
        assert (done.status_code, done["Location"]) == (302, "/account/")
        assert client.get("/account/recovery-codes/").context["codes"] == ()
        assert policies.visible_recovery_codes(person).count() == 10

    def test_what_a_passphrase_needs_is_said_once_and_that_it_has_to_be_typed_again(self, client: Client) -> None:
        page = client.post("/join/", {**FORM, "passphrase": "short"}).content.decode()
        assert page.count("A passphrase needs at least 12 characters.") == 1
        summary = page.partition('<div class="notice problem"')[2].partition("</div>")[0]
        assert '<a href="#id_passphrase">Passphrase</a>' in summary
        assert summary.count("Only a passphrase has to be typed again.") == 1
        assert summary.index("#id_passphrase") < summary.index("Only a passphrase"), "what is wrong comes first"

    def test_without_a_wish_it_goes_on_to_the_first_steps(self, client: Client) -> None:
        client.post("/join/", {**FORM, "next": "https://elsewhere.example/"})
        assert client.post("/account/recovery-codes/")["Location"] == "/begin/"

    def test_the_codes_can_be_taken_along_as_a_text_while_they_are_shown(self, client: Client) -> None:
        client.post("/join/", FORM)
        codes = client.get("/account/recovery-codes/").context["codes"]
        answer = client.get("/account/recovery-codes/file/")
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
        assert answer["Cache-Control"] == "no-store"
        lines = answer.content.decode().splitlines()
        assert lines == [f"Recovery codes for {settings.BASE_URL}", "", *codes]
        assert FORM["alias"] not in answer.content.decode()
        client.post("/account/recovery-codes/")
        assert client.get("/account/recovery-codes/file/").status_code == 404

    def test_codes_that_cannot_be_kept_now_wait_until_they_are(self, client: Client) -> None:
        client.post("/join/", FORM)
        codes = client.get("/account/recovery-codes/").context["codes"]
        assert client.post("/account/recovery-codes/", {"later": "yes"})["Location"] == "/begin/"
        assert client.get("/account/recovery-codes/").context["codes"] == codes
        assert client.post("/account/recovery-codes/")["Location"] == "/"
        assert client.get("/account/recovery-codes/").context["codes"] == ()

    def test_only_alias_and_passphrase_are_in_the_way(self, client: Client) -> None:
        before, folded = client.get("/join/").content.decode().split("<details", 1)
        assert [name in before for name in ('name="alias"', 'name="passphrase"')] == [True, True]
        assert [name in before for name in ('name="country"', 'name="time_zone"')] == [False, False]
        # Open, and only then folded by a script that has guessed the zone: without scripts it is to be seen.
        assert " open" in folded.partition(">")[0]
        assert "data-guessed" in folded.partition(">")[0]
        wrong = client.post("/join/", {**FORM, "time_zone": "Mars/North"}).content.decode()
        assert "data-guessed" not in wrong

    def test_errors_keep_what_was_typed_and_never_the_passphrase(self, client: Client, ada: Person) -> None:
        answer = client.post("/join/", {**FORM, "alias": "ADA MADEUP", "country": "NL"})
        assert "data-guessed" in answer.content.decode(), "what is not wrong is folded away"
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "already uses this alias" in text
        assert 'value="ADA MADEUP"' in text
        assert '<option value="NL" selected>' in text
        assert PASSPHRASE not in text

    def test_all_errors_show_at_once(self, client: Client) -> None:
        answer = client.post("/join/", {"alias": "x", "passphrase": "y", "time_zone": "z", "country": "zz"})
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"alias", "passphrase", "time_zone", "country"}

    def test_an_older_zone_name_of_a_browser_is_taken(self, client: Client) -> None:
        assert client.post("/join/", {**FORM, "time_zone": "Asia/Calcutta"}).status_code == 302
        assert '<option value="Asia/Calcutta" selected>' in client.get("/account/profile/").content.decode()

    def test_who_is_signed_in_goes_on(self, client: Client, ada: Person) -> None:
        client.force_login(ada)
        assert client.get("/join/?next=/account/")["Location"] == "/account/"
        assert client.get("/join/")["Location"] == "/"

    def test_the_countries_and_zones_are_named_in_the_readers_language(self, client: Client) -> None:
        text = client.get("/join/", headers={"Accept-Language": "es"}).content.decode()
        assert "Alemania" in text
        assert "Berlín" in text

    @pytest.mark.parametrize("field", ["alias", "passphrase", "country", "time_zone", "next"])
    @pytest.mark.parametrize("value", ["\x00", "a\x00b", "x" * 1_000_000, "\u202e\u2066", "<script>alert(1)", ""])
    def test_hostile_values_get_a_sentence(self, client: Client, field: str, value: str) -> None:
        answer = client.post("/join/", {**FORM, "alias": "x", field: value * 3 if "<" in value else value})
        assert answer.status_code == 422
        assert "<script>alert" not in answer.content.decode()
        assert Person.objects.count() == 0


class TestConstraints:
    @pytest.mark.parametrize(
        ("fields", "constraint"),
        [
            ({"alias": ""}, "accounts_person_alias"),
            ({"alias_key": ""}, "accounts_person_alias"),
            ({"country": "de"}, "accounts_person_country"),
            ({"country": "D"}, "accounts_person_country"),
            ({"time_zone": ""}, "accounts_person_place"),
            ({"locale": ""}, "accounts_person_place"),
        ],
    )
    def test_a_person(self, ada: Person, fields: dict[str, str], constraint: str) -> None:
        with pytest.raises(IntegrityError, match=constraint):
            Person.objects.filter(id=ada.id).update(**fields)

    def test_an_alias_is_one_persons(self, ada: Person, ben: Person) -> None:
        with pytest.raises(IntegrityError, match="alias_key"):
            Person.objects.filter(id=ben.id).update(alias_key=ada.alias_key)

    def test_a_data_key_is_one_persons(self, ada: Person, ben: Person) -> None:
        with pytest.raises(IntegrityError, match="data_key"):
            Person.objects.filter(id=ben.id).update(data_key=ada.data_key)

    def test_a_role_is_given_once_and_is_known(self, ada: Person, now: datetime) -> None:
        RoleGrant.objects.create(person=ada, role="listener", created_at=now)
        with pytest.raises(IntegrityError, match="accounts_rolegrant_known"), services.joining.transaction.atomic():
            RoleGrant.objects.create(person=ada, role="king", created_at=now)
        with pytest.raises(IntegrityError, match="accounts_rolegrant_once"):
            RoleGrant.objects.create(person=ada, role="listener", created_at=now)

    def test_a_link_ends_after_it_began(self, ada: Person, now: datetime) -> None:
        with pytest.raises(IntegrityError, match="accounts_signinlink_expiry"):
            SignInLink.objects.create(person=ada, digest=b"x", created_at=now, expires_at=now)
