"""What is new in threads that somebody follows, as Today tells it: where to go on reading, without a count."""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, F, OuterRef, QuerySet, Subquery, When

from alongside.groups.enums import MAY, Standing, ThreadState, Use, Wants
from alongside.groups.models import Post, Reading
from alongside.groups.threads.page import title_of
from alongside.groups.unheard import unheard_in


class FollowedNews(NamedTuple):
    """Where somebody goes on reading in a thread that they follow.

    `is_heavy`, to who greets there: something new in it sounds like danger, and that is where it leads.
    """

    slug: str
    group: str
    thread_id: UUID
    title: str
    place: int
    is_heavy: bool


def new_in_followed(person: UUID) -> QuerySet[Reading]:
    """Return where somebody follows a thread in which others wrote since they looked, what sounds like danger first."""
    followed = Reading.objects.filter(membership__person=person, membership__state=Standing.IN, wants=Wants.FOLLOW)
    there = followed.filter(thread__last_place__gt=F("read_place")).exclude(thread__state=ThreadState.HIDDEN)
    return there.filter(Exists(_new())).order_by(_is_urgent().desc(), "-thread__last_at", "id")


def followed_news(ids: Collection[UUID]) -> list[FollowedNews]:
    """Return what is new there by whom they hear, in the same order."""
    if not ids:
        return []
    rows = list(Reading.objects.filter(id__in=ids).select_related("membership"))
    new = _new().exclude(membership__in=unheard_in([row.membership for row in rows])).order_by("place")
    heavy = new.filter(is_heavy=True)
    found = Reading.objects.filter(id__in=ids).annotate(
        first=Subquery(new.values("place")[:1]), heavy=Subquery(heavy.values("place")[:1]), urgent=_is_urgent()
    )
    ordered = found.exclude(first=None).order_by(F("urgent").desc(), "-thread__last_at", "id")
    return [_news(row) for row in ordered.select_related("thread__group", "membership")]


def _news(row: Any) -> FollowedNews:
    group, greets = row.thread.group, row.membership.role in MAY[Use.GREET]
    is_heavy = greets and row.heavy is not None
    place = row.heavy if is_heavy else row.first
    return FollowedNews(group.slug, group.name, row.thread_id, title_of(row.thread), place, is_heavy)


def _new() -> QuerySet[Post]:
    """Return what others wrote in a thread since its reader looked, and everybody reads."""
    later = Post.objects.filter(thread=OuterRef("thread"), place__gt=OuterRef("read_place"))
    return later.filter(hidden_at=None, taken_back_at=None).exclude(membership=OuterRef("membership"))


def _is_urgent() -> Case:
    heavy = Exists(_new().filter(is_heavy=True))
    greets = When(membership__role__in=sorted(MAY[Use.GREET]), then=heavy)
    return Case(greets, default=False, output_field=BooleanField())
