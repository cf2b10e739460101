"""Text that people type into circles: what is accepted, and the sentence when it is not."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.kernel.errors import Invalid
from alongside.kernel.markdown import TURNING
from alongside.ui import phrases

NAME_LENGTH = 80
WAYS_LENGTH = 500
NEED_LENGTH = 200
EMAIL_LENGTH = 254
SENTENCE_LENGTH = 300
ASK_LENGTH = 300
THANKS_LENGTH = 500

UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")


def checked_text(text: str, *, field: str, most: int, required: bool = False) -> str:
    """Return the text in NFC without white space around it; Invalid when it cannot be kept or shown as typed."""
    kept = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    if any(sign in TURNING or _is_control(sign) for sign in kept):
        raise Invalid(_("This text holds hidden signs that cannot be shown. Please type it by hand."), field=field)
    if len(kept) > most:
        raise Invalid(_too_long(most), field=field)
    if required and all(unicodedata.category(sign) in UNSEEN for sign in kept):
        raise Invalid(_("Please write something here that can be read."), field=field)
    return kept


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t"


def _too_long(most: int) -> str:
    return ngettext(
        "This text is too long. Please keep it to %(most)d sign.",
        "This text is too long. Please keep it to %(most)d signs.",
        most,
    ) % {"most": most}


def checked_email(address: str, *, field: str) -> str:
    """Return the address without white space around it; Invalid when it cannot be one."""
    kept = address.strip()
    try:
        validate_email(kept)
    except ValidationError as error:
        raise Invalid(phrases.NO_EMAIL_ADDRESS, field=field) from error
    if len(kept) > EMAIL_LENGTH:
        raise Invalid(_too_long(EMAIL_LENGTH), field=field)
    return kept
