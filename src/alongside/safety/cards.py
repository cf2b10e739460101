"""What safety puts on the home page: what waits for a moderator, and what was decided about somebody lately."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from alongside.accounts.models import Person
from alongside.safety.own_queries import own_decisions
from alongside.safety.policies import may_see_queue, visible_decisions
from alongside.safety.waits import waits_for
from alongside.ui.cards import register_card

LATELY, STAYS_FOR = timedelta(days=14), timedelta(days=1)


def register() -> None:
    """Put both high on the page, and first of all what is about a life: it is what somebody looks for."""
    # A word to somebody in danger comes before whatever they are asked to do: for a day first of all.
    register_card(order=4, name="decided", template="safety/card_decided.html", context=decided, presses="presses")
    register_card(order=8, name="moderate", template="safety/card_queue.html", context=waiting, presses="presses")


def decided(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return what was decided about somebody within two weeks, and what was written to them; None for nothing."""
    since = now - LATELY
    is_of_late = Q(in_force_at__gt=since) | Q(appeal__decided_at__isnull=False, appeal__read_at=None)
    if not visible_decisions(person).filter(is_of_late).exists():
        return None
    lately = [one for one in own_decisions(person, now=now) if one.at > since or one.is_new]
    words = [one for one in lately if one.is_word and not one.holds]
    # What was answered to them they may not know yet; all else they have been told of.
    lines = sorted((one for one in lately if one not in words), key=lambda one: not one.is_new)
    if not lately:
        return None
    is_heavy = any(one.is_heavy and now - one.at < STAYS_FOR for one in lines)
    is_new = any(now - one.at < STAYS_FOR and not one.has_replied for one in words)
    return {"words": words[:3], "lines": lines[:3], "is_heavy": is_heavy, "presses": is_new or is_heavy}


def waiting(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return how much waits for a moderator, by what it is; None for others, and when nothing does."""
    if not may_see_queue(person):
        return None
    waits = waits_for(person, now=now)
    counted = asdict(waits)
    said = {"others": waits.free - waits.urgent, "presses": waits.urgent + waits.more}
    return {**counted, **said} if any(counted.values()) else None
