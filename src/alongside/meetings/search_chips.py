"""What a search asks for, thing by thing, each with the address of the same search without it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from django.forms import ChoiceField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from alongside.meetings.asking import USUAL_KM
from alongside.meetings.forms import SearchForm
from alongside.meetings.whereabouts import Whereabouts

# What an address asks for, as `request.GET` has it.
Asking = MultiValueDict[str, str]

# What the choices of the form say by themselves, in the form's order.
CHOSEN = ("when", "attendance", "kind", "program", "types", "language")


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is asked for, and where one looks without it."""

    said: str
    without: str


def chips_of(query: Asking, form: SearchForm, where: Whereabouts) -> list[Chip]:
    """Return what a valid form asks for, in the active language."""
    return [
        Chip(said, address_with(query, **dict.fromkeys((*names, "cursor"), ""))) for said, *names in _of(form, where)
    ]


def address_with(query: Asking, **changed: str | None) -> str:
    """Return the same search with something changed; what is empty is left out. One for nothing is still a search."""
    values = {**query.dict(), **changed}
    return "?" + (urlencode({name: value for name, value in values.items() if value}) or "when=")


def _of(form: SearchForm, where: Whereabouts) -> Iterator[tuple[str, ...]]:
    """Return each thing in words, with the fields that say it."""
    data = form.cleaned_data
    if where.point:
        said = _("Near %(place)s") % {"place": where.said} if where.said else _("Near you")
        yield said, "place", "near", "within_km"
        if float(data["within_km"]) != USUAL_KM:
            yield _("At most %(distance)s away") % {"distance": _label(form, "within_km")}, "within_km"
    for name in CHOSEN:
        if data.get(name):
            yield _label(form, name), name, *(["types"] if name == "program" else [])
    if data["q"]:
        yield _("“%(words)s”") % {"words": data["q"]}, "q"


def _label(form: SearchForm, name: str) -> str:
    """Return what a choice of the form says."""
    choices = cast("Iterable[tuple[object, object]]", cast("ChoiceField", form.fields[name]).choices)
    return next((str(said) for value, said in choices if str(value) == form.data.get(name)), "")
