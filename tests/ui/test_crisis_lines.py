"""The crisis lines: what must be in the file, and that a mistake in it is noticed while reading."""

import copy
import json
import re
from typing import Any

import pytest

from alongside.ui.crisis_lines import (
    DATA_FILE,
    Emergency,
    Hours,
    Purpose,
    Service,
    TextWay,
    UnusableCrisisLines,
    crisis_lines,
    parse_crisis_lines,
    tel_address,
)

PROMISED = re.findall(r"\w+", "US CA GB IE AU NZ IN ZA DE AT CH FR ES MX NL BE IT PT BR JP EU")
IN_THE_UNION = re.findall(r"\w+", "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE")

SMALL: dict[str, Any] = {
    "checked": {"month": "2026-11", "how": "made up", "confirmed_by_operator": False},
    "anywhere": {"dial": "112", "reaches": ["police"]},
    "countries": {
        "XY": {
            "emergency": [{"dial": "112", "reaches": ["police", "fire"]}],
            "lines": [
                {
                    "name": "Made-up Line",
                    "for": ["suicide"],
                    "dial": "0800 12 34",
                    "also": ["116 123"],
                    "press": "2",
                    "text": {"dial": "50808", "word": "HELLO THERE"},
                    "chat": "https://chat.example",
                    "hours": {"opens": "08:00", "closes": "02:00"},
                    "languages": ["en", "es"],
                    "source": {"name": "Made-up Trust", "url": "https://trust.example"},
                }
            ],
        }
    },
}


@pytest.mark.parametrize("code", PROMISED)
def test_every_promised_country_has_an_emergency_number_and_a_line(code: str) -> None:
    country = crisis_lines().of(code)
    assert country is not None
    assert country.emergency
    assert country.lines


def test_112_is_there_for_the_whole_european_union() -> None:
    for code in IN_THE_UNION:
        country = crisis_lines().of(code)
        assert country is not None
        assert "112" in [number.dial for number in country.emergency], code


@pytest.mark.parametrize(
    ("code", "first", "line", "dial"),
    [
        ("US", "911", "988 Suicide & Crisis Lifeline", "988"),
        ("CA", "911", "9-8-8: Suicide Crisis Helpline", "988"),
        ("GB", "999", "Samaritans", "116 123"),
        ("IE", "112", "Samaritans", "116 123"),
        ("AU", "000", "Lifeline", "13 11 14"),
        ("NZ", "111", "1737, need to talk?", "1737"),
        ("IN", "112", "Tele-MANAS", "14416"),
        ("FR", "112", "3114, numéro national de prévention du suicide", "3114"),
        ("BR", "190", "CVV, Centro de Valorização da Vida", "188"),
        ("MX", "911", "Línea de la Vida", "800 911 2000"),
    ],
)
def test_some_numbers_by_heart(code: str, first: str, line: str, dial: str) -> None:
    country = crisis_lines().of(code)
    assert country is not None
    assert (country.emergency[0].dial, country.lines[0].name, country.lines[0].dial) == (first, line, dial)


def test_veterans_press_one() -> None:
    country = crisis_lines().of("us")
    assert country is not None
    veterans = next(line for line in country.lines if Purpose.VETERANS in line.purposes)
    assert (veterans.dial, veterans.press, veterans.text) == ("988", "1", TextWay("838255", ""))


def test_the_file_admits_that_nobody_has_compared_it_yet() -> None:
    assert not crisis_lines().checked.confirmed_by_operator


def test_no_line_is_there_twice_in_a_country() -> None:
    for country in crisis_lines().countries.values():
        names = [(line.name, line.dial) for line in country.lines]
        assert len(names) == len(set(names)), country.code


def test_an_unknown_country_is_none() -> None:
    assert crisis_lines().of("ZZ") is None


