"""Reach-outs over the API: from starting one to closing it, from both sides."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.services import remove_tie
from alongside.reachouts.models import Message, Notification, ReachOut
from tests.api.conftest import (
    NAME_CANARY,
    NOTE_CANARY,
    WAYS_CANARY,
    MakeProgram,
    Program,
    at_once,
    problem_of,
    reach_out,
    with_contact,
    with_tie,
)
from tests.conftest import MakePerson
from tests.reachouts.conftest import give_device

Give = Callable[[int], Any]


@pytest.fixture
def own(program: MakeProgram, ona: Person) -> Program:
    """Ona's program."""
    return program(ona)


@pytest.fixture
def sams(program: MakeProgram, sam: Person) -> Program:
    """Sam's program."""
    return program(sam)


@pytest.fixture
def kims(ona: Person, tie: Tie, program: MakeProgram, make_person: MakePerson, at: datetime) -> Program:
    """The program of Kim, who stands in Ona's circle beside Sam."""
    kim = make_person("Kim Madeup")
    with_tie(ona, kim, at, stance="mixed")
    return program(kim)


def test_a_reach_out_is_started(own: Program, tie: Tie) -> None:
    answer = own.post("/reachouts", {"level": "struggling", "note": NOTE_CANARY, "support": "emotional"})
    row = ReachOut.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {"id": str(row.id), "state": "open", "waves_planned": 2, "notified": 1}
    assert (row.level, row.support) == ("struggling", "emotional")


def test_with_nobody_there_it_says_so(own: Program) -> None:
    started = own.post("/reachouts", {"level": "urgent"}).json()
    assert {**started, "id": ""} == {"id": "", "state": "unanswered", "waves_planned": 1, "notified": 0}


def test_the_same_key_starts_only_one(own: Program, tie: Tie) -> None:
    first = own.post("/reachouts", {"level": "talk"}, **{"Idempotency-Key": "k-1"})
    own.post(f"/reachouts/{first.json()['id']}/cancel")
    again = own.post("/reachouts", {"level": "talk"}, **{"Idempotency-Key": "k-1"})
    other = own.post("/reachouts", {"level": "talk"}, **{"Idempotency-Key": "k-2"})
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 201)
    assert first.json()["id"] == again.json()["id"] != other.json()["id"]
    assert again.json()["state"] == "cancelled"
    assert ReachOut.objects.count() == 2


