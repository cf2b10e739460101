"""A cry for help that could not be sent: nobody else reads it, and moderators learn of it all the same."""

from datetime import datetime
from uuid import uuid5

from django.db import transaction
from django.utils.functional import Promise

from alongside.groups.models import Membership
from alongside.groups.services.brought import bring_danger
from alongside.groups.things import unsent_as_thing
from alongside.kernel.markdown import calmed
from alongside.safety.evidence import thawed
from alongside.safety.models import Report
from alongside.safety.reportable import Thing, nameless
from alongside.safety.services.reporting import POSTS_GO_ON
from alongside.safety.urgent import cries_lately


@transaction.atomic
def bring_unsent(
    *,
    standing: Membership,
    words: str,
    who: Promise | None = None,
    is_outside: bool = False,
    only_first: bool = False,
    now: datetime,
) -> bool:
    """Bring before moderators what somebody typed who is in danger, and who may not write there.

    With `who` it is brought without an alias, as from such a person, and is no part of what they typed elsewhere. What
    comes twice is brought once: a page sends a form that was refused once more, its usual way. What `is_outside` of the
    group comes before moderators of the whole place.

    With `only_first` nothing more is brought of whoever has cried within the hour: it could be repeated at will. Tell
    whether it is before them.
    """
    typed = calmed(words)
    subject = uuid5(standing.id, f"{nameless(who)} {is_outside}") if who else standing.id
    thing = unsent_as_thing(standing, uuid5(subject, typed), subject, typed, who=who, is_outside=is_outside, now=now)
    if only_first and cries_lately(standing.person_id, now=now) and not _is_shown(thing):
        return False
    bring_danger(thing, goes_on=POSTS_GO_ON, now=now)
    return True


def _is_shown(thing: Thing) -> bool:
    rows = list(Report.objects.filter(case__kind=thing.kind, case__subject=thing.subject).select_related("case"))
    shown = {piece.id for seen in thawed(rows) for piece in seen.pieces}
    return all(piece.id in shown for piece in thing.pieces)
