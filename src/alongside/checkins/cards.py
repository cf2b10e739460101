"""What check-ins put on the home page, and on the page of what somebody carries for others."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.checkins.policies import visible_check_ins
from alongside.checkins.queries import check_ins_of, unseen_replies
from alongside.checkins.shared import news_for
from alongside.circles.policies import SupportingActor
from alongside.ui import phrases
from alongside.ui.beginnings import Beginning, register_beginning
from alongside.ui.cards import register_card, register_supporter_card

SHARED = "checkins/card_shared.html"
WHY = _(
    "A few questions at the times you choose, in less than a minute. Seeing how you are is a first step, and nobody "
    "sees it unless you choose them."
)


def register() -> None:
    """Put the card of one's own check-ins high up, and what supporters are shown with what is asked of them."""
    register_card(order=8, name="check-ins", template="checkins/card_check_ins.html", context=my_check_ins)
    register_card(order=3, name="check-in replies", template="checkins/card_replies.html", context=my_replies)
    register_card(order=4, name="shared check-ins", template=SHARED, context=shared_with_me)
    register_supporter_card(order=4, name="shared check-ins", template=SHARED, context=shared_with_me)
    register_beginning(order=20, name="check-ins", source=to_begin)


def to_begin(person: Person, _now: datetime) -> Beginning | None:
    """Return the way to a first check-in; None for who has one."""
    if visible_check_ins(person).exists():
        return None
    return Beginning(phrases.CHOOSE_A_CHECK_IN, WHY, reverse("check-in-new"))


def my_check_ins(person: Person, _now: datetime) -> dict[str, Any] | None:
    """Return what waits for an answer, or what comes next; None for who has no check-in."""
    views = check_ins_of(person)
    if not views:
        return None
    upcoming = sorted((one for one in views if one.next_at), key=lambda one: str(one.next_at))
    return {
        "open": [one for one in views if one.open_since],
        "upcoming": upcoming[:1],
    }


def my_replies(person: Person, _now: datetime) -> dict[str, Any] | None:
    """Return what supporters said that is not put away yet."""
    replies = unseen_replies(person)
    return {"replies": replies} if replies else None


def shared_with_me(actor: SupportingActor, now: datetime) -> dict[str, Any] | None:
    """Return what those whom the actor supports have shared lately, or missed."""
    news = news_for(actor, now=now)
    return {"news": news} if news else None
