"""Meetings as a next step for a circle: at hours in which nobody of it could be there, somebody is at a meeting."""

from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.circles.coverage import ALWAYS
from alongside.circles.next_step_providers import Offered, Said, Situation, register_provider
from alongside.circles.next_steps import Step, StepKind
from alongside.meetings.fitting import fits_for, needs_for_meetings
from alongside.meetings.policies import visible_meetings

# As the listeners' rota: it costs nothing, and nobody has to be found for it.
EFFORT = 45
KEY = "meetings"


def register() -> None:
    """Offer meetings to circles."""
    register_provider(KEY, offered)


def offered(situation: Situation) -> Iterator[Offered]:
    """Offer the meetings held in hours nobody covers, for each need that they may help with."""
    needs = needs_for_meetings(situation.coverage)
    # A place that lists no meeting pays one query for this on the pages of a circle.
    if not needs or not visible_meetings().exists():
        return
    fits = fits_for(situation.owner, needs, now=situation.now)
    for one in needs:
        hours = one.gaps & fits.hours & ~fits.held
        # For a need that may be met at any time one meeting is enough.
        if hours and not (one.need.hours is None and fits.held):
            step = Step(StepKind.OFFERED, KEY, one.need.key, ALWAYS if one.need.hours is None else hours, effort=EFFORT)
            yield Offered(step, partial(_said, has_saved=bool(fits.saved)), beside=True)


def _said(*, has_saved: bool) -> Said:
    return Said(
        _("Go to a meeting that is held then"),
        _("You saved one that is held at such an hour.")
        if has_saved
        else _("People who know what it is like meet online at such hours. You can listen, and need not say anything."),
        _("See which meetings fit"),
        reverse("meetings-that-fit"),
    )
