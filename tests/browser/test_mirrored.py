"""Pages in a language that is written from the right, and longer: mirrored, and never wider than a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from alongside.config.settings import LANGUAGES
from tests.browser.conftest import DESKTOP, PASSPHRASE, Instance, OpenBrowser
from tests.browser.instance import running_instance
from tests.support.pseudo import CODE, environment, write_catalog

WIDER = """() => [...document.querySelectorAll("body *")].filter((part) => {
  const box = part.getBoundingClientRect();
  return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && !part.closest(".sr-only, .skip, .table");
}).map((part) => part.outerHTML.slice(0, 120))"""
OPEN = ("/", "/join/", "/sign-in/", "/crisis-lines/?country=US", "/offline/", "/nowhere/")
OWN = (
    "/",
    "/circle/",
    "/circle/add/",
    "/supporting/",
    "/account/",
    "/account/profile/",
    "/notifications/",
    "/account/sessions/",
    "/organise/",
)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """Run an instance that speaks the mirrored language, with the demo community in it."""
    folder = tmp_path_factory.mktemp("locale")
    write_catalog(folder)
    with running_instance(**environment(folder)) as found:
        found.alongside("demo")
        yield found


def sign_in(page: Page, alias: str) -> None:
    """Sign in as somebody of the demo, who reads the mirrored language from then on."""
    page.goto("/sign-in/")
    page.locator("[name=login]").fill(alias)
    page.locator("[name=password]").fill(PASSPHRASE)
    page.locator("form:has([name=login]) button:not([type=button])").click()
    page.goto("/account/profile/")
    page.locator("[name=locale]").select_option(CODE)
    page.locator("form:has([name=locale]) button:not([type=button])").click()
    expect(page.locator("html")).to_have_attribute("lang", CODE)


def check(page: Page, path: str) -> None:
    """Look at a page on two phones: from the right, nothing beyond its edges."""
    page.goto(path)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
        assert page.evaluate(WIDER) == [], f"{path} at {width}"


def test_no_page_is_wider_than_a_phone(open_browser: OpenBrowser) -> None:
    page = open_browser(locale="ar-XB").new_page()
    for path in OPEN:
        check(page, path)
    sign_in(page, "Maple")
    for path in OWN:
        check(page, path)


def test_a_circle_and_a_reach_out_are_not_wider_than_a_phone(open_browser: OpenBrowser) -> None:
    page = open_browser(locale="ar-XB").new_page()
    sign_in(page, "Heron")
    check(page, "/circle/")
    page.locator("main a[href*='/circle/ties/']").first.click()
    check(page, page.url)
    page.goto("/reach-out/")
    expect(page).to_have_url(re.compile(r"/reach-out/[0-9a-f-]{36}/"))
    check(page, page.url)


def middle(page: Page, selector: str) -> float:
    """Return where the middle of an element is, from 0 at the left edge to 1 at the right one."""
    box = page.locator(selector).first.bounding_box()
    assert box
    assert page.viewport_size
    return (box["x"] + box["width"] / 2) / page.viewport_size["width"]


def test_the_frame_is_mirrored(open_browser: OpenBrowser) -> None:
    page = open_browser(locale="ar-XB").new_page()
    page.goto("/")
    assert middle(page, ".masthead .mark") > 0.8
    assert middle(page, "[data-leave]") < 0.4
    sign_in(page, "Wren")
    assert middle(page, ".places a[href='/']") > 0.8
    assert middle(page, ".places .slim a") < 0.2
    assert middle(page, ".masthead .you") < 0.2
    assert 0.45 < middle(page, ".places .reach-out") < 0.55
    assert page.locator("h1").evaluate("head => getComputedStyle(head).textAlign") in {"start", "right"}
    page.set_viewport_size(DESKTOP)
    assert middle(page, ".masthead .mark") > 0.8
    assert middle(page, ".places") > 0.8
    assert middle(page, "main") < 0.6
    sides = page.locator(".places [aria-current]").evaluate(
        "place => [getComputedStyle(place).borderRightWidth, getComputedStyle(place).borderLeftWidth]"
    )
    assert sides == ["4px", "0px"]


def test_numbers_of_steps_stand_at_the_right(open_browser: OpenBrowser) -> None:
    page = open_browser(locale="ar-XB").new_page()
    sign_in(page, "Wren")
    page.goto("/account/second-step/app/")
    page.locator("[name=password]").fill(PASSPHRASE)
    page.locator("form:has([name=password]) button:not([type=button])").click()
    step = page.locator(".steps > li").first
    number, padding = step.evaluate(
        "item => [getComputedStyle(item, '::before').right, getComputedStyle(item).paddingRight]"
    )
    assert number == "0px"
    assert float(padding.removesuffix("px")) >= 32
    assert page.locator("code").first.evaluate("code => getComputedStyle(code).direction") == "ltr"


def test_numbers_to_call_are_read_from_the_left(open_browser: OpenBrowser) -> None:
    page = open_browser(locale="ar-XB").new_page()
    page.goto("/crisis-lines/?country=GB")
    number = page.locator(".crisis .row a[href^='tel:'] bdi").first
    assert number.inner_text()[:1].isdigit()
    assert number.evaluate("part => getComputedStyle(part).unicodeBidi") == "isolate"


def test_the_mirrored_language_is_nowhere_but_in_tests() -> None:
    assert [code for code, _ in LANGUAGES] == ["en", "es"]
