"""Offering company, as the two read it: what a supporter can offer each whom they stand with, what an owner is offered.

A supporter reads no meeting here.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.names import names_of
from alongside.circles.policies import SupportingActor, visible_supported
from alongside.meetings.along_page import dates_to_ask_for
from alongside.meetings.company_policies import visible_company, visible_offers_made
from alongside.meetings.enums import Way
from alongside.meetings.policies import visible_saved

MOST_SAVED, DATES_EACH = 20, 2
OFFERED = {
    Way.COME: _("%(name)s would come along to a meeting with you."),
    Way.PICK_UP: _("%(name)s would come along to a meeting with you, and pick you up if you like."),
}
MADE = {
    Way.COME: _("You offered to come along to a meeting."),
    Way.PICK_UP: _("You offered to come along to a meeting, and to pick them up."),
}

THEY_READ = {
    Way.COME: _("%(name)s reads that you would come along to a meeting. Whether and where to is up to them."),
    Way.PICK_UP: _(
        "%(name)s reads that you would come along to a meeting, and pick them up. Whether and where to is up to them."
    ),
}


@dataclass(frozen=True, slots=True)
class ToOffer:
    """Somebody the reader stands with: what they offered and is open, '' for nothing, and where they do or end it."""

    owner_alias: str
    offered: str
    path: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What somebody offers the reader."""

    id: UUID
    words: str


def to_offer(actor: SupportingActor) -> list[ToOffer]:
    """Return whom the actor could offer to come along, the first they stood with first."""
    ties = visible_supported(actor).select_related("owner").order_by("created_at", "id")
    made = {row.tie_id: str(MADE[Way(row.way)]) for row in visible_offers_made(actor)}
    return [ToOffer(tie.owner.alias, made.get(tie.id, ""), _path(tie.id, actor)) for tie in ties]


def offers_made(actor: SupportingActor) -> list[ToOffer]:
    """Return what the actor offered and is open, the first first: one query."""
    rows = visible_offers_made(actor).order_by("created_at", "id")
    return [ToOffer(row.tie.owner.alias, str(MADE[Way(row.way)]), _path(row.tie_id, actor)) for row in rows]


def _path(tie_id: UUID, actor: SupportingActor) -> str:
    if isinstance(actor, Person):
        return reverse("supporting-company", args=[tie_id])
    return reverse("with-company", args=[links.sign(actor.id, salt=links.CONTACT)])


def offered_to(owner: Person) -> list[Offered]:
    """Return what somebody is offered by those who stand with them, the first first."""
    rows = list(visible_company(owner).order_by("created_at", "id"))
    names = names_of(row.tie for row in rows)
    return [Offered(row.id, str(OFFERED[Way(row.way)]) % {"name": names.get(row.tie_id, "")}) for row in rows]


def dates_to_go(owner: Person, *, now: datetime) -> list[tuple[str, str]]:
    """Return the next dates of the meetings somebody saved, for a form: as `SAVED|DATE`, and in words."""
    rows = visible_saved(owner).select_related("meeting").prefetch_related("meeting__occurrences")
    return [
        (f"{row.id}|{day}", gettext("%(meeting)s: %(when)s") % {"meeting": row.name, "when": when})
        for row in rows.order_by("-created_at", "id")[:MOST_SAVED]
        for day, when in dates_to_ask_for(row, now=now)[:DATES_EACH]
    ]