def test_two_people_may_have_the_same_key(own: Program, sams: Program, tie: Tie) -> None:
    ids = {
        program.post("/reachouts", {"level": "talk"}, **{"Idempotency-Key": "k"}).json()["id"]
        for program in (own, sams)
    }
    assert len(ids) == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_key_sent_at_the_same_moment_starts_only_one(own: Program, tie: Tie) -> None:
    def send() -> Any:
        return own.post("/reachouts", {"level": "talk", "note": "Hello"}, **{"Idempotency-Key": "k"})

    answers = at_once([send] * 5)
    assert [answer.status_code for answer in answers] == [201] * 5
    assert len({answer.content for answer in answers}) == 1
    assert (ReachOut.objects.count(), Notification.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_the_same_moment_one_is_told_that_it_is_taken_care_of(
    ona: Person, sams: Program, kims: Program, at: datetime
) -> None:
    row = reach_out(ona, at, level="urgent")
    answers = at_once([lambda one=one: one.post(f"/reachouts/{row.id}/answer") for one in (sams, kims)])
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert problem_of(refused, 409)["detail"] == "Somebody is already with them. Thank you for coming."


def test_the_owner_sees_how_it_stands(own: Program, reached: ReachOut) -> None:
    shown = own.get(f"/reachouts/{reached.id}").json()
    assert shown == {
        "id": str(reached.id),
        "state": "open",
        "level": "talk",
        "support": None,
        "note": NOTE_CANARY,
        "started_at": written(reached.created_at),
        "next_wave_at": written(reached.due_at),
        "ended_at": None,
        "with_you": None,
        "ways": None,
        "waves_planned": 2,
        "waves": [
            {
                "kind": "circle",
                "started_at": written(reached.created_at),
                "asked": [
                    {
                        "name": NAME_CANARY,
                        "delivery": "waiting",
                        "delivery_at": None,
                        "seen_at": None,
                        "response": "none",
                        "responded_at": None,
                        "link": None,
                    }
                ],
            }
        ],
        "messages": [],
    }


def written(at: datetime | None) -> str:
    """Write a moment as the API does: RFC 3339, UTC, milliseconds."""
    assert at is not None
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def test_who_was_asked_sees_their_side_alone(sams: Program, reached: ReachOut) -> None:
    answer = sams.get(f"/reachouts/{reached.id}")
    assert answer.json() == {
        "id": str(reached.id),
        "alias": "Ona Madeup",
        "state": "open",
        "level": "talk",
        "support": None,
        "note": NOTE_CANARY,
        "asked_at": written(reached.created_at),
        "response": "none",
        "you_are_with_them": False,
        "somebody_else_is": False,
        "messages": [],
    }


def test_answer_talk_and_close(own: Program, sams: Program, reached: ReachOut) -> None:
    path = f"/reachouts/{reached.id}"
    answered = sams.post(f"{path}/answer").json()
    assert (answered["state"], answered["response"], answered["you_are_with_them"]) == ("answered", "answered", True)
    shown = own.get(path).json()
    assert (shown["state"], shown["with_you"], shown["ways"]) == ("answered", NAME_CANARY, WAYS_CANARY)

    assert own.post(f"{path}/messages", {"text": " Hello Sam \n"}).status_code == 201
    said = sams.post(f"{path}/messages", {"text": "Hello Ona"})
    assert said.status_code == 201
    assert [(line["text"], line["mine"]) for line in said.json()["messages"]] == [
        ("Hello Sam", False),
        ("Hello Ona", True),
    ]
    assert [(line["text"], line["mine"]) for line in own.get(path).json()["messages"]] == [
        ("Hello Sam", True),
        ("Hello Ona", False),
    ]

    closed = own.post(f"{path}/close").json()
    assert closed["state"] == "closed"
    assert closed["ended_at"] is not None
    problem_of(own.post(f"{path}/messages", {"text": "Still there?"}), 409)
    over = sams.get(path).json()
    assert (over["note"], over["messages"]) == (None, [])


def test_a_message_with_the_same_key_is_said_once(own: Program, sams: Program, reached: ReachOut) -> None:
    path = f"/reachouts/{reached.id}"
    sams.post(f"{path}/answer")
    for _ in range(2):
        assert own.post(f"{path}/messages", {"text": "Hello"}, **{"Idempotency-Key": "k"}).status_code == 201
    assert sams.post(f"{path}/messages", {"text": "Hello"}, **{"Idempotency-Key": "k"}).status_code == 201
    assert Message.objects.count() == 2


def test_whoever_answers_too_late_is_told_and_sees_nothing_sealed(
    ona: Person, own: Program, sams: Program, kims: Program, at: datetime
) -> None:
    row = reach_out(ona, at, level="urgent", note=NOTE_CANARY)
    sams.post(f"/reachouts/{row.id}/answer")
    own.post(f"/reachouts/{row.id}/messages", {"text": "canary-message"})
    problem_of(kims.post(f"/reachouts/{row.id}/answer"), 409)
    problem_of(kims.post(f"/reachouts/{row.id}/messages", {"text": "Me too"}), 409)
    seen = kims.get(f"/reachouts/{row.id}")
    assert (seen.json()["state"], seen.json()["somebody_else_is"]) == ("answered", True)
    everything = "".join(kims.get(path).content.decode() for path in (f"/reachouts/{row.id}", "/circle", "/reachouts"))
    for canary in (NOTE_CANARY, "canary-message", NAME_CANARY, WAYS_CANARY, "mixed", "Sam Madeup"):
        assert canary not in everything


def test_decline_moves_on(own: Program, sams: Program, reached: ReachOut) -> None:
    assert sams.post(f"/reachouts/{reached.id}/decline").json()["response"] == "declined"
    assert own.get(f"/reachouts/{reached.id}").json()["state"] == "unanswered"


def test_not_helped_yet(own: Program, sams: Program, reached: ReachOut) -> None:
    path = f"/reachouts/{reached.id}"
    sams.post(f"{path}/answer")
    problem_of(own.post(f"{path}/cancel"), 409)
    resumed = own.post(f"{path}/resume").json()
    assert (resumed["state"], resumed["with_you"]) == ("unanswered", None)


def test_cancel_twice_is_once(own: Program, sams: Program, reached: ReachOut) -> None:
    for _ in range(2):
        assert own.post(f"/reachouts/{reached.id}/cancel").json()["state"] == "cancelled"
    problem_of(sams.post(f"/reachouts/{reached.id}/answer"), 409)
    problem_of(own.post(f"/reachouts/{reached.id}/resume"), 409)


def test_whoever_was_removed_from_the_circle_sees_nothing_any_more(
    sams: Program, tie: Tie, reached: ReachOut, at: datetime
) -> None:
    remove_tie(actor=tie.owner, tie_id=tie.id, now=at)
    problem_of(sams.get(f"/reachouts/{reached.id}"), 404)
    problem_of(sams.post(f"/reachouts/{reached.id}/answer"), 404)


def test_a_contact_we_cannot_reach_has_a_link_to_pass_on(own: Program, ona: Person, at: datetime) -> None:
    with_contact(ona, at)
    row = reach_out(ona, at)
    assert own.post("/reachouts", {"level": "talk"}).json()["notified"] == 0
    asked = own.get(f"/reachouts/{row.id}").json()["waves"][0]["asked"][0]
    assert (asked["name"], asked["delivery"]) == ("Uncle Madeup", None)
    assert asked["link"].startswith("http://127.0.0.1:8000/answer/")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "level"),
        ({"level": "panic"}, "level"),
        ({"level": "talk", "note": "x" * 1001}, "note"),
        ({"level": "talk", "note": "a\x00b"}, "note"),
        ({"level": "talk", "support": "money"}, "support"),
        ({"level": "talk", "waves": 7}, "waves"),
    ],
)
def test_a_reach_out_with_a_value_that_cannot_be_used(own: Program, body: Any, field: str) -> None:
    assert problem_of(own.post("/reachouts", body), 422)["field"] == field
    assert ReachOut.objects.count() == 0


