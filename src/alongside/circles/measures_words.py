"""What each measure of a circle is called, what it means, and what it does not say."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.circles.coverage import Kind
from alongside.circles.enums import Support

GIVING = ("give_emotional", "give_accountability", "give_practical")
"""What the counts of those who give each kind of support are called, in the order of `Support`."""

# Names of measures, as pages and what somebody takes along call them.
MEASURED: dict[str, Promise] = {
    "size": _("People and places in your circle"),
    "with_you": _("People who said yes"),
    "daily": _("In touch on most days"),
    "supporting_recovery": _("Who supports your recovery"),
    "added": _("Named in the last 90 days"),
    "gives": _("Who gives which support"),
    "give_emotional": Support.EMOTIONAL.label,
    "give_accountability": Support.ACCOUNTABILITY.label,
    "give_practical": Support.PRACTICAL.label,
    "mutual": _("Whom you support, too"),
    "kinds": _("Kinds of people"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read a measure: what is counted, and what must not be read into it."""

    means: Promise
    caution: Promise


READINGS: dict[str, Reading] = {
    "size": Reading(
        _("Everybody and every place you named here and did not take out again, whether they said yes or not."),
        _("A small circle can hold you well. More is not better by itself."),
    ),
    "with_you": Reading(
        _("They have said that they stand with you, and can be asked when you reach out."),
        _("It does not say how much somebody means to you. Who could not say yes has a life of their own."),
    ),
    "daily": Reading(
        _("Those of whom you said that you are in touch on most days, in person or from afar."),
        _(
            "In one study of 141 people, those in touch with more people day by day used less in the half year after. "
            "That is about a group. It does not foretell how you will do."
        ),
    ),
    "supporting_recovery": Reading(
        _("How you see it yourself. Nobody but you is shown it."),
        _("You need not part with anybody. What helped people in studies was whom they added."),
    ),
    "added": Reading(
        _("Who came to your circle in this time and is still there."),
        _("Some seasons are for new people and some are not. Both are all right."),
    ),
    "gives": Reading(
        _("How many of those who said yes give each kind of support."),
        _("One person who is there when it counts can be enough. When somebody can be reached matters as well."),
    ),
    "mutual": Reading(
        _("Those who said yes to you, and to whom you said yes as well."),
        _(
            "Helping others goes with doing better in several studies, but nobody owes it. It can wait until you have "
            "strength to spare."
        ),
    ),
    "kinds": Reading(
        _("Four kinds of people hold somebody up, and each can do what the others cannot."),
        _("You need not have all four."),
    ),
}

KIND_WORDS: dict[Kind, Promise] = {
    Kind.PEER: _("Peers"),
    Kind.FAMILY_OR_FRIEND: _("Family and friends"),
    Kind.PROFESSIONAL: _("Professionals"),
    Kind.COMMUNITY: _("Groups and online communities"),
}
