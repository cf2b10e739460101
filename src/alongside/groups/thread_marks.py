"""What is marked in the list of threads for those who look after a group, and for nobody else.

Those who moderate see where somebody may be in danger; those who greet, where a post waits for an answer.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from alongside.groups.enums import Use
from alongside.groups.models import Membership
from alongside.groups.policies import may
from alongside.groups.things import POST
from alongside.groups.thread_models import Post
from alongside.groups.thread_page import Line
from alongside.groups.thread_policies import visible_waiting
from alongside.safety.queries import urgent_things


def with_marks(standing: Membership, lines: Sequence[Line], *, now: datetime) -> list[Line]:
    """Return the lines of a list with what this reader may see marked: nothing is asked for whom neither is for."""
    # Whoever moderates greets, too.
    if not lines or not may(standing, Use.GREET):
        return list(lines)
    threads = {one.id for one in lines}
    rows = visible_waiting(standing).filter(post__thread__in=threads)
    waiting, danger = set(rows.values_list("post__thread", flat=True)), _danger(standing, threads, now)
    return [one._replace(is_danger=one.id in danger, is_waiting=one.id in waiting) for one in lines]


def _danger(standing: Membership, threads: set[UUID], now: datetime) -> set[UUID]:
    if not may(standing, Use.MODERATE):
        return set()
    posts = urgent_things(standing.person, POST, standing.group_id, now=now)
    return set(Post.objects.filter(id__in=posts, thread__in=threads).values_list("thread", flat=True))
