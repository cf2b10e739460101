"""The writes on what somebody answered: theirs alone, sealed with their own key."""

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.instruments.catalogue import instrument_of, instruments
from alongside.instruments.models import Result
from alongside.instruments.policies import access_result, visible_own_shares, visible_results, visible_rhythms
from alongside.instruments.scoring import Answers, Instrument, checked_answers
from alongside.instruments.sealing import ANSWERS
from alongside.instruments.services.retaking import move_on
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.kernel.sealed import seal
from alongside.ui import phrases

MOST_RESULTS = 400
# A form that is sent twice comes within this.
SENT_TWICE = timedelta(minutes=1)
TOO_MANY = _("You have kept 400 results. Please delete some that you do not need any more first.")


@transaction.atomic
def keep_result(*, actor: Person, key: str, answers: Answers, now: datetime) -> Result:
    """Keep how the actor answered a questionnaire, None for what they left open, and move when it is taken again.

    Nobody is told, whatever was answered. Answered twice within a minute, it is the first that stays, with the newer
    answers. NotFound for a questionnaire that is not here, Invalid, Conflict past 400.
    """
    checked = _checked(instrument_of(key), answers)
    # Locked, so that a form sent twice at once is kept once.
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    just_now = (now - SENT_TWICE, now + SENT_TWICE)
    row = visible_results(actor).filter(instrument=key, created_at__range=just_now).first()
    if row is None and visible_results(actor).count() >= MOST_RESULTS:
        raise Conflict(TOO_MANY)
    row = row or Result(created_at=now, person=actor, instrument=key)
    row.answers_sealed = seal(actor.data_key_id, json.dumps(checked), what=ANSWERS)
    row.save()
    move_on(actor, key, now=now)
    record("questionnaire.taken", actor=actor.id, subject=row.id, about=actor.id, now=now)
    return row


def _checked(instrument: Instrument, answers: Answers) -> Answers:
    try:
        checked = checked_answers(instrument, answers)
    except ValueError as refusal:
        raise Invalid(phrases.ANSWER_NOT_KNOWN) from refusal
    if all(value is None for value in checked.values()):
        raise Invalid(phrases.NOTHING_ANSWERED)
    return checked


@transaction.atomic
def remove_result(*, actor: Person, result_id: UUID, now: datetime) -> None:
    """Delete one result of the actor's. NotFound."""
    row = access_result(actor, result_id, lock=True)
    record("questionnaire.result_removed", actor=actor.id, subject=row.id, about=actor.id, now=now)
    row.delete()


@transaction.atomic
def remove_results(*, actor: Person, key: str, now: datetime) -> None:
    """Delete all that the actor has of one questionnaire: results, the reminder, who reads it. NotFound for nothing."""
    _remove(actor, Q(instrument=key), now)


@transaction.atomic
def remove_gone(*, actor: Person, now: datetime) -> None:
    """Delete the same of questionnaires that are not here any more. NotFound for nothing."""
    _remove(actor, ~Q(instrument__in=instruments()), now)


def _remove(actor: Person, which: Q, now: datetime) -> None:
    rows = (visible_rhythms(actor), visible_results(actor), visible_own_shares(actor))
    if not sum(found.filter(which).delete()[0] for found in rows):
        raise NotFound
    record("questionnaire.all_removed", actor=actor.id, about=actor.id, now=now)
