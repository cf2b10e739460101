"""Practices as data: what a file may say, that every text can be translated, and where they are offered."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from alongside.toolbox.practices import PACES, practices, read_practices
from alongside.toolbox.texts import TEXTS
from alongside.toolbox.wording import practice_view
from alongside.toolbox.worksheets import read_worksheets, worksheets
from alongside.ui.at_hand import at_hand
from scripts.practices import FILE, source
from tests.circles.browser import text_of
from tests.conftest import MakePerson

GOOD: dict[str, Any] = {
    "order": 2,
    "title": "Look out",
    "why": "It rests the eyes.",
    "steps": ["Find the far roof."],
}


def written(folder: Path, name: str = "look-out", **changed: object) -> Path:
    """Write a file of a practice, changed in some places."""
    (folder / f"{name}.json").write_text(json.dumps({**GOOD, **changed}))
    return folder


class TestFiles:
    def test_the_ones_that_come_along_are_in_order(self) -> None:
        assert list(practices()) == ["breathing", "grounding", "urge"]
        assert [one.pace for one in practices().values()] == ["4-6", None, None]

    def test_a_community_adds_one_with_a_file_and_nothing_else(self, tmp_path: Path) -> None:
        written(tmp_path, "second")
        written(tmp_path, "first", order=1, pace="4-6")
        found = read_practices(tmp_path)
        assert list(found) == ["first", "second"]
        assert found["second"].texts == ("Look out", "It rests the eyes.", "Find the far roof.")
        with translation.override("es"):
            assert practice_view(found["second"]).steps == ("Find the far roof.",)

    @pytest.mark.parametrize(
        ("name", "changed", "fault"),
        [
            ("Look out", {}, "the name of the file is its address"),
            ("x", {"order": "first"}, "order is a whole number"),
            ("x", {"title": " "}, "title, why and every step are texts"),
            ("x", {"why": None}, "title, why and every step are texts"),
            ("x", {"order": True}, "order is a whole number"),
            ("x", {"steps": "Look."}, "title, why and every step are texts"),
            ("x", {"steps": 3}, "title, why and every step are texts"),
            ("x", {"steps": []}, "title, why and every step are texts"),
            ("x", {"steps": ["Look.", 3]}, "title, why and every step are texts"),
            ("x", {"pace": "9-9"}, "pace is one of 4-6"),
            ("x", {"leads_to": "A Sheet"}, "leads_to is the name of a worksheet"),
            ("x", {"sound": "bell"}, r"nobody knows \['sound'\]"),
        ],
    )
    def test_a_file_that_is_not_right_is_named_with_its_fault(
        self, tmp_path: Path, name: str, changed: dict[str, object], fault: str
    ) -> None:
        with pytest.raises(ValueError, match=rf"{name}\.json: .*{fault}"):
            read_practices(written(tmp_path, name, **changed))

    @pytest.mark.parametrize(("text", "fault"), [("{", "this is no JSON"), ("[]", "a file holds one object")])
    def test_what_is_no_object_is_named_too(self, tmp_path: Path, text: str, fault: str) -> None:
        (tmp_path / "broken.json").write_text(text)
        for read in (read_practices, read_worksheets):
            with pytest.raises(ValueError, match=rf"broken\.json: {fault}"):
                read(tmp_path)

    def test_gettext_knows_every_text(self) -> None:
        """After a change: `python -m scripts.practices`."""
        assert FILE.read_text(encoding="utf-8") == source()
        files = (*practices().values(), *worksheets().values())
        assert {text for one in files for text in one.texts} == TEXTS

    def test_every_pace_has_a_circle_that_moves(self) -> None:
        styles = (Path(FILE).parent / "static" / "toolbox" / "breath.css").read_text()
        for pace in PACES:
            assert f".pace-{pace} " in styles
            assert f"@keyframes pace-{pace} " in styles


@pytest.mark.django_db
class TestPages:
    def test_every_step_is_on_the_page_that_a_browser_keeps(self) -> None:
        said = text_of(Client().get("/offline/"))
        assert [text for one in practices().values() for text in one.texts if text not in said] == []
        spanish = text_of(Client().get("/offline/", headers={"accept-language": "es"}))
        assert "Suelta el aire despacio" in spanish

    def test_nobody_needs_an_account_and_every_step_is_text(self) -> None:
        said = text_of(Client().get("/toolbox/breathing/"))
        for step in practices()["breathing"].steps:
            assert step in said
        assert Client().get("/toolbox/nothing/").status_code == 404
        listed = text_of(Client().get("/toolbox/"))
        assert [one.title for one in practices().values() if one.title not in listed] == []

    def test_the_circle_moves_only_where_there_is_a_pace(self) -> None:
        assert "breathes along" in text_of(Client().get("/toolbox/breathing/"))
        assert "breathes along" not in text_of(Client().get("/toolbox/grounding/"))

    def test_they_are_at_hand_for_somebody_new(self, make_person: MakePerson) -> None:
        person: Person = make_person("Odd Owner")
        found = at_hand(person, now=current_time())
        assert [(one.order, one.address) for one in found] == [
            (30, "/toolbox/breathing/"),
            (30, "/toolbox/grounding/"),
            (30, "/toolbox/urge/"),
            (90, "/plans/safety/"),
        ]
        browser = Client()
        browser.force_login(person)
        assert "Something to steady you Breathe out slowly" in text_of(browser.get("/"))
