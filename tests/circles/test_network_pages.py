"""The owner's pages on their network: how often, who knows whom, the numbers, the map; and that they are theirs."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.circles import privacy, services
from alongside.circles.details import NeedDetails, Offer, TieDetails
from alongside.circles.models import Need, Snapshot, Tie
from alongside.kernel.clock import current_time
from tests.circles.browser import AUNT, text_of, to
from tests.circles.conftest import SignIn

pytestmark = pytest.mark.django_db
Accepted = Callable[..., Tie]
Named = Callable[..., Tie]
PAGES = ("circle-map", "circle-map-data", "circle-measures")


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


class TestRhythm:
    """How often somebody is in touch: the owner's to say and to see."""

    def test_it_is_said_with_the_rest_and_shown_to_the_owner(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        assert browser.post(to("circle-add"), {**AUNT, "rhythm": "daily"}).status_code == 303
        tie = Tie.objects.get(owner=owner)
        assert tie.rhythm == "daily"
        page = text_of(browser.get(to("circle-tie", tie.id)))
        assert "How often you are in touch (only you see this) On most days" in page
        change = " ".join(browser.get(to("circle-tie-change", tie.id)).content.decode().split())
        assert re.search(r'value="daily"[^>]* checked', change)
        assert browser.post(to("circle-tie-change", tie.id), {**AUNT, "rhythm": ""}).status_code == 303
        tie.refresh_from_db()
        assert tie.rhythm is None

    def test_another_word_is_refused(self, owner: Person, sign_in: SignIn) -> None:
        assert sign_in(owner).post(to("circle-add"), {**AUNT, "rhythm": "hourly"}).status_code == 422
        assert not Tie.objects.exists()

    def test_it_goes_with_the_name_when_a_tie_is_put_away(
        self, owner: Person, mate: Person, accepted: Accepted, now: datetime
    ) -> None:
        tie = accepted(mate, rhythm="weekly")
        services.leave_tie(actor=mate, tie_id=tie.id, now=now)
        tie.refresh_from_db()
        assert tie.rhythm == "weekly"
        services.put_away_tie(actor=owner, tie_id=tie.id, now=now)
        tie.refresh_from_db()
        assert tie.rhythm is None


class TestWhoKnowsWhom:
    """Whom of a circle somebody knows."""

    @pytest.fixture
    def tie(self, mate: Person, accepted: Accepted) -> Tie:
        """The owner's tie to their mate."""
        return accepted(mate, "Mia M.")

    def test_the_owner_ticks_and_the_tie_tells(self, owner: Person, tie: Tie, named: Named, sign_in: SignIn) -> None:
        bo, browser = named("Cousin Bo"), sign_in(owner)
        page = browser.get(to("circle-tie-knows", tie.id))
        assert "Whom of your circle does Mia M. know?" in text_of(page)
        assert "Cousin Bo" in text_of(page)
        assert 'value="' + str(tie.id) not in page.content.decode()
        assert browser.post(to("circle-tie-knows", tie.id), {"knows": [str(bo.id)]}).status_code == 303
        assert "they know (only you see this) Cousin Bo" in text_of(browser.get(to("circle-tie", tie.id)))
        assert "they know (only you see this) Mia M." in text_of(browser.get(to("circle-tie", bo.id)))
        assert f'value="{bo.id}"' in browser.get(to("circle-tie-knows", tie.id)).content.decode()
        assert browser.post(to("circle-tie-knows", tie.id), {}).status_code == 303
        assert "they know" not in text_of(browser.get(to("circle-tie", tie.id))).replace("circle do they know", "")

    def test_who_is_not_in_the_circle_cannot_be_ticked(self, owner: Person, tie: Tie, sign_in: SignIn) -> None:
        assert sign_in(owner).post(to("circle-tie-knows", tie.id), {"knows": [str(tie.id)]}).status_code == 422

    def test_a_supporter_knows_that_there_is_a_tie_and_a_stranger_does_not(
        self, tie: Tie, mate: Person, stranger: Person, sign_in: SignIn
    ) -> None:
        for person, code in ((mate, 403), (stranger, 404)):
            assert sign_in(person).get(to("circle-tie-knows", tie.id)).status_code == code
            assert sign_in(person).post(to("circle-tie-knows", tie.id), {}).status_code == code


class TestNumbers:
    """The circle in numbers."""

    def test_each_number_is_told_with_what_it_does_not_say(
        self, owner: Person, mate: Person, accepted: Accepted, named: Named, sign_in: SignIn
    ) -> None:
        accepted(mate, rhythm="daily")
        named("Auntie Test", relation="family", stance="mixed")
        named("The Group", relation="group")
        page = text_of(sign_in(owner).get(to("circle-measures")))
        assert "None of them is a mark, and none is a goal." in page
        assert "People and places in your circle 3 people and places" in page
        assert "People who said yes 1 of 3" in page
        assert "In touch on most days 1 of 3" in page
        assert "Who supports your recovery 2 of 3" in page
        assert "You need not part with anybody." in page
        assert "Named in the last 90 days 3 people and places" in page
        assert "Someone to talk to 1 Help me keep to what I decided 0 Practical help 0" in page
        assert "Whom you support, too 0 of 1" in page
        assert "Peers 0 Family and friends 2 Professionals 0 Groups and online communities 1" in page

    def test_there_is_no_line_on_the_first_day(self, owner: Person, named: Named, sign_in: SignIn) -> None:
        named()
        assert 'stroke="currentColor"' not in sign_in(owner).get(to("circle-measures")).content.decode()

    def test_over_time_there_is_a_line_and_the_same_as_a_table(
        self, owner: Person, now: datetime, sign_in: SignIn
    ) -> None:
        # Days of the owner's calendar: counted in hours, the night the clocks go back would move one of them.
        here = now.astimezone(ZoneInfo(owner.time_zone))
        for days, name in ((40, "Ada"), (40, "Bo"), (10, "Cy")):
            then = (here - timedelta(days=days)).astimezone(UTC)
            services.name_tie(actor=owner, details=TieDetails(name, "peer"), now=then)
        page = sign_in(owner).get(to("circle-measures"))
        # 308 units are 40 days: the step is three quarters along; two of three is a third from the top.
        assert '<path d="M6 26H237V6H314" />' in page.content.decode()
        assert "2 on " in text_of(page)
        assert ", 3 today" in text_of(page)
        assert text_of(page).count("The same as a table") == 2  # of the two numbers that changed

    def test_what_is_now_is_never_older_than_the_circle(self, owner: Person, named: Named, sign_in: SignIn) -> None:
        """A circle from before the numbers were kept has them all the same."""
        named()
        Snapshot.objects.all().delete()
        assert "1 person or place" in text_of(sign_in(owner).get(to("circle-measures")))

    def test_two_or_fewer_are_met_kindly_and_three_are_not(
        self, owner: Person, make_person: Callable[..., Person], accepted: Accepted, sign_in: SignIn
    ) -> None:
        word = "Two people or fewer have said yes and support your recovery."
        browser = sign_in(owner)
        for name, stance, is_said in (
            ("Ada", "supports", True),
            ("Bo", "supports", True),
            ("Cy", "undermines", True),
            ("Di", "supports", False),
        ):
            accepted(make_person(f"{name} Madeup"), name, stance=stance)
            assert (word in text_of(browser.get(to("circle-measures")))) is is_said

    def test_an_empty_circle_has_numbers_too(self, owner: Person, sign_in: SignIn) -> None:
        assert "0 people and places" in text_of(sign_in(owner).get(to("circle-measures")))


class TestMap:
    """The map without scripts: the picture, the lists, what breaks."""

    @pytest.fixture
    def people(self, owner: Person, mate: Person, stranger: Person, accepted: Accepted, named: Named) -> dict[str, Tie]:
        """Mia listens on Monday mornings, Sol gives practical help at any hour, Bo was not asked."""
        mornings = Offer(gives=("emotional",), hours=(6, 7, 8, 9))
        mate.time_zone = stranger.time_zone = "Europe/Berlin"
        mate.save()
        stranger.save()
        needs = [NeedDetails("emotional", "A CANARY call"), NeedDetails("practical", "A CANARY ride")]
        services.add_needs(actor=owner, needs=needs, now=current_time())
        return {
            "mia": accepted(mate, "Mia M.", mornings),
            "sol": accepted(stranger, "Sol S.", Offer(gives=("practical",))),
            "bo": named("Cousin Bo"),
        }

    def ask(self, browser: Client, **asked: object) -> str:
        return text_of(browser.get(to("circle-map"), asked))

    def test_it_shows_everybody_by_ring(self, owner: Person, people: dict[str, Tie], sign_in: SignIn) -> None:
        page = sign_in(owner).get(to("circle-map"))
        assert "faint" not in page.content.decode()
        for name in ("Mia M.", "Sol S.", "Cousin Bo"):
            assert name in text_of(page)
        assert "Not then, or not for this" not in text_of(page)

    def test_by_hour_it_tells_who_could_answer(self, owner: Person, people: dict[str, Tie], sign_in: SignIn) -> None:
        browser = sign_in(owner)
        assert groups(self.ask(browser, day=0, hour=7)) == (["Mia M.", "Sol S."], ["Cousin Bo"])
        assert groups(self.ask(browser, day=0, hour=10)) == (["Sol S."], ["Mia M.", "Cousin Bo"])
        assert groups(self.ask(browser, day=0)) == (["Mia M.", "Sol S."], ["Cousin Bo"])
        assert groups(self.ask(browser, hour=3)) == (["Sol S."], ["Mia M.", "Cousin Bo"])

    def test_by_need_it_tells_who_gives_that(self, owner: Person, people: dict[str, Tie], sign_in: SignIn) -> None:
        browser = sign_in(owner)
        call, ride = Need.objects.filter(owner=owner).order_by("created_at", "id")
        assert groups(self.ask(browser, need=call.id)) == (["Mia M."], ["Sol S.", "Cousin Bo"])
        assert groups(self.ask(browser, need=ride.id, hour=3)) == (["Sol S."], ["Mia M.", "Cousin Bo"])
        assert "Nobody in your circle could answer." in self.ask(browser, need=call.id, hour=3)

    def test_a_need_of_certain_hours_is_asked_for_at_these(
        self, owner: Person, people: dict[str, Tie], sign_in: SignIn
    ) -> None:
        call = Need.objects.get(owner=owner, support="emotional")
        browser = sign_in(owner)
        for hours, found in (([30], []), ([8, 30], ["Mia M."])):
            Need.objects.filter(id=call.id).update(hours=hours)
            assert groups(self.ask(browser, need=call.id))[0] == found

    def test_without_somebody_it_says_what_breaks(self, owner: Person, people: dict[str, Tie], sign_in: SignIn) -> None:
        browser = sign_in(owner)
        Need.objects.filter(support="emotional").update(hours=[7, 8, 20])
        page = browser.get(to("circle-map"), {"without": people["mia"].id})
        assert (
            "Without Mia M. Nobody else could answer for this: A CANARY call Between 07:00 and 09:00 (Mon)"
            in text_of(page)
        )
        assert 'class="who accepted faint"' in page.content.decode()
        assert "A CANARY ride Any hour" in self.ask(browser, without=people["sol"].id)
        Need.objects.filter(support="practical").delete()
        assert "Nothing that you need would be left without anybody." in self.ask(browser, without=people["sol"].id)
        Need.objects.all().delete()
        assert "You have not said yet what you need" in self.ask(browser, without=people["sol"].id)

    def test_what_is_not_there_is_not_asked_for(self, owner: Person, people: dict[str, Tie], sign_in: SignIn) -> None:
        browser = sign_in(owner)
        for asked in ({"need": "x"}, {"day": 7}, {"hour": "24"}, {"without": people["bo"].id}):
            page = browser.get(to("circle-map"), asked)
            assert page.status_code == 200
            assert "faint" not in page.content.decode()

    def test_who_knows_whom_is_told_in_words(
        self, owner: Person, people: dict[str, Tie], now: datetime, sign_in: SignIn
    ) -> None:
        known = [people["sol"].id, people["bo"].id]
        services.set_acquaintances(actor=owner, tie_id=people["mia"].id, knows=known, now=now)
        page = self.ask(sign_in(owner))
        assert "Knows Cousin Bo and Sol S." in page
        assert page.count("Knows Mia M.") == 2

    def test_the_numbers_for_the_drawing_say_the_same(
        self, owner: Person, people: dict[str, Tie], now: datetime, sign_in: SignIn
    ) -> None:
        services.set_acquaintances(actor=owner, tie_id=people["mia"].id, knows=[people["bo"].id], now=now)
        data = sign_in(owner).get(to("circle-map-data"), {"day": 0, "hour": 10}).json()
        told = {node["name"]: (node["look"], node["faint"], node["address"]) for node in data["nodes"]}
        assert told == {
            "Mia M.": ("accepted", True, to("circle-tie", people["mia"].id)),
            "Sol S.": ("accepted", False, to("circle-tie", people["sol"].id)),
            "Cousin Bo": ("named", True, to("circle-tie", people["bo"].id)),
        }
        assert data["knows"] == [sorted([str(people["mia"].id), str(people["bo"].id)])]
        assert (data["you"], len(data["rings"])) == ("You", 3)

    def test_the_legend_of_the_moving_map_has_the_lines_that_are_in_it(
        self, owner: Person, people: dict[str, Tie], now: datetime, sign_in: SignIn
    ) -> None:
        browser = sign_in(owner)
        before = self.legend(browser)
        assert re.findall(r'class="who key (\w+)"', before) == ["accepted", "named"]
        assert "They know each other" not in before
        services.set_acquaintances(actor=owner, tie_id=people["mia"].id, knows=[people["bo"].id], now=now)
        after, data = self.legend(browser), browser.get(to("circle-map-data")).json()
        dashes = [" ".join(map(str, found)) or "none" for found in (*data["lines"].values(), data["known"])]
        told = re.findall(r'stroke-dasharray="([^"]*)"', after)
        assert told == [dashes[0], dashes[2], dashes[-1]]
        assert "They know each other" in after

    def legend(self, browser: Client) -> str:
        page = browser.get(to("circle-map")).content.decode()
        return page[page.index("data-map-legend") : page.index('class="listed"')]

    def test_how_somebody_stands_to_recovery_is_in_neither(
        self, owner: Person, people: dict[str, Tie], sign_in: SignIn
    ) -> None:
        browser, seen = sign_in(owner), set()
        for stance in ("mixed", "supports"):
            Tie.objects.filter(id=people["bo"].id).update(stance=stance)
            pages = [browser.get(to(name)) for name in ("circle-map", "circle-map-data")]
            seen.add(tuple(text_of(page) for page in pages))
        assert len(seen) == 1

    def test_an_empty_circle_says_how_to_begin(self, owner: Person, sign_in: SignIn) -> None:
        assert "Nobody is in your circle yet." in self.ask(sign_in(owner))
        assert sign_in(owner).get(to("circle-map-data")).json()["nodes"] == []


def groups(page: str) -> tuple[list[str], list[str]]:
    """Return who could answer and who could not, by the page's lists."""
    yes, _, rest = page.rpartition("Who could answer")[2].partition("Not then, or not for this")
    people = ("Mia M.", "Sol S.", "Cousin Bo")
    return [name for name in people if name in yes], [name for name in people if name in rest]


@pytest.fixture
def marked(owner: Person, mate: Person, accepted: Accepted, named: Named) -> Tie:
    """The owner's tie to their mate, with all that is the owner's alone."""
    tie, aunt = accepted(mate, "CANARY-Mia", rhythm="daily"), named("CANARY-Auntie")
    services.set_acquaintances(actor=owner, tie_id=tie.id, knows=[aunt.id], now=current_time())
    return tie


def test_nobody_else_is_shown_any_of_it(marked: Tie, mate: Person, stranger: Person, sign_in: SignIn) -> None:
    for person in (mate, stranger):
        for name in PAGES:
            answer = sign_in(person).get(to(name), {"without": str(marked.id)})
            assert answer.status_code == 200
            assert "CANARY" not in answer.content.decode()
        for name in ("supporting", "today"):
            shown = sign_in(person).get(to(name)).content.decode()
            assert "On most days" not in shown
            assert "CANARY" not in shown
        assert "daily" not in json.dumps(privacy.export(person.id)["offers"])
    for name in PAGES:
        assert sign_in().get(to(name)).status_code == 302


def test_everything_goes_along_and_nothing_stays(
    owner: Person, mate: Person, accepted: Accepted, named: Named, now: datetime
) -> None:
    tie, aunt = accepted(mate, "Mia M.", rhythm="daily"), named("Auntie Test")
    services.set_acquaintances(actor=owner, tie_id=tie.id, knows=[aunt.id], now=now)
    exported = privacy.export(owner.id)
    assert [row["rhythm"] for row in exported["ties"]] == ["daily", None]
    assert exported["acquaintances"] == [{"one": "Mia M.", "other": "Auntie Test"}]
    (measures,) = exported["measures"]
    assert (measures["size"], measures["give_emotional"], measures["mutual"]) == (2, 1, 0)
    privacy.erase(owner.id, now)
    assert privacy.export(owner.id)["measures"] == privacy.export(owner.id)["acquaintances"] == []


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_read_with_as_many_queries_for_many_as_for_one(
    name: str, owner: Person, named: Named, now: datetime, sign_in: SignIn
) -> None:
    browser = sign_in(owner)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(to(name)).status_code == 200
        return len(captured)

    def fill(number: int) -> list[Tie]:
        day = now - timedelta(days=number)
        services.add_need(actor=owner, details=NeedDetails("emotional", f"need {number}"), now=now)
        return [services.name_tie(actor=owner, details=TieDetails(f"{one} {number}", "peer"), now=day) for one in "ab"]

    one, other = fill(1)
    services.set_acquaintances(actor=owner, tie_id=one.id, knows=[other.id], now=now)
    queries()
    before = queries()
    for number in (2, 3):
        one, other = fill(number)
        services.set_acquaintances(actor=owner, tie_id=one.id, knows=[other.id], now=now)
    assert queries() == before
