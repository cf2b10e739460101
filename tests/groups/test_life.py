"""From outside, a group says what it is for, how to come in, and, where it is open, whether anybody is there."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.chat.models import ChatLine, ChatRoom
from alongside.groups.life import life_of
from alongside.groups.models import Group, Membership, Thread
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import DETAILS, Begin, Join, Open, standing

pytestmark = pytest.mark.django_db
FEW, QUIET = "Fewer than ten people are in it so far.", "It is quiet there at the moment."
A_WEEK, A_DAY = "Somebody has written there within a week.", "Somebody has written there within a day."


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def fill(group: Group, people: int, make_person: MakePerson, now: datetime) -> None:
    """Have a group hold so many people, its host among them."""
    made = [make_person(f"Filler {number} Test") for number in range(people - 1)]
    Membership.objects.bulk_create(
        Membership(
            created_at=now, group=group, person=one, alias=f"Birch {number}", alias_key=f"birch {number}", state="in",
            role="member", agreed_at=now, joined_at=now,
        )
        for number, one in enumerate(made)
    )  # fmt: skip


def test_purpose_and_agreements_come_first_then_the_way_in_then_the_rest(
    begin: Begin, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    said = text_of(sign_in(mate).get(to("group", group.slug)))
    places = [said.index(words) for words in (DETAILS.purpose, FEW, QUIET, DETAILS.agreements, "Join this group")]
    assert places == sorted(places)


@pytest.mark.parametrize(("people", "told"), [(9, FEW), (10, 10), (19, 10), (20, 20), (23, 20)])
def test_how_many_are_there_is_rounded(
    begin: Begin, make_person: MakePerson, now: datetime, *, people: int, told: str | int
) -> None:
    group = begin()
    fill(group, people, make_person, now)
    said = told if isinstance(told, str) else f"At least {told} people are in it."
    assert life_of(group, None, now=now)[0] == said


@pytest.mark.parametrize(
    ("people", "hours", "told"),
    [(10, 23, A_DAY), (10, 25, A_WEEK), (10, 24 * 8, QUIET), (9, 1, A_WEEK), (9, 24 * 8, QUIET)],
)
def test_that_somebody_wrote_is_told_by_days_and_among_few_people_by_weeks(
    begin: Begin, open_thread: Open, make_person: MakePerson, now: datetime, *, people: int, hours: int, told: str
) -> None:
    group = begin()
    fill(group, people, make_person, now)
    open_thread(group)
    at = now - timedelta(hours=hours)
    Thread.objects.update(created_at=at, last_at=at)
    assert life_of(group, None, now=now)[1] == told
    Thread.objects.update(state="hidden")
    assert life_of(group, None, now=now)[1] == QUIET, "what is hidden tells nothing"


@pytest.mark.parametrize(
    ("of", "change", "told"),
    [
        ("line", {}, A_WEEK),
        ("line", {"hidden_at": current_time(), "hidden_why": "Hm."}, QUIET),
        ("room", {"closed_at": current_time(), "due_at": None}, QUIET),
    ],
)
def test_a_group_that_lives_in_its_rooms_is_not_told_to_be_quiet(
    begin: Begin, owner: Person, now: datetime, *, of: str, change: dict[str, Any], told: str
) -> None:
    group = begin()
    room = services.open_room(actor=owner, slug=group.slug, details=RoomDetails("Open", "For nights."), now=now)
    written = Written("Hello", uuid4())
    services.write_line(actor=owner, slug=group.slug, room_id=room.id, written=written, now=now)
    {"line": ChatLine, "room": ChatRoom}[of].objects.update(**change)
    assert life_of(group, None, now=now)[1] == told


def test_what_was_written_last_counts_in_a_thread_or_a_room(
    begin: Begin, open_thread: Open, owner: Person, now: datetime
) -> None:
    group = begin()
    open_thread(group)
    room = services.open_room(actor=owner, slug=group.slug, details=RoomDetails("Open", "For nights."), now=now)
    written = Written("Hello", uuid4())
    services.write_line(actor=owner, slug=group.slug, room_id=room.id, written=written, now=now)
    ChatLine.objects.update(created_at=now - timedelta(days=8))
    assert life_of(group, None, now=now)[1] == A_WEEK
    Thread.objects.update(created_at=now - timedelta(days=8), last_at=now - timedelta(days=8))
    assert life_of(group, None, now=now)[1] == QUIET


@pytest.mark.parametrize("change", [{"openness": "by_request"}, {"openness": "hidden"}, {"state": "closed"}])
def test_a_group_that_does_not_let_everybody_in_tells_nothing_of_who_is_there(
    begin: Begin, open_thread: Open, now: datetime, *, change: dict[str, str]
) -> None:
    group = begin()
    open_thread(group)
    Group.objects.filter(id=group.id).update(**change)
    group.refresh_from_db()
    assert life_of(group, None, now=now) == []


def test_who_is_in_it_is_told_nothing_of_it_and_nobody_is_named(
    begin: Begin, join: Join, open_thread: Open, owner: Person, mate: Person, *, stranger: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    open_thread(group, by=mate, title="Canary title")
    assert life_of(group, standing(mate, group), now=current_time()) == []
    assert A_WEEK not in text_of(sign_in(mate).get(to("group", group.slug)))
    said = text_of(sign_in(stranger).get(to("group", group.slug)))
    assert A_WEEK in said
    for secret in ("Amber Test", "Quiet Heron", "Canary title", owner.alias):
        assert secret not in said
