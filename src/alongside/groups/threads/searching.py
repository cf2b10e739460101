"""Looking for words in the threads of the groups somebody is in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import islice
from operator import or_
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from alongside.accounts.models import Person
from alongside.groups.enums import Standing, ThreadState
from alongside.groups.languages import STEMMED, search_configurations
from alongside.groups.models import Group, Post
from alongside.groups.policies import own_memberships
from alongside.groups.threads.page import alias_of, title_of
from alongside.groups.unheard import unheard_in
from alongside.kernel.clock import to_the_minute
from alongside.kernel.markdown import excerpt

FOUND = 30
WORDS = 200
# Between vowels, as nearly every ñ stands. With each more there are twice as many ways to write it.
MAYBE_ENYE = re.compile("(?<=[aeiouáéíóúü])[nñ](?=[aeiouáéíóú])", re.IGNORECASE)
MOST_TURNED = 4
TURNED = {"n": "ñ", "ñ": "n", "N": "Ñ", "Ñ": "N"}


@dataclass(frozen=True, slots=True)
class Found:
    """One post that was found; of what is folded only its word of care."""

    slug: str
    group: str
    thread_id: UUID
    title: str
    place: int
    alias: str
    words: str
    at: datetime


def found_posts(actor: Person, words: str) -> list[Found]:
    """Return the posts that hold these words, the newest first, in somebody's groups, by those whom they hear there."""
    inside = list(own_memberships(actor).filter(state=Standing.IN).select_related("group"))
    if not words.strip() or not inside:
        return []
    groups = [standing.group for standing in inside]
    rows = Post.objects.filter(_holds(groups, words), hidden_at=None).exclude(thread__state=ThreadState.HIDDEN)
    # What a thread folds for them is not laid open here: nobody searches for whom they do not want to hear.
    rows = rows.exclude(membership__in=unheard_in(inside))
    ordered = rows.select_related("thread__group", "membership").order_by("-created_at", "-id")
    return [_found(post) for post in ordered[:FOUND]]


def _holds(groups: Iterable[Group], words: str) -> Q:
    by_ways: dict[tuple[str, ...], list[UUID]] = {}
    for group in groups:
        by_ways.setdefault(search_configurations(group.languages), []).append(group.id)
    holds = Q()
    for ways, ids in by_ways.items():
        asked = reduce(or_, (_query(typed, way) for way in ways for typed in _as_typed(words, way)))
        holds |= Q(thread__group__in=ids, search=asked)
    return holds


def _query(words: str, way: str) -> SearchQuery:
    return SearchQuery(words, config=way, search_type="websearch")


def _as_typed(words: str, way: str) -> list[str]:
    """Return words with each n that may stand for an ñ as both: PostgreSQL leaves out the accents of Spanish, not that.

    What must not be in a post stays as it was typed: one of several ways to write it would let it in.
    """
    if way != STEMMED["es"] or " -" in f" {words}":
        return [words]
    found = [words]
    for match in islice(MAYBE_ENYE.finditer(words), MOST_TURNED):
        place, other = match.start(), TURNED[match.group()]
        found += [f"{one[:place]}{other}{one[place + 1 :]}" for one in found]
    return found


def _found(post: Post) -> Found:
    group = post.thread.group
    words = post.note or excerpt(post.html, WORDS)
    return Found(
        slug=group.slug,
        group=group.name,
        thread_id=post.thread_id,
        title=title_of(post.thread),
        place=post.place,
        alias=alias_of(post),
        words=words,
        at=to_the_minute(post.created_at),
    )
