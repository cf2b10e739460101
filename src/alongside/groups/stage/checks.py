"""What may be said about an event: each check answers with what to keep or raises a sentence."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from alongside.accounts.checks import checked_zone
from alongside.circles.calls import checked_call
from alongside.circles.texts import checked_text
from alongside.groups.stage.details import Planning
from alongside.groups.stage.enums import EventKind
from alongside.groups.stage.models import TITLE_LENGTH
from alongside.groups.stage.times import LONGEST, SHORTEST, moment_on
from alongside.kernel.errors import Invalid
from alongside.kernel.markdown import calmed
from alongside.ui import phrases

ABOUT_LENGTH = 4000
SUMMARY_LENGTH = 8000
QUESTION_LENGTH = 500
LINE_LENGTH = 2000
FURTHEST = timedelta(days=366)
SKIPPED = _("On that day the clocks there skip this time. Please choose another one.")
NOT_AHEAD = _("Please choose a time that is still to come, within a year from now.")
TOO_LONG = _("Please write how many minutes it takes, from 10 to 480.")


def checked_planning(planning: Planning) -> Planning:
    """Return what can be kept of an event, but for when it is; Invalid for the first thing that cannot."""
    if planning.kind not in EventKind.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="kind")
    if not SHORTEST <= planning.minutes <= LONGEST:
        raise Invalid(TOO_LONG, field="minutes")
    title = calmed(checked_text(planning.title, field="title", most=TITLE_LENGTH, required=True))
    return replace(
        planning,
        title=" ".join(title.split()),
        about=calmed(checked_text(planning.about, field="about", most=ABOUT_LENGTH, required=True)),
        zone=checked_zone(planning.zone),
        call_url=checked_call(planning.call_url, field="call_url"),
    )


def checked_moment(planning: Planning, *, now: datetime, before: datetime | None = None) -> datetime:
    """Return when an event begins; Invalid for a time that its clock skips, or that is not ahead.

    `before` is when it began until now: that may stay, also once it is past.
    """
    if not abs(planning.day - now.date()) < 2 * FURTHEST:
        raise Invalid(NOT_AHEAD, field="day")
    moment = moment_on(planning.day, planning.at, planning.zone)
    if moment is None:
        raise Invalid(SKIPPED, field="at")
    if moment != before and not now < moment < now + FURTHEST:
        raise Invalid(NOT_AHEAD, field="day")
    return moment


def checked_question(words: str) -> str:
    """Return a question that can be kept; Invalid."""
    return calmed(checked_text(words, field="words", most=QUESTION_LENGTH, required=True))


def checked_line(words: str) -> str:
    """Return what can be said on the stage; Invalid."""
    return calmed(checked_text(words, field="words", most=LINE_LENGTH, required=True))


def checked_summary(text: str) -> str:
    """Return a summary that can be kept, '' for none; Invalid."""
    return calmed(checked_text(text, field="text", most=SUMMARY_LENGTH))
