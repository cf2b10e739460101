"""What an owner does with the ties of their circle."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import queries, services
from alongside.circles.details import TieDetails
from alongside.circles.enums import TIE_MOVES, TieState
from alongside.circles.events import TieEnded
from alongside.circles.models import Supporter, Tie
from alongside.circles.names import names_of
from alongside.circles.services import moves, ties
from alongside.kernel import events
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db

AUNT = TieDetails(
    name="Auntie Test",
    relation="family",
    ring=1,
    gives=("practical", "emotional"),
    stance="mixed",
    ways="Knock twice at the green door",
)


def test_naming_somebody_keeps_what_the_owner_wrote_sealed(owner: Person, now: datetime) -> None:
    tie = services.name_tie(actor=owner, details=AUNT, now=now)
    tie.refresh_from_db()
    assert (tie.owner_id, tie.relation, tie.ring, tie.stance, tie.state) == (owner.id, "family", 1, "mixed", "named")
    assert tie.gives == ["emotional", "practical"]
    assert b"Auntie" not in bytes(tie.name_sealed)
    assert tie.ways_sealed is not None
    assert b"door" not in bytes(tie.ways_sealed)
    assert names_of([tie]) == {tie.id: "Auntie Test"}
    assert queries.ways_of(tie) == "Knock twice at the green door"


def test_naming_is_written_to_the_audit(owner: Person, now: datetime) -> None:
    tie = services.name_tie(actor=owner, details=AUNT, now=now)
    assert list(Entry.objects.values_list("action", "actor", "subject", "about", "at")) == [
        ("tie.named", owner.id, tie.id, owner.id, now)
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", " \u200b "),
        ("name", "x" * 81),
        ("name", "Auntie\x00Test"),
        ("name", "Auntie \u202eTest"),
        ("name", "Auntie \ud800"),
        ("ways", "y" * 501),
        ("ways", "\u2066hidden"),
        ("relation", "enemy"),
        ("relation", ""),
        ("ring", 0),
        ("ring", 4),
        ("gives", ("money",)),
        ("stance", "loves"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_field(owner: Person, now: datetime, field: str, value: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        services.name_tie(actor=owner, details=replace(AUNT, **{field: value}), now=now)
    assert refusal.value.field == field
    assert str(refusal.value.sentence)
    assert not Tie.objects.exists()


def test_names_of_any_script_are_welcome(owner: Person, now: datetime) -> None:
    for name in ("Zoë", "张伟", "مريم", "👩‍👧", "O’Test-Made"):
        tie = services.name_tie(actor=owner, details=replace(AUNT, name=f" {name} "), now=now)
        assert names_of([tie])[tie.id] == name


def test_a_circle_holds_only_so_many_names(owner: Person, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ties, "MOST_TIES", 1)
    services.name_tie(actor=owner, details=AUNT, now=now)
    with pytest.raises(Conflict):
        services.name_tie(actor=owner, details=AUNT, now=now)


@pytest.mark.django_db(transaction=True)
def test_two_pages_that_name_somebody_at_once_do_not_both_find_the_last_place(
    owner: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ties, "MOST_TIES", 1)
    together = Barrier(4)

    def run(number: int) -> str:
        try:
            together.wait(timeout=10)
            services.name_tie(actor=owner, details=TieDetails(f"Name {number}", "friend"), now=now)
        except Conflict:
            return "full"
        finally:
            connection.close()
        return "named"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(run, range(4))) == ["full", "full", "full", "named"]


def test_changing_a_tie_writes_everything_anew(owner: Person, named: Callable[..., Tie], now: datetime) -> None:
    tie = named(ways="by the door")
    services.change_tie(
        actor=owner, tie_id=tie.id, details=TieDetails(name="Group Test", relation="group", ring=3), now=now
    )
    tie.refresh_from_db()
    assert (tie.relation, tie.ring, tie.stance, tie.gives, tie.ways_sealed) == ("group", 3, "supports", [], None)
    assert names_of([tie]) == {tie.id: "Group Test"}
    assert Entry.objects.filter(action="tie.changed", subject=tie.id, actor=owner.id).exists()


def test_what_an_accepted_supporter_gives_is_not_the_owners_to_change(
    owner: Person, mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    tie = accepted(mate)
    with pytest.raises(Invalid) as refusal:
        services.change_tie(actor=owner, tie_id=tie.id, details=AUNT, now=now)
    assert refusal.value.field == "gives"
    services.change_tie(actor=owner, tie_id=tie.id, details=replace(AUNT, gives=("emotional",)), now=now)
    tie.refresh_from_db()
    assert (tie.gives, tie.ring, tie.hours) == (["emotional"], 1, [18, 19, 20])


def test_a_person_who_was_asked_does_not_become_a_place(
    owner: Person, invited: Callable[..., str], now: datetime
) -> None:
    invited()
    tie = Tie.objects.get()
    with pytest.raises(Invalid) as refusal:
        services.change_tie(actor=owner, tie_id=tie.id, details=replace(AUNT, relation="online"), now=now)
    assert refusal.value.field == "relation"


def test_removing_forgets_the_name_and_ends_the_tie(
    owner: Person, mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    tie = accepted(mate, ways="by phone", stance="undermines")
    services.remove_tie(actor=owner, tie_id=tie.id, now=now)
    tie.refresh_from_db()
    assert (tie.state, tie.ended_at, tie.gives, tie.hours, tie.wakes_at) == ("ended", now, [], [], None)
    assert (bytes(tie.name_sealed), tie.ways_sealed, tie.stance) == (b"", None, "supports")
    assert queries.circle_of(owner, now=now).ended == ()
    assert queries.supported_ties(mate) == ()


def test_removing_an_accepted_tie_is_told_above_and_a_named_one_is_not(
    owner: Person, mate: Person, accepted: Callable[..., Tie], named: Callable[..., Tie], now: datetime
) -> None:
    heard: list[TieEnded] = []
    events.subscribe(TieEnded, heard.append)
    try:
        services.remove_tie(actor=owner, tie_id=named().id, now=now)
        assert heard == []
        tie = accepted(mate)
        services.remove_tie(actor=owner, tie_id=tie.id, now=now)
    finally:
        events.unsubscribe(TieEnded, heard.append)
    assert tie.supporter
    assert heard == [TieEnded(tie_id=tie.id, owner_id=owner.id, supporter_id=tie.supporter.id, at=now)]


def test_removing_an_invited_tie_closes_its_link(owner: Person, invited: Callable[..., str], now: datetime) -> None:
    invited()
    tie = Tie.objects.get()
    services.remove_tie(actor=owner, tie_id=tie.id, now=now)
    assert tie.invitations.get().revoked_at == now


def test_removing_twice_finds_nothing(owner: Person, named: Callable[..., Tie], now: datetime) -> None:
    tie = named()
    services.remove_tie(actor=owner, tie_id=tie.id, now=now)
    with pytest.raises(NotFound):
        services.remove_tie(actor=owner, tie_id=tie.id, now=now)


def test_a_tie_that_was_left_keeps_its_name_until_it_is_put_away(
    owner: Person, mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    tie = accepted(mate)
    services.leave_tie(actor=mate, tie_id=tie.id, now=now)
    ended = queries.circle_of(owner, now=now).ended
    assert [(view.name, str(view.state_words), view.alias) for view in ended] == [
        ("Auntie Test", "This tie has ended", None)
    ]
    with pytest.raises(NotAllowed):
        services.change_tie(actor=owner, tie_id=tie.id, details=AUNT, now=now)
    services.put_away_tie(actor=owner, tie_id=tie.id, now=now)
    assert queries.circle_of(owner, now=now).ended == ()
    with pytest.raises(NotFound):
        services.put_away_tie(actor=owner, tie_id=tie.id, now=now)


def test_a_living_tie_is_not_put_away(owner: Person, named: Callable[..., Tie], now: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.put_away_tie(actor=owner, tie_id=named().id, now=now)


def test_nobody_else_changes_a_tie(mate: Person, stranger: Person, accepted: Callable[..., Tie], now: datetime) -> None:
    tie = accepted(mate)
    with pytest.raises(NotFound):
        services.change_tie(actor=stranger, tie_id=tie.id, details=AUNT, now=now)
    with pytest.raises(NotAllowed):
        services.change_tie(actor=mate, tie_id=tie.id, details=AUNT, now=now)
    with pytest.raises(NotFound):
        services.remove_tie(actor=stranger, tie_id=uuid4(), now=now)


@pytest.mark.parametrize("state", TieState)
@pytest.mark.parametrize("to", TieState)
def test_a_tie_moves_only_as_the_table_says(state: TieState, to: TieState) -> None:
    tie = Tie(state=state)
    if to in TIE_MOVES[state]:
        moves.move(tie, to)
        assert tie.state == to
    else:
        with pytest.raises(Conflict):
            moves.move(tie, to)
        assert tie.state == state


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"ring": 0}, "circles_tie_ring"),
        ({"ring": 4}, "circles_tie_ring"),
        ({"relation": "enemy"}, "circles_tie_relation"),
        ({"stance": "loves"}, "circles_tie_stance"),
        ({"gives": ["money"]}, "circles_tie_gives"),
        ({"hours": [168]}, "circles_tie_hours"),
        ({"wakes_at": "always"}, "circles_tie_wakes_at"),
        ({"state": "ended"}, "circles_tie_state"),
        ({"state": "accepted"}, "circles_tie_state"),
        ({"state": "lost"}, "circles_tie_state"),
        ({"ended_at": datetime.fromisoformat("2026-03-04T20:00+00:00")}, "circles_tie_state"),
    ],
)
def test_the_database_refuses_a_tie_that_cannot_be(
    named: Callable[..., Tie], values: dict[str, object], constraint: str
) -> None:
    tie = named()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Tie.objects.filter(id=tie.id).update(**values)


def test_the_database_refuses_the_same_supporter_twice_unless_one_tie_has_ended(
    owner: Person, mate: Person, accepted: Callable[..., Tie], named: Callable[..., Tie], now: datetime
) -> None:
    tie, second = accepted(mate), named("Mate again")
    with pytest.raises(IntegrityError, match="circles_tie_once"), transaction.atomic():
        Tie.objects.filter(id=second.id).update(supporter=tie.supporter, state="accepted")
    services.leave_tie(actor=mate, tie_id=tie.id, now=now)
    Tie.objects.filter(id=second.id).update(supporter=tie.supporter, state="accepted")
    assert [view.owner_alias for view in queries.supported_ties(mate)] == ["Odd Owner"]


def test_the_database_refuses_a_supporter_of_no_kind_or_both(owner: Person, mate: Person, now: datetime) -> None:
    for values in (
        {},
        {"person": mate, "contact_of": owner},
        {"person": mate, "email_sealed": b"x"},
        {"email_sealed": b"x"},
    ):
        with pytest.raises(IntegrityError, match="circles_supporter_kind"), transaction.atomic():
            Supporter.objects.create(created_at=now, **values)


def test_the_database_refuses_an_invitation_that_cannot_be(
    invited: Callable[..., str], named: Callable[..., Tie], now: datetime
) -> None:
    invited()
    invitation = Tie.objects.get().invitations.get()
    for name, values in (
        ("circles_invitation_one_end", {"used_at": now, "revoked_at": now}),
        ("circles_invitation_expiry", {"expires_at": now - timedelta(seconds=1)}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Tie.objects.get().invitations.update(**values)
    with pytest.raises(IntegrityError, match="circles_invitation_one_open"), transaction.atomic():
        invitation.tie.invitations.create(created_at=now, expires_at=now + timedelta(days=1))
