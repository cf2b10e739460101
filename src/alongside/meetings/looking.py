"""What a feed would bring, as an organiser sees it before anything is kept: the counts, the first names, its faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from alongside.meetings.checking import Faults, check, together
from alongside.meetings.organise_page import Foretold, foretold
from alongside.meetings.services import Result

SHOWN_FAULTS = 50


@dataclass(frozen=True, slots=True)
class Look:
    """Why it would be held ('' when it would not), what it would bring, and (where, what) of each fault."""

    held: str
    foreseen: Mapping[str, Any] | None
    foretold: Sequence[Foretold]
    faults: Sequence[tuple[str, str]]


def look(result: Result, body: bytes, *, of: str, program: str, today: date) -> Look:
    """Return what a feed would bring (`result`) with its faults, as `alongside meetings check` finds them."""
    foreseen = result.foreseen.facts() if result.foreseen else None
    faults = together(check(body, of=of, program=program, today=today))[:SHOWN_FAULTS]
    is_among_them = any(one.fault.sentence == result.held for one in faults)
    held = gettext(result.held) if result.held and not is_among_them else ""
    return Look(held, foreseen, foretold(foreseen) if foreseen else [], [_fault_in_words(one) for one in faults])


def _fault_in_words(one: Faults) -> tuple[str, str]:
    """Return where a fault is, and what it is with how to mend it, in the active language."""
    fault = one.fault
    said = [gettext(part) for part in (fault.sentence, fault.mend) if part]
    if one.records > 1:
        many = ngettext("%(number)s record, first: %(slugs)s", "%(number)s records, first: %(slugs)s", one.records)
        said.append(many % {"number": one.records, "slugs": ", ".join(one.slugs)})
    whose = fault.slug if one.records == 1 else ""
    return " ".join(filter(None, (whose, fault.field, fault.value))), " ".join(said)
