"""Hiding something at once that a moderator sees where it stands, before anybody asked for a look at it."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.errors import Conflict, NotAllowed
from alongside.safety.details import Choice
from alongside.safety.enums import Act, Reason, Source
from alongside.safety.models import Decision, Report
from alongside.safety.policies import visible_cases
from alongside.safety.reportable import Thing
from alongside.safety.services.deciding import decide, held_person
from alongside.safety.services.handling import close_case
from alongside.safety.services.reporting import put_down
from alongside.safety.services.rows import goes_to_keepers, open_case

LOOKS_AFTER_IT = _(
    "Whoever this is by looks after the group as you do, so others decide about it: please ask a moderator to look. "
    "Nothing was changed."
)
HIDDEN_ALREADY = _("It is hidden already. Nothing was changed.")
OTHERS_DECIDE = _("You asked others to look at this, or handed it over, so they decide about it. Nothing was changed.")


@transaction.atomic
def hide_at_once(
    *, actor: Person, thing: Thing, reason: str, anyway: bool, is_hidden: Callable[[], bool], now: datetime
) -> Decision:
    """Hide something in a community, as `decide` does, and be done with it where nobody else brought it.

    So whoever it is about reads why and can ask for another look, others find it among what was decided, and it counts.
    Invalid; NotAllowed for what is by somebody who looks after the community; Conflict while others decide about it, or
    where it is hidden already (`is_hidden`, asked once whoever wrote it is held).
    """
    if not goes_to_keepers(thing, besides=None):
        raise NotAllowed(LOOKS_AFTER_IT)
    # People, then cases, as all who decide.
    held_person(thing.about_id)
    if is_hidden():
        raise Conflict(HIDDEN_ALREADY)
    case = open_case(thing, for_community=True, instance_from=None, now=now)
    if not visible_cases(actor, now=now).filter(id=case.id).exists():
        raise Conflict(OTHERS_DECIDE)
    is_new = not case.reports.exists()
    if is_new:
        seen = Report(created_at=now, case=case, source=Source.SEEN, reason=Reason.OTHER)
        put_down(seen, thing, thing.pieces)
    choice = Choice(Act.HIDE, reason, things=frozenset({thing.subject}), anyway=anyway)
    row = decide(actor=actor, case_id=case.id, choice=choice, now=now)
    if is_new:
        close_case(actor=actor, case_id=case.id, now=now)
    return row
