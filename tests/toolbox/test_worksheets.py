"""Worksheets as data: what a file may say, what is kept of an answer, and what becomes of it when a file changes."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.errors import Invalid
from alongside.toolbox.answers import NOTHING, Answer, Contents, Value, contents_after, from_text, is_strong, to_text
from alongside.toolbox.checking import checked
from alongside.toolbox.practices import practices
from alongside.toolbox.wording import AnswerView, answer_view, in_short, scale_choices
from alongside.toolbox.worksheets import NEEDS, Kind, read_worksheets, worksheets

SHORT = {"key": "one", "kind": "short", "asks": "What rests you?"}
GOOD: dict[str, Any] = {"order": 2, "title": "Look back", "why": "It rests the mind.", "fields": [SHORT]}


def written(folder: Path, name: str = "look-back", **changed: object) -> Path:
    """Write a file of a worksheet, changed in some places."""
    (folder / f"{name}.json").write_text(json.dumps({**GOOD, **changed}))
    return folder


class TestFiles:
    def test_the_ones_that_come_along_are_in_order(self) -> None:
        assert list(worksheets()) == [
            "urges", "thoughts", "abc", "weighing", "change", "values", "gratitude", "message",
        ]  # fmt: skip
        assert [one.key for one in worksheets().values() if one.surfs] == ["urges"]
        assert [one.key for one in worksheets().values() if one.at_hand] == ["message"]
        kinds = {field.kind for one in worksheets().values() for field in one.fields}
        assert kinds == set(Kind) == set(NEEDS)

    def test_a_community_adds_one_with_a_file_and_nothing_else(self, tmp_path: Path) -> None:
        written(tmp_path, "second")
        table = {"key": "rows", "kind": "table", "asks": "Who and when?", "columns": ["Who", "When"], "most": 2}
        written(tmp_path, "first", order=1, fields=[SHORT, table], at_hand=True)
        found = read_worksheets(tmp_path)
        assert list(found) == ["first", "second"]
        assert found["first"].texts == (
            "Look back",
            "It rests the mind.",
            "What rests you?",
            "Who and when?",
            "Who",
            "When",
        )
        with translation.override("es"):
            view = answer_view(Answer("one", "What rests you?", "A cup"), found["first"].fields[0])
        assert view == AnswerView("What rests you?", words="A cup")

    @pytest.mark.parametrize(
        ("name", "changed", "fault"),
        [
            ("Look back", {}, "the name of the file is its address"),
            ("x", {"order": True}, "order is a whole number"),
            ("x", {"title": " "}, "title and why are texts"),
            ("x", {"at_hand": 1}, "at_hand is true or false"),
            ("x", {"fields": []}, "fields is a list of up to 20"),
            ("x", {"fields": [3]}, "every field has a key"),
            ("x", {"fields": [{**SHORT, "key": "A"}]}, "every field has a key"),
            ("x", {"fields": [{**SHORT, "kind": "sound"}]}, "one: kind is one of short, long"),
            ("x", {"fields": [{**SHORT, "kind": ["short"]}]}, "one: kind is one of short, long"),
            (
                "x",
                {"fields": [{**SHORT, "kind": "choice", "choices": ["A", "A"]}]},
                "no two choices and no two",
            ),
            ("x", {"fields": [{**SHORT, "most": 3}]}, "one: a short needs nothing beside"),
            ("x", {"fields": [{**SHORT, "kind": "lines"}]}, r"one: a lines needs \['most'\] beside"),
            ("x", {"fields": [{**SHORT, "kind": "lines", "most": 21}]}, "one: most is a number from 1 to 20"),
            ("x", {"fields": [{**SHORT, "asks": ""}]}, "one: asks, help, low and high are texts"),
            ("x", {"fields": [{**SHORT, "kind": "scale", "low": "", "high": "Much"}]}, "low and high are texts"),
            ("x", {"fields": [{**SHORT, "kind": "choice", "choices": ["A"]}]}, "lists of texts, two or more"),
            (
                "x",
                {"fields": [{**SHORT, "kind": "table", "columns": ["A", "B", "C", "D", "E"], "most": 9}]},
                "most is a number from 1 to 8; one: a table has up to 4 columns",
            ),
            ("x", {"fields": [SHORT, SHORT]}, "no two fields have the same key"),
            ("x", {"surf": {"steps": ["Wait."]}}, "surf has steps and after"),
            ("x", {"surf": {"steps": [], "after": ["one"]}}, "the steps of surf are texts; after names some"),
            ("x", {"surf": {"steps": ["Wait."], "after": ["two"]}}, "after names some of the fields, not all"),
            ("x", {"sound": "bell"}, r"nobody knows \['sound'\]"),
        ],
    )
    def test_a_file_that_is_not_right_is_named_with_its_fault(
        self, tmp_path: Path, name: str, changed: dict[str, object], fault: str
    ) -> None:
        with pytest.raises(ValueError, match=rf"{name}\.json: .*{fault}"):
            read_worksheets(written(tmp_path, name, **changed))

    def test_what_a_practice_leads_to_is_there(self) -> None:
        assert {one.leads_to for one in practices().values()} - {""} <= worksheets().keys()


class TestAnswers:
    @pytest.mark.parametrize(
        ("key", "field", "given", "kept"),
        [
            ("abc", "a", "  A letter \r\ncame ", "A letter \ncame"),
            ("abc", "a", " ", None),
            ("gratitude", "good", "Tea\n\n  A call \nRain", ("Tea", "A call", "Rain")),
            ("gratitude", "good", "\n", None),
            ("urges", "strong", 0, 0),
            ("urges", "strong", None, None),
            ("urges", "strong", "", None),
            ("values", "when", "Today", "Today"),
            ("values", "when", "", None),
            ("change", "steps", [["Walk", "", " Sol "], ["", " ", ""]], (("Walk", "", "Sol"),)),
            ("change", "steps", [["", "", ""]], None),
        ],
    )
    def test_is_kept_as_it_was_meant(self, key: str, field: str, given: object, kept: Value | None) -> None:
        assert checked(worksheets()[key], {field: given}) == {field: kept}

    @pytest.mark.parametrize(
        ("key", "field", "given"),
        [
            ("urges", "body", "x" * 201),
            ("abc", "a", "x" * 4001),
            ("abc", "a", "turned \u202e over"),
            ("gratitude", "good", "a\nb\nc\nd"),
            ("gratitude", "good", "x" * 301),
            ("urges", "strong", 11),
            ("urges", "strong", "3"),
            ("urges", "strong", True),
            ("values", "when", "Never"),
            ("change", "steps", [["x" * 201, "", ""]]),
            ("change", "steps", [["one", "two"]]),
            ("change", "steps", [["a", "b", "c"]] * 5),
        ],
    )
    def test_what_cannot_be_kept_is_said_of_its_field(self, key: str, field: str, given: object) -> None:
        with pytest.raises(Invalid) as refused:
            checked(worksheets()[key], {field: given})
        assert refused.value.field == f"sheet-{field}"

    def test_a_field_that_is_not_asked_is_refused(self) -> None:
        with pytest.raises(Invalid):
            checked(worksheets()["abc"], {"z": "x"})

    def test_stand_in_the_order_of_the_worksheet_and_keep_what_was_not_asked(self) -> None:
        urges = worksheets()["urges"]
        first = contents_after(urges, NOTHING, {"body": "Jaw", "strong": 8})
        assert [one.key for one in first.answers] == ["strong", "body"]
        then = contents_after(urges, first, {"after": 3, "body": None})
        assert [(one.key, one.value) for one in then.answers] == [("strong", 8), ("after", 3)]

    def test_a_question_that_is_gone_stays_with_its_answer(self) -> None:
        old = Contents("Old name", (Answer("gone", "What was asked once?", "Rain"),))
        new = contents_after(worksheets()["abc"], old, {"a": "Sun"})
        assert [(one.asks, one.value) for one in new.answers] == [
            ("What happened?", "Sun"),
            ("What was asked once?", "Rain"),
        ]
        assert new.title == "What happened, and what I made of it"
        assert answer_view(new.answers[1], None) == AnswerView("What was asked once?", words="Rain")

    def test_a_table_whose_columns_changed_keeps_its_cells(self) -> None:
        field = worksheets()["change"].field("steps")
        assert field
        answer = Answer("steps", "Asked", (("Walk", "Six"),))
        assert answer_view(answer, field).columns == ("", "")
        assert answer_view(answer, replace(field, columns=("A", "B"))).columns == ("A", "B")

    @pytest.mark.parametrize(
        ("said", "strong"), [({"strong": 7}, True), ({"strong": 9, "after": 6}, False), ({}, False)]
    )
    def test_the_last_number_says_whether_an_urge_is_strong(self, said: dict[str, Value], *, strong: bool) -> None:
        urges = worksheets()["urges"]
        assert is_strong(urges, contents_after(urges, NOTHING, said)) is strong
        assert not is_strong(worksheets()["thoughts"], contents_after(worksheets()["thoughts"], NOTHING, {"after": 9}))

    def test_are_said_in_the_language_of_the_reader_only_where_they_are_ours(self) -> None:
        when = worksheets()["values"].field("when")
        with translation.override("es"):
            assert answer_view(Answer("when", "x", "Today"), when).words == "Hoy"
            assert answer_view(Answer("own", "x", "Today"), None).words == "Today"

    def test_the_ends_of_a_scale_say_what_they_mean(self) -> None:
        choices = scale_choices(worksheets()["urges"].fields[0])
        assert choices[0] == ("0", "0: Hardly there")
        assert choices[1] == ("1", "1")
        assert choices[-1] == ("10", "10: As strong as can be")
        assert len(choices) == 11

    def test_in_short_is_one_text(self) -> None:
        rows = AnswerView("x", columns=("A", "B"), rows=(("Walk", ""), ("Call", "Sol")))
        assert in_short(rows) == "Walk\nCall, Sol"
        assert in_short(AnswerView("x", lines=("a", "b"))) == "a\nb"


lines = st.lists(st.text(min_size=1), min_size=1, max_size=4).map(tuple)
rows = st.lists(lines, min_size=1, max_size=3).map(tuple)


@given(st.lists(st.one_of(st.integers(0, 10), st.text(min_size=1), lines, rows), max_size=4))
def test_what_is_written_down_is_read_again(values: list[Any]) -> None:
    held = Contents("Any", tuple(Answer(f"f{place}", "Asks", value) for place, value in enumerate(values)))
    assert from_text(to_text(held)) == held


def test_the_example_of_the_documentation_is_one(tmp_path: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "explanation" / "toolbox.md"
    example = next(block for block in page.read_text().split("```json\n")[1:] if '"fields"' in block).split("```")[0]
    (tmp_path / "visit.json").write_text(example)
    assert {one.kind for one in read_worksheets(tmp_path)["visit"].fields} == set(Kind)
