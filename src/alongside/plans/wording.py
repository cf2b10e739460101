"""The words of plans: what each plan and step is called and asks, and what a finding says to do. All our own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.plans.lint import Finding, Rule
from alongside.plans.steps import PlanKind, Step
from alongside.ui import phrases


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What a plan is called, what it is for, and what asks whether it still holds."""

    title: Promise
    about: Promise
    begin: Promise
    still: Promise
    remove: Promise


@dataclass(frozen=True, slots=True)
class StepWords:
    """What a step is called, also where there is little room, what it asks for, and an example of an answer."""

    title: Promise
    short: Promise
    asks: Promise


PLANS: dict[PlanKind, PlanWords] = {
    PlanKind.SAFETY: PlanWords(
        title=phrases.YOUR_SAFETY_PLAN,
        about=_(
            "Six short steps, written on a better day, for an hour in which you might hurt yourself or lose hold. You "
            "follow them from the top and stop as soon as it is bearable."
        ),
        begin=_("Write your safety plan"),
        still=_("Does your safety plan still hold?"),
        remove=_("Delete your safety plan?"),
    ),
    PlanKind.STAYING_WELL: PlanWords(
        title=_("Your staying-well plan"),
        about=_(
            "Five short steps for the days between: what keeps you well, what shakes you, how you notice it early, and "
            "what helps then."
        ),
        begin=_("Write your staying-well plan"),
        still=_("Does your staying-well plan still hold?"),
        remove=_("Delete your staying-well plan?"),
    ),
}
STEPS: dict[Step, StepWords] = {
    Step.SIGNS: StepWords(
        title=_("How I notice it coming"),
        short=_("Signs"),
        asks=_("A thought, a feeling, an hour of the day, something you start or stop doing. What comes first?"),
    ),
    Step.ALONE: StepWords(
        title=_("What I do by myself"),
        short=_("Alone"),
        asks=_("Small things that carried you through before: cold water, a walk, one song. What is nearest at hand?"),
    ),
    Step.COMPANY: StepWords(
        title=_("Where I am among people"),
        short=_("Out"),
        asks=_("People and places that turn your mind elsewhere. You need not tell anybody there how you are."),
    ),
    Step.HELPERS: StepWords(
        title=_("Whom I ask for help"),
        short=_("Help"),
        asks=_("People to whom you can say how bad it is. Two or more are best, each with a number to call."),
    ),
    Step.SERVICES: StepWords(
        title=_("Whose work it is to help"),
        short=_("Care"),
        asks=_("A doctor, a counsellor, a clinic, a line to call. Write the number beside the name."),
    ),
    Step.SAFER: StepWords(
        title=_("How I make the place safer"),
        short=_("Safe"),
        asks=_(
            "Put distance between you and what could harm you: who keeps it, where it is locked away, where you go "
            "instead."
        ),
    ),
    Step.DAILY: StepWords(
        title=_("What keeps me well each day"),
        short=_("Daily"),
        asks=_("The few things that make a day hold: sleep, a meal, a walk, somebody to talk to."),
    ),
    Step.TRIGGERS: StepWords(
        title=_("What can shake me"),
        short=_("Shakes"),
        asks=_("Dates, places, news, people, tiredness. To know them is no weakness: you can plan around them."),
    ),
    Step.EARLY: StepWords(
        title=_("Small signs that come first"),
        short=_("Early"),
        asks=_("What you, or somebody close to you, can see days before it gets hard."),
    ),
    Step.HELPS: StepWords(
        title=_("What helps me then"),
        short=_("Helps"),
        asks=_("What you do, where you go and whom you tell when you see these signs."),
    ),
    Step.BREAKING: StepWords(
        title=_("When it gets too much"),
        short=_("Too much"),
        asks=_("How others see that you cannot manage it alone, what they do then, and what they leave to you."),
    ),
}
FINDINGS: dict[Rule, Promise] = {
    Rule.NOBODY_TO_ASK: _("Nobody is named yet whom you could ask for help. One name can make all the difference."),
    Rule.ONLY_ONE: _("You named one person to ask. If they sleep or work, a second one helps: who else could it be?"),
    Rule.NOT_CONFIRMED: _("“%(name)s” has not answered your invitation yet. A call could settle it sooner."),
    Rule.NEVER_ACCEPTED: _("“%(name)s” has not said yes to you here. Ask them, or name somebody who has."),
    Rule.NO_NUMBER: _("There is no number for “%(name)s”. Write it down, so that you do not have to look for it."),
    Rule.NOTHING_SAFER: _("Nothing stands yet about making the place safer. This step saves time when time is short."),
    Rule.TOO_OLD: _("You have not looked at it for a while. Read it once: does it still hold?"),
}
SOMEBODY_LEFT = _("Somebody you named is not in your circle any more. Name somebody else in this step.")


def finding_words(finding: Finding) -> str:
    """Say one finding in a sentence, with what to do."""
    if finding.rule == Rule.NEVER_ACCEPTED and not finding.name:
        return str(SOMEBODY_LEFT)
    words = FINDINGS[finding.rule]
    return str(words % {"name": finding.name}) if finding.name and "%(name)s" in str(words) else str(words)
