"""What the audit holds about a person, and why erasing leaves it.

An entry names people and rows by id and an action by a fixed word; it holds nothing somebody wrote. Once a person is
erased nothing ties that id to anybody, and the record that somebody looked stays whole: so entries stay.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.audit.queries import entries_of
from alongside.kernel.privacy import Holding, Table

# What happens among people who know each other under an alias of one group: the id of an account would tell that two
# aliases of two groups are one person.
UNDER_AN_ALIAS = ("group.", "meetings.", "safety.")


def export(person_id: UUID) -> dict[str, Table]:
    """Return what this person did and what was done about them, oldest first.

    Others appear as ids only, and where they have an alias of one group not at all.
    """
    fields = ("at", "action", "actor", "subject", "about")
    return {"entries": [_without_others(row, person_id) for row in entries_of(person_id).values(*fields)]}


def _without_others(row: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    if not row["action"].startswith(UNDER_AN_ALIAS):
        return row
    return row | {name: row[name] if row[name] == person_id else None for name in ("actor", "about")}


def erase(person_id: UUID, now: datetime) -> None:
    """Leave the entries: they hold ids alone, and the database refuses to change them."""


WORDS = {
    "entries": _("What was done by you, or about you"),
    "at": _("When"),
    "action": _("What, as the record names it"),
    "actor": _("Who did it"),
    "subject": _("About which thing"),
    "about": _("About whom"),
}
HOLDING = Holding(app="audit", export=export, erase=erase, words=WORDS)
