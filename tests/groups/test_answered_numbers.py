"""How soon first posts were answered, in numbers that name nobody."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.groups import services
from alongside.groups.models import Thread, Waiting
from alongside.groups.threads.details import Opening, Said
from alongside.groups.unanswered.numbers import about, answered_by_month
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Join

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, and go back a year from it."""
    return current_time()


@pytest.fixture
def ask(begin: Begin, join: Join, make_person: MakePerson, now: datetime) -> list[Thread]:
    """Eight newcomers of a group, each of whom writes a first post at the same moment."""
    group, asked = begin(), []
    for number in range(8):
        newcomer = make_person(f"Newcomer{number} Madeup")
        join(group, newcomer, f"Leaf {number}")
        opening = Opening(f"Canary title {number}", Said("Hello."))
        asked.append(services.begin_thread(actor=newcomer, slug=group.slug, opening=opening, now=now))
    return asked


def answer(thread: Thread, by: Person, now: datetime) -> None:
    """Have somebody answer a thread."""
    services.answer_thread(actor=by, slug=thread.group.slug, thread_id=thread.id, said=Said("Welcome."), now=now)


def test_they_say_how_many_were_answered_in_time_and_how_soon(
    ask: list[Thread], owner: Person, mate: Person, sign_in: SignIn, now: datetime
) -> None:
    for thread, minutes in zip(ask, (5, 10, 20, 30, 60, 5 * 60), strict=False):
        answer(thread, owner, now + minutes * MINUTE)
    services.leave_group(actor=ask[7].posts.get().membership.person, slug=ask[7].group.slug, now=now)
    counted = {one.label: list(one.cells.items()) for one in answered_by_month(BERLIN, now - timedelta(days=30))}
    here = now.astimezone(BERLIN)
    month = here.year, here.month
    assert counted == {
        "First posts, and threads that ask for an answer": [(month, "7")],
        "Answered in the time that their group promises": [(month, "5")],
        "Answered later": [(month, "Fewer than 5")],
        "Half of what was answered was answered within": [(month, "25 minutes")],
    }
    RoleGrant.objects.create(created_at=now, person=owner, role=Role.ORGANISER)
    assert sign_in(mate).get(reverse("organise-moderation")).status_code == 403
    page = text_of(sign_in(owner).get(reverse("organise-moderation")))
    assert date_format(here.date(), "YEAR_MONTH_FORMAT") in page
    assert "Half of what was answered was answered within 25 minutes" in page
    assert "Canary" not in page
    table = sign_in(owner).get(reverse("organise-moderation-table")).content.decode()
    assert "Canary" not in table
    assert "Lantern" not in table


def test_what_nobody_answered_before_its_writer_left_is_not_counted_as_answered(
    ask: list[Thread], owner: Person, now: datetime
) -> None:
    writer = ask[0].posts.get().membership.person
    services.leave_group(actor=writer, slug=ask[0].group.slug, now=now + MINUTE)
    answer(ask[0], owner, now + 2 * MINUTE)
    for other in ask[1:6]:
        answer(other, owner, now + 9 * MINUTE)
    lines = {one.label: one for one in answered_by_month(BERLIN, now)}
    assert list(lines["First posts, and threads that ask for an answer"].cells.values()) == ["7"]
    half = lines["Half of what was answered was answered within"]
    assert (list(half.cells.values()), half.otherwise) == (["9 minutes"], "")


def test_of_few_it_is_not_said_how_soon(ask: list[Thread], owner: Person, now: datetime) -> None:
    for thread in ask[:4]:
        answer(thread, owner, now + MINUTE)
    assert Waiting.objects.filter(answered_at=None).count() == 4
    assert answered_by_month(BERLIN, now)[-1].cells == {}


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "1 minute"), (1, "1 minute"), (59.5, "60 minutes"), (60, "1 hour"), (61, "2 hours"), (2880, "2 days")],
)
def test_a_duration_is_said_as_people_do_and_never_too_short(minutes: float, said: str) -> None:
    assert about(minutes * MINUTE) == said
