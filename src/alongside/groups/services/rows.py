"""What the writes of groups share: saving a membership under an alias that is free, and ending one."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.aliases import alias_key
from alongside.accounts.checks import checked_alias
from alongside.groups.aliases.kept import is_too_close, keep_for_themself
from alongside.groups.enums import GroupRole, Standing
from alongside.groups.models import Draft, Membership, Reaction, Reading, RegularDay, RegularHost, Waiting
from alongside.groups.services.calling import leave_calls
from alongside.groups.services.chat import show_anew
from alongside.groups.services.chat_here import TOPIC, forget_here
from alongside.groups.services.in_circle import take_out_of_circle
from alongside.groups.services.stage_questions import leave_events
from alongside.groups.threads.live import TOPIC as THREAD
from alongside.kernel import live
from alongside.kernel.errors import Invalid
from alongside.safety.services.handling import let_claims_go
from alongside.ui.communities import community_left

# One sentence for all of it: which of them it is would tell whether somebody is there whom one does not see.
ALIAS_TAKEN = _(
    "This alias is too close to one that somebody goes by in this group, or went by until lately. Please choose "
    "another one."
)


def save_named(row: Membership, alias: str, *, now: datetime) -> None:
    """Save a membership under that alias; Invalid when it cannot be one or is too close to somebody else's there.

    What it was called before is kept from others for a while. Its group is locked: of two that are close to one
    another, asked for at the same moment, the second is refused.
    """
    checked = checked_alias(alias)
    key, was = alias_key(checked), row.alias_key
    if key != was:
        if is_too_close(key, group_id=row.group_id, person_id=row.person_id, now=now):
            raise Invalid(ALIAS_TAKEN, field="alias")
        if was:
            keep_for_themself(row, now=now)
    row.alias, row.alias_key = checked, key
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        # A release that locks nothing here may still be running: then the constraint decides.
        if "groups_membership_alias" not in str(error):
            raise
        raise Invalid(ALIAS_TAKEN, field="alias") from error


def end(row: Membership, state: Standing, *, now: datetime) -> None:
    """End a membership: its alias is gone everywhere, and so are its role, what was shared of the day, and services.

    Nobody else can take the alias for a while.

    What was written in threads and rooms stays, without a name, unless its writer wanted it gone; reactions and drafts
    go. Open pages of rooms and threads hear nothing more at once. What they looked after as a moderator, others do.
    """
    if row.state == Standing.IN:
        keep_for_themself(row, now=now)
    looked_after = row.role != GroupRole.MEMBER
    row.state, row.ended_at = state, now
    row.alias = row.alias_key = row.offered_role = ""
    row.word_sealed = None
    row.role, row.lets_write, row.shows_here, row.wants_coach = GroupRole.MEMBER, False, False, False
    take_out_of_circle(row, now=now)
    row.save()
    row.day_words.all().delete()
    community_left(row.group_id, row.person_id, now=now)
    leave_events([row])
    leave_calls(row, now=now)
    # Their claim lapses now, and others are asked at once.
    Waiting.objects.filter(claimed_by=row, answered_at=None).update(claimed_by=None, claimed_until=now, due_at=now)
    # What they wrote waits for no answer any more: they would not read it.
    waits = Waiting.objects.filter(post__membership=row, answered_at=None)
    waits.update(answered_at=now, due_at=None, claimed_by=None, claimed_until=None)
    RegularDay.objects.filter(host=row).update(host=None)
    for model in (Draft, Reaction, Reading, RegularHost):
        model.objects.filter(membership=row).delete()
    forget_here(row)
    show_anew(row)
    if looked_after:
        let_claims_go(row.person, now=now)
    for topic in (TOPIC, THREAD):
        live.announce([row.person_id], topic=topic)
