"""Every write of moderation: bringing something before moderators, looking after it, deciding, another look."""

from alongside.safety.services.appealing import answer_appeal, appeal, read_answer
from alongside.safety.services.at_once import hide_at_once
from alongside.safety.services.deciding import answer_proposal, decide, lift, take_proposal_back
from alongside.safety.services.forgetting import leave_to_organisers, move_cases
from alongside.safety.services.handling import claim_case, close_case, hand_over, release_case
from alongside.safety.services.replying import reply
from alongside.safety.services.reporting import bring, report

__all__ = [
    "answer_appeal",
    "answer_proposal",
    "appeal",
    "bring",
    "claim_case",
    "close_case",
    "decide",
    "hand_over",
    "hide_at_once",
    "leave_to_organisers",
    "lift",
    "move_cases",
    "read_answer",
    "release_case",
    "reply",
    "report",
    "take_proposal_back",
]
