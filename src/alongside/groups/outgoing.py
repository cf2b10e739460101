"""What groups tell people in passing.

No telling names a group or leads to one: the page of one's groups says what is new, and where.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.groups.enums import Standing, Use
from alongside.groups.models import Group, Membership
from alongside.groups.policies import those_who_may
from alongside.notifications.services import Telling, tell, telling_to
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

WORD = "groups.word"
DUTY = "groups.duty"
ENDED = "groups.ended"
WORDS = Wording(NEUTRAL_TITLE, NEUTRAL_BODY, _("There is something new in a group you know."))
DUTY_WORDS = Wording(
    NEUTRAL_TITLE, NEUTRAL_BODY, _("You are on duty, and somebody in a group has waited for an answer for a while.")
)
ENDED_WORDS = Wording(
    NEUTRAL_TITLE,
    NEUTRAL_BODY,
    _("A group that you asked to join has ended, so nobody there can answer you. It has nothing to do with you."),
)
# Nothing here wakes anybody: it may wait out a night, and the page says it as well.
WAITS = timedelta(days=3)


def register_wordings() -> None:
    """Make our texts known to notifications."""
    register_wording(WORD, WORDS)
    register_wording(DUTY, DUTY_WORDS)
    register_wording(ENDED, ENDED_WORDS)


def tell_people(people: Iterable[Person], *, now: datetime, text: str = WORD) -> None:
    """Tell these people that something is new."""
    tell([_word_to(person, text, now) for person in people], now=now, are_new=True)


def tell_those_who_may(group: Group, to: Use, *, now: datetime, besides: Membership | None = None) -> None:
    """Tell those in a group who may do that, apart from whoever did it themself."""
    rows = those_who_may(to).filter(group=group)
    others = rows.exclude(id=besides.id) if besides else rows
    tell_people([row.person for row in others.select_related("person")], now=now)


def tell_who_asked(groups: Iterable[UUID], *, now: datetime) -> None:
    """Tell those who wait to be let into these groups that they have ended, before nothing is left of their asking."""
    asked = Membership.objects.filter(group__in=list(groups), state=Standing.ASKED).select_related("person")
    tell_people([row.person for row in asked.order_by("id")], now=now, text=ENDED)


def _word_to(person: Person, text: str, now: datetime) -> Telling:
    return telling_to(person, key=f"group-word:{uuid4()}", text=text, path=reverse("groups"), expires_at=now + WAITS)
