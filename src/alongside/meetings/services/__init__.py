"""Every write of meetings: bringing what a source says up to date (`syncing`), sources and their readings (`sources`),
files that are brought along (`bringing`), the meetings of this place itself (`own`), also proposed ones (`proposing`),
and of groups (`of_groups`), how they are run (`running`), who serves them (`serving`) and looks after them
(`stewards`), and their rooms (`rooms`, `room_words`), whether a meeting is still so (`freshness`), what somebody keeps
to themselves (`mine`, `calendars`), who comes along to it (`along`, `along_reminders`) or offers to (`company`), and a
saved one as a tie of a circle (`in_circle`).

Locks are taken in one order: the source, then its meetings; the hosting, then who serves, then when.
"""

from alongside.meetings.services.along import (
    answer_along,
    ask_along,
    end_along_of,
    forget_along,
    take_back_along,
    take_pick_up,
)
from alongside.meetings.services.along_reminders import (
    choose_along_reminder,
    reckon_changed_along,
    send_along_reminders,
)
from alongside.meetings.services.bridge import answer_bridge, listen_to_voices, note_sending, publish_voice
from alongside.meetings.services.bridge_lines import look_after_bridge
from alongside.meetings.services.bringing import add_file, count_feed, feed_to_look_at, renew_file, try_source
from alongside.meetings.services.calendars import end_feed, make_feed
from alongside.meetings.services.company import (
    end_offers_of,
    forget_offers,
    not_now_to_offer,
    offer_company,
    take_back_offer,
    take_up_offer,
)
from alongside.meetings.services.freshness import confirm_meeting, forget_reports, report_there, take_report_back
from alongside.meetings.services.in_circle import add_to_circle
from alongside.meetings.services.mine import (
    choose_reminder,
    note_there,
    reckon_changed,
    remove_saved,
    remove_there,
    save_meeting,
    send_reminders,
)
from alongside.meetings.services.of_groups import begin_group_meeting, forget_groups
from alongside.meetings.services.own import (
    change_date,
    change_meeting,
    close_meeting,
    open_meeting,
    remove_meeting,
    usual_again,
    write_meeting,
)
from alongside.meetings.services.proposing import (
    forget_proposals,
    let_in_proposal,
    not_let_in,
    propose_meeting,
    take_back_proposal,
)
from alongside.meetings.services.room_words import delete_line, read_note, take_note_back, write_line, write_note
from alongside.meetings.services.rooms import (
    ROOMS,
    Coming,
    Order,
    act_in_room,
    enter_room,
    see_in_room,
    who_may_wait,
    who_sees_room,
)
from alongside.meetings.services.running import (
    ask_to_serve,
    begin_running,
    change_agenda,
    change_running,
    choose_roles,
    remove_reading,
    write_reading,
)
from alongside.meetings.services.serving import (
    answer_offer,
    choose_served,
    fill_rotas,
    forget_served,
    hand_back,
    leave_all,
    not_then,
    send_service_reminders,
    stand_in,
    then_again,
)
from alongside.meetings.services.sources import (
    change_source,
    decide_held,
    prepare_source,
    read_next,
    read_soon,
    remove_source,
    take_in,
)
from alongside.meetings.services.stewards import answer_steward_ask, ask_steward, forget_steward_asks, step_back
from alongside.meetings.services.syncing import Result, forget_gone, sync
from alongside.meetings.services.voice import (
    collect_letters,
    forget_old_letters,
    join_talk,
    leave_talk,
    send_letter,
)

__all__ = [
    "ROOMS",
    "Coming",
    "Order",
    "Result",
    "act_in_room",
    "add_file",
    "add_to_circle",
    "answer_along",
    "answer_bridge",
    "answer_offer",
    "answer_steward_ask",
    "ask_along",
    "ask_steward",
    "ask_to_serve",
    "begin_group_meeting",
    "begin_running",
    "change_agenda",
    "change_date",
    "change_meeting",
    "change_running",
    "change_source",
    "choose_along_reminder",
    "choose_reminder",
    "choose_roles",
    "choose_served",
    "close_meeting",
    "collect_letters",
    "confirm_meeting",
    "count_feed",
    "decide_held",
    "delete_line",
    "end_along_of",
    "end_feed",
    "end_offers_of",
    "enter_room",
    "feed_to_look_at",
    "fill_rotas",
    "forget_along",
    "forget_gone",
    "forget_groups",
    "forget_offers",
    "forget_old_letters",
    "forget_proposals",
    "forget_reports",
    "forget_served",
    "forget_steward_asks",
    "hand_back",
    "join_talk",
    "leave_all",
    "leave_talk",
    "let_in_proposal",
    "listen_to_voices",
    "look_after_bridge",
    "make_feed",
    "not_let_in",
    "not_now_to_offer",
    "not_then",
    "note_sending",
    "note_there",
    "offer_company",
    "open_meeting",
    "prepare_source",
    "propose_meeting",
    "publish_voice",
    "read_next",
    "read_note",
    "read_soon",
    "reckon_changed",
    "reckon_changed_along",
    "remove_meeting",
    "remove_reading",
    "remove_saved",
    "remove_source",
    "remove_there",
    "renew_file",
    "report_there",
    "save_meeting",
    "see_in_room",
    "send_along_reminders",
    "send_letter",
    "send_reminders",
    "send_service_reminders",
    "stand_in",
    "step_back",
    "sync",
    "take_back_along",
    "take_back_offer",
    "take_back_proposal",
    "take_in",
    "take_note_back",
    "take_pick_up",
    "take_report_back",
    "take_up_offer",
    "then_again",
    "try_source",
    "usual_again",
    "who_may_wait",
    "who_sees_room",
    "write_line",
    "write_meeting",
    "write_note",
    "write_reading",
]
