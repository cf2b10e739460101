"""The posts of a page as HTML, quickly: the template draws a post of each shape once, and each post is filled into it.

A page of fifty posts would run the template fifty times, for what differs in a few words. What may differ in a shape
(which kind words were said, whether it was changed) is part of it; what people wrote, and where it leads, is filled in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from types import SimpleNamespace
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from alongside.groups.models import Group
from alongside.groups.thread_page import PostView, Quote, ThreadView, Word
from alongside.ui.initials import initials
from alongside.ui.templatetags.ui import when

TEMPLATE = "groups/threads/post.html"
# Signs for private use, which nothing that is kept may hold, and numbers that no address has.
ALIAS, ROLE, HTML, NOTE, AT = "\ue010\ue011\ue012", "\ue020", "\ue021", "\ue022", "\ue023"
QUOTE_ALIAS, QUOTE_WORDS, QUOTE_NOTE = "\ue024", "\ue025", "\ue026"
INITIALS = initials(ALIAS)
SLUG, START, PLACE = "blank-slug-zz", 3987001, 3987002
POST_ID = UUID("b1a4c000-0000-4000-8000-000000000001")
THREAD_ID = UUID("b1a4c000-0000-4000-8000-000000000002")
BLANKS = sorted(
    (
        ALIAS, INITIALS, ROLE, HTML, NOTE, AT, QUOTE_ALIAS, QUOTE_WORDS, QUOTE_NOTE, SLUG, str(START), str(PLACE),
        str(POST_ID), str(THREAD_ID),
    ),
    key=len,
    reverse=True,
)  # fmt: skip
BLANK = re.compile("|".join(BLANKS))
MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shape:
    """All of a post that its HTML depends on besides what is filled in."""

    language: str
    is_writable: bool
    has_role: bool
    is_own: bool
    is_taken_back: bool
    is_hidden: bool
    is_folded: bool
    is_changed: bool
    is_new: bool
    has_note: bool
    quote: tuple[bool, bool, bool, bool] | None
    said: tuple[str, ...]
    words: tuple[Word, ...]


def drawn_posts(view: ThreadView, group: Group, *, is_writable: bool) -> SafeString:
    """Return the posts of a page of a thread as the items of its list."""
    language = get_language() or ""
    # Few people write many posts, and many within a minute.
    letters = {alias: conditional_escape(initials(alias)) for alias in {post.alias for post in view.posts}}
    moments = {at: when(at) for at in {post.at for post in view.posts}}
    page = {SLUG: group.slug, str(START): str(view.start), str(THREAD_ID): str(view.id)}
    drawn: list[str] = []
    for post in view.posts:
        pieces, blanks = _skeleton(_shape(post, language, is_writable=is_writable))
        values = {**page, INITIALS: letters[post.alias], AT: moments[post.at], **_values(post)}
        drawn += _woven(pieces, blanks, values)
    # Made of a template, and of values that are escaped or that `kernel.markdown` made.
    return mark_safe("".join(drawn))  # noqa: S308 - see above


def _woven(pieces: tuple[str, ...], blanks: tuple[str, ...], values: Mapping[str, str]) -> Iterator[str]:
    for piece, blank in zip(pieces, blanks, strict=False):
        yield piece
        yield values[blank]
    yield pieces[-1]


def _shape(post: PostView, language: str, *, is_writable: bool) -> Shape:
    quote = post.quote
    return Shape(
        language=language,
        is_writable=is_writable,
        has_role=bool(post.role),
        is_own=post.is_own,
        is_taken_back=post.is_taken_back,
        is_hidden=post.is_hidden,
        is_folded=post.is_folded,
        is_changed=post.is_changed,
        is_new=post.is_new,
        has_note=bool(post.note),
        quote=(bool(quote.alias), bool(quote.words), bool(quote.note), quote.is_unheard) if quote else None,
        said=tuple(post.said),
        words=tuple(post.words),
    )


def _values(post: PostView) -> dict[str, str]:
    values = {
        ALIAS: conditional_escape(post.alias),
        ROLE: conditional_escape(post.role),
        HTML: post.html,
        NOTE: conditional_escape(post.note),
        str(PLACE): str(post.place),
        str(POST_ID): str(post.id),
    }
    if post.quote:
        values[QUOTE_ALIAS] = conditional_escape(post.quote.alias)
        values[QUOTE_WORDS] = conditional_escape(post.quote.words)
        values[QUOTE_NOTE] = conditional_escape(post.quote.note)
    return values


@lru_cache(maxsize=512)
def _skeleton(shape: Shape) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what the template makes of a shape: the pieces between blanks, and the blanks."""
    context = {
        "post": _blank(shape),
        "view": SimpleNamespace(id=THREAD_ID, start=START),
        "group": SimpleNamespace(slug=SLUG),
        "is_writable": shape.is_writable,
        "at": mark_safe(AT),  # noqa: S308 - it is one sign
    }
    html = re.sub(r"\s+", " ", render_to_string(TEMPLATE, context))
    return tuple(BLANK.split(html)), tuple(BLANK.findall(html))


def _blank(shape: Shape) -> PostView:
    quote = None
    if shape.quote:
        alias, words, note, is_unheard = shape.quote
        quote = Quote(PLACE, QUOTE_ALIAS * alias, QUOTE_WORDS * words, QUOTE_NOTE * note, is_unheard)
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
        said=list(shape.said),
        words=list(shape.words),
    )
