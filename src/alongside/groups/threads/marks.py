"""What is marked in the list of threads for those who look after a group, and for nobody else.

Those who moderate see where somebody may be in danger; those who greet, where a post waits for an answer.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from alongside.groups.enums import Use
from alongside.groups.models import Membership, Waiting
from alongside.groups.policies import may
from alongside.groups.things import POST
from alongside.groups.threads.lists import Line
from alongside.groups.threads.models import Post
from alongside.groups.threads.policies import visible_waiting
from alongside.kernel.statements import Statement
from alongside.safety.urgent import urgent_things


def with_marks(standing: Membership, lines: Sequence[Line], *, now: datetime) -> list[Line]:
    """Return the lines of a list with what this reader may see marked: nothing is asked for whom neither is for."""
    # Whoever moderates greets, too.
    if not lines or not may(standing, Use.GREET):
        return list(lines)
    threads = {one.id for one in lines}
    waiting, danger = _waiting(standing, threads), _danger(standing, threads, now)
    return [one._replace(is_danger=one.id in danger, is_waiting=one.id in waiting) for one in lines]


def _waiting(standing: Membership, threads: set[UUID]) -> set[UUID]:
    # Mostly nothing waits, and that is asked first: it costs little.
    if not _any_waiting(group=standing.group_id):
        return set()
    rows = visible_waiting(standing).filter(post__thread__in=threads)
    return set(rows.values_list("post__thread", flat=True))


def _unanswered(group: UUID) -> QuerySet[Waiting, Any]:
    return Waiting.objects.filter(post__thread__group=group, answered_at=None).values_list("id")[:1]


_any_waiting = Statement(_unanswered, group=UUID)


def _danger(standing: Membership, threads: set[UUID], now: datetime) -> set[UUID]:
    if not may(standing, Use.MODERATE):
        return set()
    posts = urgent_things(standing.person, POST, standing.group_id, now=now)
    return set(Post.objects.filter(id__in=posts, thread__in=threads).values_list("thread", flat=True))
