"""What scripts show without a network is as accessible, and fits as small a screen, as what the server sends."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser, fresh_alias, join
from tests.browser.offline import eventually, find_the_network, looked_after, lose_the_network
from tests.browser.test_offline_reach_out import MAKE_OLD
from tests.browser.test_safety_card import keep_it, write_a_card

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def is_sound(page: Page) -> None:
    """Axe finds nothing, and nothing is wider than the screen."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], node["html"][:160]) for one in found for node in one["nodes"]] == []
    assert page.evaluate(FITS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_state_without_a_network_is_sound(open_browser: OpenBrowser, scheme: Literal["light", "dark"]) -> None:
    context = open_browser(color_scheme=scheme, viewport={"width": 320, "height": 568})
    page = context.new_page()
    page.goto("/join/")
    join(page, fresh_alias("Axe Madeup"))
    write_a_card(page, "A name that takes some room, Madeup", "+44 20 7946 0018 or in the evening 020 7946 0958")
    looked_after(page)
    keep_it(page)
    is_sound(page)
    lose_the_network(context)
    page.goto("/circle/")
    expect(page.locator("[data-safety-card]")).to_be_visible()
    expect(page.locator("[data-reach-out] form")).to_be_visible()
    is_sound(page)
    page.get_by_role("button", name="Send it when there is a network").click()
    expect(page.get_by_role("heading", name="Not sent yet")).to_be_visible()
    is_sound(page)
    page.evaluate(MAKE_OLD)
    find_the_network(context)
    expect(page.get_by_role("heading", name="Do you still want somebody?")).to_be_visible()
    is_sound(page)
    page.get_by_role("button", name="No, call it off").click()
    expect(page.get_by_role("heading", name="You called it off")).to_be_visible()
    is_sound(page)
    eventually(page, "async () => !('reach-out' in (await self.vault.labels()))")
