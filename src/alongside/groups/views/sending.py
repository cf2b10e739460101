"""Sending what others in a group will read: where nothing is taken now, what was typed stays, with why."""

from collections.abc import Callable

from alongside.circles.views.pages import saved
from alongside.kernel.errors import Conflict, Invalid, NotAllowed
from alongside.safety.asking import NOT_SENT, AsksFirst, led_to_people


def sent(form: AsksFirst, save: Callable[[], object]) -> bool:
    """Send what a form holds; what is refused becomes an error of it, and words of danger lead to people anyway."""

    def send() -> None:
        try:
            save()
        except (Conflict, NotAllowed) as refusal:
            raise Invalid(refusal.sentence) from refusal

    if saved(form, send):
        return True
    if form.is_heavy():
        form.add_error(None, led_to_people(NOT_SENT))
    return False
