"""What a member has begun to write and not sent, kept for them alone: one for each thread, and one for a new one."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.groups.models import Draft, Membership
from alongside.groups.policies import access_standing
from alongside.groups.sealing import DRAFT
from alongside.groups.threads.checks import POST_LENGTH
from alongside.groups.threads.policies import access_thread, visible_threads
from alongside.groups.threads.words import WITHOUT_TITLE
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal, unseal

# Longer than what can be sent: who wrote too much can keep it and shorten it later, and nothing is lost.
LENGTHS = {"title": 1000, "text": 5 * POST_LENGTH, "note": 1000, "needs_answer": 10}
# A tick without a word is no draft.
WORDS = ("title", "text", "note")
# A page that keeps by itself does so twice a minute at most, and the button works besides.
DRAFTS_AN_HOUR = 240


@transaction.atomic
def keep_draft(*, actor: Person, slug: str, thread_id: UUID | None, words: dict[str, str], now: datetime) -> bool:
    """Keep what the actor has begun to write, and tell whether there is anything: nothing written forgets it.

    Invalid, NotAllowed, NotFound, TooMany.
    """
    count_try("groups.drafts", str(actor.id), limit=DRAFTS_AN_HOUR, window=timedelta(hours=1), now=now)
    standing = access_standing(actor, slug)
    Membership.objects.select_for_update(no_key=True).get(id=standing.id)
    thread = access_thread(standing, thread_id) if thread_id else None
    kept = {name: checked_text(words.get(name, ""), field=name, most=most) for name, most in LENGTHS.items()}
    Draft.objects.filter(membership=standing, thread=thread).delete()
    is_there = any(kept[name] for name in WORDS)
    if is_there:
        sealed = seal(actor.data_key_id, json.dumps(kept), what=DRAFT)
        Draft.objects.create(created_at=now, membership=standing, thread=thread, words_sealed=sealed)
    record("group.draft_kept", actor=actor.id, subject=standing.id, about=actor.id, now=now)
    return is_there


def draft_of(standing: Membership) -> dict[str, str]:
    """Return what somebody has begun to write for a new thread, by field; nothing without a draft.

    What they have begun in a thread comes with how they stand to it (`page.own_part_of`).
    """
    sealed = Draft.objects.filter(membership=standing, thread=None).values_list("words_sealed", flat=True).first()
    return opened(sealed)


@dataclass(frozen=True, slots=True)
class Begun:
    """Where somebody has begun to write and not sent it: in a thread, or for a new one with neither id nor title."""

    thread_id: UUID | None
    title: str


def begun_by(standing: Membership) -> list[Begun]:
    """Return where a member finds what they have begun to write, a new thread first; of threads that they see."""
    rows = Draft.objects.filter(membership=standing).filter(Q(thread=None) | Q(thread__in=visible_threads(standing)))
    named = rows.order_by(F("thread").asc(nulls_first=True)).values_list("thread", "thread__title")
    return [Begun(thread_id, title or str(WITHOUT_TITLE) if thread_id else "") for thread_id, title in named]


def opened(sealed: bytes | memoryview | None) -> dict[str, str]:
    """Return the fields of a draft that is sealed; nothing without one."""
    return words_of(unseal(sealed, what=DRAFT)) if sealed else {}


def words_of(kept: str | None) -> dict[str, str]:
    """Return the fields of a draft."""
    return {name: str(words) for name, words in json.loads(kept).items()} if kept else {}
