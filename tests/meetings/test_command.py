"""`alongside meetings`: what it prints, and with which code it ends."""

import json
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from alongside.config import cli
from alongside.meetings.models import Meeting, Source
from tests.meetings.conftest import HERE

pytestmark = pytest.mark.django_db
TIMES = str(HERE / "times.2024-09-28.json")


@pytest.fixture(autouse=True)
def _on_the_database_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_django", nullcontext)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["meetings", *arguments])


def test_import_counts_and_remembers_what_was_said() -> None:
    first = run("import", TIMES, "--program", "aa", "--timezone", "America/Chicago", "--json")
    assert (first.exit_code, json.loads(first.stdout)) == (
        0,
        {"added": 9, "changed": 0, "unchanged": 0, "gone": 0, "skipped": [], "held": None},
    )
    again = run("import", TIMES)
    assert (again.exit_code, again.stdout) == (0, "0 added, 0 changed, 9 unchanged, 0 gone, 0 skipped\n")
    assert Source.objects.get().timezone == "America/Chicago"
    assert Meeting.objects.filter(timezone="America/Chicago").count() == 9


def test_a_dry_run_says_the_same_and_keeps_nothing() -> None:
    result = run("import", TIMES, "--dry-run", "--json")
    assert (result.exit_code, json.loads(result.stdout)["added"]) == (0, 9)
    assert not Source.objects.exists()


def test_what_is_held_or_skipped_ends_with_one(tmp_path: Path) -> None:
    held = run("import", str(HERE / "invalid-malformed.json"), "--json")
    assert (held.exit_code, json.loads(held.stdout)["held"][:20]) == (1, "The feed is not JSON")
    feed = tmp_path / "odd.json"
    feed.write_text('[{"slug": "odd", "name": "Odd", "day": 9, "time": "19:00"}, {"slug": "good", "name": "Good"}]')
    odd = run("import", str(feed), "--timezone", "Europe/Berlin")
    assert (odd.exit_code, odd.stdout) == (1, "1 added, 0 changed, 0 unchanged, 0 gone, 1 skipped\n")
    assert odd.stderr.startswith("skipped odd: Its day is no day of the week.")


