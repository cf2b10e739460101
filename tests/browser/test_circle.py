"""The picture of a circle as it is really drawn: apart, large enough to tap, and the same people as in the list."""

from itertools import combinations
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser, fresh_alias, join

PEOPLE = (
    # name, what they are, how close
    ("Sam Madeup", "Friend", "Closest to me"),
    ("My made-up sister", "Family", "Closest to me"),
    ("Bartholomew", "Peer", "Close"),
    ("Tuesday evening group", "Group", "Close"),
    ("Dr. Madeup", "Professional", "Further out"),
)
FACES = """() => [...document.querySelectorAll(".picture svg a")].map((link) => {
  const { left, top, right, bottom } = link.querySelector(".face").getBoundingClientRect();
  return { left, top, right, bottom };
})"""
LABELS = """() => [...document.querySelectorAll(".picture .label")].map((label) => {
  const { left, top, right, bottom } = label.getBoundingClientRect();
  return { left, top, right, bottom, size: parseFloat(getComputedStyle(label).fontSize) };
})"""
# The size of a chip's letters on the screen: a unit of the drawing is as many CSS px as the drawing is wide, by 360.
UNIT = "document.querySelector('.picture svg').getBoundingClientRect().width / 360"
Box = dict[str, float]


@pytest.fixture
def circle(open_browser: OpenBrowser) -> Page:
    """Somebody's circle with people and a place in all three rings, without scripts."""
    return with_people(open_browser(java_script_enabled=False).new_page())


def with_people(page: Page) -> Page:
    """Join and name people as somebody new does; end at their circle."""
    join(page, fresh_alias("Cira Madeup"))
    for name, relation, ring in PEOPLE:
        page.goto("/circle/add/")
        page.get_by_label("What do you call them?").fill(name)
        page.get_by_role("radio", name=relation, exact=True).check()
        page.get_by_role("radio", name=ring, exact=True).check()
        page.get_by_role("button", name="Keep").click()
    page.goto("/circle/")
    return page


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_in_the_picture_lies_on_anything_else(circle: Page, width: int) -> None:
    circle.set_viewport_size({"width": width, "height": 844})
    faces: list[Box] = circle.evaluate(FACES)
    labels: list[Box] = circle.evaluate(LABELS)
    unit = circle.evaluate(UNIT)
    assert len(faces) == len(labels) == len(PEOPLE) + 3  # an open place for each kind of support
    for one, other in combinations([*faces, *labels], 2):
        assert apart(one, other), (one, other)
    for face in faces:
        assert min(face["right"] - face["left"], face["bottom"] - face["top"]) >= 24
        assert face["left"] >= 0
        assert face["right"] <= width
    for label in labels:
        assert label["size"] * unit >= 12


def findings(page: Page, path: str) -> list[str]:
    """Return what axe finds on a page: the rule, and where."""
    page.goto(path)
    violations = Axe().run(page).response["violations"]
    return [f"{path} {one['id']}: {node['html'][:120]}" for one in violations for node in one["nodes"]]


def apart(one: Box, other: Box) -> bool:
    """Tell whether two boxes leave each other alone, but for half a pixel of rounding."""
    return (
        one["right"] <= other["left"] + 0.5
        or other["right"] <= one["left"] + 0.5
        or one["bottom"] <= other["top"] + 0.5
        or other["bottom"] <= one["top"] + 0.5
    )


@pytest.mark.parametrize("width", [320, 390])
def test_a_finger_meets_a_chip_and_no_other(circle: Page, width: int) -> None:
    circle.set_viewport_size({"width": width, "height": 844})
    reach = circle.locator(".picture svg a .touch")
    for index in range(reach.count()):
        box = reach.nth(index).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 42
    circle.locator(".picture svg a", has_text="SM").locator(".touch").click(position={"x": 4, "y": 21})
    expect(circle.get_by_role("heading", level=1)).to_have_text("Sam Madeup")


def test_picture_and_list_tell_of_the_same_people(circle: Page) -> None:
    drawn = circle.locator(".picture a.who:not(.open) title").evaluate_all("all => all.map(one => one.textContent)")
    links = circle.locator("section[id^='ring-']").get_by_role("link")
    listed = links.evaluate_all(
        "all => all.filter(one => one.pathname.startsWith('/circle/ties/')).map(one => one.innerText)"
    )
    assert sorted(facts.split(" · ")[0] for facts in drawn) == sorted(listed) == sorted(name for name, _, _ in PEOPLE)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_a_circle_with_people(open_browser: OpenBrowser, scheme: Literal["light", "dark"]) -> None:
    page = with_people(open_browser(color_scheme=scheme).new_page())
    tie = page.get_by_role("link", name="Sam Madeup").get_attribute("href")
    assert tie
    assert findings(page, "/circle/") + findings(page, tie) + findings(page, f"{tie}change/") == []


def test_the_keyboard_goes_through_the_list_alone(circle: Page) -> None:
    circle.locator("main").focus()
    circle.keyboard.press("Tab")
    for words in ("Hour by hour", "Map", "In numbers", "Safety card"):
        expect(circle.get_by_role("link", name=words, exact=True)).to_be_focused()
        circle.keyboard.press("Tab")
    # Past the picture, to what could help next.
    expect(circle.get_by_role("region", name="What could help next").get_by_role("link").first).to_be_focused()
