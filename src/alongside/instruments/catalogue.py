"""Which questionnaires there are at this place: those that Alongside brings, and those of its own folder."""

from django.conf import settings

from alongside.instruments.files import own_instruments
from alongside.instruments.scoring import Instrument
from alongside.kernel.errors import NotFound


def instruments() -> dict[str, Instrument]:
    """Return every questionnaire by its key, in order."""
    found = (*own_instruments(), *settings.OWN_QUESTIONNAIRES)
    return {one.key: one for one in sorted(found, key=lambda one: (one.order, one.key))}


def instrument_of(key: str) -> Instrument:
    """Return the questionnaire of that key; NotFound when there is none here."""
    found = instruments().get(key)
    if found is None:
        raise NotFound
    return found
