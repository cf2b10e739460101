"""Codes, device words and time zones."""

import re

import pytest
from django import forms
from django.utils import translation

from alongside.accounts import codes, zones
from alongside.accounts.devices import device_word
from alongside.accounts.fields import PlaceZoneField, ZoneField

ANDROID_FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"
WINDOWS_EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1"


def test_recovery_codes_have_75_bits_and_are_all_different() -> None:
    made = {codes.make_recovery_code() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"[2-9A-HJ-NP-Z]{5}(-[2-9A-HJ-NP-Z]{5}){2}", code) for code in made)
    assert len(codes.SIGNS) == 32


def test_a_code_is_read_however_it_is_typed() -> None:
    code = codes.make_recovery_code()
    assert codes.normal_code(f"  {code.lower().replace('-', ' ')}\n") == codes.normal_code(code)
    assert len(codes.normal_code(code)) == 15


def test_tokens_carry_256_bits_and_a_mark() -> None:
    assert len(codes.make_link_token()) == 43
    token = codes.make_api_token()
    assert token.startswith("als_")
    assert len(token) == 47


@pytest.mark.parametrize(
    ("user_agent", "word"),
    [
        (ANDROID_FIREFOX, "Firefox on Android"),
        (WINDOWS_EDGE, "Edge on Windows"),
        (IPHONE, "Safari on iPhone"),
        ("curl/8.0", ""),
        ("Something on Linux", "Linux"),
        ("", ""),
        ("x" * 1_000_000, ""),
    ],
)
def test_a_device_is_named_coarsely(user_agent: str, word: str) -> None:
    assert device_word(user_agent) == word


def test_zones_are_grouped_and_named_in_the_readers_language() -> None:
    with translation.override("es"):
        groups = {str(region): dict(places) for region, places in zones.zone_choices()}
        assert "Europe/Berlin" in {zone for places in groups.values() for zone in places}
        assert zones.zone_name("Europe/Berlin") == "Berlín"
    with translation.override("en"):
        assert dict(dict(zones.zone_choices())["Europe"])["Europe/Berlin"] == "Berlin"  # type: ignore[index]  # the head of a group is str or lazy
        assert zones.zone_name("UTC") == "UTC"


def test_an_older_zone_name_is_known_and_listed_when_it_is_somebodys() -> None:
    assert "Asia/Calcutta" in zones.known_zones()
    listed = {zone for _, places in zones.zone_choices() for zone, _ in places}
    assert "Asia/Calcutta" not in listed
    also = {zone for _, places in zones.zone_choices("Asia/Calcutta") for zone, _ in places}
    assert also == {*listed, "Asia/Calcutta"}


@pytest.mark.parametrize("zone", ["", "Etc/GMT+5", "localtime", "../etc/passwd", "posix/Europe/Berlin", "EST"])
def test_what_is_no_place_is_no_zone(zone: str) -> None:
    assert zone not in zones.known_zones()


def test_every_listed_zone_is_known() -> None:
    assert {zone for _, places in zones.zone_choices() for zone, _ in places} <= zones.known_zones()


class _Asked(forms.Form):
    own = ZoneField()
    place = PlaceZoneField("Where?", "The clock there.")


def shown(form: forms.Form, name: str) -> str:
    return form[name].as_widget()


@pytest.mark.parametrize("name", ["own", "place"])
@pytest.mark.parametrize("kept", ["Asia/Calcutta", "Europe/Berlin"])
def test_the_list_holds_the_zone_it_begins_with(name: str, kept: str) -> None:
    line = f'<option value="{kept}" selected>'
    assert shown(_Asked(initial={name: kept}), name).count(line) == 1
    assert shown(_Asked({name: kept}), name).count(line) == 1
    assert " selected" not in shown(_Asked({name: "<b>Moon/Base"}), name)
    assert "Moon" not in shown(_Asked({name: "<b>Moon/Base"}), name)


def test_a_browser_proposes_its_zone_only_where_it_is_ones_own_and_nobody_chose() -> None:
    assert "data-zone" in shown(_Asked(), "own")
    assert "data-zone" not in shown(_Asked(initial={"own": "UTC"}), "own")
    assert "data-zone" not in shown(_Asked(), "place")
    assert "data-zone" in shown(_Asked(), "own")
