"""A slow start for who is new: a few texts an hour, and no links. Who only came to advertise does not stay for that."""

import re
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import Invalid
from alongside.kernel.ratelimit import count_try

AN_HOUR = 5
LINK = re.compile(r"https?:|www\.|\]\(|\b[\w-]{2,63}\.(?:com|net|org|info|biz|io|shop|xyz|ru|me|ly)\b", re.IGNORECASE)
NO_LINKS_YET = _("In the first days links cannot be sent here. Please say it in words; nothing you typed is lost.")


def has_links(text: str) -> bool:
    """Tell whether there is a link in a text."""
    return LINK.search(text) is not None


def check_no_links(text: str, *, field: str = "text") -> None:
    """Let somebody who is new write without links. Invalid."""
    if has_links(text):
        raise Invalid(NO_LINKS_YET, field=field)


def count_slowly(who: UUID, *, now: datetime) -> None:
    """Let somebody who is new write a few texts an hour. TooMany."""
    count_try("safety.slow_start", str(who), limit=AN_HOUR, window=timedelta(hours=1), now=now)