@pytest.mark.parametrize("text", ["", " \n\u2003", "\x1c\x85", "a\x00b", "x" * 4001, None, ["a"]])
def test_a_message_that_cannot_be_used(own: Program, sams: Program, reached: ReachOut, text: Any) -> None:
    sams.post(f"/reachouts/{reached.id}/answer")
    assert problem_of(own.post(f"/reachouts/{reached.id}/messages", {"text": text}), 422)["field"] == "text"
    assert Message.objects.count() == 0


def test_words_in_every_script_are_kept_as_they_are(own: Program, sams: Program, reached: ReachOut) -> None:
    sams.post(f"/reachouts/{reached.id}/answer")
    text = "Zoë 🫂👩‍👩‍👧 שלום\u2067a\u2069 \u202eabc 你好\r\nüß"
    said = own.post(f"/reachouts/{reached.id}/messages", {"text": text})
    assert said.json()["messages"][0]["text"] == text


def test_own_reach_outs_come_in_pages_the_newest_first(
    own: Program, ona: Person, max_: Person, program: MakeProgram, at: datetime
) -> None:
    # All in the same moment: the order is still whole, and no page misses or repeats one.
    rows = [made(ona, at, f"key {number}") for number in range(5)]
    newest = [str(row_id) for row_id in sorted(rows, reverse=True)]
    first = own.get("/reachouts?limit=2").json()
    made(ona, at.replace(year=at.year + 1), "a newer one")
    second = own.get(f"/reachouts?limit=2&cursor={first['next_cursor']}").json()
    third = own.get(f"/reachouts?limit=2&cursor={second['next_cursor']}").json()
    assert [item["id"] for page in (first, second, third) for item in page["items"]] == newest
    assert third["next_cursor"] is None
    assert set(first["items"][0]) == {"id", "state", "level", "support", "started_at", "ended_at"}
    assert program(max_).get("/reachouts").json() == {"items": [], "next_cursor": None}


def made(owner: Person, at: datetime, key: str) -> UUID:
    """Have made a reach-out and called it off."""
    ReachOut.objects.filter(owner=owner, ended_at=None).update(state="cancelled", due_at=None, ended_at=at)
    return reach_out(owner, at, key=key).id


def test_a_page_that_is_just_full_is_the_last(own: Program, ona: Person, at: datetime) -> None:
    for number in range(2):
        made(ona, at, f"key {number}")
    full = own.get("/reachouts?limit=2").json()
    assert (len(full["items"]), full["next_cursor"]) == (2, None)


@pytest.mark.parametrize("cursor", ["x", "a:b:c", "%00", "\u00e9", "x" * 501, "eyJhIjoxfQ:1vYd:ab"])
def test_a_cursor_that_is_not_ours(own: Program, cursor: str) -> None:
    assert problem_of(own.get(f"/reachouts?cursor={cursor}"), 422)["field"] == "cursor"


@pytest.mark.parametrize("limit", ["0", "201", "-1", "many", "", "1e9", "9" * 5000])
def test_a_limit_that_cannot_be_used(own: Program, limit: str) -> None:
    assert problem_of(own.get(f"/reachouts?limit={limit}"), 422)["field"] == "limit"


def test_a_parameter_that_is_there_twice(own: Program) -> None:
    problem = problem_of(own.get("/reachouts?limit=1&limit=2"), 422)
    assert problem["detail"] == "“limit” is there twice. Nothing was changed."


def test_how_it_stands_takes_as_many_queries_with_one_as_with_three(
    own: Program,
    ona: Person,
    make_person: MakePerson,
    at: datetime,
    django_assert_max_num_queries: Give,
) -> None:
    counts = []
    for size in (1, 3):
        for number in range(size):
            supporter = make_person(f"Made Up {size} {number}")
            give_device(supporter, at)
            with_tie(ona, supporter, at)
        row = reach_out(ona, at, level="urgent", key=f"key {size}")
        own.get(f"/reachouts/{row.id}")
        with django_assert_max_num_queries(30) as counted:
            shown = own.get(f"/reachouts/{row.id}").json()
        counts.append((len(shown["waves"][0]["asked"]), len(counted)))
        own.post(f"/reachouts/{row.id}/cancel")
    assert [asked for asked, _ in counts] == [1, 4]
    assert counts[0][1] == counts[1][1]
