"""Lines of chat rooms: writing one, taking it back, hiding another's, and forgetting them in time.

Every change counts up the version of its room under the room's lock, so that whoever knows a version knows all before
it. The audit is told what those who look after a group do, and never who wrote when: rooms forget that.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles.texts import checked_text
from alongside.groups.chat.details import Written
from alongside.groups.chat.models import ChatLine, ChatRoom
from alongside.groups.chat.policies import access_line, access_own_line, access_room, hours_of, kept_since
from alongside.groups.chat.things import line_as_thing
from alongside.groups.chat.times import next_turn, quiet_to
from alongside.groups.chat.wording import moment_words, quiet_words, wait_words
from alongside.groups.enums import Use
from alongside.groups.models import Membership
from alongside.groups.policies import access_standing, may
from alongside.groups.sealing import CHAT_LINE
from alongside.groups.services.brought import bring_danger, slowly
from alongside.groups.services.chat_here import GONE_AFTER, TOPIC, forget_gone
from alongside.groups.services.threads import writing_standing
from alongside.groups.threads.policies import check_writable
from alongside.kernel import due, live
from alongside.kernel.errors import Invalid, NotAllowed, TooMany
from alongside.kernel.markdown import calmed
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal
from alongside.safety.models import Decision
from alongside.safety.pauses import check_may_write
from alongside.safety.services.at_once import hide_at_once
from alongside.safety.services.reporting import LINES_GO_ON
from alongside.safety.words.danger import sounds_like_danger
from alongside.ui import phrases

LINE_LENGTH = 1000
SOON = timedelta(seconds=1)
LINES_A_MINUTE = 30
HIDE_YOUR_OWN = _("You wrote this yourself: you can take it back.")


class TooSoon(Invalid):
    """A room goes slowly, and the next line can be sent in a while: nothing is wrong with it."""


def write_line(*, actor: Person, slug: str, room_id: UUID, written: Written, now: datetime) -> ChatLine:
    """Add a line to a room, once for each key. Invalid, NotAllowed, NotFound, Gone; Conflict, TooMany.

    Invalid, too, while the room is quiet, or the actor's last line there is too short ago: what was typed stays.
    """
    text = calmed(checked_text(written.text, field="text", most=LINE_LENGTH, required=True))
    count_try("groups.chat", str(actor.id), limit=LINES_A_MINUTE, window=timedelta(minutes=1), now=now)
    with transaction.atomic():
        standing = writing_standing(actor, slug)
        room = access_room(standing, room_id, lock=True)
        same = ChatLine.objects.filter(room=room, key=written.key).first()
        if same is not None:
            return _sent_before(same, standing)
        check_may_write(actor, standing.group_id, now=now)
        (text,) = slowly(standing, text, now=now)
        check_writable(standing)
        is_heavy = sounds_like_danger(text)
        if not is_heavy:
            _check_goes_now(standing, room, now=now)
        _count_up(room, lines=1)
        if room.due_at is None:
            room.due_at = now + timedelta(days=room.group.chat_days)
        room.save(update_fields=["version", "last_number", "due_at"])
        line = ChatLine.objects.create(
            created_at=now,
            room=room,
            membership=standing,
            number=room.last_number,
            changed=room.version,
            key=written.key,
            words_sealed=seal(actor.data_key_id, text, what=CHAT_LINE),
        )
        bring_danger(line_as_thing(line), is_heavy=is_heavy, goes_on=LINES_GO_ON, now=now)
        tell(room)
    return line


def _sent_before(line: ChatLine, standing: Membership) -> ChatLine:
    if line.membership_id not in (None, standing.id):
        raise Invalid(phrases.FORM_LOST)
    return line


def _check_goes_now(standing: Membership, room: ChatRoom, *, now: datetime) -> None:
    if may(standing, Use.MODERATE):
        return
    until = quiet_to(hours_of(room), now)
    if until is not None:
        raise Invalid(quiet_words(moment_words(until, now)), field="text")
    if room.slow_seconds:
        _check_slowly(standing, room, now=now)


def _check_slowly(standing: Membership, room: ChatRoom, *, now: datetime) -> None:
    """Raise TooSoon while the last line is too short ago; one that was taken back, and is nobody's by now, counts."""
    wait = _seconds_to_wait(standing, room, now)
    if wait > 0:
        raise TooSoon(wait_words(round(wait + 0.5)), field="text")
    try:
        slow = timedelta(seconds=room.slow_seconds)
        count_try("groups.slow", f"{room.id} {standing.id}", limit=1, window=slow, now=now)
    except TooMany as error:
        raise TooSoon(wait_words(error.retry_after), field="text") from error


def _seconds_to_wait(standing: Membership, room: ChatRoom, now: datetime) -> float:
    own = ChatLine.objects.filter(room=room, membership=standing).order_by("-number").first()
    return room.slow_seconds - (now - own.created_at).total_seconds() if own else 0


