"""The faults of a feed: each code by its name, the same ones together, by the fellowship whose meetings these are."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from alongside.config import cli
from alongside.meetings import sentences
from alongside.meetings.checking import Fault, check, together
from alongside.meetings.formats import read_feed
from tests.meetings.conftest import large

# As BMLT servers give them.
FORMATS = {"key_string": "B", "name_string": "Beginners", "lang": "en", "id": "1", "world_id": "BEG"}
BODIES = {"id": "1", "parent_id": "0", "name": "Area", "description": "", "type": "AS"}
KEYS = {"key": "weekday_tinyint", "description": "Weekday"}
SERVER = {"version": "2.16.6", "langs": "en"}


@pytest.fixture(autouse=True)
def _on_the_database_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_django", nullcontext)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["meetings", *arguments])


def guide(*types: list[str], **more: Any) -> bytes:
    """Return a feed with a meeting of each of these kinds, right but for that."""
    right = {"name": "A", "day": 1, "time": "19:00", "latitude": 1, "longitude": 1, "address": "Street 1", **more}
    return json.dumps([{**right, "slug": f"m{place}", "types": codes} for place, codes in enumerate(types)]).encode()


def server(*formats: str) -> bytes:
    right = {
        "weekday_tinyint": 2, "start_time": "19:00:00", "meeting_name": "A", "venue_type": 1, "latitude": 1,
        "longitude": 1, "location_street": "Street 1",
    }  # fmt: skip
    return json.dumps(
        [{"id_bigint": str(place), **right, "formats": one} for place, one in enumerate(formats)]
    ).encode()


def said(body: bytes, program: str = "") -> list[tuple[str, str, str]]:
    return [(one.slug, one.field, one.value) for one in check(body, of="meeting-guide", program=program)]


def test_each_code_that_a_fellowship_does_not_know_is_named() -> None:
    assert said(guide(["O", "ZZ", "YY"], ["O"]), "aa") == [("m0", "types", "YY"), ("m0", "types", "ZZ")]


def test_a_record_that_names_its_fellowship_is_read_by_the_codes_of_that_one() -> None:
    assert said(guide(["CPT"], program="na"), "aa") == []
    assert said(guide(["CPT"], program="na")) == []
    assert said(guide(["CPT"]), "aa") == [("m0", "types", "CPT")]


def test_where_nobody_says_whose_meetings_these_are_codes_are_asked_about_once() -> None:
    (one,) = check(guide(["O", "CPT"], ["CPT", "JFT"], ["CPT"]), of="meeting-guide")
    assert (one.slug, one.field, one.value, one.is_error) == ("", "types", "CPT, JFT", False)
    assert one.sentence == "A code of another fellowship?"


def test_what_a_record_says_wrong_of_several_days_counts_once() -> None:
    assert len(check(guide(["ZZ"], day=[1, 2, 3]), of="meeting-guide", program="aa")) == 1


def test_the_same_fault_of_many_records_is_one_with_the_first_of_them() -> None:
    faults = [Fault(f"m{number}", "types", "Odd.", "", value="ZZ") for number in range(5)]
    other = Fault("m0", "types", "Odd.", "", value="YY")
    assert [(one.records, one.slugs, one.fault.value) for one in together([*faults, other])] == [
        (5, ["m0", "m1", "m2"], "ZZ"),
        (1, ["m0"], "YY"),
    ]


@pytest.mark.parametrize("of", ["meeting-guide", "bmlt"])
@pytest.mark.parametrize(
    ("records", "why"),
    [
        ([FORMATS, FORMATS], sentences.OTHER_OF_BMLT),
        ([BODIES], sentences.OTHER_OF_BMLT),
        ([KEYS], sentences.OTHER_OF_BMLT),
        ([SERVER], sentences.NOT_MEETINGS),
        ([{"a": 1}, "text"], sentences.NOT_MEETINGS),
    ],
)
def test_a_list_of_something_else_is_no_list_of_meetings(records: list[Any], why: str, of: str) -> None:
    body = json.dumps(records).encode()
    assert read_feed(body, of=of, program="aa").refusal == why
    assert [(one.sentence, one.is_error) for one in check(body, of=of)] == [(why, True)]


@pytest.mark.parametrize("name", ["GetFieldKeys", "GetFormats.en", "GetFormats.show_all.es", "GetServiceBodies"])
def test_the_other_lists_of_a_real_server_are_none_either(name: str) -> None:
    assert read_feed(large(f"bmlt/{name}.json"), of="meeting-guide", program="aa").refusal == sentences.OTHER_OF_BMLT


def test_one_record_without_anything_beside_a_meeting_is_skipped_and_the_meeting_is_there() -> None:
    feed = read_feed(json.dumps([{"a": 1}, {"slug": "a", "name": "A"}]).encode(), of="meeting-guide", program="aa")
    assert ([one.source_slug for one in feed.listings], len(feed.skipped)) == (["a"], 1)


@pytest.mark.django_db
class TestCommand:
    """`alongside meetings check`."""

    def write(self, tmp_path: Path, body: bytes) -> str:
        path = tmp_path / "office.json"
        path.write_bytes(body)
        return str(path)

    def test_the_answer_of_a_server_is_that_of_narcotics_anonymous(self, tmp_path: Path) -> None:
        result = run("check", self.write(tmp_path, server("BT,Pi", "Pi", "JT")))
        assert result.stdout.splitlines() == [
            (
                "warning 2 records types Pi: It has a type that its fellowship does not know. "
                "Please use the codes of its list. First: 0, 1"
            ),
            "0 errors, 2 warnings",
        ]
        assert result.exit_code == 0

    def test_the_fellowship_is_what_was_said_or_that_of_the_source(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, guide(["CPT"]))
        asked = run("check", path).stdout.splitlines()
        assert asked[0].startswith("warning types CPT: A code of another fellowship? Please say whose")
        assert run("check", path, "--program", "na").stdout == "0 errors, 0 warnings\n"
        assert run("check", path, "--program", "xyz").exit_code == 2
        run("import", path, "--program", "na")
        assert run("check", path).stdout == "0 errors, 0 warnings\n"

    def test_import_takes_what_a_server_answers_for_narcotics_anonymous_too(self, tmp_path: Path) -> None:
        from alongside.meetings.models import Meeting

        run("import", self.write(tmp_path, server("BT")))
        assert Meeting.objects.get().program == "na"

    def test_one_error_is_one(self, tmp_path: Path) -> None:
        result = run("check", self.write(tmp_path, json.dumps([FORMATS]).encode()))
        assert result.stdout.splitlines() == [
            f"error   feed: {sentences.OTHER_OF_BMLT} Nothing of it can be used.",
            "1 error, 0 warnings",
        ]
        assert result.exit_code == 1
