"""The meetings somebody saved, over the API: theirs alone."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.kernel.clock import current_time
from alongside.meetings.models import Attended, Meeting, Saved
from tests.api.conftest import MakeProgram, problem_of

pytestmark = pytest.mark.django_db


def test_saving_reminding_noting_and_taking_out(public: Meeting, program: MakeProgram, ona: Person) -> None:
    ona_program = program(ona)
    made = ona_program.post("/my-meetings", {"slug": "quiet"})
    assert made.status_code == 201
    again = ona_program.post("/my-meetings", {"slug": "quiet"})
    assert again.json() == made.json()
    at = f"/my-meetings/{made.json()['id']}"
    assert ona_program.send("PUT", f"{at}/reminder", {"minutes": 30}).json()["remind_minutes"] == 30
    assert ona_program.send("PUT", f"{at}/reminder", {"minutes": None}).json()["remind_minutes"] is None
    there = ona_program.post(f"{at}/there", {"on_date": "2026-03-03"}).json()
    one = ona_program.get(at).json()
    assert (one["slug"], one["name"], one["there"]) == ("quiet", "Quiet evening", [there])
    assert ona_program.get("/my-meetings").json() == {"items": [one], "next_cursor": None}
    assert ona_program.send("DELETE", f"{at}/there/{there['id']}").status_code == 204
    assert ona_program.get(at).json()["there"] == []
    assert ona_program.send("DELETE", at).status_code == 204
    assert not Saved.objects.exists()
    noted = Entry.objects.filter(actor=ona.id, action__startswith="meetings.")
    assert noted.filter(action="meetings.saved").count() == 1
    assert noted.filter(action="meetings.saved_removed").count() == 1


def test_what_cannot_be_used_is_named(attended: Attended, program: MakeProgram, ona: Person) -> None:
    ona_program, at = program(ona), f"/my-meetings/{attended.saved_id}"
    assert problem_of(ona_program.send("PUT", f"{at}/reminder", {"minutes": 17}), 422)["field"] == "minutes"
    later = (current_time().date() + timedelta(days=3)).isoformat()
    assert problem_of(ona_program.post(f"{at}/there", {"on_date": later}), 422)["field"] == "on_date"
    problem_of(ona_program.post("/my-meetings", {"slug": "made-up"}), 404)
    assert list(Attended.objects.values_list("on_date", flat=True)) == [date(2026, 3, 3)]


@pytest.mark.parametrize("is_there", [True, False])
def test_one_that_is_not_listed_any_more_keeps_only_the_name_it_was_saved_by(
    attended: Attended, program: MakeProgram, ona: Person, is_there: bool
) -> None:
    if is_there:
        Meeting.objects.update(name="CANARY-NEW-NAME", state="gone")
    else:
        Meeting.objects.all().delete()
    answer = program(ona).get("/my-meetings")
    (one,) = answer.json()["items"]
    assert (one["slug"], one["name"], one["next_start"]) == (None, "Quiet evening", None)
    assert "CANARY" not in answer.content.decode()


def test_nobody_sees_what_another_saved(attended: Attended, program: MakeProgram, sam: Person) -> None:
    assert program(sam).get("/my-meetings").json()["items"] == []


def test_a_longer_list_takes_no_more_queries(
    attended: Attended, public: Meeting, program: MakeProgram, ona: Person
) -> None:
    ona_program = program(ona)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            ona_program.get("/my-meetings")
        return len(seen)

    queries()
    few = queries()
    for slug in ("two", "three"):
        Meeting.objects.create(**{**_values(public), "slug": slug})
        saved = UUID(ona_program.post("/my-meetings", {"slug": slug}).json()["id"])
        Attended.objects.create(saved_id=saved, on_date=date(2026, 3, 3), created_at=public.created_at)
    assert queries() == few


def _values(row: Meeting) -> dict[str, object]:
    names = ("name", "program", "attendance", "rhythm", "day", "time", "timezone", "created_at", "changed_at")
    return {**{name: getattr(row, name) for name in names}, "state_since": row.state_since}