def _count_up(room: ChatRoom, *, lines: int = 0) -> None:
    room.version, room.last_number = room.version + 1, room.last_number + lines


def tell(room: ChatRoom) -> None:
    """Have everybody who looks at a room see what has changed."""
    live.announce_shared(topic=TOPIC, ref=room.id)


@transaction.atomic
def take_line_back(*, actor: Person, slug: str, room_id: UUID, line_id: UUID, now: datetime) -> None:
    """Delete what the actor wrote; its place says that it was taken back. NotAllowed, NotFound, Gone."""
    standing = writing_standing(actor, slug)
    room = access_room(standing, room_id, lock=True)
    line = access_own_line(standing, room, line_id, now=now)
    _empty(room, [line.id], now=now)


def _empty(room: ChatRoom, line_ids: Iterable[UUID], *, now: datetime) -> None:
    gone = {"words_sealed": None, "membership": None, "hidden_at": None, "hidden_why": ""}
    show_changed(room, line_ids, **gone, taken_back_at=now)


def show_changed(room: ChatRoom, line_ids: Iterable[UUID], **changes: object) -> None:
    """Change lines of a room that is locked, and have everybody who looks at it see that."""
    _count_up(room)
    room.save(update_fields=["version"])
    ChatLine.objects.filter(id__in=list(line_ids)).update(changed=room.version, **changes)
    tell(room)


@transaction.atomic
def hide_line(
    *, actor: Person, slug: str, room_id: UUID, line_id: UUID, reason: str, anyway: bool = False, now: datetime
) -> Decision:
    """Have nobody but its writer read a line, who is told why and can ask for another look: a decision as any other.

    Invalid, also of who may be in danger and was not written to, unless `anyway`; NotAllowed, NotFound, Gone, Conflict.
    """
    standing = access_standing(actor, slug, to=Use.MODERATE)
    line = access_line(standing, access_room(standing, room_id), line_id, now=now)
    if line.membership_id == standing.id:
        raise NotAllowed(HIDE_YOUR_OWN)
    is_hidden = ChatLine.objects.filter(id=line.id, hidden_at__isnull=False).exists
    return hide_at_once(
        actor=actor, thing=line_as_thing(line), reason=reason, anyway=anyway, is_hidden=is_hidden, now=now
    )


def empty_lines_of(memberships: Iterable[UUID], *, now: datetime) -> None:
    """Leave nothing of what these wrote in rooms but its places."""
    for room, ids in _lines_by_room(memberships):
        _empty(room, ids, now=now)


def show_anew(membership: Membership) -> None:
    """Have open pages show the lines of somebody who goes by another alias now, or by none."""
    for room, ids in _lines_by_room([membership.id]):
        show_changed(room, ids)


def _lines_by_room(memberships: Iterable[UUID]) -> Iterable[tuple[ChatRoom, list[UUID]]]:
    """Return the rooms in which these have written, each locked, and their lines there."""
    theirs = ChatLine.objects.filter(membership__in=list(memberships))
    rooms = ChatRoom.objects.filter(id__in=theirs.values("room")).order_by("id").select_for_update(no_key=True)
    for room in list(rooms):
        yield room, list(theirs.filter(room=room).values_list("id", flat=True))


def look_after_chats(rows: Sequence[ChatRoom], now: datetime) -> None:
    """Forget what is past the group's period and who has gone; say it when a room becomes quiet or open."""
    for room in rows:
        _forget(room, now)
        forget_gone(room, now)
        if room.quiet_until and room.quiet_until <= now:
            room.quiet_until = None
        room.due_at = None if room.closed_at else next_moment(room, now)
        room.save(update_fields=["due_at", "quiet_until"])
        tell(room)


def _forget(room: ChatRoom, now: datetime) -> None:
    # By number: two who wrote at once may have it in another order than their clocks, and no gap must come of that.
    old = ChatLine.objects.filter(room=room, created_at__lte=kept_since(room, now)).order_by("-number").first()
    if old is not None:
        ChatLine.objects.filter(room=room, number__lte=old.number).delete()


def next_moment(room: ChatRoom, now: datetime) -> datetime | None:
    """Return when something is to be done about a room next."""
    oldest = ChatLine.objects.filter(room=room).aggregate(at=Min("created_at"))["at"]
    forgets = oldest + timedelta(days=room.group.chat_days) if oldest else None
    gone = room.presences.aggregate(at=Min("seen_at"))["at"]
    moments = [forgets, next_turn(hours_of(room), now), gone + GONE_AFTER if gone else None]
    return min((max(one, now + SOON) for one in moments if one), default=None)


CHATS = due.DueKind("group-chat", ChatRoom, look_after_chats, batch=50)
