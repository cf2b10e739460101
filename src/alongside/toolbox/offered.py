"""Where the toolbox is offered: among what is at hand in a hard hour, on the home page, on the page of a supporter."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext

from alongside.accounts.models import Person
from alongside.circles.policies import SupportingActor
from alongside.toolbox.links import shared_path
from alongside.toolbox.practices import practices
from alongside.toolbox.queries import kept_at_hand, sharing_with, waited_out
from alongside.toolbox.wording import PracticeView, practice_view, say
from alongside.toolbox.worksheets import worksheets
from alongside.ui.at_hand import AtHand, register_at_hand
from alongside.ui.cards import register_card, register_supporter_card
from alongside.ui.offline_parts import register_offline_part

# After the plans, which say what to do: first what somebody wrote to themselves, then what anybody can do.
OWN_ORDER, ORDER = 25, 30


def register() -> None:
    """Offer practices to everybody: nobody needs to have anything yet."""
    register_at_hand("toolbox", at_hand)
    register_card(order=2, name="urge", template="toolbox/card_urge.html", context=urge)
    register_card(order=48, name="toolbox", template="toolbox/card_toolbox.html", context=card)
    register_offline_part(order=25, template="toolbox/offline_part.html", scripts=(), context=offline)
    register_supporter_card(order=32, name="sheets", template="toolbox/card_shared.html", context=shared_with_me)


def at_hand(person: Person, _now: datetime) -> list[AtHand]:
    """Return what the person keeps for a hard hour, and every practice in its order."""
    views = [practice_view(one) for one in practices().values()]
    offered = [AtHand(ORDER, one.title, one.why, reverse("practice", args=[one.key])) for one in views]
    return [*_own(person), *offered]


def _own(person: Person) -> Iterator[AtHand]:
    for row in kept_at_hand(person):
        why = gettext("You wrote it on %(day)s, for an hour like this.") % {"day": formats.date_format(row.on_day)}
        yield AtHand(OWN_ORDER, say(worksheets()[row.worksheet].title), why, reverse("sheet", args=[row.id]))


def offline() -> dict[str, object]:
    """Return every practice for the page that a browser keeps: nothing about anybody."""
    return {"practices": [practice_view(one) for one in practices().values()]}


def urge(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return the urge that the person waits out, or has to look at again; None when there is none."""
    found = waited_out(person, now=now)
    return {"urge": found} if found else None


def card(_person: Person, _now: datetime) -> dict[str, Any]:
    """Return every practice."""
    views: list[PracticeView] = [practice_view(one) for one in practices().values()]
    return {"practices": views}


def shared_with_me(actor: SupportingActor, _now: datetime) -> dict[str, Any] | None:
    """Return whose sheets the actor may read, and where."""
    shared = [(alias, shared_path(actor, tie_id)) for tie_id, alias in sharing_with(actor)]
    return {"shared_sheets": shared} if shared else None
