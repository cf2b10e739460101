"""The gentle word to a supporter who carries as much as they said they can: once each time, and to nobody else."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from alongside.audit.services import record
from alongside.circles import outgoing
from alongside.circles.load import loads_of
from alongside.circles.models import LoadWord, Supporter
from alongside.circles.services.moves import SUPPORTING
from alongside.kernel import live


@transaction.atomic
def note_load(*, supporter_ids: Collection[UUID], now: datetime) -> None:
    """Say the word to who of these has become full by what was just written, and end it for who is not any more.

    It waits for nobody: a supporter whose row is just being changed is left to the next write, so that no wave is held
    up and two of them never wait for each other.
    """
    supporters = _free(supporter_ids)
    full = _full(supporters, now)
    _end([one.id for one in supporters if one.id not in full], now)
    told = set(LoadWord.objects.filter(supporter__in=full, ended_at=None).values_list("supporter_id", flat=True))
    for supporter in supporters:
        if supporter.id in full - told:
            _say(supporter, now)


@transaction.atomic
def end_load_words(*, now: datetime) -> int:
    """End the word for whoever carries less by now, as time has gone by; return how many. A chore, every hour."""
    told = LoadWord.objects.filter(ended_at=None).values_list("supporter_id", flat=True)
    supporters = _free(told)
    full = _full(supporters, now)
    return _end([one.id for one in supporters if one.id not in full], now)


def ease(supporter: Supporter, *, now: datetime) -> None:
    """End the word of a supporter, locked by the running transaction, who has just made room or begun to rest."""
    if supporter.id not in _full([supporter], now):
        _end([supporter.id], now)


def _free(supporter_ids: Iterable[UUID]) -> list[Supporter]:
    """Return who of these has set a limit, locked; who is locked by others is left out."""
    rows = Supporter.objects.filter(id__in=list(supporter_ids), weekly_capacity__isnull=False).order_by("id")
    return list(rows.select_related("person").select_for_update(of=("self",), no_key=True, skip_locked=True))


def _full(supporters: Iterable[Supporter], now: datetime) -> set[UUID]:
    awake = [one for one in supporters if one.breather_until is None or one.breather_until <= now]
    loads = loads_of([one.id for one in awake], now=now)
    return {one.id for one in awake if loads[one.id].fills(one.weekly_capacity)}


def _say(supporter: Supporter, now: datetime) -> None:
    word = LoadWord.objects.create(created_at=now, supporter=supporter)
    outgoing.tell_of_load(supporter, word, now=now)
    _noted("load_word.said", supporter, word, now)


def _end(supporter_ids: Collection[UUID], now: datetime) -> int:
    words = list(
        LoadWord.objects.filter(supporter__in=supporter_ids, ended_at=None).select_related("supporter").order_by("id")
    )
    for word in words:
        word.ended_at = now
        word.save(update_fields=["ended_at"])
        _noted("load_word.ended", word.supporter, word, now)
    return len(words)


def _noted(action: str, supporter: Supporter, word: LoadWord, now: datetime) -> None:
    # About the supporter alone: of a contact, too, the owner of the circle is told nothing.
    record(action, actor=None, subject=word.id, about=supporter.person_id, now=now)
    if supporter.person_id:
        live.announce([supporter.person_id], topic=SUPPORTING, ref=word.id)
