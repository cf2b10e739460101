"""Every write of journeys: the journey and what is counted (`journeys`), setbacks (`setbacks`), milestones and who
hears of them (`marking`), what ties say to both (`words`) and have not sent yet (`unsent`), and goals (`goals`). Each
is one transaction that locks, checks, changes, audits and announces. The journey, or the goal, is locked first, and
what hangs on it after that.
"""

from alongside.journeys.services.goals import (
    add_goal,
    answer_goal_ask,
    end_asks_of,
    propose_goal_ask,
    reach_goal,
    remind_to_ask,
    remove_goal,
    say_asked,
    take_back_goal_ask,
    tick_step,
)
from alongside.journeys.services.journeys import (
    change_journey,
    end_journey,
    log_action,
    remove_journey,
    start_journey,
    take_back_action,
    take_up_journey,
)
from alongside.journeys.services.marking import choose_listeners, end_telling, mark_milestones
from alongside.journeys.services.setbacks import remove_setback, tell_setback
from alongside.journeys.services.unsent import (
    drop_unsent_voice,
    end_unsent_voices,
    forget_unsent_voices,
    keep_unsent_voice,
)
from alongside.journeys.services.words import (
    count_recording,
    delete_words,
    look_at_told,
    put_away_told,
    read_words,
    say_words,
    take_back_words,
)

__all__ = [
    "add_goal",
    "answer_goal_ask",
    "change_journey",
    "choose_listeners",
    "count_recording",
    "delete_words",
    "drop_unsent_voice",
    "end_asks_of",
    "end_journey",
    "end_telling",
    "end_unsent_voices",
    "forget_unsent_voices",
    "keep_unsent_voice",
    "log_action",
    "look_at_told",
    "mark_milestones",
    "propose_goal_ask",
    "put_away_told",
    "reach_goal",
    "read_words",
    "remind_to_ask",
    "remove_goal",
    "remove_journey",
    "remove_setback",
    "say_asked",
    "say_words",
    "start_journey",
    "take_back_action",
    "take_back_goal_ask",
    "take_back_words",
    "take_up_journey",
    "tell_setback",
    "tick_step",
]
