"""What the picture of a circle tells, and to whom; and the pages that it leads to."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.circles import services
from alongside.circles.details import NeedDetails
from alongside.circles.models import Supporter, Tie
from alongside.circles.names import names_of
from alongside.kernel.clock import current_time
from tests.circles.browser import AUNT, text_of, to
from tests.circles.conftest import SignIn, contact_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


class TestPicture:
    """What the picture tells, and to whom."""

    @pytest.fixture
    def said(self, owner: Person, accepted: Callable[..., Tie], mate: Person, named: Callable[..., Tie]) -> None:
        """A circle with somebody who said yes, somebody who was not asked, and a place."""
        accepted(mate, "Mia M.", ring=1)
        named("Auntie Test", ring=2, relation="family", gives=("practical",), stance="undermines")
        named("The Group", ring=3, relation="group", gives=("emotional", "accountability"))

    def test_every_tie_is_a_chip_that_leads_to_it(self, said: None, owner: Person, sign_in: SignIn) -> None:
        drawn = picture_in(sign_in(owner).get(to("circle")))
        ties = {name: tie for tie in Tie.objects.filter(owner=owner) for name in names_of([tie]).values()}
        for name, letters, look in (
            ("Mia M.", "MM", "accepted"),
            ("Auntie Test", "AT", "named"),
            ("The Group", "TG", "place"),
        ):
            chip = link_to(to("circle-tie", ties[name].id), drawn)
            assert f'class="who {look}"' in chip
            assert f">{letters}</text>" in chip
        assert "Mia M. · Friend · Closest to me · Someone to talk to · With you" in drawn
        assert "The Group · Group · Further out · Someone to talk to · Help me keep to what I decided" in drawn

    def test_marks_say_which_support_somebody_gives(self, said: None, owner: Person, sign_in: SignIn) -> None:
        drawn = picture_in(sign_in(owner).get(to("circle")))
        assert [drawn.count(f'href="#mark-{kind}"') for kind in ("emotional", "accountability", "practical")] == [
            2,
            1,
            1,
        ]

    def test_what_is_missing_is_an_open_place_with_the_next_step(
        self, said: None, owner: Person, sign_in: SignIn
    ) -> None:
        answer = sign_in(owner).get(to("circle"))
        for kind, word in (("accountability", "My goals"), ("practical", "Practical")):
            assert f">{word}</text>" in link_to(f"/circle/add/?gives={kind}", picture_in(answer))
        assert "There is room for somebody who gives practical help. Name somebody" in text_of(answer)

    def test_who_was_named_for_it_is_the_next_step(
        self, owner: Person, named: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie = named("Auntie Test", gives=("practical",))
        answer = sign_in(owner).get(to("circle"))
        assert "There is room for somebody who gives practical help. Invite Auntie Test" in text_of(answer)
        chip, place = re.findall(rf'<a class="([^"]*)"\s+href="{to("circle-tie", tie.id)}"', picture_in(answer))
        assert {chip, place} == {"who named", "who open"}

    def test_a_need_is_told_in_the_owners_words(self, said: None, owner: Person, sign_in: SignIn) -> None:
        need = NeedDetails(support="practical", words="A ride on Tuesdays")
        services.add_needs(actor=owner, needs=[need], now=current_time())
        answer = sign_in(owner).get(to("circle"))
        assert "“A ride on Tuesdays”" in text_of(answer)
        assert "keep to what you decided." not in text_of(answer)

    def test_how_somebody_stands_to_recovery_is_never_in_it(
        self, owner: Person, named: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie = named("Auntie Test", relation="family", gives=("emotional",))
        pictures = set()
        for stance in ("mixed", "supports"):
            Tie.objects.filter(id=tie.id).update(stance=stance)
            pictures.add(sign_in(owner).get(to("circle-part")).content.decode())
        assert len(pictures) == 1
        Tie.objects.filter(id=tie.id).update(stance="undermines")
        page = sign_in(owner).get(to("circle")).content.decode()
        assert "undermines" not in page
        assert "Makes it harder" not in page
        assert "Invite Auntie Test" not in page

    def test_nobody_else_is_shown_it(
        self, said: None, owner: Person, mate: Person, stranger: Person, sign_in: SignIn
    ) -> None:
        for person in (mate, stranger):
            for name in ("circle", "circle-part"):
                page = sign_in(person).get(to(name)).content.decode()
                assert "Auntie Test" not in page
                assert "Mia M." not in page
                assert 'class="who named"' not in page
        assert sign_in().get(to("circle")).status_code == 302

    def test_an_empty_circle_has_one_open_place(self, owner: Person, sign_in: SignIn) -> None:
        drawn = picture_in(sign_in(owner).get(to("circle")))
        assert drawn.count("<a ") == 1
        assert ">Someone</text>" in link_to("/circle/add/?ring=1", drawn)

    def test_it_is_read_with_as_many_queries_for_many_as_for_one(
        self, owner: Person, named: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        browser = sign_in(owner)
        browser.get(to("circle-part"))  # the first page of a browser also begins its session
        counted = []
        for size in (1, 3):
            for number in range(size):
                named(f"Friend {size} {number}")
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(to("circle-part")).status_code == 200
            counted.append(len(queries))
        assert counted[0] == counted[1] == 11

    def test_who_finds_no_seat_is_counted_and_in_the_list(
        self, owner: Person, named: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        for number in range(14):
            named(f"Friend {number}", ring=2)
        answer = sign_in(owner).get(to("circle"))
        assert ">+3</text>" in link_to("#ring-2", picture_in(answer))
        assert 'id="ring-2"' in answer.content.decode()
        assert "Friend 13" in text_of(answer)


def picture_in(answer: HttpResponse) -> str:
    """Return the picture of a page, without the list beside it."""
    found = re.search(r'<figure class="picture">.*?</svg>', answer.content.decode(), re.DOTALL)
    assert found
    return found[0]


def link_to(address: str, drawn: str) -> str:
    """Return the chip that leads there."""
    links_there = [link for link in re.findall(r"<a .*?</a>", drawn, re.DOTALL) if f'href="{address}"' in link]
    assert len(links_there) == 1
    return links_there[0]


def test_a_breather_and_a_no_for_now_have_a_sign(
    owner: Person, mate: Person, accepted: Callable[..., Tie], invited: Callable[..., str], sign_in: SignIn
) -> None:
    supporter = accepted(mate, "Mia M.").supporter
    assert supporter
    services.decline_invitation(actor=None, token=invited("Uncle Test"), now=current_time())
    services.start_breather(actor=mate, until=current_time() + timedelta(days=3), now=current_time())
    answer = sign_in(owner).get(to("circle"))
    drawn = picture_in(answer)
    assert 'class="who accepted resting"' in drawn
    assert 'class="who declined"' in drawn
    assert [drawn.count(f'href="#sign-{sign}"') for sign in ("resting", "declined")] == [1, 1]
    assert "They are resting at the moment. · They are back on" in drawn
    assert "Resting" in answer.content.decode()  # in the legend


def test_people_are_round_and_places_are_square(owner: Person, named: Callable[..., Tie], sign_in: SignIn) -> None:
    person, place = named("Auntie Test", gives=()), named("The Group", relation="group")
    drawn = picture_in(sign_in(owner).get(to("circle")))
    assert '<circle class="face"' in link_to(to("circle-tie", person.id), drawn)
    chip = re.sub(r"\s+", " ", link_to(to("circle-tie", place.id), drawn))
    assert '<rect class="face" x="-18" y="-18" width="36" height="36"' in chip


def test_coordinates_are_numbers_in_every_language(owner: Person, named: Callable[..., Tie], sign_in: SignIn) -> None:
    for number in range(3):
        named(f"Friend {number}", gives=("emotional", "practical"))
    Person.objects.filter(id=owner.id).update(locale="es")
    drawn = picture_in(sign_in(owner).get(to("circle")))
    values = re.findall(r' (?:c?[xy]|r|width|height|rx)="([^"]*)"', drawn)
    assert len(values) > 20
    assert [value for value in values if not re.fullmatch(r"-?\d+", value)] == []


class TestTie:
    def test_a_number_can_be_called_and_everything_else_is_read(
        self, owner: Person, named: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie = named("Auntie Test", ways="Home: +1 555 010 0199\nthe <green> door")
        page = sign_in(owner).get(to("circle-tie", tie.id)).content.decode()
        assert 'href="tel:+15550100199"' in page
        assert "the &lt;green&gt; door" in page
        assert page.index("tel:") < page.index("Make an invitation")

    def test_taking_out_is_asked_over_the_page_and_on_a_page_of_its_own(
        self, owner: Person, named: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie, browser = named("Auntie Test"), sign_in(owner)
        page = browser.get(to("circle-tie", tie.id)).content.decode()
        question = page[page.index("<dialog") : page.index("</dialog>")]
        assert "Take Auntie Test out of your circle?" in question
        assert f'<form method="post" action="{to("circle-tie-remove", tie.id)}">' in question
        assert "<dialog" not in browser.get(to("circle-tie-part", tie.id)).content.decode()  # it stays when news comes
        assert "Take Auntie Test out of your circle?" in text_of(browser.get(to("circle-tie-remove", tie.id)))

    def test_a_link_that_can_be_passed_on_can_be_copied(
        self, owner: Person, invited: Callable[..., str], sign_in: SignIn
    ) -> None:
        token = invited("Auntie Test")
        page = sign_in(owner).get(to("circle-tie", Tie.objects.get().id)).content.decode()
        assert re.search(rf'data-link\s+value="http://127.0.0.1:8000/invitation/{token}/"', page)
        assert "data-copy>" in page
        assert "data-share>" in page


class TestNaming:
    def test_three_things_are_asked_and_the_rest_is_folded(self, owner: Person, sign_in: SignIn) -> None:
        page = sign_in(owner).get(to("circle-add")).content.decode()
        folded = page[page.index("<details") : page.index("</details>")]
        assert folded.startswith("<details>")
        names = [set(re.findall(r'name="(name|relation|ring|gives|stance|ways)"', part)) for part in (page, folded)]
        assert names == [{"name", "relation", "ring", "gives", "stance", "ways"}, {"gives", "stance", "ways"}]

    def test_an_open_place_says_whom_it_is_for(self, owner: Person, sign_in: SignIn) -> None:
        page = (
            sign_in(owner).get(to("circle-add") + "?ring=3&gives=practical&gives=money&stance=mixed").content.decode()
        )
        assert ticked(page) == {"3", "practical", "supports", ""}  # how often they are in touch is left open
        assert "<details open>" in page
        assert ticked(sign_in(owner).get(to("circle-add") + "?ring=9").content.decode()) == {"2", "supports", ""}

    def test_what_needs_another_look_is_not_folded_away(self, owner: Person, sign_in: SignIn) -> None:
        answer = sign_in(owner).post(to("circle-add"), {**AUNT, "stance": "nobody"})
        assert answer.status_code == 422
        assert "<details open>" in answer.content.decode()

    def test_who_changes_something_sees_all_of_it(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        page = sign_in(owner).get(to("circle-tie-change", accepted(mate).id)).content.decode()
        assert "<details open>" in page
        assert re.search(r'type="hidden"\s+name="gives"|name="gives"[^>]*type="hidden"', page)


def ticked(page: str) -> set[str]:
    """Return the values of what is chosen in a page's form."""
    boxes = [box for box in re.findall(r"<input[^>]*>", page) if "checked" in box]
    return {found[1] for box in boxes if (found := re.search(r'value="([^"]*)"', box))}


