"""Reads of messages shaped for pages, each a constant number of queries."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.clock import to_the_minute
from alongside.kernel.errors import NotFound
from alongside.kernel.sealed import unseal, unseal_all, unseal_bytes
from alongside.messaging.circle_queries import Company, circles_as_seen, company_of, names_in
from alongside.messaging.enums import Origin, Stand
from alongside.messaging.models import Message, Picture, Seat, VoiceNote
from alongside.messaging.policies import (
    folded_for,
    still_there,
    unheard_in,
    visible_messages,
    visible_seats,
    waits_for_yes,
)
from alongside.messaging.reach import NOBODY_NAMED, Counterpart, Whom, counterparts
from alongside.messaging.sealing import CARE, DRAFT, IMAGE, SEEN, TEXT, VOICE
from alongside.safety.words.danger import known_danger

PAGE = 50
PICTURE, SPOKEN = "picture", "voice"
WITHOUT_WORDS = Case(
    When(Q(taken_back_at__isnull=True, picture__isnull=False), then=Value(PICTURE)),
    When(Q(taken_back_at__isnull=True, voice__isnull=False), then=Value(SPOKEN)),
    default=Value(""),
)
ALONE = {PICTURE: _("The latest message is a picture."), SPOKEN: _("The latest message is a voice note.")}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CURSOR = re.compile(r"([0-3])-([0-9]{1,17})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
# So many messages are read for words of danger, the latest: nobody leaves more unread than they can read.
MOST_READ = 200
# What stands before everything else in a list.
OF_DANGER = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation in the list. `new` is how many messages the reader has not seen.

    Of a small circle: how many `readers` it has, the reader among them, and how many were asked and may come yet.
    `alone` says in words what the latest message is that has none: a picture, or a voice note. `is_heavy` tells that
    something the reader has not seen, or not answered, sounds like danger to life.
    """

    id: UUID
    name: str
    place: str
    new: int
    at: datetime
    is_request: bool
    is_put_off: bool
    is_stopped: bool
    readers: int = 0
    waiting: int = 0
    alone: str = ""
    is_heavy: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list; `later` is where the next one begins, empty on the last."""

    rows: list[Row]
    later: str


@dataclass(frozen=True, slots=True)
class Written:
    """One message as the reader sees it: `text` is None once it is taken back.

    In a small circle of a group `source` is who wrote it there, while they are in the group, and `is_folded` that the
    reader does not hear from them.
    """

    id: UUID
    number: int
    mine: bool
    at: datetime
    text: str | None
    picture: "SeenPicture | None" = None
    voice_seconds: int = 0
    name: str = ""
    source: UUID | None = None
    is_folded: bool = False

    @property
    def is_heavy(self) -> bool:
        """Tell whether it sounds like danger to life."""
        return bool(self.text) and known_danger(self.id, self.text or "")


@dataclass(frozen=True, slots=True)
class SeenPicture:
    """A picture in a message: its size, what is to be seen on it, and what one should know before it is opened."""

    width: int
    height: int
    seen: str
    care: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation as the reader sees it."""

    id: UUID
    other: Counterpart
    lines: list[Written]
    earlier: int
    last: int
    is_request: bool
    is_put_off: bool
    is_stopped: bool
    is_told: bool
    waits: bool
    has_begun: bool
    has_ended: bool
    keeps_days: int
    kept_days: int
    draft: str
    company: Company | None = None

    @property
    def own_cry(self) -> Written | None:
        """Return the reader's last message that sounds like danger; None without one."""
        return next((one for one in reversed(self.lines) if one.mine and one.is_heavy), None)

    @property
    def their_cry(self) -> Written | None:
        """Return the last message of another, not folded, that sounds like danger; None without one."""
        heard = (one for one in reversed(self.lines) if not (one.mine or one.is_folded))
        return next((one for one in heard if one.is_heavy), None)

    @property
    def may_write(self) -> bool:
        """Tell whether there is a field to write in."""
        is_open = self.other.can_write and not self.has_ended and (self.company is None or bool(self.company.names))
        return is_open and not (self.is_request or self.waits or self.is_stopped)


