"""Numbers to call when it cannot wait, by country, read from one data file and checked while reading.

Always holds: every country has an emergency number; a line can be reached in at least one way; nothing here asks the
network for anything. When and how the numbers were checked is in `Checked`; see docs/how-to/check-crisis-lines.md.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

DATA_FILE = Path(__file__).with_name("data") / "crisis_lines.json"

_DIALLED = re.compile(r"[+*]?\d(?:[ -]?\d){1,14}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
_LANGUAGE = re.compile(r"[a-z]{2,3}")

Value = TypeVar("Value")


class UnusableCrisisLines(ValueError):
    """The data file says something that cannot be right; the message names where."""


class Service(StrEnum):
    """Who comes when an emergency number is called."""

    POLICE = "police"
    AMBULANCE = "ambulance"
    FIRE = "fire"


class Purpose(StrEnum):
    """What a line is there for."""

    SUICIDE = "suicide"
    EMOTIONAL = "emotional"
    CRISIS = "crisis"
    SUBSTANCES = "substances"
    YOUNG = "young"
    PARENTS = "parents"
    VIOLENCE = "violence"
    VETERANS = "veterans"
    INDIGENOUS = "indigenous"
    LGBTQ = "lgbtq"
    MEDICAL = "medical"
    DEAF = "deaf"


@dataclass(frozen=True, slots=True)
class Emergency:
    """An emergency number, as it is dialled in the country, and who comes."""

    dial: str
    reaches: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class TextWay:
    """Where to send a text message; `word` is what it must say first, or ''."""

    dial: str
    word: str

    @property
    def address(self) -> str:
        """Give the link that opens a message to it (RFC 5724)."""
        return f"sms:{_digits(self.dial)}" + (f"?body={quote(self.word)}" if self.word else "")


@dataclass(frozen=True, slots=True)
class Hours:
    """When a line is open, in the country's own time, every day; `closes` before `opens` means after midnight."""

    opens: str
    closes: str

    @property
    def always(self) -> bool:
        """Tell whether it never closes."""
        return (self.opens, self.closes) == ("00:00", "24:00")


