"""What is done to chat rooms, events and days when moderators decide: as `moderating`, each with what undoes it."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from alongside.groups.chat.models import ChatLine, ChatRoom
from alongside.groups.models import DayWord, Event, EventLine, EventQuestion, Membership
from alongside.groups.services.chat import show_changed
from alongside.groups.stage import telling as stage_telling
from alongside.groups.stage.enums import QuestionState
from alongside.kernel.markdown import safe_html

# What it takes to undo a hiding: that it was this decision that hid it.
BY_THIS = "hidden"


def hide_chat_line(line_id: UUID, now: datetime) -> str:
    """Hide a line of a chat room from everybody but its writer."""
    return hide_chat_lines([line_id], now).get(line_id, "")


def show_chat_line(line_id: UUID, memo: str, now: datetime) -> None:
    """Show a line of a chat room again that this had hidden."""
    show_chat_lines({line_id: memo}, now)


def hide_chat_lines(line_ids: Collection[UUID], now: datetime) -> dict[UUID, str]:
    """Hide lines, as `hide_chat_line`, room by room at once; return those that were not hidden yet."""
    found: dict[UUID, str] = {}
    for room in _rooms_of(line_ids):
        lines = ChatLine.objects.filter(room=room, id__in=line_ids, taken_back_at=None, hidden_at=None)
        hidden = list(lines.values_list("id", flat=True))
        if hidden:
            show_changed(room, hidden, hidden_at=now)
            found |= dict.fromkeys(hidden, BY_THIS)
    return found


def show_chat_lines(memos: Mapping[UUID, str], _now: datetime) -> None:
    """Show lines again, as `show_chat_line`, each by what undoes its hiding."""
    hidden = [line for line, memo in memos.items() if memo]
    for room in _rooms_of(hidden):
        lines = ChatLine.objects.filter(room=room, id__in=hidden).values_list("id", flat=True)
        show_changed(room, list(lines), hidden_at=None, hidden_why="")


def _rooms_of(line_ids: Collection[UUID]) -> list[ChatRoom]:
    """Return the rooms of lines, held in the order of their ids."""
    rooms = ChatRoom.objects.filter(id__in=ChatLine.objects.filter(id__in=line_ids).values("room"))
    return list(rooms.order_by("id").select_for_update(no_key=True, of=("self",)))


def hide_question(question_id: UUID, now: datetime) -> str:
    """Hide a question from everybody but who asked it; what was asked together with it waits by itself again."""
    event = _event(questions=question_id)
    row = EventQuestion.objects.filter(id=question_id, hidden_at=None).first()
    if event is None or row is None:
        return ""
    row.together.update(state=QuestionState.WAITING, merged_into=None)
    moves_on = {QuestionState.ON_STAGE: QuestionState.ANSWERED, QuestionState.TAKEN: QuestionState.WAITING}
    row.state = moves_on.get(QuestionState(row.state), row.state)
    row.hidden_at = now
    row.taken_by = row.taken_at = None
    row.save(update_fields=["state", "hidden_at", "taken_by", "taken_at"])
    stage_telling.show_all(event)
    return BY_THIS


def show_question(question_id: UUID, memo: str, _now: datetime) -> None:
    """Show a question again that this had hidden: one that was on the stage stands among the answered."""
    event = _event(questions=question_id)
    if event is not None and memo:
        EventQuestion.objects.filter(id=question_id).update(hidden_at=None)
        stage_telling.show_all(event)


def hide_event_line(line_id: UUID, now: datetime) -> str:
    """Hide what was said on a stage."""
    event = _event(lines=line_id)
    if event is None or not EventLine.objects.filter(id=line_id, hidden_at=None).update(hidden_at=now):
        return ""
    stage_telling.show_all(event)
    return BY_THIS


def show_event_line(line_id: UUID, memo: str, _now: datetime) -> None:
    """Show what was said on a stage again that this had hidden."""
    event = _event(lines=line_id)
    if event is not None and memo:
        EventLine.objects.filter(id=line_id).update(hidden_at=None)
        stage_telling.show_all(event)


def hide_summary(event_id: UUID, _now: datetime) -> str:
    """Take away what was written of an event afterwards; what it was is what undoes it."""
    event = _event(id=event_id)
    if event is None or not event.summary:
        return ""
    memo = {"by": str(event.summary_by_id or ""), "text": event.summary}
    _write_summary(event, "", None)
    return json.dumps(memo)


def show_summary(event_id: UUID, memo: str, _now: datetime) -> None:
    """Put back what was written of an event, unless somebody has written something else meanwhile."""
    event = _event(id=event_id)
    if event is None or not memo or event.summary:
        return
    held = json.loads(memo)
    by = Membership.objects.filter(id=held["by"], group=event.group_id).first() if held["by"] else None
    _write_summary(event, held["text"], by)


def hide_day_word(word_id: UUID, _now: datetime) -> str:
    """Take away what somebody let their group read of a day. It is kept nowhere: it would be gone with that day."""
    DayWord.objects.filter(id=word_id).update(words_sealed=None)
    return ""


def leave_day_word(_word_id: UUID, _memo: str, _now: datetime) -> None:
    """Leave it away: whoever said it can say it again."""


def _write_summary(event: Event, text: str, by: Membership | None) -> None:
    event.summary, event.summary_html, event.summary_by = text, safe_html(text) if text else "", by
    event.save(update_fields=["summary", "summary_html", "summary_by"])


def _event(**of: UUID) -> Event | None:
    return Event.objects.filter(**of).select_for_update(no_key=True, of=("self",)).first()
