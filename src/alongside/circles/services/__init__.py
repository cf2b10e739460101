"""Every write of circles, by who does it: the owner (`needs`, `ties`, `acquaintances`, `invitations`, `safety_card`),
whoever answers an invitation (`answers`), and who supports (`supporting`). Each is one transaction that locks, checks,
changes, audits and announces. What changes a circle has its measures remembered (`measuring`).

Locks are taken in one order: ties, then supporters; what subscribes to an event takes its own after these, and the
day's measures come last. They are
NO KEY locks: a wave that notes whom it asks refers to the tie, and must not wait for somebody who is just leaving it.
"""

from alongside.circles.services.acquaintances import set_acquaintances
from alongside.circles.services.answers import accept_as_contact, accept_invitation, decline_invitation
from alongside.circles.services.invitations import ensure_invitation, invite, revoke_invitation, send_invitation
from alongside.circles.services.needs import add_need, add_needs, change_need, remove_need
from alongside.circles.services.safety_card import remove_safety_card, write_safety_card
from alongside.circles.services.supporting import (
    adopt_contact,
    change_capacity,
    change_contact,
    change_offer,
    end_breather,
    ensure_supporter,
    leave_tie,
    start_breather,
)
from alongside.circles.services.ties import change_tie, name_tie, name_ties, put_away_tie, remove_tie

__all__ = [
    "accept_as_contact",
    "accept_invitation",
    "add_need",
    "add_needs",
    "adopt_contact",
    "change_capacity",
    "change_contact",
    "change_need",
    "change_offer",
    "change_tie",
    "decline_invitation",
    "end_breather",
    "ensure_invitation",
    "ensure_supporter",
    "invite",
    "leave_tie",
    "name_tie",
    "name_ties",
    "put_away_tie",
    "remove_need",
    "remove_safety_card",
    "remove_tie",
    "revoke_invitation",
    "send_invitation",
    "set_acquaintances",
    "start_breather",
    "write_safety_card",
]
