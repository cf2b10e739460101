"""Plans, medication and worksheets over the API: one's own, what is shared with one, and nobody else's."""

from datetime import datetime, time, timedelta

import pytest

from alongside.accounts.models import Person
from alongside.audit.models import Entry as Noted
from alongside.circles import services as circles
from alongside.circles.models import Tie
from alongside.kernel.schedule import label_at
from alongside.medication import services as medication
from alongside.medication.details import Draft, When
from alongside.medication.models import Entry, Medicine
from alongside.plans import services as plans
from alongside.plans.steps import PlanKind, Step
from alongside.toolbox import services as worksheets
from alongside.toolbox.details import Filled
from alongside.toolbox.models import Sheet
from alongside.toolbox.worksheets import worksheets as kinds
from tests.api.conftest import NAME_CANARY, MakeProgram, Program, problem_of


@pytest.fixture
def own(program: MakeProgram, ona: Person) -> Program:
    """Ona's program."""
    return program(ona)


class TestPlans:
    @pytest.fixture
    def plan(self, ona: Person, tie: Tie, at: datetime) -> None:
        """Two steps of Ona's safety plan; the one with Sam in it is shared with him."""
        for step, lines, ties in ((Step.SIGNS, ("CANARY-SIGN",), ()), (Step.HELPERS, ("Aunt 555 0100",), (tie.id,))):
            plans.write_step(actor=ona, kind=PlanKind.SAFETY, step=step, lines=lines, tie_ids=ties, now=at)
        plans.share_step(actor=ona, kind=PlanKind.SAFETY, step=Step.HELPERS, tie_ids=[tie.id], now=at)

    def test_ones_own_is_whole(self, own: Program, plan: None, tie: Tie) -> None:
        [shown] = own.get("/plans").json()
        assert (shown["kind"], shown["title"]) == ("safety", "Your safety plan")
        steps = {one["step"]: one for one in shown["steps"]}
        assert list(steps) == ["signs", "alone", "company", "helpers", "services", "safer"]
        assert steps["signs"]["lines"] == ["CANARY-SIGN"]
        assert steps["helpers"]["people"] == [{"tie": str(tie.id), "name": NAME_CANARY, "standing": "with them"}]
        assert steps["helpers"]["readers"] == [NAME_CANARY]

    def test_a_supporter_reads_exactly_what_is_shared_and_that_is_noted(
        self, program: MakeProgram, sam: Person, plan: None, tie: Tie
    ) -> None:
        theirs = program(sam, "read")
        assert theirs.get("/plans").json() == []
        assert theirs.get("/plans/shared").json() == [{"tie": str(tie.id), "alias": "Ona Madeup"}]
        [shown] = theirs.get(f"/plans/shared/{tie.id}").json()
        [step] = shown["steps"]
        assert step["lines"] == [NAME_CANARY, "Aunt 555 0100"]
        assert Noted.objects.filter(action="plan.read", actor=sam.id, subject=tie.id).count() == 1

    def test_it_ends_with_the_tie(self, program: MakeProgram, sam: Person, plan: None, tie: Tie, at: datetime) -> None:
        circles.leave_tie(actor=sam, tie_id=tie.id, now=at)
        assert program(sam).get("/plans/shared").json() == []
        problem_of(program(sam).get(f"/plans/shared/{tie.id}"), 404)

    def test_a_stranger_reads_nothing(self, program: MakeProgram, max_: Person, plan: None, tie: Tie) -> None:
        assert program(max_).get("/plans").json() == program(max_).get("/plans/shared").json() == []
        problem_of(program(max_).get(f"/plans/shared/{tie.id}"), 404)


class TestMedication:
    def test_what_is_taken_is_listed(self, own: Program, medicine: Medicine) -> None:
        [shown] = own.get("/medication").json()
        assert (shown["id"], shown["name"], shown["planned"], shown["ended"]) == (
            str(medicine.id),
            "Spray",
            False,
            False,
        )

    def test_a_key_writes_it_down_once_however_late_it_comes_again(self, own: Program, medicine: Medicine) -> None:
        key = {"Idempotency-Key": "k" * 100}
        first = own.post(f"/medication/{medicine.id}/taken", **key)
        assert first.status_code == 201
        long_ago = Entry.objects.get().answered_at - timedelta(days=2)  # type: ignore[operator]  # it was answered
        Entry.objects.update(answered_at=long_ago)
        assert own.post(f"/medication/{medicine.id}/taken", **key).json() == first.json()
        assert Entry.objects.count() == 1
        assert own.post(f"/medication/{medicine.id}/taken").status_code == 201
        assert Entry.objects.count() == 2

    def test_today_and_the_log(self, own: Program, ona: Person, medicine: Medicine, at: datetime) -> None:
        taken = own.post(f"/medication/{medicine.id}/taken").json()
        Entry.objects.create(
            created_at=at - timedelta(days=9),
            medicine=medicine,
            on_day=label_at(at - timedelta(days=9), ona.time_zone).date(),
            key="before",
            answer="taken",
            answered_at=at - timedelta(days=9),
        )
        assert own.get("/medication/today").json() == [taken]
        page = own.get("/medication/log?limit=1").json()
        assert page["items"] == [taken]
        rest = own.get(f"/medication/log?cursor={page['next_cursor']}").json()
        assert (len(rest["items"]), rest["next_cursor"]) == (1, None)
        assert own.get(f"/medication/log?from={taken['day']}&to={taken['day']}").json()["items"] == [taken]

    def test_a_planned_time_is_answered(self, own: Program, ona: Person, at: datetime) -> None:
        planned = medication.write_medicine(actor=ona, draft=Draft("Pill", "", When((time(20),))), now=at)
        row = Entry.objects.create(created_at=at, medicine=planned, on_day=at.date(), at_time=time(20), planned_for=at)
        for _ in range(2):
            assert own.send("PUT", f"/medication/log/{row.id}", {"answer": "not_this_time"}).status_code == 200
        row.refresh_from_db()
        assert row.answer == "not_this_time"
        problem_of(own.send("PUT", f"/medication/log/{row.id}", {"answer": "double"}), 422)

    def test_neither_a_supporter_nor_a_token_that_reads(
        self, program: MakeProgram, ona: Person, sam: Person, tie: Tie, medicine: Medicine
    ) -> None:
        assert program(sam).get("/medication").json() == []
        problem_of(program(sam).post(f"/medication/{medicine.id}/taken"), 404)
        problem_of(program(ona, "read").post(f"/medication/{medicine.id}/taken"), 403)
        assert not Entry.objects.exists()


