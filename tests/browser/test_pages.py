"""Every page of the table of addresses keeps every promise: light and dark, on a phone and on a desktop, in large print
and small windows, by keyboard, and in bytes.

The tour loads each page once and notes what it finds; each test here holds one promise for all pages. A new address is
looked at without anybody adding it here.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from tests.architecture.source import ROOT
from tests.architecture.urls import ROWS
from tests.browser import tour
from tests.browser.pages import STRANGER, Community, View, lived_in
from tests.browser.speed import shown_after
from tests.browser.weight import Place, Weight, document, figures, rows_of
from tests.processes import ENVIRONMENT

DOCUMENT = ROOT / "docs" / "reference" / "weight.md"
PLANTED = Path(__file__).with_name("planted.html").read_text()


@pytest.fixture(scope="module")
def community() -> Iterator[Community]:
    """Run an instance of these tests' own, in which people have lived for some weeks."""
    with lived_in() as found:
        yield found


@pytest.fixture(scope="module")
def found(chromium: Browser, community: Community) -> tour.Found:
    """Look at every page once."""
    found = tour.Found()
    with tour.lookers(chromium, community) as lookers:
        for view in community.views:
            lookers[view.who].look(view, found)
    return found


def test_the_tour_is_made_by_one_process_alone(request: pytest.FixtureRequest) -> None:
    """Two would take the machine from each other for as long as one takes; pytest-xdist drops groups without a word."""
    is_shared_out = "PYTEST_XDIST_WORKER" in os.environ
    assert request.node.nodeid.endswith("@pages") is is_shared_out


def test_every_page_of_the_table_is_looked_at(community: Community) -> None:
    seen = {view.route for view in community.views}
    unseen = {row.route or "/" for row in ROWS if 200 in row.expected().values()} - seen
    assert unseen == community.no_pages
    assert {"sw.js", "circle/part/", "api/v1/openapi.json"} <= unseen
    assert len(seen) > 2 * len(unseen)
    by_who = {who: sum(view.who == who for view in community.views) for who in community.people()}
    assert by_who[STRANGER] > 20
    assert by_who["owner"] > 30
    assert len({(view.route or view.name, view.who) for view in community.views}) == len(community.views)


@pytest.mark.parametrize("promise", tour.PROMISES)
def test_every_page(found: tour.Found, promise: str) -> None:
    if findings := found.wrong[promise]:
        pytest.fail("\n".join(findings), pytrace=False)


@pytest.mark.parametrize("promise", tour.PROMISES)
def test_every_page_was_asked(found: tour.Found, community: Community, promise: str) -> None:
    assert found.asked[promise] == {view for view in community.views if promise != tour.LIGHT or not view.html}


def serve(route: Route) -> None:
    """Answer as nobody should: with a page full of mistakes and without a policy."""
    route.fulfill(status=200, body=PLANTED, headers={"Content-Type": "text/html; charset=utf-8"})


def test_the_tour_finds_what_is_planted(chromium: Browser, community: Community) -> None:
    looker = tour.Looker(chromium, community.instance, cookie="")
    looker.context.route("**/planted/", serve)
    looker.context.route("https://elsewhere.example/**", lambda route: route.abort())
    found = tour.Found()
    looker.look(View("planted", "", "/planted/", STRANGER, status=201), found)
    looker.close()
    told = {promise: " ".join(findings) for promise, findings in found.wrong.items() if findings}
    assert sorted(set(tour.PROMISES) - set(told)) == [tour.LIGHT]
    assert "200, not 201" in told[tour.ANSWERED]
    assert "https://elsewhere.example/picture.png" in told[tour.ELSEWHERE]
    assert "color-contrast" in told[tour.LIGHT_PHONE]
    assert "color-contrast" in told[tour.DARK_DESKTOP]
    assert "no ring" in told[tour.SEEN_FOCUS]


def test_pictures_are_taken_with_nothing_set_up_around_them() -> None:
    bare = {name: value for name, value in ENVIRONMENT.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-c", "import tests.browser.shots"]
    subprocess.run(command, env=bare, check=True, timeout=60)


def place_of(view: View) -> Place:
    """Return where a page stands in the document of weights."""
    return view.route or view.name, view.who


def test_the_document_tells_what_every_page_weighs(
    found: tour.Found, chromium: Browser, community: Community, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--weigh", default=False):
        before = rows_of(DOCUMENT.read_text()) if DOCUMENT.exists() else {}
        made = {}
        for view, weight in found.weights.items():
            row = before.get(place_of(view))
            if row is None or not row.is_about(weight):
                row = figures(weight, shown_after(chromium, community, view), row)
            made[place_of(view)] = row
        DOCUMENT.write_text(document(made))
    rows, weights = rows_of(DOCUMENT.read_text()), {place_of(view): one for view, one in found.weights.items()}
    assert list(rows) == list(weights), "run `make weight`"
    assert {place: row.over_budget() for place, row in rows.items() if row.over_budget()} == {}
    assert {place: (rows[place], now) for place, now in weights.items() if not rows[place].tells_of(now)} == {}, (
        "run `make weight`"
    )


def test_a_figure_changes_only_when_more_than_noise_has() -> None:
    first = figures(Weight(20_100, 9), [0.44, 0.41, 0.9], None)
    assert (first.kilobytes, first.requests, first.seconds) == (21, 9, 0.5)
    assert first.is_about(Weight(21_900, 9))
    assert not first.is_about(Weight(22_100, 9))
    assert not first.is_about(Weight(20_100, 10))
    assert figures(Weight(30_000, 9), [0.55], first).seconds == 0.5
    changed = figures(Weight(22_100, 10), [0.61], first)
    assert (changed.kilobytes, changed.requests, changed.seconds) == (23, 10, 0.7)
    places = {
        ("circle/ties/<uuid:tie_id>/", "owner"): first,
        ("Nothing there", "stranger"): changed,
        ("/", "owner"): first,
    }
    assert rows_of(document(places)) == places


def test_the_budget_is_what_is_promised() -> None:
    assert Weight(60_000, 12).over_budget() == []
    assert Weight(60_001, 13).over_budget() == ["60,001 bytes of 60,000", "13 requests of 12"]
    assert figures(Weight(100, 1), [1.01], None).over_budget() == ["1.1 s of 1.0"]
