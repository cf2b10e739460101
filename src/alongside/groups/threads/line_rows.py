"""The threads of a list as HTML, each filled into its shape (`ui.shapes`)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import NamedTuple
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from alongside.groups.models import Group
from alongside.groups.threads.lists import Line
from alongside.ui.shapes import ANY_SLUG, Skeleton, escaped, joined
from alongside.ui.templatetags.ui import apart, when

TEMPLATE = "groups/threads/line.html"
TITLE, NEW, TOLD, BEGUN, NOTE, SLUG = "\ue020", "\ue021", "\ue022", "\ue023", "\ue024", ANY_SLUG
THREAD_ID = UUID("b1a4c000-0000-4000-8000-000000000002")
OF_THREAD = str(THREAD_ID)
MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


class Shape(NamedTuple):
    """All of a line that its HTML depends on besides what is filled in."""

    language: str
    has_news: bool
    waits: bool
    is_followed: bool
    is_muted: bool
    is_locked: bool
    is_folded: bool
    is_named: bool
    has_draft: bool
    is_danger: bool
    is_waiting: bool
    has_note: bool


def drawn_lines(lines: Iterable[Line], group: Group) -> SafeString:
    """Return threads of a group as the items of a list."""
    language = get_language() or ""
    return joined(_drawn(line, group.slug, language) for line in lines)


def _drawn(line: Line, slug: str, language: str) -> str:
    new, waits = _new(line.unread, language), line.needs_answer and line.posts == 1
    # Who began it is who wrote last where there is one post alone.
    is_one = line.posts == 1 and line.begun_by != ""
    is_named, alias = line.begun_by != "" and not is_one, line.begun_by if is_one else line.last_by
    of_it = (line.is_followed, line.is_muted, line.is_locked, line.is_folded, is_named, line.has_draft)
    marks = (line.is_danger, line.is_waiting, line.note != "")
    told = _told(line.posts, language, is_named=alias != "")
    return _skeleton(Shape(language, bool(new), waits, *of_it, *marks)).filled(
        {
            SLUG: slug,
            OF_THREAD: str(line.id),
            TITLE: escaped(line.title),
            NEW: new,
            NOTE: escaped(line.note),
            BEGUN: _begun(language) % {"alias": apart(line.begun_by)},
            TOLD: told % {"posts": line.posts, "at": when(line.at), "alias": apart(alias)},
        }
    )


@lru_cache(maxsize=512)
def _new(unread: int | None, _language: str) -> str:
    if unread is None:
        return gettext("New")
    return ngettext("%(posts)s new", "%(posts)s new", unread) % {"posts": unread} if unread else ""


@lru_cache(maxsize=16)
def _begun(_language: str) -> str:
    return gettext("Begun by %(alias)s")


@lru_cache(maxsize=512)
def _told(posts: int, _language: str, *, is_named: bool) -> str:
    if is_named and posts == 1:
        return gettext("Begun by %(alias)s, %(at)s")
    if is_named:
        return ngettext(
            "%(posts)s post, the newest by %(alias)s, %(at)s", "%(posts)s posts, the newest by %(alias)s, %(at)s", posts
        )
    return ngettext("%(posts)s post, the newest %(at)s", "%(posts)s posts, the newest %(at)s", posts)


@lru_cache(maxsize=128)
def _skeleton(shape: Shape) -> Skeleton:
    """Return what the template makes of a shape."""
    line = Line(
        id=THREAD_ID,
        title=TITLE,
        at=MOMENT,
        posts=0,
        unread=None,
        needs_answer=False,
        is_followed=shape.is_followed,
        is_muted=shape.is_muted,
        is_locked=shape.is_locked,
        is_folded=shape.is_folded,
        has_draft=shape.has_draft,
        is_danger=shape.is_danger,
        is_waiting=shape.is_waiting,
        note=NOTE if shape.has_note else "",
    )
    context = {
        "one": line,
        "group": SimpleNamespace(slug=SLUG),
        "new": NEW if shape.has_news else "",
        "begun": BEGUN if shape.is_named else "",
        "told": TOLD,
        "waits": shape.waits,
    }
    return Skeleton(TEMPLATE, context, (TITLE, NEW, TOLD, BEGUN, NOTE, SLUG, OF_THREAD))
