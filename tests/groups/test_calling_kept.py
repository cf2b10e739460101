"""What is kept of calls to quiet members, what the database refuses, and the pages of them."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.groups import privacy, services
from alongside.groups.calling.page import calls_of
from alongside.groups.enums import GroupRole
from alongside.groups.models import Call, CallWish, Group, Membership
from alongside.groups.policies import access_standing
from alongside.groups.services.calling import forget_calls
from alongside.kernel.errors import Invalid
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups import calls
from tests.groups.calls import BY_PHONE, DETAILS, NUMBER, Make, Two, Wish, claimed, listed
from tests.groups.conftest import Begin, Join, Three

wish, make, two, told = calls.wish, calls.make, calls.two, calls.told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("way", {"way": "pigeon"}),
        ("part", {"part": "noon"}),
        ("weekdays", {"weekdays": frozenset()}),
        ("weekdays", {"weekdays": frozenset({7})}),
        ("number", {"way": "phone", "number": " "}),
        ("number", {"way": "phone", "number": "call me"}),
        ("number", {"way": "phone", "number": "1" * 500}),
        ("number", {"way": "phone", "number": "1\0"}),
        ("time_zone", {"zone": "Nowhere/Land"}),
    ],
)
def test_what_cannot_be_kept_is_refused(
    begin: Begin, wish: Wish, owner: Person, field: str, change: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        wish(begin(), owner, replace(DETAILS, **change))
    assert refused.value.field == field
    assert not CallWish.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("groups_callwish_way", {"number_sealed": b"x"}),
        ("groups_callwish_way", {"way": "phone"}),
        ("groups_callwish_way", {"way": "phone", "number_sealed": b""}),
        ("groups_callwish_way", {"way": "pigeon"}),
        ("groups_callwish_weekdays", {"weekdays": []}),
        ("groups_callwish_weekdays", {"weekdays": [7]}),
        ("groups_callwish_part", {"part": "noon"}),
        ("groups_callwish_zone", {"zone": ""}),
    ],
)
def test_the_database_refuses_a_wish_that_cannot_be(
    begin: Begin, wish: Wish, owner: Person, name: str, change: dict[str, Any]
) -> None:
    row = wish(begin(), owner)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CallWish.objects.filter(id=row.id).update(**change)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("groups_call_why", {"why": "bored"}),
        ("groups_call_claim", {"claimed_until": None}),
        ("groups_call_done", {"outcome": "reached"}),
        ("groups_call_done", {"done_at": datetime(2026, 3, 1, tzinfo=UTC)}),
        ("groups_call_done", {"next_on": date(2026, 3, 1)}),
        ("groups_call_done", {"outcome": "sung", "done_at": datetime(2026, 3, 1, tzinfo=UTC), "due_at": None}),
        ("groups_call_by_another", {"claimed_by": "own"}),
        ("groups_call_by_another", {"asked": "own"}),
    ],
)
def test_the_database_refuses_a_call_that_cannot_be(make: Make, two: Two, name: str, change: dict[str, Any]) -> None:
    begin, join, wish = make
    mate, owner = two
    group = begin()
    join(group, mate)
    call = listed(wish(group, mate))
    claimed(call, owner, call.created_at)
    values = {field: call.membership_id if value == "own" else value for field, value in change.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Call.objects.filter(id=call.id).update(**values)
    with pytest.raises(IntegrityError, match="groups_call_one_open"), transaction.atomic():
        Call.objects.create(created_at=call.created_at, membership=call.membership, why="quiet")


@pytest.mark.django_db
def test_what_is_held_about_a_person_names_it_and_the_number_is_sealed(
    begin: Begin, join: Join, wish: Wish, mate: Person, owner: Person
) -> None:
    group = begin()
    join(group, mate)
    row = wish(group, mate, BY_PHONE)
    assert row.number_sealed is not None
    assert NUMBER.encode() not in bytes(row.number_sealed)
    call = listed(row)
    claimed(call, owner, call.created_at)
    services.note_call(actor=owner, slug=group.slug, call_id=call.id, outcome="reached", now=call.created_at)
    held, caller = privacy.HOLDING.export(mate.id), privacy.HOLDING.export(owner.id)
    assert [(one["number"], one["called_by"]) for one in held["group_calls_wanted"]] == [(NUMBER, "phone")]
    assert [one["came_to"] for one in held["group_calls_to_you"]] == ["reached"]
    assert [one["came_to"] for one in caller["group_calls_made"]] == ["reached"]
    assert (caller["group_calls_wanted"], held["group_calls_made"]) == ([], [])
    actions = set(Entry.objects.filter(about=mate.id).values_list("action", flat=True))
    assert {"group.calls_wanted", "group.call_listed", "group.call_claimed", "group.call_noted"} <= actions
    privacy.HOLDING.erase(owner.id, call.created_at)
    call.refresh_from_db()
    assert (call.claimed_by, call.asked) == (None, None)
    privacy.HOLDING.erase(mate.id, call.created_at)
    assert (CallWish.objects.count(), Call.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_call_of_long_ago_is_forgotten(begin: Begin, join: Join, wish: Wish, mate: Person, owner: Person) -> None:
    group = begin()
    join(group, mate)
    call = listed(wish(group, mate))
    now = call.created_at
    assert forget_calls(now + timedelta(days=400)) == 0
    claimed(call, owner, now)
    services.note_call(actor=owner, slug=group.slug, call_id=call.id, outcome="reached", now=now)
    assert (forget_calls(now + timedelta(days=179)), forget_calls(now + timedelta(days=180))) == (0, 1)


@pytest.mark.django_db
def test_the_list_takes_the_same_few_statements(
    begin: Begin, join: Join, wish: Wish, owner: Person, make_person: MakePerson
) -> None:
    group, counts = begin(), []
    for count in (1, 2):
        for number in range(count):
            person = make_person(f"Quiet {count} {number} Madeup")
            join(group, person, f"Quiet {count} {number}")
            last = listed(wish(group, person, BY_PHONE))
        seen = access_standing(owner, group.slug)
        with CaptureQueriesContext(connection) as queries:
            assert len(calls_of(seen, now=last.created_at)) == Call.objects.count()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def call_id_of(group: Group) -> UUID:
    """Return the open call of a group."""
    return Call.objects.get(membership__group=group, outcome="").id


@pytest.mark.django_db
def test_the_pages_of_it(begin: Begin, join: Join, three: Three, sign_in: SignIn) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate, "Amber Test")
    greeter = join(group, stranger, "Birch Test")
    Membership.objects.filter(id=greeter.id).update(role=GroupRole.GREETER)
    member, host, other = sign_in(mate), sign_in(owner), sign_in(stranger)
    mine, the_list = to("group-calls", group.slug), to("group-call-list", group.slug)
    assert "Would you like that?" in text_of(member.get(mine))
    said = {"way": "phone", "number": "", "weekdays": ["0", "2"], "part": "evening", "zone": "Europe/Madrid"}
    refused = member.post(mine, said)
    assert refused.status_code == 422
    assert "Please write the number" in text_of(refused)
    yes = text_of(member.post(mine, {**said, "number": NUMBER}, follow=True))
    assert "You have said yes to being called. You are not on the list now." in yes
    assert member.get(the_list).status_code == 403
    care = to("group-care", group.slug)
    for page in (the_list, care):
        assert "Nobody is to be called now." in text_of(host.get(page))
    listed(CallWish.objects.get())
    assert "1 member has gone quiet and would be glad of a call." in text_of(host.get(care))
    assert "You are on the list of those who are called." in text_of(member.get(mine))
    shown = text_of(host.get(the_list))
    assert "Amber Test" in shown
    assert "In the evening: Monday, Wednesday" in shown
    assert re.search(r"It is \d\d:\d\d there now\.", shown)
    assert "Madrid" not in shown, "the place is for whoever calls"
    assert NUMBER not in shown
    page, move = (to(name, group.slug, call_id_of(group)) for name in ("group-call", "group-call-move"))
    assert host.get(page).status_code == 404
    called = text_of(host.post(move, {"move": "claim"}, follow=True))
    assert NUMBER in called
    assert "Hello, I am Quiet Heron." in called
    assert "On the clock of Madrid" in called
    assert "Is now a good time?" in called
    assert called.index("there now.") < called.index(NUMBER), "what hour it is there is read before one rings"
    assert re.search(r"It is \d\d:\d\d there now\.", called)
    assert ("We talked" in called, "We wrote to each other" in called) == (True, False)
    CallWish.objects.update(way="message", number_sealed=None)
    written = text_of(host.get(page))
    assert ("We talked" in written, "We wrote to each other" in written) == (False, True)
    assert "I wrote, and no answer came" in written
    assert ("Is now a good time?" in written, "You need not answer" in written) == (False, True)
    assert (other.get(page).status_code, member.get(page).status_code) == (404, 403)
    assert "Quiet Heron has said that they will get in touch." in text_of(other.get(the_list))
    assert "Quiet Heron has said that they will get in touch with you." in text_of(member.get(mine))
    assert host.post(move, {"move": "sing"}).status_code in (400, 422)
    assert host.post(page, {"outcome": "sung"}).status_code == 422
    assert host.post(page, {"outcome": "reached"}).status_code == 303
    made = text_of(member.get(mine))
    assert "Quiet Heron called or wrote." in made
    assert ("You were in touch." in made, "You talked" in made) == (True, False)
    stopped = text_of(member.post(to("group-calls-stop", group.slug), follow=True))
    assert "Nobody calls you any more" in stopped
    assert not CallWish.objects.exists()
