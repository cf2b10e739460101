"""The owner's writes on their safety card."""

from collections.abc import Sequence, Set
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.details import CardDetails, checked_card
from alongside.circles.models import SafetyCard
from alongside.circles.policies import access_safety_card, card_ties, living_ties
from alongside.circles.sealing import CALLED, SENTENCE, WAYS
from alongside.circles.services.moves import tell_owner
from alongside.kernel.errors import Invalid
from alongside.kernel.sealed import seal


@transaction.atomic
def write_safety_card(*, actor: Person, card: CardDetails, now: datetime) -> SafetyCard:
    """Write the actor's safety card, or write it anew. Invalid for what cannot be kept, or a tie that is not theirs."""
    card = checked_card(card)
    # All at once and in one order, so that two who write at the same time wait for each other and never in a ring.
    known = set(living_ties(actor).select_for_update(no_key=True).order_by("id").values_list("id", flat=True))
    noted = _note_ways(actor, [(tie_id, ways) for tie_id, ways in card.ways if ways], known, now)
    _choose_ties(actor, card.ties | noted)
    key = actor.data_key_id
    row, _is_new = SafetyCard.objects.update_or_create(
        owner=actor,
        defaults={
            "called_sealed": seal(key, card.called, what=CALLED),
            "sentence_sealed": seal(key, card.sentence, what=SENTENCE) if card.sentence else None,
        },
        create_defaults={
            "created_at": now,
            "called_sealed": seal(key, card.called, what=CALLED),
            "sentence_sealed": seal(key, card.sentence, what=SENTENCE) if card.sentence else None,
        },
    )
    record("safety-card.written", actor=actor.id, subject=row.id, about=actor.id, now=now)
    return row


def _note_ways(actor: Person, ways: Sequence[tuple[UUID, str]], known: Set[UUID], now: datetime) -> frozenset[UUID]:
    """Write down how to reach ties of whom nothing is written; what is there already stays as it is."""
    words = dict(ways)
    _check_known(words.keys(), known)
    for tie in living_ties(actor).filter(id__in=words, ways_sealed__isnull=True).order_by("id"):
        tie.ways_sealed = seal(actor.data_key_id, words[tie.id], what=WAYS)
        tie.save(update_fields=["ways_sealed"])
        record("tie.changed", actor=actor.id, subject=tie.id, about=actor.id, now=now)
        tell_owner(tie)
    return frozenset(words)


def _choose_ties(actor: Person, chosen: Set[UUID]) -> None:
    ties = card_ties(actor)
    _check_known(chosen, set(ties.values_list("id", flat=True)))
    ties.filter(id__in=chosen, on_safety_card=False).update(on_safety_card=True)
    ties.filter(on_safety_card=True).exclude(id__in=chosen).update(on_safety_card=False)


def _check_known(chosen: Set[UUID], known: Set[UUID]) -> None:
    if not chosen <= known:
        raise Invalid(
            _("Somebody you chose is not in your circle any more. Nothing is lost; please choose again."), field="ties"
        )


@transaction.atomic
def remove_safety_card(*, actor: Person, now: datetime) -> None:
    """Delete the actor's safety card; NotFound when there is none. Their circle stays as it is."""
    card = access_safety_card(actor, lock=True)
    card_ties(actor).filter(on_safety_card=True).update(on_safety_card=False)
    record("safety-card.removed", actor=actor.id, subject=card.id, about=actor.id, now=now)
    card.delete()
