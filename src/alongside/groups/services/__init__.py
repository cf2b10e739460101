"""Every write of groups: beginning one, coming in and going, one's own place in it, one's circle, looking after it."""

from alongside.groups.services.beginning import begin_group, decide_on_group
from alongside.groups.services.coming import accept_invitation, answer_request, join_group
from alongside.groups.services.in_circle import add_to_circle
from alongside.groups.services.looking_after import (
    change_group,
    close_group,
    invite,
    let_back,
    offer_role,
    remove_member,
    revoke_invitation,
    take_role_back,
)
from alongside.groups.services.own import agree_anew, answer_offer, change_alias, leave_group, step_back, step_up

__all__ = [
    "accept_invitation",
    "add_to_circle",
    "agree_anew",
    "answer_offer",
    "answer_request",
    "begin_group",
    "change_alias",
    "change_group",
    "close_group",
    "decide_on_group",
    "invite",
    "join_group",
    "leave_group",
    "let_back",
    "offer_role",
    "remove_member",
    "revoke_invitation",
    "step_back",
    "step_up",
    "take_role_back",
]
