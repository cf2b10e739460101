"""A slow start for who is new: a few texts an hour, and no links. Who only came to advertise does not stay for that.

Words of danger are held back by nothing; the links in them are left out, or saying such words would be the way to send
them.
"""

import re
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import Invalid
from alongside.kernel.ratelimit import count_try
from alongside.safety.words.danger import sounds_like_danger
from alongside.safety.words.folding import folded

AN_HOUR = 5
_ENDS = (
    r"(?:com|net|org|info|biz|io|shop|store|xyz|ru|me|ly|co|site|online|app|website|casino|tv|gg|cc|eu|uk|ai|dev|tech"
    r"|vip|icu)"
)
# Words as well, which stand behind a full stop where somebody leaves the space out: "me quedo en casa.es tarde".
_WORDS_TOO = r"(?:es|de|fr|live|top|win|pro|space|club|world|fun|link|click|bet)"
LINK = re.compile(
    rf"https?:|www\.|\]\(|\b[\w-]{{2,63}}\.(?:{_ENDS}\b|{_WORDS_TOO}(?:/|[^\w\n]*$))|\b(?:t|wa|bit|goo)\.(?:me|ly|gl)/",
    re.MULTILINE,
)
WORD = re.compile(r"\S+")
NO_LINKS_YET = _("In the first days links cannot be sent here. Please say it in words; nothing you typed is lost.")


def has_links(text: str) -> bool:
    """Tell whether there is a link in a text."""
    return LINK.search(folded(text)) is not None


def without_links(*texts: str, field: str = "text", said_before: str = "") -> tuple[str, ...]:
    """Return these texts, which belong together, as somebody sends them who is new.

    Invalid for a link; of words of danger it is left out instead. Lines that quote what was
    `said_before` are none of those.
    """
    if not any(map(has_links, texts)):
        return texts
    rest = tuple(WORD.sub(_left, text) for text in texts)
    if not sounds_like_danger("\n\n".join(rest), said_before=said_before):
        raise Invalid(NO_LINKS_YET, field=field)
    return rest


def _left(word: re.Match[str]) -> str:
    # No longer than the shortest link, so that nothing becomes too long by it.
    return "…" if has_links(word.group()) else word.group()


def count_slowly(who: UUID, *, now: datetime) -> None:
    """Let somebody who is new write a few texts an hour. TooMany."""
    count_try("safety.slow_start", str(who), limit=AN_HOUR, window=timedelta(hours=1), now=now)
