"""Needs that others have had, to tap instead of to type, by what brings somebody here.

Each comes with the hours and the weight that it has for most, so that tapping is enough; its owner can change both.

What somebody taps is kept as their own words, in their language; under which topic it stood is not kept: nobody has to
say, and no row tells, what they live with.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.circles.details import NeedDetails
from alongside.circles.enums import Support, Weight
from alongside.circles.week import from_to


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A need that somebody may share. `key` names it in a form; hours and weight are as in `NeedDetails`."""

    key: str
    support: Support
    words: Promise
    hours: tuple[int, ...] | None = None
    weight: Weight = Weight.MATTERS

    def details(self) -> NeedDetails:
        """Return what is kept when it is tapped, in the language it is read in."""
        return NeedDetails(self.support, str(self.words), self.hours, self.weight)


@dataclass(frozen=True, slots=True)
class Topic:
    """What brings people here, and needs that often come with it."""

    words: Promise
    suggestions: tuple[Suggestion, ...]


TALK, KEEP, DO = Support.EMOTIONAL, Support.ACCOUNTABILITY, Support.PRACTICAL
NICE, VITAL = Weight.GOOD_TO_HAVE, Weight.CANNOT_DO_WITHOUT

EVERY_DAY = range(7)
WORKDAYS = range(5)
ANY_HOUR: tuple[int, ...] = ()
NIGHTS = from_to(22, 7, on=EVERY_DAY)
MORNINGS = from_to(7, 10, on=EVERY_DAY)
EVENINGS = from_to(18, 22, on=EVERY_DAY)
MORNINGS_AND_EVENINGS = from_to(7, 9, on=EVERY_DAY) + from_to(19, 21, on=EVERY_DAY)
DAYTIME = from_to(9, 20, on=EVERY_DAY)
MEALS = from_to(8, 9, on=EVERY_DAY) + from_to(12, 14, on=EVERY_DAY) + from_to(18, 20, on=EVERY_DAY)
AFTER_MEALS = from_to(9, 10, on=EVERY_DAY) + from_to(14, 15, on=EVERY_DAY) + from_to(20, 22, on=EVERY_DAY)
OFFICE_HOURS = from_to(8, 18, on=WORKDAYS)

FOR_EVERYBODY = Topic(
    _("On any day"),
    (
        Suggestion("night", TALK, _("Someone I can call at night"), NIGHTS),
        Suggestion("listen", TALK, _("Someone who listens and gives no advice")),
        Suggestion("my-day", KEEP, _("Ask me how my day went"), EVENINGS, NICE),
        Suggestion("appointment", DO, _("A ride to an appointment"), OFFICE_HOURS, NICE),
    ),
)

TOPICS = (
    FOR_EVERYBODY,
    Topic(
        _("When I want to use, drink or gamble"),
        (
            Suggestion("night-call", TALK, _("Someone to call when a craving comes at night"), NIGHTS, VITAL),
            Suggestion("craving", TALK, _("Stay on the phone with me until the craving passes"), ANY_HOUR, VITAL),
            Suggestion("plan", KEEP, _("Ask me in the evening whether I kept to my plan"), EVENINGS),
            Suggestion("risky-hours", DO, _("Spend the hours with me that are hardest"), from_to(17, 23, on=[4, 5])),
            Suggestion("first-meeting", DO, _("Come with me to my first meeting"), from_to(17, 21, on=EVERY_DAY)),
        ),
    ),
    Topic(
        _("When my mind is dark or restless"),
        (
            Suggestion("dark", TALK, _("Someone to talk to when everything feels dark"), ANY_HOUR, VITAL),
            Suggestion("panic", TALK, _("Breathe with me when I panic"), ANY_HOUR),
            Suggestion("get-up", KEEP, _("Help me to get up and eat something in the morning"), MORNINGS),
            Suggestion("go-out", DO, _("Go outside with me for a while"), DAYTIME, NICE),
        ),
    ),
    Topic(
        _("Eating"),
        (
            Suggestion("table", TALK, _("Sit with me at a meal"), MEALS, VITAL),
            Suggestion("after-meal", TALK, _("Someone to write to after a hard meal"), AFTER_MEALS),
            Suggestion("meals", KEEP, _("Ask me about my meals, never about my weight"), EVENINGS),
            Suggestion("groceries", DO, _("Come shopping for food with me"), None, NICE),
        ),
    ),
    Topic(
        _("Illness or pain"),
        (
            Suggestion("bad-day", TALK, _("Someone I can tell how bad it is today"), DAYTIME),
            Suggestion("pills", KEEP, _("Ask me whether I took my pills"), MORNINGS_AND_EVENINGS, VITAL),
            Suggestion("physio", DO, _("A ride to physiotherapy"), OFFICE_HOURS),
            Suggestion("treatment", DO, _("A ride to treatment and back"), OFFICE_HOURS, VITAL),
            Suggestion("food", DO, _("Shop or cook for me on bad days")),
        ),
    ),
    Topic(
        _("Grief"),
        (
            Suggestion("cry", TALK, _("Someone to cry with"), ANY_HOUR),
            Suggestion("remember", TALK, _("Remember them with me, and say their name")),
            Suggestion("empty-evening", TALK, _("Someone to call when the evening is too quiet"), EVENINGS),
            Suggestion("hard-dates", DO, _("Company on the days that hurt most")),
            Suggestion("letters", DO, _("Help me with letters and offices"), OFFICE_HOURS, NICE),
        ),
    ),
    Topic(
        _("Caring for somebody"),
        (
            Suggestion("ask-me", TALK, _("Someone who asks how I am, too"), EVENINGS),
            Suggestion("rest", KEEP, _("Tell me when it is time to rest"), EVENINGS, NICE),
            Suggestion("take-over", DO, _("Take over for an hour, so that I can rest"), DAYTIME, VITAL),
            Suggestion("forms", DO, _("Help me with forms and insurance"), None, NICE),
        ),
    ),
)

BY_KEY = {one.key: one for topic in TOPICS for one in topic.suggestions}