def conversations_of(actor: Person, *, after: str = "") -> Listed:
    """Return a page of the actor's conversations: requests, those that go on, those put away; the latest of each first.

    Before all others stands where new words sound like danger. `after` is where the page before ended, as it said;
    anything else begins at the top.
    """
    rows = _in_turn(actor, _listed(actor))
    found = CURSOR.fullmatch(after)
    if found:
        rows = rows.filter(_behind(int(found[1]), EPOCH + timedelta(microseconds=int(found[2])), UUID(found[3])))
    page = list(rows[: PAGE + 1])
    shown = page[:PAGE]
    return Listed(_rows(shown), _cursor(shown[-1]) if len(page) > PAGE else "")


def new_to(actor: Person, *, most: int) -> list[Row]:
    """Return a few conversations with something new, and those that wait for a yes, also when they were read.

    First come words of danger, then what waits: somebody is there who does not know whether they are heard.
    """
    rows = _in_turn(actor, _listed(actor).filter(_is_heard))
    return _rows(list(rows.filter(Exists(_unread(actor)) | Q(stand=Stand.ASKED))[:most]))


def has_conversations(actor: Person, *, heard: bool = False) -> bool:
    """Tell whether the actor has any conversation, with `heard` one that is not put away."""
    rows = _listed(actor)
    return (rows.filter(_is_heard) if heard else rows).exists()


_is_heard = Q(blocked_at=None) & ~Q(stand=Stand.NOT_NOW)


