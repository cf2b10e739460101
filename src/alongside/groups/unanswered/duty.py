"""Those of this place who are on duty, and the posts of groups that nobody in them has answered.

Whoever is on duty and in the group is asked there. Whoever is not is asked about open groups alone, which they may join
like everybody: being on duty lets nobody read what they could not read anyway.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower

from alongside.accounts.models import Person
from alongside.groups.enums import GroupState, Openness, Standing, ThreadState
from alongside.groups.models import Group, Membership, Post, Waiting
from alongside.groups.unanswered.turns import EVERYBODY, ON_DUTY
from alongside.kernel.statements import Statement
from alongside.ui.duty import on_duty

SHOWN = 20
# Whoever stands like this in a group is not sent there: they are in it, or it was ended.
NOT_SENT = (Standing.ASKED, Standing.IN, Standing.REMOVED, Standing.BANNED)


def members_on_duty(others: Collection[Membership], *, now: datetime) -> list[Membership]:
    """Return who of these members is on duty."""
    people = on_duty(now=now)
    return [row for row in others if row.person_id in people]


def people_on_duty(post: Post, *, now: datetime) -> list[Person]:
    """Return who is on duty, could join the group of a post, and has nothing to do with it yet."""
    group = post.thread.group
    if group.state != GroupState.OPEN or group.openness != Openness.OPEN:
        return []
    known = Membership.objects.filter(group=group, state__in=NOT_SENT).values("person")
    return list(Person.objects.filter(id__in=on_duty(now=now)).exclude(id__in=known))


# Most of the time nothing does, and nobody has to be looked up in a rota for it.
_any_waits = Statement(lambda: _waiting().values_list("id")[:1])


def _waiting() -> QuerySet[Waiting]:
    return Waiting.objects.filter(answered_at=None, level__in=[ON_DUTY, EVERYBODY])


def waiting_for_duty(actor: Person, *, now: datetime) -> list[Group]:
    """Return the open groups in which a post waits that those on duty were asked about; none to who is not."""
    if not _any_waits() or actor.id not in on_duty(now=now):
        return []
    seen = _waiting().filter(post__thread__group=OuterRef("pk"), post__thread__state=ThreadState.OPEN)
    known = Membership.objects.filter(group=OuterRef("pk"), person=actor, state__in=NOT_SENT)
    groups = Group.objects.filter(Exists(seen), ~Exists(known), state=GroupState.OPEN, openness=Openness.OPEN)
    return list(groups.order_by(Lower("name"), "id")[:SHOWN])
