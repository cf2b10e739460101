"""What was asked: as who is asked sees it (`AskedView`), and as the owner who asked does (`MadeAsk`).

The first has no place for a need of the owner's, or for the name they gave somebody.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles import links, offers
from alongside.circles.enums import AskState, Support, TieState
from alongside.circles.given_hours import GivenHours
from alongside.circles.models import Ask, Tie
from alongside.circles.names import names_of
from alongside.circles.own_hours import OwnHours, own_hours_of
from alongside.circles.policies import SupportingActor, visible_asked, visible_asks
from alongside.circles.sealing import ASK
from alongside.circles.wording import GIVEN, hours_said, hours_words
from alongside.kernel.sealed import unseal_all
from alongside.kernel.weekhours import projected

# How long the owner is told that somebody answered.
NEWS = timedelta(days=3)
# How long nobody is asked again for what they could not give.
LEFT_IN_PEACE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class AskedView:
    """What somebody is asked for: the kind of support in their words, the hours of their own week, what is said.

    `hours` is None for those they have given already. `then` are the hours in which they would give it after a yes.
    """

    id: UUID
    owner_alias: str
    support: Support
    hours: frozenset[int] | None
    then: frozenset[int]
    changes: str
    words: str
    agree_path: str
    not_now_path: str

    @property
    def support_words(self) -> Promise:
        """Say what they would give."""
        return GIVEN[self.support]

    @property
    def hours_words(self) -> str:
        """Say when, on their own clock."""
        return hours_words(self.then if self.hours is None else self.hours)


@dataclass(frozen=True, slots=True)
class MadeAsk:
    """What the owner asked somebody for, and where it stands.

    `hours` are hours of the owner's own week, None for those that were given already.
    """

    id: UUID
    tie_id: UUID
    name: str
    support: Support
    hours: frozenset[int] | None
    state: AskState

    @property
    def hours_words(self) -> str:
        """Say when, on the owner's clock."""
        return str(_("In the hours they have given already")) if self.hours is None else hours_words(self.hours)


def asked_of(actor: SupportingActor) -> tuple[AskedView, ...]:
    """Return what the actor is asked for and has not answered: three queries, however much."""
    rows = list(visible_asked(actor).filter(state=AskState.OPEN).order_by("created_at", "id"))
    texts = unseal_all([row.words_sealed for row in rows], what=ASK)
    own = own_hours_of([row.tie for row in rows])
    return tuple(
        _asked_view(row, text or "", after_yes(row.tie, own.get(row.tie_id, {}), row.support, row.hours), actor)
        for row, text in zip(rows, texts, strict=True)
    )


def after_yes(tie: Tie, own: OwnHours, support: str, asked: Collection[int] | None) -> frozenset[int]:
    """Return the hours of the supporter's week in which they would give a kind of support after a yes to these."""
    kind = offers.Support(support)
    return GivenHours(frozenset(tie.hours), own).after_yes(tie.gives, kind, asked).of(kind)


def changes_words(tie: Tie, support: str, asked: Collection[int] | None, then: frozenset[int]) -> str:
    """Say to whoever is asked what a yes changes, and what it does not."""
    if asked is None:
        return gettext("With a yes you give it in the hours you have given already, and these stay as they are.")
    if support not in tie.gives or then == frozenset(asked):
        return gettext("With a yes you give it in these hours. What else you give, and when, stays as it is.")
    return gettext(
        "With a yes these are your hours for it: %(hours)s. What else you give, and when, stays as it is."
    ) % {"hours": hours_said(then)}


def _asked_view(row: Ask, words: str, then: frozenset[int], actor: SupportingActor) -> AskedView:
    return AskedView(
        id=row.id,
        owner_alias=row.tie.owner.alias,
        support=Support(row.support),
        hours=None if row.hours is None else frozenset(row.hours),
        then=then,
        changes=changes_words(row.tie, row.support, row.hours, then),
        words=words,
        agree_path=_path("agree", row, actor),
        not_now_path=_path("not-now", row, actor),
    )


def _path(move: str, row: Ask, actor: SupportingActor) -> str:
    if isinstance(actor, Person):
        return reverse(f"supporting-ask-{move}", args=[row.id])
    return reverse(f"with-ask-{move}", args=[links.sign(actor.id, salt=links.CONTACT), row.id])


def asks_made(owner: Person, *, now: datetime, tie: Tie | None = None) -> tuple[MadeAsk, ...]:
    """Return what the owner asked for and waits for, and what was answered lately: two queries, however much.

    With `tie`, only what was asked of it.
    """
    answered_lately = Q(state__in=[AskState.AGREED, AskState.NOT_NOW], ended_at__gt=now - NEWS)
    rows = visible_asks(owner).filter(Q(state=AskState.OPEN) | answered_lately, tie__state=TieState.ACCEPTED)
    if tie:
        rows = rows.filter(tie=tie)
    found = list(rows.order_by("created_at", "id"))
    names = names_of(row.tie for row in found)
    return tuple(_made_ask(row, names.get(row.tie_id, ""), now) for row in found)


def _made_ask(row: Ask, name: str, now: datetime) -> MadeAsk:
    hours = None if row.hours is None else on_owners_clock(row.tie, row.hours, now)
    return MadeAsk(row.id, row.tie_id, name, Support(row.support), hours, AskState(row.state))


def on_owners_clock(tie: Tie, hours: Collection[int], now: datetime) -> frozenset[int]:
    """Return the hours of the owner's week in which these of the supporter's hold, none for any hour."""
    theirs, supporter, zone = frozenset(hours), tie.supporter, tie.owner.time_zone
    if supporter is None or not theirs or supporter.zone_name == zone:
        return theirs
    return projected(theirs, ZoneInfo(supporter.zone_name), ZoneInfo(zone), now)


def not_now_lately(owner: Person, *, now: datetime) -> dict[str, frozenset[offers.Support]]:
    """Return by tie, its id as text, what was asked of it lately and could not be given."""
    found: dict[str, frozenset[offers.Support]] = {}
    rows = Ask.objects.filter(tie__owner=owner, state=AskState.NOT_NOW, ended_at__gt=now - LEFT_IN_PEACE)
    for tie_id, support in rows.values_list("tie_id", "support"):
        found[str(tie_id)] = found.get(str(tie_id), frozenset()) | {offers.Support(support)}
    return found
