"""Errors that carry a sentence for a person: what was wrong, that nothing was lost, what to do.

`ui.middleware` turns them into pages and `api` into problem details, so no view catches them one by one.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class AlongsideError(Exception):
    """Something a person asked for cannot be done; `sentence` says why and what to do, `status` is its HTTP code."""

    status = 400
    # Whom to turn to, for somebody whose words sounded like danger: HTML, said on the page beside the sentence.
    led_to: str = ""

    def __init__(self, sentence: str | Promise, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Invalid(AlongsideError):
    """A value cannot be used; `field` names which."""

    status = 422


class NotAllowed(AlongsideError):
    """The person may know that this exists, but not do this with it."""

    status = 403


class NotFound(AlongsideError):
    """The person must not know whether this exists."""

    status = 404

    def __init__(self, sentence: str | Promise = _("There is nothing here that you can see.")) -> None:
        super().__init__(sentence)


class Conflict(AlongsideError):
    """It was possible once, but something has happened meanwhile."""

    status = 409


class Gone(AlongsideError):
    """A link that has been used, has expired or was taken back."""

    status = 410


class TooMany(AlongsideError):
    """Too many tries; `retry_after` is in whole seconds."""

    status = 429

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            _("That was a lot of tries in a short time. Nothing is lost. Please wait a little, then try again.")
        )
        self.retry_after = retry_after
