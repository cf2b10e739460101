"""When a person wants quiet, and how much their lock screen may say."""

from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel.errors import Invalid
from alongside.notifications.models import Preferences


def set_preferences(
    *, actor: Person, quiet_from: time | None, quiet_until: time | None, says_more: bool, now: datetime
) -> Preferences:
    """Set a person's quiet hours (their own clock; both None for none) and whether notifications may say more."""
    if (quiet_from is None) != (quiet_until is None):
        missing = "quiet_until" if quiet_until is None else "quiet_from"
        raise Invalid(_("Quiet hours need both a beginning and an end. Leave both empty for none."), field=missing)
    if quiet_from is not None and quiet_from == quiet_until:
        raise Invalid(_("Quiet hours cannot end when they begin. Leave both empty for none."), field="quiet_until")
    chosen = {"quiet_from": quiet_from, "quiet_until": quiet_until, "says_more": says_more}
    with transaction.atomic():
        row, _created = Preferences.objects.update_or_create(
            person=actor, defaults=chosen, create_defaults={"created_at": now, **chosen}
        )
        record("preferences.set", actor=actor.id, subject=row.id, about=actor.id, now=now)
    return row
