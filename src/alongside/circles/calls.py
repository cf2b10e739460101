"""Ways to a call that is held elsewhere, as somebody writes them down: checked before they are kept or shown."""

from django.utils.translation import gettext_lazy as _

from alongside.circles.texts import checked_text
from alongside.kernel.elsewhere import MOST_DIALLED, MOST_TYPED, is_number, not_a_call_of, where_to
from alongside.kernel.errors import Invalid

NOT_HTTPS = _("The address of a meeting online starts with https://.")
NOT_AN_ADDRESS = _("This is no address that can be opened. Please copy the whole link of the call.")
NOT_A_CALL = _(
    "This address belongs to {service}, but does not lead to a call there. Please copy the whole link of the call."
)
NOT_A_NUMBER = _(
    "Please write a phone number with digits, such as +1 555 0100. After a comma comes the code of the call."
)


def checked_call(text: str, *, field: str) -> str:
    """Return the address of a call, "" for none. Invalid."""
    url = checked_text(text, field=field, most=MOST_TYPED)
    if url and not url.startswith("https://"):
        raise Invalid(NOT_HTTPS, field=field)
    if url and (where_to(url) is None or any(sign.isspace() for sign in url)):
        raise Invalid(NOT_AN_ADDRESS, field=field)
    if service := not_a_call_of(url):
        raise Invalid(NOT_A_CALL.format(service=service), field=field)
    return url


def checked_number(text: str, *, field: str) -> str:
    """Return the phone number of a call, "" for none. Invalid."""
    number = checked_text(text, field=field, most=MOST_DIALLED)
    if number and not is_number(number):
        raise Invalid(NOT_A_NUMBER, field=field)
    return number
