"""The words of questionnaires: texts of files in the reader's language, and what a change says. No word of a test."""

from django.utils import formats, timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from alongside.instruments.queries import Compared
from alongside.instruments.retake import Every
from alongside.instruments.scoring import Way, Words

EVERY: dict[Every, Promise] = {
    Every.TWO_WEEKS: gettext_lazy("Every two weeks"),
    Every.FOUR_WEEKS: gettext_lazy("Every four weeks"),
    Every.THREE_MONTHS: gettext_lazy("Every three months"),
}
NEVER = gettext_lazy("No reminder")
WAYS: dict[Way, Promise] = {
    Way.SAME: gettext_lazy("It is the same number."),
    Way.SMALLER: gettext_lazy("This is smaller than what the questionnaire can tell apart, so it may be chance."),
    Way.LARGER: gettext_lazy("This is larger than chance would usually make."),
    Way.UNKNOWN: gettext_lazy("Nobody has published how large a change must be here to be more than chance."),
}


def plain(words: Words) -> str:
    """Return a text of a file in the reader's language, in English where the file does not have it."""
    return words[language_of(words)]


def language_of(words: Words) -> str:
    """Return in which language a text of a file is shown."""
    language = get_language() or "en"
    return language if language in words else "en"


def said(words: Words) -> SafeString:
    """Return a text of a file as HTML that says which language it is in."""
    return format_html('<span lang="{}">{}</span>', language_of(words), plain(words))


def change_words(compared: Compared) -> tuple[str, str]:
    """Say a change in two sentences: by how much since when, and what that can be told apart from."""
    points = abs(compared.change.points)
    day = date_format(timezone.localtime(compared.before_at))
    values = {"points": number_words(points), "day": day}
    way = str(WAYS[compared.change.way])
    if compared.change.way is Way.SAME:
        return _("You took it last on %(day)s.") % {"day": day}, way
    count = 1 if points == 1 else 2
    if compared.change.points > 0:
        more = ngettext("%(points)s point more than on %(day)s.", "%(points)s points more than on %(day)s.", count)
        return more % values, way
    less = ngettext("%(points)s point less than on %(day)s.", "%(points)s points less than on %(day)s.", count)
    return less % values, way


def number_words(number: float) -> str:
    """Say a number as the reader's language writes it, with two places at most."""
    places = 0 if round(number, 2) == round(number) else 2
    return formats.number_format(number, decimal_pos=places)
