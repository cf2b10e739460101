"""Pictures and voice notes that somebody reports: kept under the case's key, seen by who looks after it, destroyed."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.accounts.services import erase_person
from alongside.kernel.clock import current_time
from alongside.kernel.due import kinds, step_due
from alongside.kernel.errors import Invalid
from alongside.messaging import services
from alongside.messaging.models import Message
from alongside.safety import services as safety
from alongside.safety.details import Choice, Telling
from alongside.safety.models import Case, Exhibit
from alongside.safety.own_queries import own_decision
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.messaging.test_media import IMAGE, SOUND, show, speak, talk

__all__ = ["talk"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


Three = tuple[Person, Person, Person]


@pytest.fixture
def three(owner: Person, mate: Person, stranger: Person) -> Three:
    """The two of a conversation, and somebody who has nothing to do with it."""
    return owner, mate, stranger


@pytest.fixture
def moderators(make_person: MakePerson, now: datetime) -> tuple[Person, Person]:
    """Two who moderate the whole place."""
    people = make_person("Moderator Madeup"), make_person("Second Madeup")
    RoleGrant.objects.bulk_create(RoleGrant(created_at=now, person=person, role=Role.MODERATOR) for person in people)
    return people


def report(actor: Person, talk: UUID, *shown: Message, now: datetime) -> Case:
    """Have somebody show these messages to a moderator."""
    telling = Telling("unkind", chosen=frozenset(one.id for one in shown))
    return safety.report(actor=actor, kind="messages", subject=talk, telling=telling, now=now).case


def answer(browser: Client, exhibit: Exhibit) -> tuple[int, bytes]:
    """Return what somebody gets of it."""
    got = browser.get(to("moderate-exhibit", exhibit.id))
    return got.status_code, got.content if got.status_code == 200 else b""


def test_what_was_chosen_is_kept_and_seen_by_moderators_alone(
    *,
    talk: UUID,
    three: Three,
    moderators: tuple[Person, Person],
    sign_in: SignIn,
    now: datetime,
) -> None:
    owner, mate, stranger = three
    chosen, spoken, other = show(owner, talk, now, seen="A hill"), speak(owner, talk, now), show(owner, talk, now)
    case = report(mate, talk, chosen, spoken, now=now)
    picture, voice = Exhibit.objects.order_by("created_at", "id")
    assert [one.piece for one in (picture, voice)] == [chosen.id, spoken.id]
    assert not Exhibit.objects.filter(piece=other.id).exists()
    browser = sign_in(moderators[0])
    page = browser.get(to("moderate-case", case.id)).content.decode()
    for one in (picture, voice):
        assert f'src="{to("moderate-exhibit", one.id)}"' in page
    assert "A voice note of 7 seconds" in text_of(browser.get(to("moderate-case", case.id)))
    assert [answer(browser, one) for one in (picture, voice)] == [(200, IMAGE), (200, SOUND)]
    assert [answer(sign_in(one), picture)[0] for one in (owner, mate, stranger)] == [404, 404, 404]
    assert Client().get(to("moderate-exhibit", picture.id)).status_code == 302


def test_it_may_run_nothing_and_is_kept_by_nothing_between(
    *, talk: UUID, owner: Person, mate: Person, moderators: tuple[Person, Person], sign_in: SignIn, now: datetime
) -> None:
    report(mate, talk, show(owner, talk, now), now=now)
    headers = sign_in(moderators[0]).get(to("moderate-exhibit", Exhibit.objects.get().id)).headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_whoever_handed_it_over_sees_it_no_more_and_whoever_answers_an_appeal_does(
    *,
    talk: UUID,
    three: Three,
    moderators: tuple[Person, Person],
    sign_in: SignIn,
    now: datetime,
) -> None:
    owner, mate, stranger = three
    first, second = moderators
    RoleGrant.objects.create(created_at=now, person=stranger, role=Role.ORGANISER)
    case = report(mate, talk, show(owner, talk, now), now=now)
    exhibit = Exhibit.objects.get()
    safety.hand_over(actor=second, case_id=case.id, now=now)
    assert [answer(sign_in(one), exhibit)[0] for one in (first, second, stranger)] == [200, 404, 404]
    RoleGrant.objects.filter(person=second).delete()
    decided = safety.decide(actor=first, case_id=case.id, choice=Choice("warn", "Not here."), now=now)
    asked = safety.appeal(actor=owner, decision_id=decided.id, words="It was a joke.", now=now)
    assert asked.needs_organiser
    assert answer(sign_in(stranger), exhibit) == (200, IMAGE)
    safety.answer_appeal(actor=stranger, appeal_id=asked.id, grants=False, answer="It was not.", now=now)
    assert answer(sign_in(stranger), exhibit)[0] == 404


def test_it_outlasts_a_taking_back_and_erasing_and_is_destroyed_at_its_time(
    *, talk: UUID, owner: Person, mate: Person, moderators: tuple[Person, Person], sign_in: SignIn, now: datetime
) -> None:
    message = show(owner, talk, now)
    case = report(mate, talk, message, now=now)
    services.take_back(actor=owner, conversation_id=talk, message_id=message.id, now=now)
    erase_person(actor=owner, now=now)
    exhibit, browser = Exhibit.objects.get(), sign_in(moderators[0])
    assert answer(browser, exhibit) == (200, IMAGE)
    step_due(next(kind for kind in kinds() if kind.name == "safety-case"), now=now + timedelta(days=90))
    case.refresh_from_db()
    assert case.data_key_id is None
    assert not Exhibit.objects.exists()
    assert answer(browser, exhibit)[0] == 404


def test_it_lies_sealed_with_the_key_of_the_case(
    talk: UUID, owner: Person, mate: Person, moderators: tuple[Person, Person], now: datetime
) -> None:
    case = report(mate, talk, show(owner, talk, now), speak(owner, talk, now), now=now)
    assert moderators
    rows = [bytes(row.data_sealed) for row in Exhibit.objects.all()]
    assert case.data_key_id
    assert [row[:16] for row in rows] == [case.data_key_id.bytes] * 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '') FROM safety_exhibit AS t")
        (text,) = cursor.fetchone()
    assert b"CANARY".hex() not in text


def test_there_is_an_end_to_what_one_report_keeps(
    talk: UUID, owner: Person, mate: Person, moderators: tuple[Person, Person], now: datetime
) -> None:
    messages = [show(owner, talk, now) for _number in range(7)]
    with pytest.raises(Invalid) as refusal:
        report(mate, talk, *messages, now=now)
    assert (refusal.value.field, Case.objects.count(), Exhibit.objects.count()) == ("chosen", 0, 0)
    report(mate, talk, *messages[:6], now=now)
    assert Exhibit.objects.count() == 6
    assert moderators


@pytest.mark.parametrize(("name", "change"), [
    ("safety_exhibit_size", {"data_sealed": b""}),
    ("safety_exhibit_size", {"data_sealed": b"x" * 1_500_101}),
    ("safety_exhibit_shows", {"shows": "film"}),
])  # fmt: skip
def test_nothing_else_is_kept(
    talk: UUID, owner: Person, mate: Person, now: datetime, *, name: str, change: dict[str, object]
) -> None:
    report(mate, talk, show(owner, talk, now), now=now)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Exhibit.objects.update(**change)


def test_the_page_asks_about_the_same_number_of_statements_for_one_picture_as_for_three(
    *, talk: UUID, owner: Person, mate: Person, moderators: tuple[Person, Person], sign_in: SignIn, now: datetime
) -> None:
    browser = sign_in(moderators[0])
    counts = []
    for number in (1, 3):
        Case.objects.all().delete()
        case = report(mate, talk, *(show(owner, talk, now) for _one in range(number)), now=now)
        browser.get(to("moderate-case", case.id))
        with CaptureQueriesContext(connection) as seen:
            browser.get(to("moderate-case", case.id))
        assert not any("data_sealed" in one["sql"] for one in seen.captured_queries)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_of_messages_between_two_whoever_it_is_about_is_shown_none_for_that_tells_who_reported(
    talk: UUID, three: Three, moderators: tuple[Person, Person], now: datetime
) -> None:
    owner, mate, _stranger = three
    case = report(mate, talk, show(owner, talk, now), now=now)
    choice = Choice("warn", "That does not go here.")
    row = safety.decide(actor=moderators[0], case_id=case.id, choice=choice, now=now)
    assert row.about == owner
    assert own_decision(row, now=now).words == ()