def test_a_file_that_cannot_be_read_leaves_no_source_behind() -> None:
    broken = str(HERE / "invalid-malformed.json")
    assert run("import", broken).exit_code == 1
    assert not Source.objects.exists()
    run("import", TIMES, "--name", "Office")
    assert run("import", broken, "--name", "Office").exit_code == 1
    assert Source.objects.get().readings.filter(outcome="failed").count() == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nothing.json"], "nothing.json cannot be read: No such file or directory."),
        ([TIMES, "--timezone", "Nowhere"], "There is no time zone Nowhere"),
        ([TIMES, "--program", "xyz"], "There is no programme xyz"),
        ([TIMES, "--format", "xml"], "'xml' is not one of"),
    ],
)
def test_what_cannot_be_used_ends_with_two(arguments: list[str], sentence: str) -> None:
    result = run("import", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def test_a_zone_and_a_fellowship_that_nothing_tells_are_not_taken_in_silence(tmp_path: Path) -> None:
    feed = tmp_path / "office.json"
    monday = {"day": 1, "time": "19:30"}
    records = [
        {"slug": "told", "name": "Told", "program": "na",
         "formatted_address": "1600 Arch St, Philadelphia, PA 19103", **monday},
        {"slug": "vague", "name": "Vague", "location": "Library", **monday},
        {"slug": "online", "name": "Online", "conference_url": "https://zoom.us/j/1", "city": "Amarillo",
         "state": "TX", **monday},
    ]  # fmt: skip
    feed.write_text(json.dumps(records))
    tried, first = run("import", str(feed), "--dry-run"), run("import", str(feed))
    assert first.stdout == "3 added, 0 changed, 0 unchanged, 0 gone, 0 skipped\n"
    assert (
        first.stderr
        == tried.stderr
        == (
            "supposed, 1: nothing tells their time zone, so UTC is taken, and their times may be wrong. "
            "Please say it: --timezone America/New_York. First: vague\n"
            "supposed, 2: nothing tells whose they are, so Alcoholics Anonymous is taken. "
            "Please say it: --program na. First: vague, online\n"
        )
    )
    zones = dict(Meeting.objects.values_list("slug", "timezone"))
    assert zones == {"told": "America/New_York", "vague": "UTC", "online": "America/Chicago"}
    mended = run("import", str(feed), "--timezone", "Europe/Berlin")
    assert (mended.stdout, mended.stderr) == ("0 added, 1 changed, 2 unchanged, 0 gone, 0 skipped\n", "")
    assert Meeting.objects.get(slug="vague").timezone == "Europe/Berlin"


def test_export_writes_what_import_reads(tmp_path: Path) -> None:
    run("import", TIMES, "--timezone", "America/Chicago")
    out = tmp_path / "out.json"
    assert run("export", str(out)).exit_code == 0
    assert {one["slug"] for one in json.loads(out.read_text())} >= {"monday-7pm", "appointment"}
    assert run("export").stdout == out.read_text()


def test_check_names_each_fault_and_ends_with_one_when_there_are_errors(tmp_path: Path) -> None:
    feed = tmp_path / "odd.json"
    feed.write_text(
        json.dumps(
            [
                {"slug": "odd", "name": "Odd", "day": 9, "time": "19:00"},
                {
                    "slug": "zoom",
                    "name": "Zoom",
                    "day": 1,
                    "time": "19:00",
                    "types": ["O", "ZZ"],
                    "attendance_option": "online",
                    "conference_url": "https://zoom.example/1",
                    "notes": "Password: x12",
                },
            ]
        )
    )
    found = run("check", str(feed), "--program", "aa", "--json")
    said = json.loads(found.stdout)
    assert (found.exit_code, said["errors"], said["warnings"]) == (1, 1, 3)
    assert [(one["slug"], one["field"], one["is_error"]) for one in said["faults"]] == [
        ("odd", "day", True),
        ("zoom", "timezone", False),
        ("zoom", "notes", False),
        ("zoom", "types", False),
    ]
    good = run("check", str(HERE / "timezones.json"))
    assert (good.exit_code, good.stdout.splitlines()[-1]) == (0, "0 errors, 4 warnings")


def test_what_is_held_says_what_it_would_bring(tmp_path: Path) -> None:
    feed = tmp_path / "office.json"
    records = [{"slug": f"m{number}", "name": f"Meeting {number}"} for number in range(4)]
    feed.write_text(json.dumps(records))
    run("import", str(feed))
    feed.write_text(json.dumps(records[:2]))
    result = run("import", str(feed))
    assert result.stderr.splitlines() == [
        "held: More than three in ten meetings of this source would be lost at once.",
        "let in, it would leave 2 meetings of 4: 0 added, 0 changed, 2 lost",
        "lost: Meeting 2",
        "lost: Meeting 3",
    ]


def test_check_in_a_fresh_data_folder_makes_no_database(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "alongside", "meetings", "check", TIMES]
    found = subprocess.run(
        command, env={**environment, "ALONGSIDE_DATA_DIR": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.splitlines()[-1].startswith("0 errors, ")
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize("command", ["check", "import"])
def test_a_database_that_nobody_has_prepared_is_a_sentence(command: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE meetings_source RENAME TO meetings_not_there_yet")
    result = run(command, TIMES)
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: The database is not prepared for this release: please run `alongside migrate` first, "
        "or `alongside serve`.\n"
    )


def test_check_that_is_told_whose_meetings_these_are_asks_no_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE meetings_source RENAME TO meetings_not_there_yet")
    assert run("check", TIMES, "--program", "aa").exit_code == 0
