"""Every write of groups: beginning one, coming in and going, one's own place in it, looking after it, threads."""

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
from alongside.groups.services.own import (
    agree_anew,
    answer_offer,
    change_alias,
    choose_coach,
    choose_letters,
    leave_group,
    step_back,
    step_up,
)
from alongside.groups.services.regular import (
    change_regular,
    end_regular,
    hand_on,
    host_in_turn,
    open_regulars,
    rest_regular,
    write_regular,
)
from alongside.groups.services.threads import answer_thread, begin_thread, change_post, react, take_post_back
from alongside.groups.services.unanswered import claim_answer, move_waiting

__all__ = [
    "accept_invitation",
    "add_to_circle",
    "agree_anew",
    "answer_offer",
    "answer_request",
    "answer_thread",
    "begin_group",
    "begin_thread",
    "change_alias",
    "change_group",
    "change_post",
    "change_regular",
    "choose_coach",
    "choose_letters",
    "claim_answer",
    "close_group",
    "decide_on_group",
    "end_regular",
    "hand_on",
    "host_in_turn",
    "invite",
    "join_group",
    "leave_group",
    "let_back",
    "move_waiting",
    "offer_role",
    "open_regulars",
    "react",
    "remove_member",
    "rest_regular",
    "revoke_invitation",
    "step_back",
    "step_up",
    "take_post_back",
    "take_role_back",
    "write_regular",
]
