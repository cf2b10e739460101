"""The page of who could answer, hour by hour: what it tells its owner, and that nobody else learns of it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.circles import services
from alongside.circles.details import NeedDetails, Offer
from alongside.circles.models import Need, Tie
from alongside.circles.week import from_to
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db

EVERY_DAY = range(7)
NIGHT = NeedDetails("emotional", "Call me at night", from_to(22, 7, on=EVERY_DAY))
RIDE = NeedDetails("practical", "A ride <there>", from_to(8, 10, on=[1]))
ANYTIME = NeedDetails("accountability", "Ask about the walk")
ANY_HOUR = Offer(gives=("emotional",))
PRACTICAL = Offer(gives=("practical",))

Needs = Callable[..., list[Need]]
Accepted = Callable[..., Tie]
Look = Callable[..., HttpResponse]


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def needs(owner: Person, now: datetime) -> Needs:
    """Write needs of the owner down: `needs(NIGHT, RIDE)`."""
    return lambda *details: services.add_needs(actor=owner, needs=details, now=now)


@pytest.fixture
def look(owner: Person, sign_in: SignIn) -> Look:
    """Have the owner look at their coverage: `look(need=need.id, without=tie.id)`."""
    browser = sign_in(owner)
    return lambda **asked: browser.get(to("circle-coverage"), asked)


def grid_of(answer: HttpResponse) -> dict[int, tuple[str, str]]:
    """Return what the week's table says for each hour of the week: the look of its cell, and the number in it."""
    table = re.search(r'<table class="week hours-covered">(.*?)</table>', answer.content.decode(), re.DOTALL)
    assert table
    rows = re.findall(r'<th scope="row">(\d\d):00</th>(.*?)</tr>', table[1], re.DOTALL)
    cells = {int(hour): re.findall(r'<td(?: class="([^"]*)")?>(\d*)</td>', row) for hour, row in rows}
    assert {hour: len(row) for hour, row in cells.items()} == dict.fromkeys(range(24), 7)
    return {day * 24 + hour: row[day] for hour, row in cells.items() for day in range(7)}


def hours_that_are(look: str, answer: HttpResponse) -> list[int]:
    return sorted(hour for hour, (looks, _) in grid_of(answer).items() if looks == look)


def test_without_needs_the_one_next_step_is_to_say_them(owner: Person, sign_in: SignIn) -> None:
    answer = sign_in(owner).get(to("circle-coverage"))
    assert f'href="{to("circle-needs")}"' in answer.content.decode()
    assert "Say what you need" in text_of(answer)
    assert "<table" not in answer.content.decode()


def test_sentences_come_first_and_the_week_tells_the_same(
    owner: Person, mate: Person, accepted: Accepted, needs: Needs, sign_in: SignIn
) -> None:
    accepted(mate, "Mia M.", offer=ANY_HOUR)
    needs(NIGHT, RIDE)
    answer = sign_in(owner).get(to("circle-coverage"))
    said = text_of(answer)
    for sentence in (
        "1 of your 2 needs is covered whenever you need it.",
        "Every night between 22:00 and 07:00, nobody but Mia M. could answer.",
        "Between 08:00 and 10:00 (Tue), nobody could answer.",
        "All that is covered is covered by Mia M. alone.",
    ):
        assert said.index(sentence) < said.index("The week that begins now")
    assert hours_that_are("alone", answer) == list(NIGHT.hours or ())
    assert hours_that_are("gap", answer) == list(RIDE.hours or ())
    cells = grid_of(answer)
    assert (cells[23], cells[24 + 8], cells[12]) == (("alone", "1"), ("gap", "0"), ("", ""))


def test_the_week_is_a_table_for_whoever_listens_to_it(owner: Person, needs: Needs, sign_in: SignIn) -> None:
    needs(NIGHT)
    page = sign_in(owner).get(to("circle-coverage")).content.decode()
    table = page[page.index('<table class="week hours-covered">') :]
    assert re.search(r"<caption>\s*How many people could answer, in each hour of the week on your clock", table)
    assert table.count('<th scope="row">') == 24
    assert re.findall(r'<th scope="col"><abbr title="([^"]*)">', table) == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]


def test_one_need_can_be_looked_at_alone(
    look: Look, mate: Person, stranger: Person, accepted: Accepted, needs: Needs
) -> None:
    accepted(mate, "Mia M.", offer=ANY_HOUR)
    accepted(stranger, "Sol S.", offer=PRACTICAL)
    night, ride = needs(NIGHT, RIDE)
    alone = look(need=ride.id)
    assert hours_that_are("alone", alone) == list(RIDE.hours or ())
    assert set(grid_of(alone).values()) == {("alone", "1"), ("", "")}
    said = text_of(alone)
    assert "nobody but Sol S. could answer" in said
    assert "nobody but Mia M. could answer" not in said
    assert re.search(rf'<option value="{ride.id}" selected>', alone.content.decode())
    assert hours_that_are("alone", look(need=night.id)) == list(NIGHT.hours or ())


