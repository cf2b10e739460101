"""The writes on somebody's own burnout checks: theirs alone, sealed with their own key."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.burnout import Answers, checked_answers
from alongside.circles.models import BurnoutCheck
from alongside.circles.policies import access_burnout_check, visible_burnout_checks
from alongside.circles.sealing import BURNOUT
from alongside.circles.services.moves import SUPPORTING
from alongside.kernel import live
from alongside.kernel.errors import Conflict, Invalid
from alongside.kernel.sealed import seal
from alongside.ui import phrases

MOST_CHECKS = 200
# A form that is sent twice comes within this.
SENT_TWICE = timedelta(minutes=1)


@transaction.atomic
def keep_burnout_check(*, actor: Person, answers: Sequence[int | None], now: datetime) -> BurnoutCheck:
    """Keep how the actor answered, None for what they left open. Invalid, Conflict past 200.

    Answered twice within a minute, it is the first that stays, with the newer answers.
    """
    checked = _checked(answers)
    # Locked, so that a form sent twice at once is kept once.
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    row = visible_burnout_checks(actor).filter(created_at__range=(now - SENT_TWICE, now + SENT_TWICE)).first()
    if row is None and visible_burnout_checks(actor).count() >= MOST_CHECKS:
        raise Conflict(_("You have kept 200 checks. Please delete some that you do not need any more first."))
    row = row or BurnoutCheck(created_at=now, person=actor)
    row.answers_sealed = seal(actor.data_key_id, json.dumps(checked), what=BURNOUT)
    row.save()
    _noted("burnout_check.kept", actor, row.id, now)
    return row


def _checked(answers: Sequence[int | None]) -> Answers:
    try:
        checked = checked_answers(answers)
    except ValueError as refusal:
        raise Invalid(phrases.ANSWER_NOT_KNOWN) from refusal
    if all(answer is None for answer in checked):
        raise Invalid(phrases.NOTHING_ANSWERED)
    return checked


@transaction.atomic
def remove_burnout_check(*, actor: Person, check_id: UUID, now: datetime) -> None:
    """Delete one check of the actor's. NotFound."""
    row = access_burnout_check(actor, check_id, lock=True)
    _noted("burnout_check.removed", actor, row.id, now)
    row.delete()


@transaction.atomic
def remove_burnout_checks(*, actor: Person, now: datetime) -> None:
    """Delete all checks of the actor's; nothing happens where there are none."""
    visible_burnout_checks(actor).delete()
    _noted("burnout_check.all_removed", actor, None, now)


def _noted(action: str, actor: Person, check_id: UUID | None, now: datetime) -> None:
    record(action, actor=actor.id, subject=check_id, about=actor.id, now=now)
    live.announce([actor.id], topic=SUPPORTING, ref=check_id)
