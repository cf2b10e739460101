"""The evening check-in of one person of the demo community: some weeks of answers with gaps, a part that is shared, and
one that was not answered, of which a friend was told.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Person
from alongside.checkins import services
from alongside.checkins.contents import contents
from alongside.checkins.details import Draft, Given, Sharing
from alongside.checkins.models import CheckIn, Rhythm
from alongside.checkins.packs import packs

Said = dict[str, object]
SEED = 20260304
DAYS = 52
SOON = timedelta(minutes=10)
LATEST: Said = {"mood": 3, "craving": 3, "sleep": 2, "yes_no": 1, "text": "The call, after all."}
DRAFT = Draft(
    "My evening",
    ("mood", "craving", "sleep"),
    (time(20),),
    own=(("yes_no", "Did I go outside?"), ("text", "What was good today?")),
)
WEEKLY = Draft("How the week was", packs()["weekly"].kinds, (time(17),), rule="FREQ=WEEKLY;BYDAY=SU")
SHARED = "mood"
WHEN_MISSED = "I have not checked in. Please call me, I may not feel like calling."
GOOD = (
    "The kettle, the window, ten minutes.",
    "Maple rang.",
    "I cooked for two and froze the rest.",
    "Sun on the steps.",
)


@transaction.atomic
def write_check_ins(owner: Person, ties: Sequence[UUID], *, now: datetime) -> CheckIn:
    """Write them; these ties see the mood for two days now, and were told of the one that was not answered."""
    began = now - timedelta(days=2)
    row = services.build_check_in(actor=owner, draft=DRAFT, now=began)
    parts = {part.kind: part.id for part in contents(row).parts}
    for days, said in _evenings():
        _answer(row, parts, said, now - timedelta(days=days))
    sharing = Sharing({parts[SHARED]: tuple(ties)}, tuple(ties), WHEN_MISSED)
    services.share_check_in(actor=owner, check_in_id=row.id, sharing=sharing, now=began)
    for _asked_reminded_over in range(3):
        _move(row)
    asked_at = _move(row) if _due(row) + SOON < now else None
    if asked_at:
        _answer(row, parts, LATEST, asked_at + SOON)
    return row


def _due(row: CheckIn) -> datetime:
    due_at = Rhythm.objects.get(check_in=row).due_at
    assert due_at  # noqa: S101 - it is not paused
    return due_at


def _move(row: CheckIn) -> datetime:
    """Do what a worker does when it is due, and return when that was."""
    at = _due(row)
    services.move_rhythms([Rhythm.objects.get(check_in=row)], at)
    return at


def _answer(row: CheckIn, parts: Mapping[str, str], said: Said, at: datetime) -> None:
    given = Given(f"demo-{at:%Y%m%d}", {parts[kind]: value for kind, value in said.items()})
    services.answer_check_in(actor=row.person, check_in_id=row.id, given=given, now=at)


def write_weeks(owner: Person, *, now: datetime) -> CheckIn:
    """Write eight Sundays: what made each week harder, and what held."""
    row = services.build_check_in(actor=owner, draft=WEEKLY, now=now)
    draw = Random(SEED)  # noqa: S311 - as below
    for weeks in range(8, 0, -1):
        values = {part.id: draw.choice((1, 1, 2, 2, 3)) for part in contents(row).parts}
        given, at = Given(f"demo-{weeks}", values), now - timedelta(weeks=weeks - 1)
        services.answer_check_in(actor=owner, check_in_id=row.id, given=given, now=at)
    return row


def _evenings() -> Iterator[tuple[int, Said]]:
    """Give made-up answers by how many days ago they were; better after better nights, and not every day."""
    draw = Random(SEED)  # noqa: S311 - the same evenings every time, nothing secret
    sleep = 2.0
    for days in range(DAYS, 2, -1):
        sleep = min(4.0, max(0.0, 2.2 + 0.5 * (sleep - 2.2) + draw.gauss(0, 1.1)))
        mood = min(4, max(0, round(0.7 * sleep + 0.7 + draw.gauss(0, 0.6))))
        craving = min(10, max(0, round(8 - 1.6 * mood + draw.gauss(0, 1.6))))
        went_out, good = draw.random() < 0.3 + 0.15 * mood, draw.choice(GOOD)
        if draw.random() < 0.85:
            said: Said = {"mood": mood, "craving": craving, "sleep": round(sleep), "yes_no": int(went_out)}
            yield days, {**said, "text": good} if days % 3 == 0 else said
