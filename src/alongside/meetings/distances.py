"""Distances as people where the reader is say them: in miles in the United States, in kilometres elsewhere."""

from django.utils import formats
from django.utils.translation import gettext, ngettext

from alongside.ui.countries import reader_locale

KM_A_MILE = 1.609344
# How far somebody may look, in kilometres, and what stands for it in miles.
MILES = {2: 1, 5: 3, 10: 6, 25: 15, 50: 30, 100: 60}


def within_words(km: int) -> str:
    """Return one of the distances to look within."""
    if not _in_miles():
        return gettext("%(km)d km") % {"km": km}
    return ngettext("%(miles)d mile", "%(miles)d miles", MILES[km]) % {"miles": MILES[km]}


def distance_words(km: float | None) -> str:
    """Return how far away that is; '' when it is not known."""
    if km is None:
        return ""
    if not _in_miles():
        if km < 1:
            return gettext("Less than 1 km away")
        return gettext("%(km)s km away") % {"km": formats.number_format(round(km), use_l10n=True)}
    miles = round(km / KM_A_MILE)
    if km < KM_A_MILE:
        return gettext("Less than 1 mile away")
    return ngettext("%(miles)s mile away", "%(miles)s miles away", miles) % {"miles": miles}


def _in_miles() -> bool:
    return reader_locale().territory == "US"
