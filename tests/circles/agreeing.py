"""The two of a tie, for tests of what they agree."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from alongside.circles import services
from alongside.circles.agreements import Terms
from alongside.circles.enums import Side
from alongside.circles.models import Agreement, Tie
from alongside.circles.models import Terms as Row
from alongside.circles.offers import Support
from alongside.circles.terms import current_terms
from alongside.kernel import due

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
REVIEW = next(kind for kind in due.kinds() if kind.name == "agreement-review")
OWNER, SUPPORTER = Side.OWNER, Side.SUPPORTER
TALK = frozenset({Support.EMOTIONAL})
# What fits the offer of `conftest.OFFER`, on the clock it is made on.
HOPE = Terms(gives=TALK, zone=NEW_YORK, hours=frozenset({18, 19}))


class Two:
    """The two of a tie, to write and say yes with."""

    def __init__(self, tie: Tie, now: datetime) -> None:
        self.tie, self.now = tie, now

    def actor(self, side: Side) -> Any:
        supporter = self.tie.supporter
        assert supporter
        return self.tie.owner if side == OWNER else supporter.person or supporter

    def _of(self, side: Side, now: datetime | None) -> dict[str, Any]:
        return {"actor": self.actor(side), "tie_id": self.tie.id, "side": side, "now": now or self.now}

    def write(self, side: Side, terms: Terms, now: datetime | None = None) -> Agreement:
        return services.write_terms(terms=terms, **self._of(side, now))

    def take_over(self, side: Side, field: str = "") -> Agreement:
        return services.take_over(field=field, seen=self.stamp(), **self._of(side, None))

    def confirm(self, side: Side, now: datetime | None = None) -> Agreement:
        return services.confirm_terms(seen=self.stamp(), **self._of(side, now))

    def still_right(self, side: Side, now: datetime) -> Agreement:
        return services.say_still_right(**self._of(side, now))

    def agree(self, now: datetime | None = None, **hoped: Any) -> Agreement:
        self.write(OWNER, replace(HOPE, **hoped), now)
        self.confirm(SUPPORTER, now)
        return self.confirm(OWNER, now)

    def stamp(self) -> str:
        return current_terms(Tie.objects.select_related("owner", "supporter__person").get(id=self.tie.id)).stamp

    def says(self, side: Side) -> Terms | None:
        return current_terms(Tie.objects.select_related("owner", "supporter__person").get(id=self.tie.id)).of(side)

    def yes(self) -> set[str]:
        rows = Row.objects.filter(agreement__tie=self.tie, version=None, confirmed_at__isnull=False)
        return set(rows.values_list("side", flat=True))
