"""The groups of a list as HTML, each filled into its shape (`ui.shapes`): all of a list have the same one."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from alongside.groups.finding import Found
from alongside.groups.own_groups import Own
from alongside.ui.shapes import ANY_SLUG, Skeleton, escaped, joined

WORDS = 30
BLANKS = {
    "slug": ANY_SLUG,
    "name": "\ue020",
    "line": "\ue021",
    "purpose": "\ue022",
    "kind": "\ue023",
    "openness": "\ue024",
    "languages": "\ue025",
}


def drawn_own(groups: Iterable[Own]) -> SafeString:
    """Return the reader's own groups as the items of a list."""
    return joined(
        _drawn("groups/own.html", [{"slug": one.slug, "name": one.name, "line": one.line}], leads_in=one.leads_in)
        for one in groups
    )


def drawn_found(groups: Iterable[Found]) -> SafeString:
    """Return groups that can be found as the items of a list, each with the beginning of what it is for."""
    language = get_language() or ""
    return joined(_drawn_found(one, language) for one in groups)


# Everybody is shown the same ones, but for their own.
@lru_cache(maxsize=512)
def _drawn_found(group: Found, _language: str) -> SafeString:
    return _drawn("groups/found.html", [{**group._asdict(), "purpose": _beginning(group.purpose)}])


def _beginning(purpose: str) -> str:
    words = purpose.split()
    return " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")


def _drawn(template: str, rows: Iterable[Mapping[str, str]], *, leads_in: bool = False) -> SafeString:
    skeleton = _skeleton(template, get_language() or "", leads_in=leads_in)
    return joined(skeleton.filled({BLANKS[name]: escaped(value) for name, value in row.items()}) for row in rows)


@lru_cache(maxsize=16)
def _skeleton(template: str, _language: str, *, leads_in: bool) -> Skeleton:
    return Skeleton(template, {"one": {**BLANKS, "leads_in": leads_in}}, BLANKS.values())
