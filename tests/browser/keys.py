"""Somebody who has a keyboard and nothing else: every stop of the focus on the way has to be seen, and left again."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

PROBES = Path(__file__).with_name("probes.js").read_text()
# No page here has so many things to stop at.
MOST_STOPS = 150
AT = """() => {
  const element = document.activeElement;
  const words = (text) => (text || "").trim().replace(/\\s+/g, " ");
  const labels = (one) => [...(one.labels || [])].map((label) => words(label.textContent)).join(" ");
  const group = element.type === "radio" ? [...document.getElementsByName(element.name)] : [];
  const own = words(element.getAttribute("aria-label")) || labels(element) || words(element.textContent);
  globalThis.stops ??= new Map();
  if (!globalThis.stops.has(element)) globalThis.stops.set(element, globalThis.stops.size);
  return {
    stop: globalThis.stops.get(element),
    words: element === document.body ? "" : own,
    group: group.map(labels),
    ticked: element.checked === true,
    wrong: globalThis.probes.focused()?.wrong ?? [],
  };
}"""


class Keys:
    """A keyboard at a page. `wrong` gathers stops of the focus that cannot be seen."""

    def __init__(self, page: Page) -> None:
        """Sit down at a page; what it loads later can be asked where the focus is, too."""
        self.page = page
        self.wrong: set[str] = set()
        page.add_init_script(PROBES)

    def _look(self) -> dict[str, Any]:
        at: dict[str, Any] = self.page.evaluate(AT)
        self.wrong |= {f"{self.page.url}: {at['words'] or 'the page'}: {wrong}" for wrong in at["wrong"]}
        return at

    def tab(self, key: str = "Tab") -> dict[str, Any]:
        """Go on to the next stop; fail where the focus cannot leave the last one."""
        before = self._look()
        self.page.keyboard.press(key)
        at = self._look()
        if at["words"] and at["stop"] == before["stop"]:
            raise AssertionError(f"{self.page.url}: the focus is trapped at {at['words']}")
        return at

    def to(self, words: str) -> None:
        """Go on, round the page if need be, to what is called so or begins so."""
        for _ in range(MOST_STOPS):
            if self.tab()["words"].startswith(words):
                return
        raise AssertionError(f"{self.page.url}: no key leads to {words}")

    def press(self, words: str) -> None:
        """Go to a link or a button and press Enter."""
        self.to(words)
        self.page.keyboard.press("Enter")

    def tick(self, words: str) -> None:
        """Go to a box and tick it, if it is not."""
        self.to(words)
        if not self._look()["ticked"]:
            self.page.keyboard.press("Space")

    def choose(self, words: str) -> None:
        """Go to the choices of which one is called so, and move on to it with the arrows."""
        for _ in range(MOST_STOPS):
            at = self.tab()
            if any(one.startswith(words) for one in at["group"]):
                break
        else:
            raise AssertionError(f"{self.page.url}: no key leads to {words}")
        self.page.keyboard.press("Space")
        for _ in at["group"]:
            if self._look()["words"].startswith(words):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{self.page.url}: the arrows do not lead to {words}")

    def type(self, words: str, text: str) -> None:
        """Go to a field and type into it."""
        self.to(words)
        self.page.keyboard.type(text)

    def reads(self, heading: str) -> None:
        """Wait for the page of that heading."""
        expect(self.page.get_by_role("heading", name=heading, exact=True).first).to_be_visible()

    def round(self) -> int:
        """Go through the whole page and back, until the focus is where it began; return how many stops there are."""
        there = self._round("Tab")
        assert self._round("Shift+Tab") == there
        return len(there)

    def _round(self, key: str) -> set[int]:
        seen: set[int] = set()
        for _ in range(MOST_STOPS):
            at = self.tab(key)
            if not at["words"] or at["stop"] in seen:
                return seen
            seen.add(at["stop"])
        raise AssertionError(f"{self.page.url}: more than {MOST_STOPS} stops")