def test_everything_a_line_can_say_is_read() -> None:
    country = parse_crisis_lines(SMALL).of("xy")
    assert country is not None
    assert country.emergency == (Emergency("112", (Service.POLICE, Service.FIRE)),)
    line = country.lines[0]
    assert (line.dial, line.also, line.press) == ("0800 12 34", ("116 123",), "2")
    assert line.text == TextWay("50808", "HELLO THERE")
    assert line.text.address == "sms:50808?body=HELLO%20THERE"
    assert line.hours == Hours("08:00", "02:00")
    assert not line.hours.always
    assert (line.languages, line.chat) == (("en", "es"), "https://chat.example")


def test_a_number_is_dialled_without_its_spaces() -> None:
    assert tel_address("1-800-662-4357") == "tel:18006624357"
    assert tel_address("*4141") == "tel:*4141"
    assert TextWay("988", "").address == "sms:988"


def _line(data: dict[str, Any]) -> dict[str, Any]:
    line = data["countries"]["XY"]["lines"][0]
    assert isinstance(line, dict)
    return line


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (["checked", "month"], "November", "checked: month"),
        (["checked", "how"], "", "checked: how"),
        (["checked", "confirmed_by_operator"], "no", "checked: confirmed_by_operator"),
        (["anywhere", "dial"], "one one two", "anywhere: dial"),
        (["countries"], [], "countries: must be an object"),
        (["countries", "xy"], {}, "countries: xy is not a country code"),
        (["countries", "XY", "emergency"], [], "XY: an emergency number is missing"),
        (["countries", "XY", "emergency"], "112", "XY: emergency must be a list"),
        (["countries", "XY", "emergency", 0, "reaches"], [], "XY.emergency[0]: reaches is missing"),
        (["countries", "XY", "emergency", 0, "reaches"], ["army"], "XY.emergency[0].reaches[0]: 'army'"),
        (["countries", "XY", "lines", 0, "hourz"], "always", "XY.lines[0]: hourz is not known"),
        (["countries", "XY", "lines", 0, "name"], "", "XY.lines[0]: name"),
        (["countries", "XY", "lines", 0, "name"], None, "XY.lines[0]: name"),
        (["countries", "XY", "lines", 0, "for"], [], "XY.lines[0]: for is missing"),
        (["countries", "XY", "lines", 0, "dial"], "0800-HELP", "XY.lines[0]: dial"),
        (["countries", "XY", "lines", 0, "also"], [116123], "XY.lines[0].also[0]"),
        (["countries", "XY", "lines", 0, "press"], "12", "XY.lines[0]: press"),
        (["countries", "XY", "lines", 0, "text"], "50808", "XY.lines[0].text: must be an object"),
        (["countries", "XY", "lines", 0, "chat"], "http://chat.example", "XY.lines[0]: chat must be an https"),
        (["countries", "XY", "lines", 0, "hours"], {"opens": "8", "closes": "9"}, "XY.lines[0].hours: opens"),
        (["countries", "XY", "lines", 0, "hours"], {"opens": "08:00", "closes": "08:00"}, "opens and closes"),
        (["countries", "XY", "lines", 0, "languages"], ["English"], "XY.lines[0].languages[0]"),
        (["countries", "XY", "lines", 0, "source"], {"name": "Somebody"}, "XY.lines[0].source: url is missing"),
        (["countries", "XY", "lines", 0, "source", "url"], "https://", "XY.lines[0].source: url"),
        (["more"], 1, "file: more is not known"),
    ],
)
def test_a_mistake_in_the_file_is_named(path: list[Any], value: object, where: str) -> None:
    data = copy.deepcopy(SMALL)
    *steps, last = path
    place: Any = data
    for step in steps:
        place = place[step]
    place[last] = value
    with pytest.raises(UnusableCrisisLines) as caught:
        parse_crisis_lines(data)
    assert where in str(caught.value)


def test_a_line_nobody_can_reach_is_refused() -> None:
    data = copy.deepcopy(SMALL)
    for way in ("dial", "text", "chat"):
        del _line(data)[way]
    with pytest.raises(UnusableCrisisLines, match="no way to reach it"):
        parse_crisis_lines(data)


def test_the_file_keeps_its_countries_in_order() -> None:
    codes = list(json.loads(DATA_FILE.read_text(encoding="utf-8"))["countries"])
    assert codes == sorted(codes)
