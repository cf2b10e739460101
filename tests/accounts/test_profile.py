"""What a person is called, and in which language and zone they are spoken to."""

from datetime import datetime

import pytest
from django.db import DataError, IntegrityError
from django.test import Client

from alongside.accounts import services
from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.kernel.errors import Conflict, Invalid
from tests.accounts.conftest import SignIn

pytestmark = pytest.mark.django_db
FORM = {"alias": "Calm Sea", "locale": "es", "time_zone": "America/Lima", "country": "PE"}


def test_a_profile_is_changed(ada: Person, now: datetime) -> None:
    services.change_profile(actor=ada, **FORM, now=now)
    assert (ada.alias, ada.alias_key, ada.locale, ada.time_zone, ada.country) == (
        "Calm Sea",
        "calm sea",
        "es",
        "America/Lima",
        "PE",
    )
    entry = Entry.objects.get()
    assert (entry.action, entry.actor, entry.about) == ("profile.changed", ada.id, ada.id)


def test_an_alias_somebody_has_is_refused_and_nothing_changes(ada: Person, ben: Person, now: datetime) -> None:
    with pytest.raises(Conflict, match="already uses this alias") as caught:
        services.change_profile(actor=ada, **{**FORM, "alias": "BEN  madeup"}, now=now)
    assert caught.value.field == "alias"
    ada.refresh_from_db()
    assert (ada.alias, ada.locale) == ("Ada Madeup", "en")
    assert not Entry.objects.exists()


def test_ones_own_alias_may_get_other_capitals(ada: Person, now: datetime) -> None:
    services.change_profile(actor=ada, **{**FORM, "alias": "ADA madeup"}, now=now)
    assert ada.alias == "ADA madeup"


@pytest.mark.parametrize(
    ("field", "value"), [("alias", "x"), ("locale", "tlh"), ("time_zone", "Moon/Base"), ("country", "ZZ")]
)
def test_what_cannot_be_used_is_named(ada: Person, now: datetime, field: str, value: str) -> None:
    with pytest.raises(Invalid) as caught:
        services.change_profile(actor=ada, **{**FORM, field: value}, now=now)
    assert caught.value.field == field


def test_the_columns_hold_no_more_than_they_should(ada: Person) -> None:
    with pytest.raises((DataError, IntegrityError)):
        Person.objects.filter(id=ada.id).update(alias="x" * 41)


class TestThePage:
    def test_saving(self, ada: Person, signed_in: SignIn) -> None:
        browser = signed_in(ada)
        assert browser.post("/account/profile/", FORM)["Location"] == "/account/"
        page = browser.get("/account/")
        assert page["Content-Language"] == "es"
        assert "Aquí te llaman Calm Sea." in page.content.decode()
        assert [str(message) for message in page.context["messages"]] == ["Your profile is saved."]
        form = browser.get("/account/profile/").content.decode()
        assert 'value="Calm Sea"' in form
        assert '<option value="America/Lima" selected>' in form

    def test_a_taken_alias_keeps_what_was_typed(self, ada: Person, ben: Person, signed_in: SignIn) -> None:
        answer = signed_in(ada).post("/account/profile/", {**FORM, "alias": "Ben Madeup"})
        assert answer.status_code == 422
        assert 'value="Ben Madeup"' in answer.content.decode()
        assert "already uses this alias" in answer.content.decode()

    def test_a_strangers_browser_is_asked_to_sign_in(self) -> None:
        for path in (
            "/account/",
            "/account/profile/",
            "/account/sessions/",
            "/account/export/",
            "/account/erase/",
            "/account/passphrase/",
        ):
            assert Client().get(path)["Location"] == f"/sign-in/?next={path}"
            assert Client().post(path).status_code == 302

    @pytest.mark.parametrize("field", ["alias", "locale", "time_zone", "country"])
    @pytest.mark.parametrize("value", ["\x00", "x" * 1_000_000, "\u202e"])
    def test_hostile_values_get_a_sentence(self, ada: Person, signed_in: SignIn, field: str, value: str) -> None:
        answer = signed_in(ada).post("/account/profile/", {**FORM, field: value})
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {field}

    def test_an_alias_with_markup_is_only_text(self, ada: Person, signed_in: SignIn) -> None:
        browser = signed_in(ada)
        assert browser.post("/account/profile/", {**FORM, "alias": "<b>Ada</b>"}).status_code == 302
        assert "<b>Ada" not in browser.get("/account/").content.decode()

    def test_times_are_shown_in_ones_own_zone(self, ada: Person, signed_in: SignIn) -> None:
        browser = signed_in(ada)
        session = browser.session
        session["started_at"] = "2999-03-04T20:00:00+00:00"
        session.save()
        assert (
            'Signed in <time datetime="2999-03-04T20:00:00+00:00">4 March 2999, 21:00</time>'
            in browser.get("/account/sessions/").content.decode()
        )

    def test_the_page_costs_the_same_however_many_devices(
        self, ada: Person, signed_in: SignIn, django_assert_num_queries
    ) -> None:
        browser = signed_in(ada)
        browser.get("/account/sessions/")
        with django_assert_num_queries(3):  # session, person, sessions
            browser.get("/account/sessions/")
        signed_in(ada), signed_in(ada)
        with django_assert_num_queries(3):
            browser.get("/account/sessions/")


class TestTheLanguage:
    def test_who_is_not_signed_in_gets_a_cookie(self, client: Client) -> None:
        answer = client.post("/language/", {"language": "es", "next": "/sign-in/"})
        assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")
        assert client.get("/sign-in/")["Content-Language"] == "es"

    def test_who_is_signed_in_is_spoken_to_in_it_everywhere(self, ada: Person, signed_in: SignIn) -> None:
        browser = signed_in(ada)
        assert browser.post("/language/", {"language": "es", "next": "/account/"})["Location"] == "/account/"
        ada.refresh_from_db()
        assert ada.locale == "es"
        assert signed_in(ada).get("/account/")["Content-Language"] == "es"

    @pytest.mark.parametrize("language", ["", "\x00", "tlh", "x" * 1_000_000])
    def test_a_language_we_do_not_speak(self, ada: Person, signed_in: SignIn, language: str) -> None:
        assert signed_in(ada).post("/language/", {"language": language}).status_code == 422
        assert Client().post("/language/", {"language": language}).status_code == 302
        assert Client().get("/language/").status_code == 405
        ada.refresh_from_db()
        assert ada.locale == "en"

    def test_the_service(self, ada: Person, now: datetime) -> None:
        services.change_locale(actor=ada, locale="es", now=now)
        assert ada.locale == "es"
        with pytest.raises(Invalid, match="do not speak"):
            services.change_locale(actor=ada, locale="tlh", now=now)
