"""The writes on questionnaires: results, when they are taken again, who may read the numbers."""

from alongside.instruments.services.results import keep_result, remove_gone, remove_result, remove_results
from alongside.instruments.services.retaking import ask_retakes, choose_rhythm, put_off, travel
from alongside.instruments.services.sharing import forget_shares, note_look, share_results

__all__ = [
    "ask_retakes",
    "choose_rhythm",
    "forget_shares",
    "keep_result",
    "note_look",
    "put_off",
    "remove_gone",
    "remove_result",
    "remove_results",
    "share_results",
    "travel",
]
