"""A browser without a network: its caches, what lies in its storage, and a service worker that is ready."""

from typing import Any

from playwright.sync_api import BrowserContext, Error, Page

from tests.processes import until

# Every kept row as it lies there: byte for byte as text, so that a word in it would be found.
RAW_ROWS = """() => new Promise((resolve, reject) => {
  const text = (value) => {
    if (value instanceof CryptoKey) return { extractable: value.extractable, uses: value.usages };
    if (value instanceof ArrayBuffer) return new TextDecoder("latin1").decode(value);
    if (ArrayBuffer.isView(value)) return new TextDecoder("latin1").decode(value);
    if (value && typeof value === "object")
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, text(part)]));
    return value;
  };
  const opening = indexedDB.open("alongside", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("kept");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const store = opening.result.transaction("kept").objectStore("kept");
    const names = store.getAllKeys();
    const rows = store.getAll();
    rows.onsuccess = () => {
      opening.result.close();
      resolve(Object.fromEntries(names.result.map((name, place) => [name, text(rows.result[place])])));
    };
  };
})"""
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


def looked_after(page: Page) -> None:
    """Wait until the service worker looks after the open page."""
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def kept_rows(page: Page) -> dict[str, Any]:
    """Return the raw rows of the vault by name."""
    found: dict[str, Any] = page.evaluate(RAW_ROWS)
    return found


def cached_texts(page: Page) -> dict[str, str]:
    """Return everything in Cache Storage, by path."""
    found: dict[str, str] = page.evaluate(CACHED)
    return found


def lose_the_network(context: BrowserContext) -> None:
    """No request gets anywhere from now on, from pages and from the service worker."""
    context.set_offline(offline=True)


def find_the_network(context: BrowserContext) -> None:
    """Requests get through again, and open pages are told."""
    context.set_offline(offline=False)


def eventually(page: Page, script: str, value: object = None) -> None:
    """Wait until an asynchronous script says yes, also while the page gives way to another."""

    def says_yes() -> bool:
        try:
            return bool(page.evaluate(script, value))
        except Error:
            return False

    until(says_yes, seconds=15)
