"""Meetings of groups: a host begins one, and what becomes of them when the group changes, somebody leaves, or it ends.

The last three are told by whoever has groups (see `ui.communities`), in the transaction in which it happens there.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel import live
from alongside.kernel.ratelimit import count_try
from alongside.meetings.details import Draft
from alongside.meetings.formats.reading import slug_text
from alongside.meetings.models import Gathering, Hosting, Meeting, Steward, StewardAsked
from alongside.meetings.policies import access_kept
from alongside.meetings.run_details import RunDetails
from alongside.meetings.services.own import put
from alongside.meetings.services.rooms import TOPIC, bump, end_open
from alongside.meetings.services.running import host
from alongside.meetings.services.serving import leave_these
from alongside.meetings.services.voice import take_out
from alongside.safety.pauses import check_may_write
from alongside.ui.communities import shows_to_everybody

MEETINGS_A_DAY = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def begin_group_meeting(
    *, actor: Person, community_id: UUID, draft: Draft, details: RunDetails, now: datetime
) -> Meeting:
    """Have a group hold a meeting, run here and looked after by its hosts. Invalid, NotAllowed, NotFound, TooMany."""
    count_try("meetings.of_group", str(actor.id), limit=MEETINGS_A_DAY, window=timedelta(days=1), now=now)
    with transaction.atomic():
        group = access_kept(actor, community_id, lock=True)
        check_may_write(actor, group.id, now=now)
        meeting = Meeting(created_at=now, state_since=now, source=None, community=group.id)
        meeting.is_for_members = not group.is_public
        put(meeting, draft, now, has_room=details.held_here)
        meeting.slug = _new_slug(meeting.name)
        meeting.save(force_insert=True)
        host(meeting, steward=actor, details=details, now=now)
        record("meetings.begun_for_group", actor=actor.id, subject=meeting.id, now=now)
    return meeting


def _new_slug(name: str) -> str:
    """Return an address whose end is drawn by chance: a name that is taken must not tell of a hidden group's."""
    end = "".join(secrets.choice(LETTERS) for _letter in range(6))
    return f"{slug_text(name)[:80].strip('-') or 'meeting'}-{end}"


@transaction.atomic
def group_changed(community_id: UUID, is_public: bool, now: datetime) -> None:
    """Have everybody find the meetings of a group, or its members alone."""
    rows = Meeting.objects.filter(community=community_id, is_for_members=is_public)
    for meeting in rows.select_for_update(of=("self",)):
        meeting.is_for_members = not is_public
        meeting.changed_at = now
        meeting.sequence += 1
        meeting.save(update_fields=["is_for_members", "changed_at", "sequence"])
        record("meetings.group_changed", actor=None, subject=meeting.id, now=now)


@transaction.atomic
def group_left(community_id: UUID, person_id: UUID, now: datetime) -> None:
    """Free who is not in a group any more of all they serve at its meetings, and take them out of their rooms."""
    these = Hosting.objects.filter(meeting__community=community_id)
    leave_these(these, person_id, now)
    Steward.objects.filter(hosting__in=these, person=person_id).delete()
    StewardAsked.objects.filter(hosting__in=these, person=person_id).delete()
    rooms = Gathering.objects.filter(meeting__community=community_id, closed_at=None, presences__person=person_id)
    for gathering in Gathering.objects.filter(id__in=rooms.values("id")).select_for_update(of=("self",)):
        for seat in gathering.presences.filter(person=person_id):
            take_out(gathering, seat.id)
        live.announce([person_id], topic=TOPIC, ref=gathering.id)
        # Whoever was asked to leave, and whose name a proof holds, stays known: they could come in again as another.
        plain = gathering.presences.filter(person=person_id, is_removed=False, proof_digest=None)
        plain.delete()
        gathering.presences.filter(person=person_id).update(
            here_since=None, raised_at=None, speaking_since=None, has_chair=False, has_left=True
        )
        bump(gathering)


@transaction.atomic
def group_ended(community_id: UUID, now: datetime) -> None:
    """End the rooms of a group that is not there any more, and delete its meetings with all that belongs to them."""
    for meeting in Meeting.objects.filter(community=community_id).select_for_update(of=("self",)):
        hosting = Hosting.objects.filter(meeting=meeting).first()
        if hosting:
            end_open(hosting, now)
        record("meetings.ended_with_group", actor=None, subject=meeting.id, now=now)
        meeting.delete()


def forget_groups(now: datetime) -> int:
    """Delete the meetings of groups that are not there any more, and hide those of groups that are not for everybody.

    A chore: an older release changes, closes and deletes groups without a word to us.
    """
    known = {one for one in Meeting.objects.values_list("community", flat=True).distinct() if one}
    ended = 0
    for community_id in sorted(known):
        is_public = shows_to_everybody(community_id)
        if is_public is None:
            group_ended(community_id, now)
            ended += 1
        else:
            group_changed(community_id, is_public, now)
    return ended
