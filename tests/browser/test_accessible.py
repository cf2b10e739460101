"""No page gives axe anything to find, in light and in dark, on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import OpenBrowser, fresh_alias, join

SIGNED_OUT = ("/", "/join/", "/sign-in/", "/recover/", "/crisis-lines/", "/offline/")
SIGNED_IN = (
    "/",
    "/circle/",
    "/circle/add/",
    "/supporting/",
    "/reach-out/",
    "/account/",
    "/account/sessions/",
    "/notifications/",
)


def findings(page: Page, path: str) -> list[str]:
    """Return what axe finds on a page: the rule, and where."""
    page.goto(path)
    violations = Axe().run(page).response["violations"]
    return [f"{path} {one['id']}: {node['html'][:120]}" for one in violations for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_browser: OpenBrowser, scheme: str) -> None:
    page = open_browser(color_scheme=scheme).new_page()
    found = [finding for path in SIGNED_OUT for finding in findings(page, path)]
    join(page, fresh_alias("Axel Madeup"))
    found += [finding for path in SIGNED_IN for finding in findings(page, path)]
    assert not found
