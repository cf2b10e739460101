"""The posts of a page as HTML, each filled into its shape (`ui.shapes`).

Which kind words were said, and whether a post was changed, is part of a shape; what people wrote, and where it leads,
is filled in.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import NamedTuple
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from alongside.groups.models import Group
from alongside.groups.threads.page import PostView, Quote, ThreadView, Word
from alongside.ui.initials import initials
from alongside.ui.shapes import ANY_SLUG, Skeleton, escaped, joined
from alongside.ui.templatetags.ui import when

TEMPLATE = "groups/threads/post.html"
# Signs for private use, which nothing that is kept may hold, and numbers that no address has.
ALIAS, ROLE, HTML, NOTE, AT = "\ue010\ue011\ue012", "\ue020", "\ue021", "\ue022", "\ue023"
QUOTE_ALIAS, QUOTE_WORDS, QUOTE_NOTE = "\ue024", "\ue025", "\ue026"
WAITS, QUOTE_REST = "\ue027", "\ue028"
INITIALS = initials(ALIAS)
SLUG, START, PLACE = ANY_SLUG, 3987001, 3987002
POST_ID = UUID("b1a4c000-0000-4000-8000-000000000001")
THREAD_ID = UUID("b1a4c000-0000-4000-8000-000000000002")
SEAT = UUID("b1a4c000-0000-4000-8000-000000000003")
OF_START, OF_PLACE, OF_POST, OF_THREAD, OF_SEAT = map(str, (START, PLACE, POST_ID, THREAD_ID, SEAT))
BLANKS = (
    ALIAS, INITIALS, ROLE, HTML, NOTE, AT, QUOTE_ALIAS, QUOTE_WORDS, QUOTE_NOTE, QUOTE_REST, WAITS, SLUG, OF_START,
    OF_PLACE, OF_POST, OF_THREAD, OF_SEAT,
)  # fmt: skip
MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
NOTHING_WAITS: Mapping[UUID, SafeString] = {}


class Shape(NamedTuple):
    """All of a post that its HTML depends on besides what is filled in."""

    language: str
    is_writable: bool
    is_paused: bool
    looks_after: bool
    has_role: bool
    is_own: bool
    is_taken_back: bool
    is_hidden: bool
    is_folded: bool
    is_changed: bool
    is_new: bool
    has_note: bool
    has_waits: bool
    is_heavy: bool
    has_left: bool
    has_seat: bool
    quote: tuple[bool, bool, bool, bool, bool] | None
    said: tuple[str, ...]
    words: tuple[Word, ...]


def drawn_posts(
    view: ThreadView,
    group: Group,
    *,
    is_writable: bool,
    is_paused: bool = False,
    looks_after: bool = False,
    waits: Mapping[UUID, SafeString] = NOTHING_WAITS,
) -> SafeString:
    """Return the posts of a page of a thread as the items of its list, each with what is said of it if it `waits`.

    Whose writing `is_paused` changes nothing of theirs; who `looks_after` the group is told so where others tell them.
    """
    language = get_language() or ""
    # Few people write many posts, and many within a minute.
    names = {alias: _names(alias) for alias in {post.alias for post in view.posts}}
    moments = {at: when(at) for at in {post.at for post in view.posts}}
    page = {SLUG: group.slug, OF_START: str(view.start), OF_THREAD: str(view.id)}
    drawn: list[str] = []
    for post in view.posts:
        shape = _shape(post, language, is_writable=is_writable, has_waits=post.id in waits)
        skeleton = _skeleton(shape._replace(is_paused=is_paused, looks_after=looks_after and shape.is_heavy))
        values = {**page, **names[post.alias], AT: moments[post.at], WAITS: waits.get(post.id, ""), **_values(post)}
        drawn.append(skeleton.filled(values))
    return joined(drawn)


@lru_cache(maxsize=1024)
def _names(alias: str) -> dict[str, str]:
    """Return what an alias is and its initials: of a group, the same few write on every page."""
    return {ALIAS: escaped(alias), INITIALS: escaped(initials(alias))}


def _shape(post: PostView, language: str, *, is_writable: bool, has_waits: bool) -> Shape:
    quote = post.quote
    return Shape(
        language=language,
        is_writable=is_writable,
        is_paused=False,
        looks_after=False,
        has_role=bool(post.role),
        is_own=post.is_own,
        is_taken_back=post.is_taken_back,
        is_hidden=post.is_hidden,
        is_folded=post.is_folded,
        is_changed=post.is_changed,
        is_new=post.is_new,
        has_note=bool(post.note),
        has_waits=has_waits,
        is_heavy=post.is_heavy,
        has_left=post.has_left,
        has_seat=post.seat is not None,
        quote=_quote_shape(quote) if quote else None,
        said=post.said,
        words=post.words,
    )


def _quote_shape(quote: Quote) -> tuple[bool, bool, bool, bool, bool]:
    return bool(quote.alias), bool(quote.words), bool(quote.note), quote.is_unheard, bool(quote.rest)


def _values(post: PostView) -> dict[str, str]:
    values: dict[str, str] = {HTML: post.html, OF_PLACE: str(post.place), OF_POST: str(post.id)}
    if post.seat:
        values[OF_SEAT] = str(post.seat)
    if post.role:
        values[ROLE] = escaped(post.role)
    if post.note:
        values[NOTE] = escaped(post.note)
    if post.quote:
        values[QUOTE_ALIAS] = escaped(post.quote.alias)
        values[QUOTE_WORDS] = escaped(post.quote.words)
        values[QUOTE_NOTE] = escaped(post.quote.note)
        values[QUOTE_REST] = escaped(post.quote.rest)
    return values


@lru_cache(maxsize=512)
def _skeleton(shape: Shape) -> Skeleton:
    """Return what the template makes of a shape."""
    context = {
        "post": _blank(shape),
        "view": SimpleNamespace(id=THREAD_ID, start=START),
        "group": SimpleNamespace(slug=SLUG),
        "is_writable": shape.is_writable,
        "is_paused": shape.is_paused,
        "looks_after": shape.looks_after,
        "at": mark_safe(AT),  # noqa: S308 - it is one sign
        "waits": mark_safe(WAITS * shape.has_waits),  # noqa: S308 - it is one sign, or none
    }
    return Skeleton(TEMPLATE, context, BLANKS)


def _blank(shape: Shape) -> PostView:
    quote = None
    if shape.quote:
        alias, words, note, is_unheard, rest = shape.quote
        said = (QUOTE_ALIAS * alias, QUOTE_WORDS * words, QUOTE_NOTE * note)
        quote = Quote(PLACE, *said, is_unheard=is_unheard, rest=QUOTE_REST * rest)
    return PostView(
        id=POST_ID,
        place=PLACE,
        alias=ALIAS,
        role=ROLE * shape.has_role,
        is_own=shape.is_own,
        is_taken_back=shape.is_taken_back,
        is_hidden=shape.is_hidden,
        is_folded=shape.is_folded,
        html=mark_safe(HTML),  # noqa: S308 - it is one sign
        note=NOTE * shape.has_note,
        quote=quote,
        at=MOMENT,
        is_changed=shape.is_changed,
        is_new=shape.is_new,
        said=shape.said,
        words=shape.words,
        is_heavy=shape.is_heavy,
        has_left=shape.has_left,
        seat=SEAT if shape.has_seat else None,
    )