def test_whoever_supports_is_asked_over_the_page_before_they_stop(
    owner: Person, mate: Person, accepted: Callable[..., Tie], contact: Supporter, sign_in: SignIn
) -> None:
    tie = accepted(mate, "CANARY-NAME")
    Supporter.objects.filter(id=contact.id).update(locale="en")
    leave, with_leave = to("supporting-leave", tie.id), to("with-leave", contact_token(contact))
    for browser, path, address in (
        (sign_in(mate), to("supporting"), leave),
        (sign_in(), to("with", contact_token(contact)), with_leave),
    ):
        page = browser.get(path).content.decode()
        assert re.search(rf'<a href="{address}"\s+data-dialog="([^"]*)"', page)
        question = page[page.index("<dialog") : page.index("</dialog>")]
        assert "Stop standing with Odd Owner?" in question
        assert f'action="{address}"' in question
        assert "CANARY" not in page


def test_the_home_page_shows_who_stands_with_somebody(
    owner: Person, mate: Person, accepted: Callable[..., Tie], named: Callable[..., Tie], sign_in: SignIn
) -> None:
    tie = accepted(mate, "Mia M.", stance="mixed")
    named("Auntie Test")
    page = sign_in(owner).get("/").content.decode()
    assert re.search(rf'<a class="person"\s+href="{to("circle-tie", tie.id)}"', page)
    assert "Auntie Test" not in page
    assert "Mia M. said yes. You are less alone with this." in page
    assert "Mixed" not in page
    assert "Mia M." not in sign_in(mate).get("/").content.decode()
