"""Whether anybody is there, as an open group tells it before one joins: rounded, so that it gives nobody away."""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.translation import gettext, ngettext

from alongside.groups.chat.models import ChatLine
from alongside.groups.enums import GroupState, Openness, Standing, ThreadState
from alongside.groups.models import Group, Membership, Thread

# So many, at least, are said to be there. Of fewer than the first, a day on which one of them wrote would say much.
PEOPLE = (10, 20, 50, 100, 200, 500)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def life_of(group: Group, standing: Membership | None, *, now: datetime) -> list[str]:
    """Say about how many are in a group and whether somebody wrote of late, to who may join it without being asked."""
    is_in = standing is not None and standing.state == Standing.IN
    if is_in or group.openness != Openness.OPEN or group.state != GroupState.OPEN:
        return []
    people = Membership.objects.filter(group=group, state=Standing.IN)[: PEOPLE[-1]].count()
    shown = Thread.objects.filter(group=group).exclude(state=ThreadState.HIDDEN)
    wrote_at = shown.order_by("-last_at", "-id").values_list("last_at", flat=True).first()
    chatted = ChatLine.objects.filter(room__group=group, room__closed_at=None, taken_back_at=None, hidden_at=None)
    chatted_at = chatted.aggregate(at=Max("created_at"))["at"]
    return [_people(people), _written(max(filter(None, (wrote_at, chatted_at)), default=None), people, now)]


def _people(count: int) -> str:
    if count < PEOPLE[0]:
        return gettext("Fewer than ten people are in it so far.")
    told = max(step for step in PEOPLE if step <= count)
    return ngettext("At least %(people)d person is in it.", "At least %(people)d people are in it.", told) % {
        "people": told
    }


def _written(at: datetime | None, people: int, now: datetime) -> str:
    if at is None or at < now - WEEK:
        return gettext("It is quiet there at the moment.")
    if at < now - DAY or people < PEOPLE[0]:
        return gettext("Somebody has written there within a week.")
    return gettext("Somebody has written there within a day.")