@dataclass(frozen=True, slots=True)
class Source:
    """Who runs the line, and the official page to check it against."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One crisis line. `dial` or `text` or `chat` is there; `hours` None and `languages` () mean: not known.

    `also` holds further numbers that reach the same people; `press` is the key to press after the call is answered.
    """

    name: str
    purposes: tuple[Purpose, ...]
    dial: str
    also: tuple[str, ...]
    press: str
    text: TextWay | None
    chat: str
    hours: Hours | None
    languages: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Country:
    """What is known for one country: emergency numbers first, then lines."""

    code: str
    emergency: tuple[Emergency, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """When ("2026-11") and how the numbers were checked, and whether who runs this instance has confirmed them."""

    month: str
    how: str
    confirmed_by_operator: bool


@dataclass(frozen=True, slots=True)
class CrisisLines:
    """The whole file. `anywhere` is the number to try in a country that is not in it."""

    checked: Checked
    anywhere: Emergency
    countries: Mapping[str, Country]

    def of(self, code: str) -> Country | None:
        """Return what is known for a country, by ISO code; None when it is not in the file."""
        return self.countries.get(code.upper())


@cache
def crisis_lines() -> CrisisLines:
    """Return the numbers of the data file, read once a process."""
    return parse_crisis_lines(json.loads(DATA_FILE.read_text(encoding="utf-8")))


def tel_address(dial: str) -> str:
    """Return the link that dials a number, in the form it is dialled in its country (RFC 3966)."""
    return "tel:" + quote(_digits(dial), safe="+*")


def parse_crisis_lines(data: Any) -> CrisisLines:
    """Build the numbers from decoded JSON; UnusableCrisisLines names the first place that cannot be right."""
    table = _Table(data, "file")
    countries = _Table(table.take("countries"), "countries")
    lines = CrisisLines(
        checked=_checked(_Table(table.take("checked"), "checked")),
        anywhere=_emergency(table.take("anywhere"), "anywhere"),
        countries={code: _country(code, countries.take(code)) for code in countries.names()},
    )
    countries.nothing_left()
    table.nothing_left()
    return lines


class _Table:
    """One JSON object: every name must be taken once, and what is left over is a spelling mistake."""

    def __init__(self, data: Any, where: str) -> None:
        if not isinstance(data, dict):
            raise UnusableCrisisLines(f"{where}: must be an object.")
        self._left = dict(data)
        self.where = where

    def names(self) -> list[str]:
        return list(self._left)

    def take(self, name: str, default: Any = ...) -> Any:
        if name not in self._left and default is ...:
            raise UnusableCrisisLines(f"{self.where}: {name} is missing.")
        return self._left.pop(name, default)

    def text(self, name: str, pattern: re.Pattern[str] | None = None, default: Any = ...) -> str:
        value = self.take(name, default)
        if not isinstance(value, str) or (value != default and not (pattern or re.compile(r".+")).fullmatch(value)):
            raise UnusableCrisisLines(f"{self.where}: {name} cannot be {value!r}.")
        return value

    def each(self, name: str, build: Callable[[Any, str], Value]) -> tuple[Value, ...]:
        value = self.take(name, [])
        if not isinstance(value, list):
            raise UnusableCrisisLines(f"{self.where}: {name} must be a list.")
        return tuple(build(item, f"{self.where}.{name}[{place}]") for place, item in enumerate(value))

    def web(self, name: str, default: Any = ...) -> str:
        value = self.text(name, default=default)
        if value and (urlsplit(value).scheme != "https" or not urlsplit(value).hostname):
            raise UnusableCrisisLines(f"{self.where}: {name} must be an https:// address, not {value!r}.")
        return value

    def nothing_left(self) -> None:
        if self._left:
            raise UnusableCrisisLines(f"{self.where}: {min(self._left)} is not known.")


def _country(code: str, data: Any) -> Country:
    if not _COUNTRY.fullmatch(code):
        raise UnusableCrisisLines(f"countries: {code} is not a country code.")
    table = _Table(data, code)
    country = Country(code, table.each("emergency", _emergency), table.each("lines", _line))
    table.nothing_left()
    if not country.emergency:
        raise UnusableCrisisLines(f"{code}: an emergency number is missing.")
    return country


def _emergency(data: Any, where: str) -> Emergency:
    table = _Table(data, where)
    emergency = Emergency(table.text("dial", _DIALLED), table.each("reaches", _one_of(Service)))
    table.nothing_left()
    if not emergency.reaches:
        raise UnusableCrisisLines(f"{where}: reaches is missing.")
    return emergency


def _line(data: Any, where: str) -> Line:
    table = _Table(data, where)
    line = Line(
        name=table.text("name"),
        purposes=table.each("for", _one_of(Purpose)),
        dial=table.text("dial", _DIALLED, ""),
        also=table.each("also", _number),
        press=table.text("press", re.compile(r"\d"), ""),
        text=_text_way(table.take("text", None), f"{where}.text"),
        chat=table.web("chat", ""),
        hours=_hours(table.take("hours", None), f"{where}.hours"),
        languages=table.each("languages", _language),
        source=_source(table.take("source"), f"{where}.source"),
    )
    table.nothing_left()
    if not line.purposes:
        raise UnusableCrisisLines(f"{where}: for is missing.")
    if not (line.dial or line.text or line.chat):
        raise UnusableCrisisLines(f"{where}: there is no way to reach it.")
    return line


def _text_way(data: Any, where: str) -> TextWay | None:
    if data is None:
        return None
    table = _Table(data, where)
    way = TextWay(table.text("dial", _DIALLED), table.text("word", None, ""))
    table.nothing_left()
    return way


def _hours(data: Any, where: str) -> Hours | None:
    if data is None:
        return None
    if data == "always":
        return Hours("00:00", "24:00")
    table = _Table(data, where)
    hours = Hours(table.text("opens", _CLOCK), table.text("closes", _CLOCK))
    table.nothing_left()
    if hours.opens == hours.closes:
        raise UnusableCrisisLines(f"{where}: it opens and closes at {hours.opens}.")
    return hours


def _source(data: Any, where: str) -> Source:
    table = _Table(data, where)
    source = Source(table.text("name"), table.web("url"))
    table.nothing_left()
    return source


def _checked(table: _Table) -> Checked:
    confirmed = table.take("confirmed_by_operator")
    if not isinstance(confirmed, bool):
        raise UnusableCrisisLines("checked: confirmed_by_operator must be true or false.")
    checked = Checked(table.text("month", _MONTH), table.text("how"), confirmed)
    table.nothing_left()
    return checked


def _number(data: Any, where: str) -> str:
    if not isinstance(data, str) or not _DIALLED.fullmatch(data):
        raise UnusableCrisisLines(f"{where}: {data!r} is not a number to dial.")
    return data


def _language(data: Any, where: str) -> str:
    if not isinstance(data, str) or not _LANGUAGE.fullmatch(data):
        raise UnusableCrisisLines(f"{where}: {data!r} is not a language code.")
    return data


def _one_of(choices: type[StrEnum]) -> Callable[[Any, str], Any]:
    def build(data: Any, where: str) -> StrEnum:
        try:
            return choices(data)
        except ValueError as error:
            raise UnusableCrisisLines(f"{where}: {data!r} is not known.") from error

    return build


def _digits(dial: str) -> str:
    return re.sub(r"[ -]", "", dial)
