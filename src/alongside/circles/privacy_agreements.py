"""What circles holds about a person in agreements: their own side, and that of contacts, who have no archive."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.circles.enums import Channel, Level, Side, Within
from alongside.circles.models import Terms
from alongside.circles.names import names_of
from alongside.circles.sealing import NOT_WANTED
from alongside.circles.wording_agreements import FROM_LEVEL
from alongside.kernel.privacy import Said, Table, labels_of
from alongside.kernel.sealed import unseal_all
from alongside.ui import phrases


def own_agreements(person_id: UUID) -> Table:
    """Return what a person wrote for agreements, now and in each confirmed version, and what their contacts wrote."""
    as_owner = Q(agreement__tie__owner=person_id) & (
        Q(side=Side.OWNER) | Q(agreement__tie__supporter__person__isnull=True)
    )
    as_supporter = Q(agreement__tie__supporter__person=person_id, side=Side.SUPPORTER)
    rows = Terms.objects.filter(as_owner | as_supporter).select_related("agreement__tie__owner")
    return _rows(list(rows.order_by("created_at", "id")), person_id)


def _rows(rows: Sequence[Terms], person_id: UUID) -> Table:
    ties = {row.agreement.tie_id: row.agreement.tie for row in rows}
    # Whom they support is named by alias, as on their page.
    names = names_of([tie for tie in ties.values() if tie.owner_id == person_id])
    words = unseal_all([row.not_sealed for row in rows], what=NOT_WANTED)
    return [
        {
            "with": names.get(row.agreement.tie_id) or row.agreement.tie.owner.alias,
            "side": row.side,
            "version": row.version,
            "gives": list(row.gives),
            "hours": list(row.hours),
            "zone": row.zone,
            "channels": list(row.channels),
            "within": row.within,
            "most_a_week": row.most_a_week,
            "from_level": row.from_level,
            "not_wanted": text or "",
            "until": row.until.isoformat() if row.until else None,
            "review_on": row.review_on.isoformat() if row.review_on else None,
            "confirmed_at": row.confirmed_at.isoformat() if row.confirmed_at else None,
        }
        for row, text in zip(rows, words, strict=True)
    ]


WORDS = {
    "agreements": phrases.WHAT_YOU_TWO_AGREED,
    "with": _("With whom"),
    "side": _("Whose side it is"),
    "version": _("Version, once both said yes"),
    "zone": _("On the clock of"),
    "channels": _("Ways to be in touch"),
    "within": _("How soon an answer comes"),
    "most_a_week": phrases.TIMES_A_WEEK,
    "from_level": _("From which level on"),
    "not_wanted": _("What is not wanted"),
    "until": _("Until"),
    "review_on": phrases.LOOK_AT_IT_AGAIN,
    "confirmed_at": _("Said yes"),
}
SAID: dict[str, Said] = {
    "side": labels_of(Side),
    "channels": labels_of(Channel),
    "within": labels_of(Within),
    "from_level": lambda level: FROM_LEVEL[Level(level)],
}
