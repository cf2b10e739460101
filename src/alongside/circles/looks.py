"""Who of a circle looked at what its owner shares with them."""

from datetime import datetime

from django.db.models import Max

from alongside.accounts.models import Person
from alongside.audit.queries import entries_of
from alongside.circles.names import names_of
from alongside.circles.policies import visible_ties


def last_looks(owner: Person, action: str) -> tuple[tuple[str, datetime], ...]:
    """Return who did that through a tie of the owner's, and when they last did, the latest first: two queries."""
    rows = entries_of(owner.id).filter(action=action, about=owner.id).order_by()
    last = dict(rows.values_list("subject").annotate(at=Max("at")))
    names = names_of(visible_ties(owner).filter(id__in=last))
    found = ((name, last[tie_id]) for tie_id, name in names.items())
    return tuple(sorted(found, key=lambda one: one[1], reverse=True))