def test_an_hour_of_several_needs_has_the_fewest_of_one(
    look: Look, mate: Person, stranger: Person, accepted: Accepted, needs: Needs
) -> None:
    for person in (mate, stranger):
        accepted(person, person.alias, offer=ANY_HOUR)
    needs(NIGHT, NeedDetails("practical", "Drive me", (23,)))
    cells = grid_of(look())
    assert (cells[22], cells[23]) == (("shared", "2"), ("gap", "0"))


def test_a_need_at_no_certain_hours_is_told_and_has_a_week_of_its_own(
    owner: Person, mate: Person, accepted: Accepted, needs: Needs, sign_in: SignIn
) -> None:
    accepted(mate, "Mia M.", offer=Offer(gives=("accountability",), hours=(18,)))
    (walk,) = needs(ANYTIME)
    browser = sign_in(owner)
    whole = browser.get(to("circle-coverage"))
    assert "Mia M. alone could help with this." in text_of(whole)
    assert "None of your needs has hours yet." in text_of(whole)
    assert "<table" not in whole.content.decode()
    own = grid_of(browser.get(to("circle-coverage"), {"need": walk.id}))
    assert sorted(number for _, number in own.values()) == ["0"] * 167 + ["1"]
    assert not [look for look, _ in own.values() if "gap" in look]


def test_what_breaks_without_somebody_is_told_and_drawn(
    look: Look, mate: Person, stranger: Person, accepted: Accepted, needs: Needs
) -> None:
    mia = accepted(mate, "Mia M.", offer=ANY_HOUR)
    sol = accepted(stranger, "Sol S.", offer=PRACTICAL)
    needs(NIGHT, RIDE, NeedDetails("accountability", "Nobody gives this", (30,)))
    answer = look(without=mia.id)
    said = text_of(answer)
    assert "Without Mia M. Only a look ahead, for you alone. Nothing is changed, and nobody is told." in said
    assert "“Call me at night”: every night between 22:00 and 07:00, nobody else could answer." in said
    assert hours_that_are("gap new", answer) == [hour for hour in NIGHT.hours or () if hour != 30]
    assert hours_that_are("gap", answer) == [30]
    assert hours_that_are("alone", answer) == list(RIDE.hours or ())
    assert "“A ride <there>”: between 08:00 and 10:00 (Tue)" in text_of(look(without=sol.id))
    assert "A ride <there>" not in answer.content.decode()


def test_nothing_breaks_without_whom_nobody_depends_on(
    look: Look, mate: Person, stranger: Person, accepted: Accepted, needs: Needs
) -> None:
    mia = accepted(mate, "Mia M.", offer=ANY_HOUR)
    accepted(stranger, "Sol S.", offer=ANY_HOUR)
    needs(NIGHT)
    answer = look(without=mia.id)
    assert "All that is covered now would stay covered without Mia M." in text_of(answer)
    assert hours_that_are("alone", answer) == list(NIGHT.hours or ())


def test_whoever_makes_it_harder_answers_nothing(
    owner: Person, mate: Person, accepted: Accepted, needs: Needs, sign_in: SignIn
) -> None:
    accepted(mate, "Mia M.", offer=ANY_HOUR, stance="undermines")
    needs(NIGHT)
    assert "Every night between 22:00 and 07:00, nobody could answer." in text_of(
        sign_in(owner).get(to("circle-coverage"))
    )


def test_kinds_of_people_that_are_missing_are_named(
    owner: Person, named: Callable[..., Tie], needs: Needs, sign_in: SignIn
) -> None:
    named("The Group", relation="group")
    named("Auntie Test", relation="family")
    needs(NIGHT)
    said = text_of(sign_in(owner).get(to("circle-coverage")))
    assert "Who is not in your circle yet" in said
    assert "A peer: somebody who knows" in said
    assert "A professional: somebody who" in said
    assert "Family or a friend:" not in said
    assert "A group or an online community:" not in said


def test_what_is_not_ones_own_or_not_there_changes_nothing(
    mate: Person, accepted: Accepted, needs: Needs, sign_in: SignIn, now: datetime
) -> None:
    tie = accepted(mate, "CANARY-NAME", offer=ANY_HOUR)
    (night,) = needs(NIGHT)
    services.add_needs(actor=mate, needs=[NeedDetails("emotional", "Mine", (5,))], now=now)
    browser = sign_in(mate)
    plain = text_of(browser.get(to("circle-coverage")))
    for asked in ({"need": str(night.id)}, {"without": str(tie.id)}, {"need": "x", "without": "\x00'"}):
        answer = browser.get(to("circle-coverage"), asked)
        assert text_of(answer) == plain
        assert not re.search("CANARY|Call me|Odd Owner", answer.content.decode())


def test_strangers_and_supporters_see_their_own_page(
    mate: Person, stranger: Person, accepted: Accepted, needs: Needs, sign_in: SignIn
) -> None:
    owner = accepted(mate, "CANARY-NAME", offer=ANY_HOUR).owner
    needs(NIGHT)
    for page in ("circle-coverage", "circle-coverage-part"):
        for person in (mate, stranger):
            answer = sign_in(person).get(to(page))
            assert answer.status_code == 200
            assert not re.search("CANARY|Call me", answer.content.decode())
        assert sign_in(None).get(to(page)).status_code == 302
        assert sign_in(owner).post(to(page)).status_code == 405