class TestWorksheets:
    def test_ones_own_are_listed_and_read(self, own: Program, program: MakeProgram, sam: Person, sheet: Sheet) -> None:
        page = own.get("/worksheets").json()
        [line] = page["items"]
        assert (line["id"], page["next_cursor"]) == (str(sheet.id), None)
        shown = own.get(f"/worksheets/{sheet.id}").json()
        assert shown["title"] == line["title"]
        assert [one["words"] for one in shown["answers"]] == ["CANARY-SHEET"]
        assert shown["readers"] == []
        assert program(sam).get("/worksheets").json()["items"] == []
        problem_of(program(sam).get(f"/worksheets/{sheet.id}"), 404)

    @pytest.fixture
    def shared(self, ona: Person, sheet: Sheet, tie: Tie, at: datetime) -> Sheet:
        """A sheet that Ona shares with Sam."""
        worksheets.share_sheet(actor=ona, sheet_id=sheet.id, tie_ids=[tie.id], now=at)
        return sheet

    def test_a_supporter_reads_what_is_shared_and_that_is_noted(
        self, program: MakeProgram, sam: Person, shared: Sheet, tie: Tie
    ) -> None:
        theirs = program(sam, "read")
        assert theirs.get("/worksheets").json()["items"] == []
        assert theirs.get("/worksheets/shared").json() == [{"tie": str(tie.id), "alias": "Ona Madeup"}]
        page = theirs.get(f"/worksheets/shared/{tie.id}").json()
        assert ([one["id"] for one in page["items"]], page["next_cursor"]) == ([str(shared.id)], None)
        assert "CANARY" not in str(page)
        assert not Noted.objects.filter(action="worksheet.read").exists()
        shown = theirs.get(f"/worksheets/shared/{tie.id}/{shared.id}").json()
        assert [one["words"] for one in shown["answers"]] == ["CANARY-SHEET"]
        assert sorted(shown) == ["answers", "day", "id", "title"]
        assert Noted.objects.filter(action="worksheet.read", actor=sam.id, subject=shared.id).count() == 1
        problem_of(theirs.get(f"/worksheets/{shared.id}"), 404)

    def test_what_is_shared_comes_in_pages(
        self, program: MakeProgram, sam: Person, shared: Sheet, tie: Tie, at: datetime
    ) -> None:
        filled = Filled({kinds()["abc"].fields[0].key: "Another"}, once="another form")
        later = worksheets.write_sheet(
            actor=shared.owner, worksheet=kinds()["abc"], filled=filled, now=at + timedelta(days=1)
        )
        worksheets.share_sheet(actor=shared.owner, sheet_id=later.id, tie_ids=[tie.id], now=at)
        first = program(sam).get(f"/worksheets/shared/{tie.id}?limit=1").json()
        assert [one["id"] for one in first["items"]] == [str(later.id)]
        rest = program(sam).get(f"/worksheets/shared/{tie.id}?cursor={first['next_cursor']}").json()
        assert ([one["id"] for one in rest["items"]], rest["next_cursor"]) == ([str(shared.id)], None)

    def test_it_ends_with_the_tie_and_a_stranger_reads_nothing(
        self, program: MakeProgram, sam: Person, max_: Person, shared: Sheet, tie: Tie
    ) -> None:
        paths = (f"/worksheets/shared/{tie.id}", f"/worksheets/shared/{tie.id}/{shared.id}")
        for path in paths:
            problem_of(program(max_).get(path), 404)
        circles.leave_tie(actor=sam, tie_id=tie.id, now=shared.created_at)
        for path in paths:
            problem_of(program(sam).get(path), 404)
        assert program(sam).get("/worksheets/shared").json() == program(max_).get("/worksheets/shared").json() == []
