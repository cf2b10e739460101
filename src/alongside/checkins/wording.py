"""The words of parts, answers and packs: what is asked, and how an answer is said."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.checkins.parts import KINDS, Part, Value
from alongside.ui import phrases
from alongside.ui.lists import listed

QUESTIONS: dict[str, Promise] = {
    "mood": _("How are you right now?"),
    "craving": _("How strong is the craving?"),
    "halt": _("Are you hungry, angry, lonely or tired?"),
    "sleep": _("How did you sleep?"),
    "pain": _("How strong is the pain?"),
    "energy": _("How much energy do you have?"),
    "medication": _("Have you taken your medication as planned?"),
    "meals": _("How did eating go today?"),
    "urges": _("How strong are urges around food?"),
    "moved": _("Have you done your exercise or physiotherapy?"),
    "grief": _("How heavy is the grief today?"),
    "caring": _("How heavy is caring for them today?"),
    "hard": _("How hard was today?"),
    "intention": _("What is your intention for today?"),
    "grateful": _("What was good, or good enough?"),
    "week_urges": _("How often did you feel an urge to use, drink or act on it?"),
    "week_low": _("How often did you feel low or on edge?"),
    "week_conflict": _("How often was there trouble with people around you?"),
    "week_worry": _("How much did money, work or health worry you?"),
    "week_risky": _("How often were you in places or with people that make it hard?"),
    "week_sleep": _("How often did you sleep well enough?"),
    "week_people": _("How often did you talk to somebody who is good for you?"),
    "week_meetings": _("How often did you do something for your recovery, such as a meeting or a group?"),
    "week_meaning": _("How often did you do something that means something to you?"),
    "week_sure": _("How sure are you that you can go on with your recovery?"),
}
# As a list to choose from names them.
NAMES: dict[str, Promise] = {
    "mood": _("Mood"),
    "craving": _("Craving, 0 to 10"),
    "halt": _("Hungry, angry, lonely, tired"),
    "sleep": _("Sleep"),
    "pain": _("Pain, 0 to 10"),
    "energy": _("Energy"),
    "medication": _("Medication taken"),
    "meals": _("Meals, without numbers"),
    "urges": _("Urges around food, without numbers"),
    "moved": _("Exercise or physiotherapy"),
    "grief": _("Grief"),
    "caring": _("How heavy caring for somebody is"),
    "hard": _("How hard the day was"),
    "intention": _("An intention for the day"),
    "grateful": _("What was good"),
    "yes_no": _("With yes or no"),
    "scale": _("With a number from 0 to 10"),
    "text": _("With a few words"),
}
_HOW_MUCH = (_("Not at all"), _("A little"), _("Somewhat"), _("A lot"), _("More than I can carry"))
_HOW_OFTEN = (_("Not once"), _("Once"), _("A few times"), _("Most days"), phrases.EVERY_DAY)
_HEAVY = (_("Light"), _("A little heavy"), _("Heavy"), _("Very heavy"), _("More than I can carry"))
ANSWERS: dict[str, dict[int | str, Promise]] = {
    "mood": dict(enumerate((_("Very bad"), _("Bad"), _("So-so"), _("Good"), _("Very good")))),
    "halt": {
        "hungry": _("Hungry"),
        "angry": _("Angry"),
        "lonely": _("Lonely"),
        "tired": _("Tired"),
        "none": _("None of them"),
    },
    "sleep": dict(enumerate((_("Hardly at all"), _("Badly"), _("It was all right"), _("Well"), _("Very well")))),
    "energy": dict(enumerate((_("None"), _("Very little"), _("Some"), _("Enough"), _("Plenty")))),
    "medication": {2: _("Yes"), 1: _("In part"), 0: _("Not today"), 3: _("None was due")},
    "meals": {0: _("It was hard to eat"), 1: _("I ate some of what I planned"), 2: _("I ate as I planned")},
    "urges": dict(enumerate((_("Not there"), _("A little"), _("Somewhat"), _("Strong"), _("Very strong")))),
    "moved": {2: _("Yes"), 1: _("Some of it"), 0: _("Not today")},
    "grief": dict(enumerate(_HEAVY)),
    "caring": dict(enumerate(_HEAVY)),
    "hard": dict(enumerate((_("Easy"), _("All right"), _("Somewhat hard"), _("Hard"), _("Very hard")))),
    "yes_no": {1: _("Yes"), 0: _("No")},
    "week_worry": dict(enumerate(_HOW_MUCH)),
    "week_sure": dict(
        enumerate((_("Not sure"), _("A little sure"), _("Somewhat sure"), _("Quite sure"), _("Very sure")))
    ),
    **{
        key: dict(enumerate(_HOW_OFTEN))
        for key in KINDS
        if key.startswith("week_") and key not in ("week_worry", "week_sure")
    },
}
ENDS: dict[str, tuple[Promise, Promise]] = {
    "craving": (_("0: none"), _("10: as strong as it can be")),
    "pain": (_("0: none"), _("10: as strong as it can be")),
}
# What a higher answer says, and a lower one, where two parts are set beside each other.
MORE_LESS: dict[str, tuple[Promise, Promise]] = {
    "mood": (_("A better mood"), _("A lower mood")),
    "craving": (_("Stronger craving"), _("Weaker craving")),
    "sleep": (_("Better sleep"), _("Worse sleep")),
    "pain": (_("More pain"), _("Less pain")),
    "energy": (_("More energy"), _("Less energy")),
    "medication": (_("More of the medication taken"), _("Less of the medication taken")),
    "meals": (_("Eating closer to the plan"), _("Eating further from the plan")),
    "urges": (_("Stronger urges around food"), _("Weaker urges around food")),
    "moved": (_("More exercise or physiotherapy"), _("Less exercise or physiotherapy")),
    "grief": (_("Heavier grief"), _("Lighter grief")),
    "caring": (_("Caring that felt heavier"), _("Caring that felt lighter")),
    "hard": (_("A harder day"), _("An easier day")),
}
HIGHER_LOWER = (_("A higher answer to: %(question)s"), _("A lower answer to: %(question)s"))
YES_NO = (_("Yes to: %(question)s"), _("No to: %(question)s"))
PACKS: dict[str, tuple[Promise, Promise]] = {
    "addiction": (_("My recovery"), _("Mood, craving, HALT and sleep, every evening.")),
    "mental_health": (_("My mental health"), _("Mood, energy, sleep and medication, every evening.")),
    "eating": (
        _("Eating"),
        _("Meals, urges and mood, every evening. There are no weights and no calories."),
    ),
    "illness": (
        _("Living with an illness or pain"),
        _("Pain, energy, sleep, medication and exercise, every evening."),
    ),
    "grief": (_("Grief"), _("How heavy it is, mood and sleep, three evenings a week.")),
    "caring": (_("When I care for somebody"), _("How heavy it is, energy and sleep, twice a week.")),
    "morning": (
        _("A morning intention"),
        _("One sentence to yourself for the day. In the evening you can look back at it."),
    ),
    "evening": (_("An evening look back"), _("How hard the day was, and what was good. Two questions.")),
    "weekly": (
        _("How the week was"),
        _("Ten questions on Sundays: what made the week harder, and what held you. A trend that only you see."),
    ),
}


def question(part: Part) -> str:
    """Say what a part asks; an own question in the person's words."""
    return part.words or str(QUESTIONS.get(part.kind, part.kind))


def choices_of(part: Part) -> list[tuple[str, str]]:
    """Return what may be answered, as a form takes it; numbers for what goes from 0 to 10."""
    words = ANSWERS.get(part.kind)
    if words is not None:
        return [(str(value), str(label)) for value, label in words.items()]
    low, high = ENDS.get(part.kind, ("0", "10"))
    return [(str(one), str({0: low, 10: high}.get(one, one))) for one in range(11)]


def said(part: Part, value: Value) -> str:
    """Say an answer in words."""
    words = ANSWERS.get(part.kind, {})
    if isinstance(value, tuple):
        return listed([str(words.get(one, one)) for one in value])
    if isinstance(value, int):
        return str(words[value]) if value in words else gettext("%(number)d of 10") % {"number": value}
    return value


def more_of(part: Part) -> str:
    """Say what a higher answer to a part says."""
    return _more_less(part, 0)


def less_of(part: Part) -> str:
    """Say what a lower answer to a part says."""
    return _more_less(part, 1)


def _more_less(part: Part, which: int) -> str:
    words = MORE_LESS.get(part.kind)
    if words:
        return str(words[which])
    return str((YES_NO if part.kind == "yes_no" else HIGHER_LOWER)[which]) % {"question": question(part)}
