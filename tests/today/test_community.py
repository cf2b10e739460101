"""The organisers' page about all circles: useful from ten people on, and never about one."""

from datetime import datetime

import pytest

from alongside.accounts.models import Person
from alongside.circles.models import Need, Supporter, Tie
from alongside.reachouts.models import Shift
from tests.conftest import MakePerson
from tests.support.reading import read
from tests.today.conftest import SignIn

pytestmark = pytest.mark.django_db

PATH = "/organise/community/"
NIGHT = [24 + 2, 24 + 3, 48 + 2, 48 + 3]  # Tuesday and Wednesday, 02:00 to 04:00


@pytest.fixture
def organiser(make_person: MakePerson, now: datetime) -> Person:
    """Somebody who organises the place."""
    person = make_person("Orla Madeup", time_zone="Europe/Berlin")
    person.role_grants.create(role="organiser", created_at=now)
    return person


def words_of(html: str) -> str:
    """Return what the page says, as one line."""
    return " ".join(" ".join(reading.text for reading in read(html)).split())


def add_people(make_person: MakePerson, now: datetime, *, awake: int, others: int) -> None:
    """Make people with a circle of nobody: so many with a need at night, the others with one at no certain hours."""
    for number in range(awake + others):
        owner = make_person(f"canary-alias {number}", time_zone="Europe/Berlin")
        hours = NIGHT if number < awake else None
        Need.objects.create(created_at=now, owner=owner, support="emotional", words_sealed=b"canary", hours=hours)
        supporter = Supporter.objects.create(created_at=now, contact_of=owner)
        Tie.objects.create(
            created_at=now,
            owner=owner,
            supporter=supporter,
            name_sealed=b"canary-name",
            relation="friend",
            gives=["practical"],
            state="accepted",
        )


def test_the_thinnest_hours_are_said_and_stand_in_the_week(
    organiser: Person, make_person: MakePerson, sign_in: SignIn, now: datetime
) -> None:
    add_people(make_person, now, awake=7, others=9)
    html = sign_in(organiser).get(PATH).content.decode()
    words = words_of(html)
    assert "Hours are on your own clock: Berlin." in words
    assert "Most thin: between 02:00 and 04:00 (Tue, Wed)" in words
    assert "In these hours at least 5 members have a need" in words
    assert "No listener is on call at any hour." in words
    assert "Members with a circle or a need At least 15" in words
    assert "Two supporters or fewer At least 10" in words  # all 16: never told so that fewer than five are left
    assert "Nobody to talk to at any hour At least 10" in words
    assert "Nobody at any hour who gives practical help Fewer than five" in words
    assert html.count('class="depth-4"') == len(NIGHT)
    assert "canary" not in html


def test_four_people_are_fewer_than_five(
    organiser: Person, make_person: MakePerson, sign_in: SignIn, now: datetime
) -> None:
    add_people(make_person, now, awake=4, others=9)
    html = sign_in(organiser).get(PATH).content.decode()
    assert "depth-" not in html
    assert "In no hour are there five members or more with a need that nobody could answer." in words_of(html)
    have_one_awake_less()
    assert words_of(sign_in(organiser).get(PATH).content.decode()) == words_of(html)


def have_one_awake_less() -> None:
    """Have one of those who need somebody at night need them at no certain hours."""
    need = Need.objects.filter(hours__isnull=False).first()
    assert need is not None
    need.hours = None
    need.save()


def test_with_fewer_than_ten_people_nothing_is_told_of_any(
    organiser: Person, make_person: MakePerson, sign_in: SignIn, now: datetime
) -> None:
    add_people(make_person, now, awake=9, others=0)
    html = sign_in(organiser).get(PATH).content.decode()
    assert "This fills once at least ten people have a circle." in words_of(html)
    assert "Two supporters or fewer Too few people to say" in words_of(html)
    assert "<table" not in html


def test_hours_without_a_listener_lead_to_the_rota(
    organiser: Person, make_person: MakePerson, sign_in: SignIn, now: datetime
) -> None:
    add_people(make_person, now, awake=7, others=9)
    listener = make_person("Lis Madeup", time_zone="Europe/Berlin")
    listener.role_grants.create(role="listener", created_at=now)
    Shift.objects.create(created_at=now, person=listener, start=24, hours=24)
    words = words_of(sign_in(organiser).get(PATH).content.decode())
    assert "No listener is on call: all day (Mon, Wed, Thu, Fri, Sat, Sun)" in words
    assert "A shift would help most here: between 02:00 and 04:00 (Wed)" in words
    assert "make somebody a listener" in words
    assert words.count("A listener is on call ●") == 24
    organiser.role_grants.create(role="listener", created_at=now)
    html = sign_in(organiser).get(PATH).content.decode()
    assert 'href="/listening/"' in html


def test_only_organisers_come_in(organiser: Person, make_person: MakePerson, sign_in: SignIn, now: datetime) -> None:
    moderator = make_person("Mo Madeup")
    moderator.role_grants.create(role="moderator", created_at=now)
    assert sign_in(moderator).get(PATH).status_code == 403
    assert PATH in sign_in(organiser).get("/organise/").content.decode()