def _in_turn(actor: Person, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Put what somebody sees in its turn: what is of danger; requests; what goes on; what was put away."""
    kind = Case(
        When(Q(blocked_at__isnull=False) | Q(stand=Stand.NOT_NOW), then=Value(3)),
        When(id__in=_cries_for(actor), then=Value(OF_DANGER)),
        When(stand=Stand.ASKED, then=Value(1)),
        default=Value(2),
    )
    placed: QuerySet[Any] = rows.annotate(kind=kind)
    return placed.order_by("kind", "-at", "id")


def _cries_for(actor: Person) -> list[UUID]:
    """Return where others wrote what sounds like danger: words not seen yet, or of a request not answered yet.

    It is for the actor's list alone: nobody is told.
    """
    heard = visible_seats(actor).filter(_is_heard)
    is_open = Q(conversation__seats__stand=Stand.ASKED) | Q(number__gt=F("conversation__seats__read_number"))
    said = Message.objects.filter(
        is_open,
        conversation__seats__in=heard,
        number__gt=F("conversation__seats__begins_after"),
        for_writer_alone=False,
    )
    rows = said.filter(~folded_for(actor), taken_back_at=None).exclude(seat__person=actor).order_by("-created_at")
    found = list(rows.values_list("id", "conversation__seats", "text_sealed")[:MOST_READ])
    texts = unseal_all([sealed for _id, _seat, sealed in found], what=TEXT)
    return [seat for (id_, seat, _sealed), text in zip(found, texts, strict=True) if text and known_danger(id_, text)]


def _listed(actor: Person) -> QuerySet[Any]:
    """Return where the actor sits: small circles, where something was said or begun, or they stopped hearing.

    So is where somebody waits for a yes whose words are not shown: they came while the actor heard nothing from them.
    `at` is when something was said last.
    """
    said = Message.objects.filter(
        Q(for_writer_alone=False) | Q(seat=OuterRef("id")),
        ~folded_for(actor),
        conversation=OuterRef("conversation"),
        number__gt=OuterRef("begins_after"),
    )
    newest = said.order_by("-number")
    last = Subquery(newest.values("created_at")[:1])
    rows = visible_seats(actor).annotate(said_at=last).annotate(at=Coalesce("said_at", "created_at"))
    rows = rows.annotate(latest=Subquery(newest.annotate(without_words=WITHOUT_WORDS).values("without_words")[:1]))
    is_shown = Q(draft_sealed__isnull=False) | Q(blocked_at__isnull=False) | Q(conversation__is_circle=True)
    waits = ~Q(stand=Stand.IN) & Q(conversation__ended_at=None, conversation__last_number__gt=F("begins_after"))
    return rows.filter(Q(said_at__isnull=False) | is_shown | waits)


def _unread(actor: Person) -> QuerySet[Message]:
    rows = Message.objects.filter(conversation=OuterRef("conversation"), number__gt=OuterRef("read_number"))
    return rows.filter(~folded_for(actor), for_writer_alone=False).exclude(seat=OuterRef("id"))


def _behind(kind: int, at: datetime, seat_id: UUID) -> Q:
    """Return what tells the rows that come after this one."""
    return Q(kind__gt=kind) | Q(kind=kind) & (Q(at__lt=at) | Q(at=at, id__gt=seat_id))


def _cursor(seat: Seat) -> str:
    kind: int = seat.kind  # type: ignore[attr-defined]  # the query above adds it
    at: datetime = seat.at  # type: ignore[attr-defined]  # the query above adds it
    return f"{kind}-{(at - EPOCH) // timedelta(microseconds=1)}-{seat.id}"


def _rows(listed: Sequence[Seat]) -> list[Row]:
    seats = still_there(listed)
    new = _new_in(seats)
    others = counterparts(_paired([seat for seat in seats if not seat.conversation.is_circle]))
    others |= circles_as_seen([seat for seat in seats if seat.conversation.is_circle])
    return [_row(seat, others[seat.id], new.get(seat.conversation_id, 0)) for seat in seats]


def _alone(seat: Seat) -> str:
    """Say what the latest message is where it has no words; what was taken back is nothing any more."""
    latest: str = seat.latest  # type: ignore[attr-defined]  # the query above adds it
    return str(ALONE.get(latest, ""))


def _new_in(seats: Sequence[Seat]) -> dict[UUID, int]:
    """Count once, for all of a page, what its reader has not seen."""
    ids = [seat.id for seat in seats]
    rows = Message.objects.filter(
        conversation__seats__in=ids, number__gt=F("conversation__seats__read_number"), for_writer_alone=False
    )
    if seats:
        rows = rows.filter(~folded_for(seats[0].person))
    counted = rows.exclude(seat__in=ids).values("conversation").annotate(new=Count("id"))
    return {row["conversation"]: row["new"] for row in counted}


def _paired(seats: Sequence[Seat]) -> list[tuple[Seat, Seat | None]]:
    rows = Seat.objects.filter(conversation__in=[seat.conversation_id for seat in seats])
    others = {row.conversation_id: row for row in rows.exclude(id__in=[seat.id for seat in seats])}
    return [(seat, others.get(seat.conversation_id)) for seat in seats]


def _row(seat: Seat, other: Counterpart, new: int) -> Row:
    at: datetime = seat.at  # type: ignore[attr-defined]  # the query above adds it
    return Row(
        id=seat.conversation_id,
        name=other.name,
        place=other.place,
        new=new,
        at=to_the_minute(at),
        is_request=seat.stand == Stand.ASKED,
        is_put_off=seat.stand == Stand.NOT_NOW,
        is_stopped=seat.blocked_at is not None,
        readers=other.readers,
        waiting=other.waiting,
        alone=_alone(seat),
        is_heavy=seat.kind == OF_DANGER,  # type: ignore[attr-defined]  # the query above adds it
    )


def open_with(actor: Person, whom: Whom) -> UUID | None:
    """Return the conversation that the actor has with somebody now, None without one."""
    seat = visible_seats(actor).filter(conversation__pair=whom.pair, conversation__ended_at=None).first()
    return seat.conversation_id if seat else None


def talk_of(seat: Seat, *, before: int | None = None) -> Talk:
    """Return a conversation as somebody in it sees it: its latest page, or the one `before` a message."""
    seats = list(Seat.objects.filter(conversation=seat.conversation_id).select_related("person", "conversation"))
    other, company, unheard = None, None, unheard_in(seat)
    if seat.conversation.is_circle:
        company = company_of(seat, unheard)
        whom = circles_as_seen([seat])[seat.id]
    else:
        other = next((row for row in seats if row.id != seat.id), None)
        whom = counterparts([(seat, other)])[seat.id]
    rows = visible_messages(seat).order_by("-number")
    page = list((rows if before is None else rows.filter(number__lt=before))[: PAGE + 1])
    shown = page[PAGE - 1 :: -1] if len(page) > PAGE else page[::-1]
    has_begun = seat.read_number > seat.begins_after
    return Talk(
        id=seat.conversation_id,
        other=whom,
        lines=_written(shown, seat, _writers(seats, unheard) if company else {}),
        earlier=shown[0].number if len(page) > PAGE else 0,
        last=shown[-1].number if shown else 0,
        is_request=seat.stand != Stand.IN,
        is_put_off=seat.stand == Stand.NOT_NOW,
        is_stopped=seat.blocked_at is not None,
        is_told=seat.is_told,
        waits=other is not None and waits_for_yes(seat, other),
        has_begun=has_begun,
        has_ended=seat.conversation.ended_at is not None,
        keeps_days=seat.keeps_days,
        kept_days=min(row.keeps_days for row in _choosing(seat, seats, knows=bool(shown) or has_begun)),
        draft=unseal(seat.draft_sealed, what=DRAFT) or "",
        company=company,
    )


def _choosing(seat: Seat, seats: Sequence[Seat], *, knows: bool) -> Sequence[Seat]:
    """Return whose times count: of a small circle, of those who are in it.

    Who has read nothing of the other of two learns nothing of what they chose, nor that they write.
    """
    if seat.conversation.is_circle:
        return [row for row in seats if row.left_at is None]
    return seats if knows else [seat]


class _Writer(NamedTuple):
    """Who wrote in a small circle: what they are called there, and what one does about them if it is of a group."""

    name: str = ""
    source: UUID | None = None
    is_folded: bool = False


def _writers(seats: Sequence[Seat], unheard: Collection[UUID]) -> dict[UUID, _Writer]:
    names, is_of_group = names_in(seats), seats[0].conversation.origin == Origin.GROUP
    gone = str(NOBODY_NAMED)
    return {
        row.id: _Writer(
            names[row.id], row.source if is_of_group and names[row.id] != gone else None, row.source in unheard
        )
        for row in seats
    }


def _written(rows: Sequence[Message], seat: Seat, writers: Mapping[UUID, _Writer]) -> list[Written]:
    texts = unseal_all([row.text_sealed for row in rows], what=TEXT)
    there = [row.id for row in rows if row.taken_back_at is None]
    shown, spoken = _pictures(there), _seconds(there)
    return [
        Written(
            row.id,
            row.number,
            row.seat_id == seat.id,
            to_the_minute(row.created_at),
            text,
            shown.get(row.id),
            spoken.get(row.id, 0),
            *writers.get(row.seat_id, _Writer()),
        )
        for row, text in zip(rows, texts, strict=True)
    ]


def _pictures(message_ids: Sequence[UUID]) -> dict[UUID, SeenPicture]:
    rows = list(Picture.objects.filter(message__in=message_ids).defer("image_sealed"))
    seen = unseal_all([row.seen_sealed for row in rows], what=SEEN)
    care = unseal_all([row.care_sealed for row in rows], what=CARE)
    return {
        row.message_id: SeenPicture(row.width, row.height, words or "", first or "")
        for row, words, first in zip(rows, seen, care, strict=True)
    }


def _seconds(message_ids: Sequence[UUID]) -> dict[UUID, int]:
    return dict(VoiceNote.objects.filter(message__in=message_ids).values_list("message", "seconds"))


def image_of(message: Message) -> bytes:
    """Return the picture of a message; NotFound without one, and when who sent it has erased their account."""
    row = Picture.objects.filter(message=message).first()
    return _file(row.image_sealed if row else None, IMAGE)


def sound_of(message: Message) -> bytes:
    """Return the voice note of a message; NotFound as `image_of`."""
    row = VoiceNote.objects.filter(message=message).first()
    return _file(row.audio_sealed if row else None, VOICE)


def _file(sealed: bytes | memoryview | None, what: str) -> bytes:
    data = unseal_bytes(sealed, what=what)
    if data is None:
        raise NotFound
    return data
