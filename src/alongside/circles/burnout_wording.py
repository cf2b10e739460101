"""The words of the burnout check: the items as the personal scale has them, and how an answer is said."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.circles.burnout import personal_scale

ITEMS: dict[str, Promise] = {
    "tired": _("How often do you feel tired?"),
    "physically": _("How often are you physically exhausted?"),
    "emotionally": _("How often are you emotionally exhausted?"),
    "take_it": _("How often do you think: “I can't take it anymore”?"),
    "worn_out": _("How often do you feel worn out?"),
    "weak": _("How often do you feel weak and susceptible to illness?"),
}
ANSWERS: dict[int, Promise] = {
    100: _("Always"),
    75: _("Often"),
    50: _("Sometimes"),
    25: _("Seldom"),
    0: _("Never or almost never"),
}


def item_words() -> list[tuple[str, Promise]]:
    """Return the items in the order of the scale: key and words."""
    return [(key, ITEMS[key]) for key in personal_scale().items]


def answer_choices() -> list[tuple[int, Promise]]:
    """Return what may be answered, as a form takes it."""
    return [(value, ANSWERS[value]) for value in personal_scale().values]
