"""Every write of groups: beginning one, coming in and going, one's own place, looking after it, threads, chats."""

from alongside.groups.services.beginning import begin_group, decide_on_group
from alongside.groups.services.chat import hide_line, take_line_back, write_line
from alongside.groups.services.chat_here import choose_here
from alongside.groups.services.chat_rooms import (
    change_room,
    choose_chat_days,
    close_room,
    move_room_up,
    open_room,
    quiet_room,
)
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
    choose_letters,
    leave_group,
    step_back,
    step_up,
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
    "change_room",
    "choose_chat_days",
    "choose_here",
    "choose_letters",
    "claim_answer",
    "close_group",
    "close_room",
    "decide_on_group",
    "hide_line",
    "invite",
    "join_group",
    "leave_group",
    "let_back",
    "move_room_up",
    "move_waiting",
    "offer_role",
    "open_room",
    "quiet_room",
    "react",
    "remove_member",
    "revoke_invitation",
    "step_back",
    "step_up",
    "take_line_back",
    "take_post_back",
    "take_role_back",
    "write_line",
]
