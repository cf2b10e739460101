"""Who is there for the people somebody supports while they rest, for that supporter's eyes.

It counts others and names hours that they offered. Who they are, what they give, carry and how they are seen stays out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext

from alongside.accounts.models import Person
from alongside.accounts.removed import not_removed
from alongside.circles.candidates import candidates_of
from alongside.circles.coverage import NEVER, Helper, helper_of, hours_in
from alongside.circles.enums import TieState
from alongside.circles.models import Supporter, Tie
from alongside.circles.offers import Candidate, Stance
from alongside.circles.own_hours import with_own_hours
from alongside.circles.policies import SupportingActor, visible_supported
from alongside.circles.queries import supporter_of
from alongside.circles.relief import Relief, relief_of
from alongside.circles.wording import hours_said


@dataclass(frozen=True, slots=True)
class TakingOver:
    """Who is there for one person while a supporter rests; hours are those of the supporter's own week."""

    alias: str
    relief: Relief

    @property
    def sentence(self) -> str:
        """Say it in one sentence or two."""
        values = {"alias": self.alias, "others": self.relief.others, "hours": self._hours()}
        return _words_for(self.relief) % values

    def _hours(self) -> str:
        return hours_said(hours_in(self.relief.nobody_else))


def _words_for(relief: Relief) -> str:
    if not relief.others:
        return gettext(
            "Nobody else stands with %(alias)s at the moment. If they reach out while you rest, the listeners on call "
            "are asked."
        )
    if relief.nobody_else == NEVER:
        return ngettext(
            "%(others)d other person stands with %(alias)s, at every hour at which you do.",
            "%(others)d others stand with %(alias)s, at every hour at which you do.",
            relief.others,
        )
    return ngettext(
        "%(others)d other person stands with %(alias)s. At these hours of your week nobody else does: %(hours)s.",
        "%(others)d others stand with %(alias)s. At these hours of your week nobody else does: %(hours)s.",
        relief.others,
    )


def taking_over_from(actor: SupportingActor, *, now: datetime) -> tuple[TakingOver, ...]:
    """Return who takes over from the actor, for each person they support, by alias: three queries for all."""
    supporter = supporter_of(actor) if isinstance(actor, Person) else actor
    if supporter is None:
        return ()
    owners = visible_supported(actor).values("owner")
    here = not_removed("supporter__person")
    rows = Tie.objects.filter(here, owner__in=owners, state=TieState.ACCEPTED).order_by("owner__alias_key", "id")
    ties = list(with_own_hours(rows.select_related("owner", "supporter__person")))
    helpers = _helpers(ties, supporter, now)
    return tuple(
        TakingOver(tie.owner.alias, relief_of(helpers[tie], _others(tie, ties, helpers)))
        for tie in ties
        if tie.supporter_id == supporter.id
    )


def _helpers(ties: Sequence[Tie], supporter: Supporter, now: datetime) -> dict[Tie, Helper]:
    """Return when each has offered to answer, on the supporter's clock.

    How the owner sees anybody, what others carry and whether they rest is not for a supporter to learn, and left out.
    """
    zone = ZoneInfo(supporter.zone_name)
    candidates = [
        replace(one, breather_until=None, stance=Stance.SUPPORTS) for one in candidates_of(list(ties), records={})
    ]
    return {tie: _helper(one, zone, now) for tie, one in zip(ties, candidates, strict=True)}


def _helper(candidate: Candidate, zone: ZoneInfo, now: datetime) -> Helper:
    return helper_of(candidate, zone, now) or Helper(str(candidate.tie_id), candidate.gives, NEVER)


def _others(own: Tie, ties: Sequence[Tie], helpers: dict[Tie, Helper]) -> list[Helper]:
    return [helpers[tie] for tie in ties if tie.owner_id == own.owner_id and tie.supporter_id != own.supporter_id]
