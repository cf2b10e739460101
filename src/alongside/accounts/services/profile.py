"""What a person is called here, and in which language and zone they are spoken to."""

from datetime import datetime

from django.db import IntegrityError, transaction

from alongside.accounts.aliases import alias_key
from alongside.accounts.checks import ALIAS_TAKEN, checked_alias, checked_country, checked_locale, checked_zone
from alongside.accounts.events import ZoneChanged
from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel import events
from alongside.kernel.errors import Conflict


def change_profile(*, actor: Person, alias: str, locale: str, time_zone: str, country: str, now: datetime) -> None:
    """Change alias, language, time zone (IANA) and country (ISO 3166-1 or ''); Invalid or Conflict as in `join`."""
    checked = checked_alias(alias)
    values = {
        "alias": checked,
        "alias_key": alias_key(checked),
        "locale": checked_locale(locale),
        "time_zone": checked_zone(time_zone),
        "country": checked_country(country),
    }
    with transaction.atomic():
        # Locked, so that of two moves at once the second is from where the first led.
        before = Person.objects.select_for_update(no_key=True).get(id=actor.id).time_zone
        try:
            with transaction.atomic():
                Person.objects.filter(id=actor.id).update(**values)
        except IntegrityError as error:
            # Of these values only the alias can collide; the rest was checked above.
            raise Conflict(ALIAS_TAKEN, field="alias") from error
        record("profile.changed", actor=actor.id, subject=actor.id, about=actor.id, now=now)
        if values["time_zone"] != before:
            events.publish(ZoneChanged(person_id=actor.id, before=before, zone=values["time_zone"], at=now))
    actor.refresh_from_db()


def change_locale(*, actor: Person, locale: str, now: datetime) -> None:
    """Speak to the actor in another of our languages from now on."""
    checked = checked_locale(locale)
    with transaction.atomic():
        Person.objects.filter(id=actor.id).update(locale=checked)
        record("profile.changed", actor=actor.id, subject=actor.id, about=actor.id, now=now)
    actor.locale = checked
