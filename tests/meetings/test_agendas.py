"""Formats of meetings as data: what a file may say, what one meeting makes of it, and that all of it can be said."""

import json
from pathlib import Path
from typing import Any

import pytest

from alongside.meetings.agenda_texts import TEXTS
from alongside.meetings.agendas import (
    EVERYONE,
    Kind,
    Reading,
    Role,
    agenda,
    held,
    meeting_formats,
    minutes_of,
    read_formats,
)
from alongside.meetings.enums import RoleKind
from scripts.agendas import FILE, source

PART: dict[str, Any] = {
    "key": "one", "kind": "opening", "title": "Begin", "minutes": 5, "role": "chair", "guidance": ["Say hello."],
}  # fmt: skip
GOOD: dict[str, Any] = {
    "order": 2,
    "name": "Walk together",
    "purpose": "For walkers.",
    "share_minutes": 3,
    "segments": [PART],
}


def written(folder: Path, code: str = "walk", /, **changed: object) -> Path:
    """Write a file of a format, changed in some places."""
    (folder / f"{code}.json").write_text(json.dumps({**GOOD, **changed}))
    return folder


def test_the_five_that_come_along_are_in_order_and_fit_an_hour_and_a_half() -> None:
    found = meeting_formats()
    assert list(found) == ["twelve-step", "tools", "sitting", "open-circle", "family"]
    assert {code: one.minutes for code, one in found.items()} == {
        "twelve-step": 60, "tools": 88, "sitting": 60, "open-circle": 60, "family": 60,
    }  # fmt: skip
    for one in found.values():
        assert (one.segments[0].kind, one.segments[-1].kind) == (Kind.OPENING, Kind.CLOSING)
        assert any(part.kind == Kind.SHARING for part in one.segments)
    assert any(part.own_reading for part in found["twelve-step"].segments)


def test_roles_of_formats_are_those_that_a_meeting_can_have() -> None:
    assert [*map(str, Role), RoleKind.OWN] == RoleKind.values
    assert {part.role for one in meeting_formats().values() for part in one.segments} <= {*Role, EVERYONE}


def test_every_text_is_listed_for_translators() -> None:
    assert FILE.read_text(encoding="utf-8") == source(), "run python -m scripts.agendas"
    assert {text for one in meeting_formats().values() for text in one.texts} == TEXTS


def test_a_community_adds_one_with_a_file_and_nothing_else(tmp_path: Path) -> None:
    written(tmp_path, "second")
    written(tmp_path, "first", order=1, segments=[{**PART, "own_reading": True}, {**PART, "key": "two"}])
    found = read_formats(tmp_path)
    assert list(found) == ["first", "second"]
    assert (found["first"].minutes, found["first"].segments[0].own_reading) == (10, True)
    assert found["second"].texts == ("Walk together", "For walkers.", "Begin", "Say hello.")


@pytest.mark.parametrize(
    ("name", "changed", "fault"),
    [
        ("Walk on", {}, "the name of the file is its address"),
        ("x", {"sound": "bell"}, "a file has order, name, purpose, share_minutes and segments"),
        ("x", {"order": True}, "order is a whole number"),
        ("x", {"name": " "}, "name and purpose are texts"),
        ("x", {"share_minutes": 0}, "share_minutes is a number from 1 to 120"),
        ("x", {"segments": []}, "segments is a list of up to 20"),
        ("x", {"segments": [3]}, "every segment has a key"),
        ("x", {"segments": [{**PART, "key": "A"}]}, "every segment has a key"),
        ("x", {"segments": [{**PART, "sound": "bell"}]}, "one: a segment has key, kind"),
        ("x", {"segments": [{**PART, "kind": "dance"}]}, "one: kind is one of opening, welcome"),
        ("x", {"segments": [{**PART, "kind": ["opening"]}]}, "one: kind is one of opening, welcome"),
        ("x", {"segments": [{**PART, "role": "king"}]}, "one: role is one of chair, .*everyone"),
        ("x", {"segments": [{**PART, "minutes": 121}]}, "one: minutes is a number from 1 to 120"),
        ("x", {"segments": [{**PART, "minutes": True}]}, "one: minutes is a number from 1 to 120"),
        ("x", {"segments": [{**PART, "guidance": "Go."}]}, "one: title is a text, guidance a list of sentences"),
        ("x", {"segments": [{**PART, "guidance": []}]}, "one: title is a text, guidance a list of sentences"),
        ("x", {"segments": [{**PART, "own_reading": 1}]}, "one: own_reading is true or false"),
        ("x", {"segments": [PART, PART]}, "no two segments have the same key"),
    ],
)
def test_a_file_that_is_not_right_is_named_with_its_fault(
    tmp_path: Path, name: str, changed: dict[str, object], fault: str
) -> None:
    with pytest.raises(ValueError, match=rf"{name}\.json: .*{fault}"):
        read_formats(written(tmp_path, name, **changed))


def test_a_file_that_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{")
    with pytest.raises(ValueError, match=r"x\.json: this is no JSON"):
        read_formats(tmp_path)


def test_one_meeting_changes_minutes_leaves_parts_out_and_puts_its_own_reading_in() -> None:
    family = meeting_formats()["family"]
    own = Reading("Our words", "We are glad that you are here.")
    items = agenda(family, {"sharing": 45, "boundaries": 0, "gone": 3}, {"reading": own})
    assert len(items) == len(family.segments)
    assert [one.segment.key for one in items if one.is_left_out] == ["boundaries"]
    assert minutes_of(items) == 60 + 15 - 8
    assert {one.segment.key: one.reading for one in held(items) if one.reading} == {"reading": own}
