"""The address of somebody's own calendar: a new one, and its end."""

from datetime import datetime

from django.db import transaction

from alongside.accounts.codes import make_link_token
from alongside.accounts.digests import digest
from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel.errors import NotFound
from alongside.kernel.sealed import seal
from alongside.meetings.models import CalendarFeed
from alongside.meetings.policies import FEED
from alongside.meetings.sealing import FEED_WORDS

WORDS_LENGTH = 60


@transaction.atomic
def make_feed(*, actor: Person, words: str, now: datetime) -> str:
    """Make the actor a fresh address and return its token, kept nowhere; the one before ends. Invalid."""
    title = checked_text(words, field="words", most=WORDS_LENGTH)
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    CalendarFeed.objects.filter(owner=actor).delete()
    token = make_link_token()
    row = CalendarFeed.objects.create(
        created_at=now,
        owner=actor,
        digest=digest(FEED, token),
        words_sealed=seal(actor.data_key_id, title, what=FEED_WORDS) if title else None,
    )
    record("meetings.calendar_made", actor=actor.id, subject=row.id, about=actor.id, now=now)
    return token


@transaction.atomic
def end_feed(*, actor: Person, now: datetime) -> None:
    """End the address of the actor's calendar. NotFound when there is none."""
    row = CalendarFeed.objects.select_for_update().filter(owner=actor).first()
    if row is None:
        raise NotFound
    record("meetings.calendar_ended", actor=actor.id, subject=row.id, about=actor.id, now=now)
    row.delete()
