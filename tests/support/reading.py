"""What a person reads on a page, or has read out to them, as far as HTML tells."""

from dataclasses import dataclass
from html.parser import HTMLParser

READ_ATTRIBUTES = frozenset({"alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"})
UNREAD = frozenset({"script", "style", "template"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, and the tags around it from the outermost, each with its id, name or class where it has one."""

    text: str
    path: tuple[str, ...]


def read(html: str) -> list[Reading]:
    """Return all texts of a page in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.readings


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.readings: list[Reading] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element, and take its attributes that are read."""
        given = {name: value or "" for name, value in attrs}
        marks = [f"{name}={given[name]}" for name in ("lang", "translate", "name", "class") if name in given]
        if tag not in VOID:
            self._open.append((tag, " ".join([tag, *marks])))
        for name, value in given.items():
            # What a script will say is a sentence; names for the script alone have no capitals.
            said_later = name.startswith("data-") and " " in value.strip() and not value.islower()
            if name in READ_ATTRIBUTES or said_later:
                self._take(value)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element; an end tag may be left out, so what is open inside ends with it."""
        places = [place for place, (name, _) in enumerate(self._open) if name == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        """Take a text."""
        if not self._open or self._open[-1][0] not in UNREAD:
            self._take(data)

    def _take(self, text: str) -> None:
        if text.strip():
            self.readings.append(Reading(" ".join(text.split()), tuple(path for _, path in self._open)))
