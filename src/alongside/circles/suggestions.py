"""Needs that others have had, to tap instead of to type, by what brings somebody here.

What somebody taps is kept as their own words, in their language; under which topic it stood is not kept: nobody has to
say, and no row tells, what they live with.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.circles.enums import Support


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A need that somebody may share. `key` names it in a form."""

    key: str
    support: Support
    words: Promise


@dataclass(frozen=True, slots=True)
class Topic:
    """What brings people here, and needs that often come with it."""

    words: Promise
    suggestions: tuple[Suggestion, ...]


TALK, KEEP, DO = Support.EMOTIONAL, Support.ACCOUNTABILITY, Support.PRACTICAL

EVERY_DAY = Topic(
    _("On any day"),
    (
        Suggestion("night", TALK, _("Someone I can call at night")),
        Suggestion("listen", TALK, _("Someone who listens and gives no advice")),
        Suggestion("my-day", KEEP, _("Ask me how my day went")),
        Suggestion("appointment", DO, _("A ride to an appointment")),
    ),
)

TOPICS = (
    EVERY_DAY,
    Topic(
        _("When I want to use, drink or gamble"),
        (
            Suggestion("night-call", TALK, _("Someone to call when a craving comes at night")),
            Suggestion("craving", TALK, _("Stay on the phone with me until the craving passes")),
            Suggestion("plan", KEEP, _("Ask me in the evening whether I kept to my plan")),
            Suggestion("risky-hours", DO, _("Spend the hours with me that are hardest")),
            Suggestion("first-meeting", DO, _("Come with me to my first meeting")),
        ),
    ),
    Topic(
        _("When my mind is dark or restless"),
        (
            Suggestion("dark", TALK, _("Someone to talk to when everything feels dark")),
            Suggestion("panic", TALK, _("Breathe with me when I panic")),
            Suggestion("get-up", KEEP, _("Help me to get up and eat something in the morning")),
            Suggestion("go-out", DO, _("Go outside with me for a while")),
        ),
    ),
    Topic(
        _("Eating"),
        (
            Suggestion("table", TALK, _("Sit with me at a meal")),
            Suggestion("after-meal", TALK, _("Someone to write to after a hard meal")),
            Suggestion("meals", KEEP, _("Ask me about my meals, never about my weight")),
        ),
    ),
    Topic(
        _("Illness or pain"),
        (
            Suggestion("bad-day", TALK, _("Someone I can tell how bad it is today")),
            Suggestion("pills", KEEP, _("Ask me whether I took my pills")),
            Suggestion("treatment", DO, _("A ride to treatment and back")),
            Suggestion("food", DO, _("Shop or cook for me on bad days")),
        ),
    ),
    Topic(
        _("Grief"),
        (
            Suggestion("cry", TALK, _("Someone to cry with")),
            Suggestion("remember", TALK, _("Remember them with me, and say their name")),
            Suggestion("hard-dates", DO, _("Company on the days that hurt most")),
            Suggestion("letters", DO, _("Help me with letters and offices")),
        ),
    ),
    Topic(
        _("Caring for somebody"),
        (
            Suggestion("ask-me", TALK, _("Someone who asks how I am, too")),
            Suggestion("rest", KEEP, _("Tell me when it is time to rest")),
            Suggestion("take-over", DO, _("Take over for an hour, so that I can rest")),
            Suggestion("forms", DO, _("Help me with forms and insurance")),
        ),
    ),
)

BY_KEY = {one.key: one for topic in TOPICS for one in topic.suggestions}
