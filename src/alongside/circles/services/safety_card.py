"""The owner's writes on their safety card."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.details import CardDetails, checked_card
from alongside.circles.models import SafetyCard
from alongside.circles.policies import access_safety_card, card_ties
from alongside.circles.sealing import CALLED, SENTENCE
from alongside.kernel.errors import Invalid
from alongside.kernel.sealed import seal


@transaction.atomic
def write_safety_card(*, actor: Person, card: CardDetails, now: datetime) -> SafetyCard:
    """Write the actor's safety card, or write it anew. Invalid for what cannot be kept, or a tie that is not theirs."""
    card = checked_card(card)
    _choose_ties(actor, card)
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


def _choose_ties(actor: Person, card: CardDetails) -> None:
    ties = card_ties(actor)
    known = set(ties.select_for_update(no_key=True).order_by("id").values_list("id", flat=True))
    if not card.ties <= known:
        raise Invalid(
            _("Somebody you chose is not in your circle any more. Nothing is lost; please choose again."), field="ties"
        )
    ties.filter(id__in=card.ties, on_safety_card=False).update(on_safety_card=True)
    ties.filter(on_safety_card=True).exclude(id__in=card.ties).update(on_safety_card=False)


@transaction.atomic
def remove_safety_card(*, actor: Person, now: datetime) -> None:
    """Delete the actor's safety card; NotFound when there is none. Their circle stays as it is."""
    card = access_safety_card(actor, lock=True)
    card_ties(actor).filter(on_safety_card=True).update(on_safety_card=False)
    record("safety-card.removed", actor=actor.id, subject=card.id, about=actor.id, now=now)
    card.delete()
