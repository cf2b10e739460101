"""The map of a circle: as it stands without scripts, as it can be moved about, and on paper."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import OpenBrowser, fresh_alias, join
from tests.browser.instance import PHONE
from tests.processes import until

PEOPLE = (
    # name, what they are, how close
    ("Sam Madeup", "Friend", "Closest to me"),
    ("My made-up sister", "Family", "Closest to me"),
    ("Bartholomew", "Peer", "Close"),
    ("Tuesday evening group", "Group", "Close"),
    ("Dr. Madeup", "Professional", "Further out"),
)
POLICE = """
window.refused = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  window.refused.push(`${violatedDirective} ${blockedURI}`));
"""
DRAWN = "document.querySelectorAll('[data-map-canvas] svg text').length"
# Where the drawing's "You" stands on the screen, and how wide the largest ring is, in px.
YOU = """() => {
  const you = [...document.querySelectorAll("[data-map-canvas] svg text")].find((text) => text.textContent === "You");
  return you.getBoundingClientRect().left;
}"""
FACE = """Math.max(...[...document.querySelectorAll("[data-map-canvas] svg path")].map((path) =>
  path.getBoundingClientRect().width))"""
FADED = """[...document.querySelectorAll("[data-map-canvas] svg path")].filter((path) =>
  Number(path.getAttribute("fill-opacity") ?? path.getAttribute("opacity") ?? 1) <= 0.31).length"""
COLOURS = """[...new Set([...document.querySelectorAll("[data-map-canvas] svg text")].map((one) =>
  one.getAttribute("fill")))].sort()"""
A4 = {"format": "A4"}
LETTER = {"format": "Letter"}


def with_people(page: Page, *more: tuple[str, str, str]) -> Page:
    """Join and name people as somebody new does; end at the map."""
    join(page, fresh_alias("Mapi Madeup"))
    for name, relation, ring in (*PEOPLE, *more):
        page.goto("/circle/add/")
        page.get_by_label("What do you call them?").fill(name)
        page.get_by_role("radio", name=relation, exact=True).check()
        page.get_by_role("radio", name=ring, exact=True).check()
        page.get_by_role("button", name="Keep").click()
    page.goto("/circle/map/")
    return page


def knowing_each_other(page: Page) -> Page:
    """Say that Sam knows the sister; end at the map."""
    page.get_by_role("link", name="Sam Madeup").click()
    page.get_by_role("link", name="Whom of your circle do they know?").click()
    page.get_by_role("checkbox", name="My made-up sister").check()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("main")).to_contain_text("Whom of your circle they know")
    page.goto("/circle/map/")
    return page


@pytest.fixture
def complaints() -> list[str]:
    """What a page complained of."""
    return []


@pytest.fixture
def moving(open_browser: OpenBrowser, complaints: list[str]) -> Page:
    """The map in a browser with scripts, which notes what the policy refused and what the console complained of."""
    context = open_browser()
    context.add_init_script(POLICE)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return knowing_each_other(with_people(page))


def move_it(page: Page) -> None:
    """Ask for the drawing that can be moved, by keyboard, and wait for it."""
    page.get_by_role("button", name="Move it about").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Show the picture again")).to_be_focused()
    until(lambda: page.evaluate(DRAWN) > 5)
    sizes = [0.0]
    until(lambda: is_still(page, sizes))


def is_still(page: Page, sizes: list[float]) -> bool:
    """Look once more, after a moment, whether what grows when it is drawn first has come to rest."""
    page.wait_for_timeout(250)
    sizes.append(page.evaluate(FACE))
    return sizes[-1] == sizes[-2]


def test_it_is_loaded_when_it_is_asked_for_and_breaks_no_rule(moving: Page, complaints: list[str]) -> None:
    asked: list[str] = []
    moving.on("request", lambda request: asked.append(request.url))
    assert "map-graph" not in moving.evaluate("performance.getEntriesByType('resource').map((one) => one.name).join()")
    move_it(moving)
    assert sum("map-graph" in url for url in asked) == 1
    assert sum("/circle/map/data/" in url for url in asked) == 1
    # A browser asks for the page's icon when it likes, and the page listens for what is new once it is at rest.
    assert len([url for url in asked if not re.search(r"/mark\.|/live$", url)]) == 2
    texts = moving.locator("[data-map-canvas] svg text").all_text_contents()
    assert set(texts) == {"You", "Sam Madeup", "My made-up…", "Bartholomew", "Tuesday…", "Dr. Madeup"}
    expect(moving.locator(".picture > svg").first).to_be_hidden()
    assert moving.evaluate("window.refused") == []
    assert complaints == []
    assert "made-up sister" not in (moving.locator("[data-map-canvas]").get_attribute("aria-label") or "")
    expect(moving.get_by_role("img", name=re.compile("A picture of your circle that can be moved"))).to_be_visible()


def test_it_moves_by_buttons_and_by_hand_and_goes_away_again(moving: Page) -> None:
    move_it(moving)
    before, large = moving.evaluate(YOU), moving.evaluate(FACE)
    moving.get_by_role("button", name="Zoom in").press("Enter")
    until(lambda: moving.evaluate(FACE) > large)
    moving.get_by_role("button", name="Zoom out").press("Enter")
    until(lambda: moving.evaluate(FACE) <= large + 1)
    box = moving.locator("[data-map-canvas]").bounding_box()
    assert box
    moving.mouse.move(box["x"] + 5, box["y"] + 5)
    moving.mouse.down()
    moving.mouse.move(box["x"] + 45, box["y"] + 35, steps=5)
    moving.mouse.up()
    until(lambda: moving.evaluate(YOU) >= before + 30)
    moving.get_by_role("button", name="Show the picture again").press("Enter")
    expect(moving.locator(".picture > svg").first).to_be_visible()
    expect(moving.locator("[data-map-canvas]")).to_be_hidden()
    expect(moving.get_by_role("button", name="Zoom in")).to_be_hidden()
    assert moving.evaluate("window.refused") == []


def test_whoever_goes_through_the_list_by_keyboard_sees_whom_it_is_about(moving: Page) -> None:
    move_it(moving)
    until(lambda: moving.evaluate(FADED) == 0)
    moving.get_by_role("link", name="Bartholomew").focus()
    until(lambda: moving.evaluate(FADED) > 0)


def test_a_press_on_somebody_leads_to_them(moving: Page) -> None:
    move_it(moving)
    moving.locator("[data-map-canvas] svg text", has_text="Bartholomew").scroll_into_view_if_needed()
    box = moving.locator("[data-map-canvas] svg text", has_text="Bartholomew").bounding_box()
    assert box
    moving.mouse.click(box["x"] + box["width"] / 2, box["y"] - 18)
    expect(moving.get_by_role("heading", level=1)).to_have_text("Bartholomew")


@pytest.mark.parametrize("wish", ["reduce", "no-preference"])
def test_light_dark_and_stillness_are_the_readers(open_browser: OpenBrowser, wish: str) -> None:
    page = with_people(open_browser(reduced_motion=wish, color_scheme="light").new_page())
    move_it(page)
    light = page.evaluate(COLOURS)
    page.emulate_media(color_scheme="dark")
    until(lambda: page.evaluate(COLOURS) != light)
    assert "#efe7d8" in page.evaluate(COLOURS)


def test_its_legend_is_that_of_what_is_shown(moving: Page) -> None:
    still, lines = moving.locator(".picture figcaption ul"), moving.locator("[data-map-legend]")
    expect(lines).to_be_hidden()
    move_it(moving)
    expect(still).to_be_hidden()
    expect(lines.get_by_role("listitem", include_hidden=True)).to_have_text(
        ["Not asked yet", "A place you can go to", "They know each other"]
    )
    moving.get_by_role("button", name="Show the picture again").press("Enter")
    expect(still).to_be_visible()
    expect(lines).to_be_hidden()


def touching(page: Page, *way: tuple[tuple[float, float], ...]) -> None:
    """Put fingers where the way begins, move them along it, and lift them."""
    devtools = page.context.new_cdp_session(page)
    for number, fingers in enumerate(way):
        points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(fingers)]
        kind = "touchMove" if number else "touchStart"
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_fingers_move_it_make_it_larger_and_open_somebody(open_browser: OpenBrowser) -> None:
    page = knowing_each_other(with_people(open_browser(has_touch=True, viewport=PHONE).new_page()))
    move_it(page)
    page.locator("[data-map-canvas]").scroll_into_view_if_needed()
    box = page.locator("[data-map-canvas]").bounding_box()
    assert box
    left, top, before, large = box["x"] + 20, box["y"] + 40, page.evaluate(YOU), page.evaluate(FACE)
    touching(page, *(((left + 6 * step, top + 4 * step),) for step in range(6)))
    until(lambda: page.evaluate(YOU) >= before + 20)
    you = page.locator("[data-map-canvas] svg text", has_text="You").bounding_box()
    assert you
    x, y = you["x"] + you["width"] / 2, you["y"] + you["height"] / 2
    touching(page, *(((x - 35 - 6 * step, y), (x + 35 + 6 * step, y)) for step in range(6)))
    until(lambda: page.evaluate(FACE) > large)
    until(lambda: page.evaluate(FADED) == 0)  # a finger that is lifted points at nobody
    sister = page.locator("[data-map-canvas] svg text", has_text="My made-up").bounding_box()
    assert sister
    at = sister["x"] + sister["width"] / 2, sister["y"] - 18
    touching(page, *(((at[0] + 3 * step, at[1]),) for step in range(6)))
    expect(page.get_by_role("heading", level=1)).to_have_text("The map of your circle")
    page.touchscreen.tap(at[0] + 15, at[1])
    expect(page.get_by_role("heading", level=1)).to_have_text("My made-up sister")


def test_without_a_network_it_says_so_and_the_picture_stays(moving: Page) -> None:
    moving.route("**/circle/map/data/**", lambda route: route.abort())
    moving.get_by_role("button", name="Move it about").click()
    expect(moving.get_by_role("status").filter(has_text="could not be loaded")).to_be_visible()
    expect(moving.locator(".picture > svg").first).to_be_visible()


def test_without_scripts_the_picture_the_lists_and_the_questions_are_there(open_browser: OpenBrowser) -> None:
    page = with_people(open_browser(java_script_enabled=False).new_page())
    expect(page.locator(".picture > svg").first).to_be_visible()
    expect(page.get_by_role("button", name="Move it about")).to_be_hidden()
    page.locator("summary", has_text="Who could answer").click()
    page.get_by_label("Day").select_option("Monday")
    page.get_by_label("Hour").select_option("14:00")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="Not then, or not for this")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Nobody in your circle could answer.")
    assert page.locator(".picture a.who.faint").count() == len(PEOPLE)


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["A4", "Letter"])
def test_a_circle_of_twelve_is_printed_on_one_page_without_the_frame(
    open_browser: OpenBrowser, paper: dict[str, str], tmp_path: Path
) -> None:
    more = tuple((f"Somebody Madeup {number}", "Peer", "Close") for number in range(7))
    page = printed_from(open_browser(), more)
    written = page.pdf(path=tmp_path / "map.pdf", **paper)
    assert len(re.findall(rb"/Type\s*/Page\b", written)) == 1
    page.emulate_media(media="print")
    for hidden in (".masthead", ".places", "form", ".colophon", "[data-map-tools]"):
        assert page.locator(hidden).first.is_hidden(), hidden
    assert page.locator(".listed .row:visible").count() == 12


def printed_from(context: BrowserContext, more: tuple[tuple[str, str, str], ...]) -> Page:
    """Return the map of a circle with more people in it."""
    return with_people(context.new_page(), *more)
