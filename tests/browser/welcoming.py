"""A group that a newcomer comes into, and its clock, in an instance's database.

Runs with the variables of that instance: `python -m tests.browser.welcoming begin HOST` prints where a new group is,
`later GROUP MINUTES` moves what waits there into the past and lets the engine come to it, and `answered GROUP NEWCOMER`
tells whether it was answered in time, and whether the newcomer was told.
"""

import sys
from datetime import timedelta

import django

django.setup()

from django.db.models import F  # noqa: E402 - Django is set up first

from alongside.accounts.models import Person  # noqa: E402 - Django is set up first
from alongside.groups import services  # noqa: E402 - Django is set up first
from alongside.groups.models import Group, Reading, Waiting  # noqa: E402 - Django is set up first
from alongside.kernel.clock import current_time  # noqa: E402 - Django is set up first
from tests.browser.chatting import DETAILS  # noqa: E402 - Django is set up first
from tests.support.engine import step_of_the_engine  # noqa: E402 - Django is set up first


def begin(alias: str) -> str:
    """Have somebody begin an open group; they host it, and greet."""
    host = Person.objects.get(alias=alias)
    group = services.begin_group(actor=host, details=DETAILS, alias="Quiet Heron", now=current_time())
    return f"/groups/{group.slug}/"


def _waiting(path: str) -> Waiting:
    group = Group.objects.get(slug=path.strip("/").split("/")[-1])
    return Waiting.objects.get(post__thread__group=group)


def later(path: str, minutes: str) -> str:
    """Let so many minutes go by for what waits there."""
    row, by = _waiting(path), timedelta(minutes=int(minutes))
    Waiting.objects.filter(id=row.id).update(
        created_at=F("created_at") - by, answer_by=F("answer_by") - by, due_at=current_time()
    )
    step_of_the_engine(services.move_waiting, row, current_time())
    return f"{Waiting.objects.filter(id=row.id, answered_at=None).count()} waits"


def answered(path: str, alias: str) -> str:
    """Tell whether it was answered before its time was over, and whether who wrote it was told."""
    row = _waiting(path)
    in_time = row.answered_at is not None and row.answered_at < row.answer_by
    told = Reading.objects.filter(thread=row.post.thread_id, membership__person__alias=alias, is_told=True).exists()
    return f"{'in time' if in_time else 'late'}, {'told' if told else 'not told'}"


if __name__ == "__main__":
    sys.stdout.write({"begin": begin, "later": later, "answered": answered}[sys.argv[1]](*sys.argv[2:]))
