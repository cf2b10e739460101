"""A browser would put Alongside on a home screen, and the service worker treats each kind of request by its rule."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Worker, expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join

# Names in Cache Storage, and everything that is in it as text.
CACHED = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found[new URL(request.url).pathname] = await (await cache.match(request)).text();
    }
  }
  return found;
}"""
RULE_FOR = "([url, method, mode]) => ruleFor({ url: new URL(url, self.location.origin).href, method, mode })"


def with_worker(context: BrowserContext, path: str = "/crisis-lines/") -> tuple[Page, Worker]:
    """Open a page and wait until the service worker looks after it."""
    page = context.new_page()
    page.goto(path)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    [worker] = context.service_workers
    return page, worker


def test_chromium_finds_nothing_against_installing(open_browser: OpenBrowser) -> None:
    context = open_browser()
    page, _ = with_worker(context, "/")
    session = context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"].endswith("/manifest.webmanifest")
    problems = [error["errorId"] for error in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert set(problems) <= {"in-incognito"}  # every browser of a test is one that keeps nothing


@pytest.mark.parametrize(
    ("url", "method", "mode", "rule"),
    [
        ("/", "GET", "navigate", "page"),
        ("/circle/", "GET", "navigate", "page"),
        ("/reach-out/", "POST", "navigate", "form"),
        ("/static/ui/mark.svg", "GET", "no-cors", None),
        ("/today/cards/", "GET", "cors", None),
        ("/live", "GET", "cors", None),
        ("/notifications/devices/", "POST", "cors", None),
        ("/offline/", "POST", "cors", None),
        ("https://elsewhere.example/", "GET", "navigate", None),
    ],
)
def test_each_kind_of_request_has_one_rule(
    open_browser: OpenBrowser, url: str, method: str, mode: str, rule: str | None
) -> None:
    _, worker = with_worker(open_browser())
    assert worker.evaluate(RULE_FOR, [url, method, mode]) == rule


def test_what_is_kept_comes_from_the_cache_by_its_hash(open_browser: OpenBrowser) -> None:
    _, worker = with_worker(open_browser())
    files = worker.evaluate("() => KEPT.filter((path) => path.startsWith('/static/'))")
    assert files
    rules = {worker.evaluate(RULE_FOR, [path, "GET", "no-cors"]) for path in files}
    assert rules == {"lasting"}
    assert worker.evaluate(RULE_FOR, [files[0], "HEAD", "no-cors"]) is None
    assert worker.evaluate(RULE_FOR, ["/notes/", "GET", "cors"]) == "fresh"


def test_nothing_personal_is_ever_cached(open_browser: OpenBrowser) -> None:
    alias = fresh_alias("Ida Madeup")
    page, worker = with_worker(open_browser())
    join(page, alias)
    for path in ("/", "/circle/", "/account/", "/reach-out/", "/notifications/"):
        page.goto(path)
    cached: dict[str, Any] = page.evaluate(CACHED)
    assert sorted(cached) == sorted(worker.evaluate("() => KEPT"))
    assert [path for path in cached if not path.startswith("/static/")] == ["/offline/", "/notes/", "/offline.js"]
    assert [path for path, body in cached.items() if alias in body or "Ida Madeup" in body] == []


def test_a_form_sent_into_nothing_gets_an_honest_page(open_browser: OpenBrowser, instance: Instance) -> None:
    context = open_browser()
    page, _ = with_worker(context)
    join(page, fresh_alias("Ion Madeup"))
    page.goto("/circle/add/")
    page.get_by_label("What do you call them?").fill("My neighbour")
    page.get_by_label("Friend").check()
    context.set_offline(offline=True)
    page.locator("main form button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no connection right now")
    expect(page.get_by_text("do not count on it")).to_be_visible()
    context.set_offline(offline=False)
    page.goto(f"{instance.url}/circle/")
    expect(page.get_by_text("My neighbour")).to_have_count(0)
