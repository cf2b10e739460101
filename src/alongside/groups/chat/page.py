"""What a chat room shows: its lines, how it stands, and who lets others see that they are there.

Lines and parts are the same for everybody in the group, in one language: `me` marks one's own where a page is made for
one. How many read is not said, for a number that changes tells who came and went.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.template.loader import render_to_string

from alongside.groups.chat.models import ChatLine, ChatPresence, ChatRoom
from alongside.groups.chat.policies import hours_of, lines_kept
from alongside.groups.chat.times import quiet_to
from alongside.groups.chat.wording import moment_words, quiet_words, slow_words
from alongside.groups.enums import GroupRole, Standing
from alongside.groups.models import Membership
from alongside.groups.sealing import CHAT_LINE
from alongside.groups.services.chat_here import GONE_AFTER
from alongside.groups.threads.words import alias_of_member
from alongside.kernel.clock import to_the_minute
from alongside.kernel.sealed import unseal_all
from alongside.safety.words.danger import known_danger, sounds_like_danger

LINES = 50
MOST_LINES = 200
MOST_HERE = 100
STAYS_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as everybody in the room sees it; `words` is '' where it was taken back or is hidden.

    With what `is_heavy`, readers are told what they can do: of who is not there any more, nothing is. Whoever wrote it
    `is_in` while one can stop hearing from them.
    """

    id: UUID
    number: int
    changed: int
    seat: UUID | None
    alias: str
    role: str
    words: str
    at: datetime
    is_hidden: bool
    is_taken_back: bool
    is_heavy: bool
    is_in: bool


@dataclass(frozen=True, slots=True)
class State:
    """How a room stands now: `quiet` in words while only those who look after the group write, '' otherwise.

    `moment` is until when, as `quiet` says it; `slow` how often one person writes there, in words or ''.
    """

    room: ChatRoom
    quiet: str
    slow: str
    until: datetime | None
    moment: str
    first: int


def state_of(room: ChatRoom, *, now: datetime) -> State:
    """Return how a room stands; `first` is the number of the first line it remembers."""
    until = quiet_to(hours_of(room), now)
    numbers = lines_kept(room, now=now).order_by("number").values_list("number", flat=True)
    moment = moment_words(until, now) if until else ""
    return State(
        room=room,
        quiet=quiet_words(moment) if moment else "",
        slow=slow_words(room.slow_seconds),
        until=until,
        moment=moment,
        first=numbers.first() or room.last_number + 1,
    )


def lines_before(room: ChatRoom, number: int | None, *, now: datetime) -> list[LineView]:
    """Return a page of lines: the last ones, or those before a number."""
    rows = lines_kept(room, now=now)
    if number is not None:
        rows = rows.filter(number__lt=number)
    return _views(_last(rows, LINES))


def lines_since(room: ChatRoom, version: int, *, now: datetime) -> list[LineView]:
    """Return the lines that came or changed after a version of the room, of very many the last."""
    return _views(_last(lines_kept(room, now=now).filter(changed__gt=version), MOST_LINES))


def _last(rows: QuerySet[ChatLine], most: int) -> list[ChatLine]:
    return list(rows.select_related("membership").order_by("-number")[:most])[::-1]


def _views(rows: Sequence[ChatLine]) -> list[LineView]:
    texts = unseal_all((None if row.hidden_at else row.words_sealed for row in rows), what=CHAT_LINE)
    return [_view(row, text or "") for row, text in zip(rows, texts, strict=True)]


def _view(row: ChatLine, words: str) -> LineView:
    member = row.membership
    is_in = member is not None and member.state == Standing.IN
    role = member.role if member and is_in else GroupRole.MEMBER
    return LineView(
        id=row.id,
        number=row.number,
        changed=row.changed,
        seat=member.id if member else None,
        alias=alias_of_member(member),
        role="" if role == GroupRole.MEMBER else str(GroupRole(role).label),
        words=words,
        at=to_the_minute(row.created_at),
        is_hidden=row.hidden_at is not None,
        is_taken_back=row.taken_back_at is not None,
        is_heavy=is_in and words != "" and known_danger(row.id, words),
        is_in=is_in,
    )


def html_of(lines: Iterable[LineView], room: ChatRoom) -> dict[int, str]:
    """Return each line as everybody sees it, by number."""
    context = {"slug": room.group.slug, "room": room}
    return {line.number: render_to_string("groups/chat/line.html", {**context, "line": line}) for line in lines}


def here_in(room: ChatRoom, *, now: datetime) -> list[tuple[UUID, str]]:
    """Return those in a room who let others see it, with their aliases, in the order of the alphabet."""
    rows = ChatPresence.objects.filter(room=room, seen_at__gt=now - GONE_AFTER)
    shown = rows.filter(membership__state=Standing.IN, membership__shows_here=True).order_by("membership__alias_key")
    return list(shown.values_list("membership_id", "membership__alias")[: MOST_HERE + 1])


def parts_of(room: ChatRoom, *, now: datetime, unheard: Collection[UUID] = ()) -> dict[str, str]:
    """Return the parts of a room that everybody sees, in the active language; a page leaves out who is `unheard`."""
    here = [one for one in here_in(room, now=now) if one[0] not in unheard]
    context = {"state": state_of(room, now=now), "here": here[:MOST_HERE], "are_more": len(here) > MOST_HERE}
    return {name: render_to_string(f"groups/chat/{name}.html", context) for name in ("state", "here")}


def own_hidden(standing: Membership, room: ChatRoom, *, now: datetime) -> list[tuple[str, str]]:
    """Return the lines of somebody that were hidden, and why."""
    rows = list(lines_kept(room, now=now).filter(membership=standing, hidden_at__isnull=False).order_by("number"))
    texts = unseal_all((row.words_sealed for row in rows), what=CHAT_LINE)
    return [(text or "", row.hidden_why) for row, text in zip(rows, texts, strict=True)]


def cried(standing: Membership, lines: Iterable[LineView], now: datetime) -> str:
    """Return the words of somebody's own last line of the last day that sounds like danger; '' without one."""
    own = [one.words for one in lines if one.is_heavy and one.seat == standing.id and one.at > now - STAYS_FOR]
    return own[-1] if own else ""


def has_hidden_cry(hidden: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a hidden line of somebody's own sounds like danger."""
    return any(sounds_like_danger(words) for words, _why in hidden)
