"""How one gets into a meeting: the same words wherever they stand, the code of a number or a door only for who asks."""

from datetime import timedelta

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.models import Meeting
from alongside.meetings.way_in import Phone, phone_of
from tests.circles.browser import to
from tests.circles.conftest import SignIn, owner, sign_in
from tests.meetings.conftest import MakeMeeting

__all__ = ["owner", "sign_in"]

SHOW = "Show the passcode"
ZOOM = "https://us02web.zoom.us/j/88411"
LEADS = "This leads to Zoom, another company, at us02web.zoom.us."


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+16465588656", Phone("+16465588656", address="tel:+16465588656")),
        (
            "+16465588656,,88411#,,#,,735195#",
            Phone(
                "+16465588656",
                code="88411# 735195#",
                address="tel:+16465588656",
                address_with_code="tel:+16465588656,,88411%23,,%23,,735195%23",
            ),
        ),
        ("(195) 131-9212 id#154183", Phone("(195) 131-9212", code="id#154183", address="tel:1951319212")),
        ("1-656-195-8899  Code: 633 169", Phone("1-656-195-8899", code="Code: 633 169", address="tel:16561958899")),
        ("+79634624304,,#,,#", Phone("+79634624304", address="tel:+79634624304")),
        ("800 555 0100 (ask for Bill)", Phone("800 555 0100", words="(ask for Bill)", address="tel:8005550100")),
        ("0800 555 0100 or +1 20", Phone("0800 555 0100", code="or +1 20", address="tel:08005550100")),
        ("ring Bill at 12", Phone(code="ring Bill at 12")),
        ("46899532420 18250390261", Phone(code="46899532420 18250390261")),
    ],
)
def test_a_number_is_parted_from_its_code(text: str, phone: Phone) -> None:
    assert phone_of(text) == phone


@pytest.mark.parametrize(
    "words",
    [
        "Password: serenity",
        "passcode serenity",
        "PIN: gratitude",
        "code: HOPE",
        "Código: esperanza",
        "the pass is hope",
    ],
)
def test_a_code_that_is_a_word_is_no_word_to_show(words: str) -> None:
    number = "+1 646-558-8656"
    assert phone_of(f"{number} {words}") == Phone(number, code=words, address="tel:+16465588656")


@pytest.mark.parametrize(
    ("number", "behind", "code"),
    [
        ("712-432-0360", " 12345", "12345"),
        ("712-432-0360", " 123", "123"),
        ("712 432 0360", " / 1234", "1234"),
        ("(712) 432-0360", " (1234)", "(1234)"),
        ("712-432-0360", ".4455#", "4455#"),
        ("712.432.0360", " . 4455", "4455"),
        ("712-432-0360", " 99,,12#", "99,,12#"),
        ("+1 (712) 432-0360", "-4455", "4455"),
        ("1 712 432 0360", " 445", "445"),
        ("+33 1 23 45 67 89", " 1234", "1234"),
        ("020 7946 0958", " / 12", "12"),
        ("+44 20 7946 0958", " (12)", "(12)"),
    ],
)
def test_a_short_code_is_no_part_of_the_number(number: str, behind: str, code: str) -> None:
    found = phone_of(number + behind)
    assert (found.number, found.code, found.words, found.address_with_code) == (number, code, "", "")
    assert found.address == phone_of(number).address


@pytest.mark.parametrize(
    "number",
    [
        "+33 1 23 45 67 89", "+44 20 7946 0958", "+44 (0)20 7946 0958", "+49 1522 343 33 33", "+55 11 91234-5678",
        "+86 138 1234 5678", "+61 412 345 678", "0151 23 45 67 89", "020 7946 0958", "030/1234567", "61 412 345 678",
        "+420 123 456 789", "+46 8 995 324 20", "46899532420", "1161191829", "112",
    ],
)  # fmt: skip
def test_a_number_of_any_country_stays_whole(number: str) -> None:
    found = phone_of(number)
    assert (found.number, found.words, found.code) == (number, "", "")


@pytest.fixture
def online(make_meeting: MakeMeeting) -> Meeting:
    """A meeting on Zoom and by phone, within the next hours."""
    start = current_time() + timedelta(hours=3)
    return make_meeting(
        slug="online",
        attendance="online",
        timezone="UTC",
        day=start.isoweekday() % 7,
        time=start.time(),
        conference_url=ZOOM,
        conference_url_notes="Passcode: 735195",
        conference_phone="+16465588656,,88411#",
    )


def test_it_is_said_in_the_same_words_on_its_page_among_saved_ones_and_on_today(
    owner: Person, sign_in: SignIn, online: Meeting
) -> None:
    row = services.save_meeting(actor=owner, slug=online.slug, now=current_time())
    browser = sign_in(owner)
    for path in (to("meeting", "online"), to("my-meeting", row.id), to("today")):
        shown, _, asked = browser.get(path).content.decode().partition(SHOW)
        assert f'href="{ZOOM}"' in shown, path
        assert LEADS in shown, path
        assert 'href="tel:+16465588656"' in shown, path
        assert "88411#" not in shown, path
        assert "735195" not in shown, path
        assert "735195" in asked, path
        assert "By phone: 88411#" in asked, path
        assert 'href="tel:+16465588656,,88411%23"' in asked, path


@pytest.mark.django_db
def test_the_code_of_a_door_is_shown_where_it_is_hidden(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(slug="door", notes="The door has a pin: 4711, ring twice")
    make_meeting(slug="bare", conference_url_notes="Passcode: 4711")
    for slug in ("door", "bare"):
        shown, _, asked = client.get(to("meeting", slug)).content.decode().partition(SHOW)
        assert "4711" not in shown, slug
        assert "<code>4711</code>" in asked, slug
    make_meeting(slug="plain", notes="Ring twice")
    assert SHOW not in client.get(to("meeting", "plain")).content.decode()


@pytest.mark.django_db
def test_a_meeting_only_in_a_room_leads_to_no_call(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(slug="room", attendance="in_person", conference_url=ZOOM)
    assert ZOOM not in client.get(to("meeting", "room")).content.decode()
