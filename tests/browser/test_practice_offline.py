"""Practices without a network: whoever was here once opens one in a cellar as well, signed in or not."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenBrowser
from tests.browser.offline import looked_after, lose_the_network
from tests.browser.test_offline_accessible import is_sound


def test_a_practice_opens_without_a_network(open_browser: OpenBrowser) -> None:
    context = open_browser(viewport={"width": 320, "height": 568})
    page = context.new_page()
    page.goto("/toolbox/")
    looked_after(page)
    lose_the_network(context)
    page.goto("/toolbox/breathing/")
    step = page.get_by_text("Breathe in through your nose while you count to four.")
    expect(step).to_be_hidden()
    page.get_by_text("Breathe out slowly", exact=True).click()
    expect(step).to_be_visible()
    is_sound(page)
