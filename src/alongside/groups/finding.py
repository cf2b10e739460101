"""Looking for a group among those that are listed."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import get_language

from alongside.groups.enums import GroupState, Kind, Openness
from alongside.groups.languages import said_languages
from alongside.groups.models import Group
from alongside.groups.policies import listed_groups
from alongside.kernel.statements import Statement

PAGE = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: words, and values of the enums or ''."""

    words: str = ""
    kind: str = ""
    language: str = ""
    start: int = 0


class Found(NamedTuple):
    """One group of the list."""

    slug: str
    name: str
    purpose: str
    kind: str
    openness: str
    languages: str


def found_groups(wanted: Wanted) -> tuple[list[Found], bool]:
    """Return the listed groups that fit, a page of them by name, and whether there are more."""
    rows = _first_found() if wanted == Wanted() else list(_fitting(wanted)[wanted.start : wanted.start + PAGE + 1])
    return [_found(*row) for row in rows[:PAGE]], len(rows) > PAGE


def _fitting(wanted: Wanted) -> QuerySet[Group, Any]:
    groups = listed_groups().filter(state=GroupState.OPEN)
    for word in wanted.words.split()[:6]:
        groups = groups.filter(Q(name__icontains=word) | Q(purpose__icontains=word))
    if wanted.kind:
        groups = groups.filter(kind=wanted.kind)
    if wanted.language:
        groups = groups.filter(languages__contains=[wanted.language])
    return _shown_first(groups)


def _shown_first(groups: QuerySet[Group]) -> QuerySet[Group, Any]:
    return groups.order_by(Lower("name"), "id").values_list("slug", "name", "purpose", "kind", "openness", "languages")


_first_found = Statement(lambda: _shown_first(listed_groups().filter(state=GroupState.OPEN))[: PAGE + 1])


def _found(slug: str, name: str, purpose: str, kind: str, openness: str, languages: list[str]) -> Found:  # noqa: PLR0917 - a row
    language = get_language() or ""
    return Found(
        slug, name, purpose, *_kind_words(kind, openness, language), said_languages(tuple(languages), language)
    )


@lru_cache(maxsize=64)
def _kind_words(kind: str, openness: str, _language: str) -> tuple[str, str]:
    return str(Kind(kind).label), str(Openness(openness).label)