def test_the_part_that_changes_is_the_page_without_its_frame_and_keeps_what_is_asked(
    owner: Person, mate: Person, accepted: Accepted, needs: Needs, sign_in: SignIn
) -> None:
    tie = accepted(mate, "Mia M.", offer=ANY_HOUR)
    (night,) = needs(NIGHT)
    browser = sign_in(owner)
    whole = browser.get(to("circle-coverage"), {"need": night.id, "without": tie.id})
    address = re.search(r'data-live-topic="circle"\s+data-live-url="([^"]*)"', whole.content.decode())
    assert address
    part = browser.get(unescape(address[1]))
    assert "<html" not in part.content.decode()
    assert "Without Mia M." in text_of(part)
    assert text_of(part) in text_of(whole)


@pytest.mark.parametrize("page", ["circle-coverage", "circle", "today"])
def test_it_takes_as_many_queries_with_one_as_with_three(
    page: str, make_person: MakePerson, accepted: Accepted, needs: Needs, sign_in: SignIn
) -> None:
    counts = []
    for size in (1, 2):
        for number in range(size):
            tie = accepted(make_person(f"Made Up {size}{number}"), f"Name {size}{number}", offer=ANY_HOUR)
            needs(NeedDetails("emotional", f"Words {size}{number}", (1, 2)))
        browser = sign_in(tie.owner)
        browser.get(to(page))
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(to(page)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_circle_and_the_list_of_needs_lead_to_it(
    owner: Person, named: Callable[..., Tie], needs: Needs, sign_in: SignIn
) -> None:
    named()
    needs(NIGHT)
    for page, words in (("circle", "Hour by hour"), ("circle-needs", "Who could answer, hour by hour")):
        assert f'<a href="{to("circle-coverage")}">{words}</a>' in re.sub(
            r"\s*\n\s*", "", sign_in(owner).get(to(page)).content.decode()
        )


def test_today_says_so_kindly_while_something_is_not_covered(
    owner: Person, mate: Person, accepted: Accepted, needs: Needs, sign_in: SignIn
) -> None:
    browser = sign_in(owner)
    accepted(mate, "Mia M.", offer=ANY_HOUR)
    sentence = "For some of what you need, nobody could answer yet."
    assert sentence not in text_of(browser.get("/"))
    _night, ride = needs(NIGHT, RIDE)
    assert sentence in text_of(browser.get("/"))
    services.remove_need(actor=owner, need_id=ride.id, now=current_time())
    assert sentence not in text_of(browser.get("/"))


def test_a_breather_is_seen_ahead(look: Look, mate: Person, accepted: Accepted, needs: Needs, now: datetime) -> None:
    accepted(mate, "Mia M.", offer=ANY_HOUR)
    needs(NIGHT)
    services.start_breather(actor=mate, until=now + timedelta(days=30), now=now)
    assert "Every night between 22:00 and 07:00, nobody could answer." in text_of(look())


def open_places(answer: HttpResponse) -> list[str]:
    return re.findall(r'<a class="who open"\s+href="([^"]*)"', answer.content.decode())


def test_a_need_with_hours_that_nobody_covers_opens_a_place_in_the_picture_until_somebody_does(
    mate: Person, accepted: Accepted, needs: Needs, sign_in: SignIn, now: datetime
) -> None:
    tie = accepted(mate, "Mia M.", offer=Offer(gives=("emotional",), hours=(40,)), ring=1)
    needs(NIGHT, NeedDetails("emotional", "Listen at any time"))
    browser = sign_in(tie.owner)
    answer = browser.get(to("circle"))
    assert any("gives=emotional" in address for address in open_places(answer))
    assert "There is room for somebody to talk to. “Call me at night”" in text_of(answer)
    assert "“Listen at any time”" not in text_of(answer)
    services.change_offer(actor=mate, tie_id=tie.id, offer=ANY_HOUR, now=now)
    answer = browser.get(to("circle"))
    assert not any("gives" in address for address in open_places(answer))
    assert "nobody could answer" not in text_of(browser.get(to("circle-coverage")))


def test_the_picture_does_not_tell_how_somebody_stands_to_recovery(
    owner: Person, mate: Person, accepted: Accepted, needs: Needs, sign_in: SignIn
) -> None:
    tie = accepted(mate, "Mia M.", offer=ANY_HOUR)
    needs(NIGHT)
    pictures = set()
    for stance in ("supports", "mixed", "undermines"):
        Tie.objects.filter(id=tie.id).update(stance=stance)
        part = sign_in(owner).get(to("circle-part")).content.decode()
        steps = re.search(r'<section class="card stack" aria-labelledby="next-steps">.*?</section>', part, re.DOTALL)
        pictures.add(part.replace(steps[0], "") if steps else part)
    assert len(pictures) == 1
