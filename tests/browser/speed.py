"""How soon a page shows something on a slow phone: old processor, slow line, empty cache."""

from playwright.sync_api import Browser

from alongside.config.settings import SESSION_COOKIE_NAME
from tests.browser.instance import PHONE
from tests.browser.pages import Community, View

SLOWER = 4
# 1.6 Mbit/s down and 0.75 up, 150 ms away.
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
FIRST_CONTENT = "performance.getEntriesByName('first-contentful-paint').at(0)?.startTime ?? 0"


def shown_after(browser: Browser, community: Community, view: View, *, loads: int = 2) -> list[float]:
    """Load a page so many times; return the seconds until its first content each time."""
    context = browser.new_context(base_url=community.instance.url, viewport=PHONE, service_workers="block")
    try:
        if cookie := community.cookies[view.who]:
            where = {"name": SESSION_COOKIE_NAME, "value": cookie, "url": community.instance.url}
            context.add_cookies([where])
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", LINE)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        seconds = []
        for _ in range(loads):
            devtools.send("Network.clearBrowserCache")
            page.goto(view.path)
            page.wait_for_function(f"() => {FIRST_CONTENT} > 0")
            seconds.append(page.evaluate(FIRST_CONTENT) / 1000)
        return seconds
    finally:
        context.close()
