"""Every write of circles, by who does it: the owner (`needs`, `ties`, `acquaintances`, `invitations`, `safety_card`,
`build_path`), whoever answers an invitation (`answers`), who supports (`supporting`, `load_words`, `burnout`), and both
sides of a tie (`asks`, `agreements`, `thanks`). Each is one transaction that locks, checks, changes, audits and
announces. What changes a circle has its measures remembered (`measuring`).

Locks are taken in one order: ties, then supporters; what subscribes to an event takes its own after these, and the
day's measures come last. They are
NO KEY locks: a wave that notes whom it asks refers to the tie, and must not wait for somebody who is just leaving it.
"""

from alongside.circles.services.acquaintances import set_acquaintances
from alongside.circles.services.agreements import (
    ask_reviews,
    confirm_terms,
    keep_in_step,
    say_still_right,
    take_over,
    write_terms,
)
from alongside.circles.services.answers import accept_as_contact, accept_invitation, decline_invitation
from alongside.circles.services.asks import agree_to_ask, ask_tie, say_not_now, take_back_ask
from alongside.circles.services.build_path import pass_build_step
from alongside.circles.services.burnout import keep_burnout_check, remove_burnout_check, remove_burnout_checks
from alongside.circles.services.invitations import ensure_invitation, invite, revoke_invitation, send_invitation
from alongside.circles.services.load_words import end_load_words, note_load
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
from alongside.circles.services.thanks import put_away_thanks, see_thanks, send_thanks
from alongside.circles.services.ties import change_tie, name_new_ties, name_tie, name_ties, put_away_tie, remove_tie

__all__ = [
    "accept_as_contact",
    "accept_invitation",
    "add_need",
    "add_needs",
    "adopt_contact",
    "agree_to_ask",
    "ask_reviews",
    "ask_tie",
    "change_capacity",
    "change_contact",
    "change_need",
    "change_offer",
    "change_tie",
    "confirm_terms",
    "decline_invitation",
    "end_breather",
    "end_load_words",
    "ensure_invitation",
    "ensure_supporter",
    "invite",
    "keep_burnout_check",
    "keep_in_step",
    "leave_tie",
    "name_new_ties",
    "name_tie",
    "name_ties",
    "note_load",
    "pass_build_step",
    "put_away_thanks",
    "put_away_tie",
    "remove_burnout_check",
    "remove_burnout_checks",
    "remove_need",
    "remove_safety_card",
    "remove_tie",
    "revoke_invitation",
    "say_not_now",
    "say_still_right",
    "see_thanks",
    "send_invitation",
    "send_thanks",
    "set_acquaintances",
    "start_breather",
    "take_back_ask",
    "take_over",
    "write_safety_card",
    "write_terms",
]
