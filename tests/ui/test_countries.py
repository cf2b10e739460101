"""Where a reader seems to be, and countries by name."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from alongside.ui.context import country_of
from alongside.ui.countries import country_choices, country_in_languages, country_name


@pytest.mark.parametrize(
    ("header", "country"),
    [
        ("de-AT", "AT"),
        ("de-at,en;q=0.5", "AT"),
        ("de-AT, en;q=0.8", "AT"),
        ("en;q=0.9, en-GB;q=0.5, en-IE;q=0.8", "IE"),
        ("zh-Hant-TW", "TW"),
        ("es-419, es-MX;q=0.9", "MX"),
        ("de, en", ""),
        ("", ""),
        ("*", ""),
        ("en-US;q=nonsense", "US"),
        (";;;,,,-,--", ""),
        ("x" * 5000, ""),
    ],
)
def test_the_region_of_the_most_wanted_language_counts(header: str, country: str) -> None:
    assert country_in_languages(header) == country


def test_without_anybody_signed_in_the_browser_is_asked() -> None:
    assert country_of(RequestFactory().get("/", headers={"accept-language": "fr-BE"})) == "BE"


def test_every_country_can_be_chosen_and_no_group_of_countries() -> None:
    choices = dict(country_choices())
    assert choices["DE"] == "Germany"
    assert choices["NZ"] == "New Zealand"
    assert len(choices) > 240
    assert not {"EU", "UN", "ZZ", "XA"} & set(choices)


def test_names_follow_the_reader() -> None:
    with translation.override("es"):
        assert country_name("US") == "Estados Unidos"
        assert dict(country_choices())["DE"] == "Alemania"
    assert country_name("QQ") == "QQ"
