"""Kinds of meetings that can be chosen without choosing a fellowship first."""

import pytest
from django.test import Client

from alongside.meetings.asking import Asked, Point
from alongside.meetings.finding import find_meetings
from alongside.meetings.kinds import kinds
from alongside.meetings.programs import type_words
from tests.meetings.conftest import NOW, MakeMeeting
from tests.meetings.searching import page, soon


@pytest.mark.parametrize(
    ("kind", "program", "code", "is_it"),
    [
        ("wheelchair", "aa", "X", True),
        ("wheelchair", "rd", "WA", True),
        ("wheelchair", "slaa", "X", True),
        ("wheelchair", "aa", "XB", False),
        ("women", "na", "W", True),
        ("men", "na", "W", False),
        ("beginners", "aa", "BE", True),
        ("beginners", "na", "BEG", True),
        ("beginners", "ga", "20", True),
        ("lgbtq", "na", "GL", True),
        ("lgbtq", "aa", "T", True),
        ("lgbtq", "aca", "T", False),  # Fellowship Text
        ("lgbtq", "aca", "G", True),
        ("lgbtq", "sca", "GL", False),  # Graphic Language
        ("young", "ca", "Y", True),
        ("young", "aca", "Y", False),  # Yellow Workbook Study
        ("young", "aca", "YA", True),
        ("open", "aa", "O", True),
        ("open", "al-anon", "O", True),
        ("open", "sia", "OSH", False),  # Open Share Format
    ],
)
def test_a_kind_is_what_the_fellowship_means_by_its_code(
    make_meeting: MakeMeeting, kind: str, program: str, code: str, is_it: bool
) -> None:
    make_meeting(program=program, types=[code], attendance="hybrid")
    for point, attendance in ((Point(39.95, -75.16), ""), (None, ""), (None, "online")):
        asked = Asked(kind=kind, point=point, attendance=attendance)
        assert bool(find_meetings(asked, now=NOW).found) == is_it, type_words(program, code)


def test_every_kind_has_codes_that_are_sure() -> None:
    assert {name: bool(one.sure) for name, one in kinds().items()} == dict.fromkeys(kinds(), True)


def test_kinds_can_be_chosen_before_any_fellowship_is(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Sisters", types=["W"], program="na", **soon())
    make_meeting(name="Everybody", types=["O"], **soon())
    text = page(client)
    assert '<option value="women">Women</option>' in text
    assert "It has kinds of its own: they can be chosen once you have looked for it." in text
    found = page(client, place="19103", kind="women")
    assert "Sisters" in found
    assert "Everybody" not in found
    assert "<bdi>Women</bdi>" in found
    both = page(client, place="19103", kind="women", program="aa")
    assert "Kind, in its own words" in both
    assert "Sisters" not in both


def test_an_address_from_before_is_still_a_search(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Sisters", types=["W"], **soon())
    assert "Sisters" in page(client, place="19103", types="W")
    assert "Sisters" in page(client, place="19103", types="W", program="aa")
    page(client, 422, place="19103", kind="made-up")
