"""Crisis lines as a reader sees them: in their language, ready for a template."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.ui.countries import country_name, reader_locale
from alongside.ui.crisis_lines import (
    Checked,
    Country,
    Emergency,
    Hours,
    Line,
    Purpose,
    Service,
    TextWay,
    crisis_lines,
    tel_address,
)
from alongside.ui.lists import listed

EVERY_SERVICE = frozenset(Service)
# Of what is said once, where the numbers to call stand with it.
NUMBERS = "numbers"

SERVICES = {
    Service.POLICE: _("police"),
    Service.AMBULANCE: _("ambulance"),
    Service.FIRE: _("fire brigade"),
}
PURPOSES = {
    Purpose.SUICIDE: _("thoughts of suicide"),
    Purpose.EMOTIONAL: _("somebody to talk to"),
    Purpose.CRISIS: _("a mental-health crisis"),
    Purpose.SUBSTANCES: _("alcohol and drugs"),
    Purpose.YOUNG: _("children and young people"),
    Purpose.PARENTS: _("parents"),
    Purpose.VIOLENCE: _("violence and abuse"),
    Purpose.VETERANS: _("veterans"),
    Purpose.INDIGENOUS: _("Indigenous people"),
    Purpose.LGBTQ: _("LGBTQ+ people"),
    Purpose.MEDICAL: _("medical advice"),
    Purpose.DEAF: _("deaf people"),
}


class WithNumbers(SafeString):
    """What is said once, as HTML, to somebody who may need a number to call: a page shows those of their country."""


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number as it is dialled, and the link that dials it."""

    dial: str
    address: str


@dataclass(frozen=True, slots=True)
class ShownEmergency:
    """An emergency number, and who comes, in words."""

    reaches: str
    number: ShownNumber


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line: what it is for, when it is open and in which languages, in words; '' where that is not known.

    The first of `numbers` is the one to call; `press` is the key to press then.
    """

    name: str
    purposes: str
    hours: str
    languages: str
    numbers: tuple[ShownNumber, ...]
    press: str
    text: TextWay | None
    chat: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownCountry:
    """What to show for a country. `known` is False when all we have is the number to try anywhere."""

    code: str
    name: str
    known: bool
    emergency: tuple[ShownEmergency, ...]
    lines: tuple[ShownLine, ...]

    @property
    def shared(self) -> bool:
        """Tell whether these are the European Union's common numbers, which not every country in it uses."""
        return self.code == "EU"


def shown_country(code: str) -> ShownCountry:
    """Return what to show for a country; for one we know nothing of, or '', the number to try anywhere."""
    known = crisis_lines().of(code)
    if known is None:
        name = country_name(code) if code else ""
        return ShownCountry(code, name, known=False, emergency=(_emergency(crisis_lines().anywhere),), lines=())
    return _shown(known)


def shown_countries() -> list[ShownCountry]:
    """Return every country of the file, by name in the reader's language."""
    shown = map(_shown, crisis_lines().countries.values())
    return sorted(shown, key=lambda country: country.name.casefold())


def month_checked(checked: Checked) -> str:
    """Say the month of the last check in words: "November 2026"."""
    month = datetime.strptime(checked.month, "%Y-%m").replace(tzinfo=UTC)
    return formats.date_format(month, "YEAR_MONTH_FORMAT")


def _shown(country: Country) -> ShownCountry:
    return ShownCountry(
        code=country.code,
        name=country_name(country.code),
        known=True,
        emergency=tuple(map(_emergency, country.emergency)),
        lines=tuple(map(_line, country.lines)),
    )


def _emergency(emergency: Emergency) -> ShownEmergency:
    if set(emergency.reaches) >= EVERY_SERVICE:
        reaches = gettext("Every emergency")
    else:
        reaches = _capitalised(listed([str(SERVICES[service]) for service in emergency.reaches]))
    return ShownEmergency(reaches, _number(emergency.dial))


def _number(dial: str) -> ShownNumber:
    return ShownNumber(dial, tel_address(dial))


def _line(line: Line) -> ShownLine:
    languages = reader_locale().languages
    return ShownLine(
        name=line.name,
        purposes=_capitalised(listed([str(PURPOSES[purpose]) for purpose in line.purposes])),
        hours=_hours(line.hours),
        languages=_capitalised(listed([languages.get(code, code) for code in line.languages])),
        numbers=tuple(_number(dial) for dial in (line.dial, *line.also) if dial),
        press=line.press,
        text=line.text,
        chat=line.chat,
        source=line.source.name,
        url=line.source.url,
    )


def _hours(hours: Hours | None) -> str:
    if hours is None:
        return ""
    if hours.always:
        return gettext("Day and night")
    return gettext("Every day, %(opens)s to %(closes)s") % {"opens": hours.opens, "closes": hours.closes}


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
