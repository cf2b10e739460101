"""Leaving is easy: take everything along, and have everything erased."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.exporting import write_archive
from alongside.accounts.models import Person
from alongside.accounts.services.sessions import end_sessions_of
from alongside.audit.services import record
from alongside.kernel.errors import NotFound
from alongside.kernel.models import DataKey
from alongside.kernel.privacy import holdings


def export_person(*, person_id: UUID, now: datetime) -> bytes:
    """Return a ZIP of all that is held about a person: `data.json`, `index.html` (their language and zone), files."""
    with transaction.atomic():
        person = Person.objects.get(id=person_id)
        held = {holding.app: holding.export(person_id) for holding in holdings()}
        record("person.exported", actor=person_id, subject=person_id, about=person_id, now=now)
        files = (one for holding in holdings() for one in holding.files(person_id))
        return write_archive(person, held, now=now, files=files)


def erase_person(*, actor: Person, leaves: Collection[str] = (), now: datetime) -> None:
    """Erase the actor at once: what every app holds, the highest first, then the person, then their data key.

    Of the apps that it `leaves`, what others may go on reading stays, and leads to nobody. What was sealed with that
    key is unreadable from now on, in old backups too. The audit keeps ids. NotFound when another window was quicker.
    """
    with transaction.atomic():
        _wait_for_others()
        # Nothing new of theirs begins from here on; what refers to them and is under way may still be finished.
        person = Person.objects.select_for_update(no_key=True).filter(id=actor.id).first()
        if person is None:
            raise NotFound(_("This account is erased already."))
        end_sessions_of(person.id, keep=None, actor=person.id, now=now)
        for holding in holdings():
            holding.hold(person.id)
        for holding in holdings():
            if holding.staying is not None and holding.app in leaves:
                holding.staying.leave(person.id, now)
            holding.erase(person.id, now)
        Person.objects.select_for_update().get(id=person.id).delete()
        DataKey.objects.filter(id=actor.data_key_id).delete()
        record("person.erased", actor=actor.id, subject=actor.id, about=actor.id, now=now)


def _wait_for_others() -> None:
    """Have one person erased after the other: two who support each other would each wait for the other's rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('erasing', 0))")
