"""Going with someone, as the two read it: whom the owner asked (`Companion`), what a tie is asked for (`AskedAlong`).

Neither has a place for what only the other may know: the owner's name for the tie, the days they were there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.names import names_of
from alongside.circles.policies import SupportingActor
from alongside.kernel.sealed import unseal_all
from alongside.meetings.enums import AlongState, Way
from alongside.meetings.mine_forms import CHOICES
from alongside.meetings.mine_page import GONE, has_a_way, is_in_circle, is_shown, mine
from alongside.meetings.models import Along, Saved
from alongside.meetings.policies import visible_along, visible_asked_along
from alongside.meetings.queries import timing_of
from alongside.meetings.sealing import ALONG_WORDS
from alongside.meetings.timing import Start, next_starts, start_on
from alongside.meetings.words import local_time, place_words, when_words
from alongside.notifications.queries import sends_mail

# How long after a start it still stands there, and how long after the start that was named it is looked for at all.
STANDS_FOR = timedelta(hours=3)
LOOKED_FOR = timedelta(days=8)
OFFERED = 4
CANCELLED = _("It is cancelled on that day.")
ANOTHER_TIME = _("It begins at another time than at first.")
CAN_PICK_UP = _("%(name)s comes along, and can pick you up if you like.")
SAID = {
    (AlongState.ASKED, Way.COME): _("You asked %(name)s to come along. There is no answer yet."),
    (AlongState.ASKED, Way.PICK_UP): _("You asked %(name)s to pick you up. There is no answer yet."),
    (AlongState.AGREED, Way.COME): _("%(name)s comes along."),
    (AlongState.AGREED, Way.PICK_UP): _("%(name)s picks you up, and comes along."),
    (AlongState.NOT_NOW, Way.COME): _("%(name)s cannot come this time. It says nothing about you."),
    (AlongState.NOT_NOW, Way.PICK_UP): _("%(name)s cannot come this time. It says nothing about you."),
}


@dataclass(frozen=True, slots=True)
class Companion:
    """Whom the owner asked, for when, and what they say."""

    id: UUID
    saved_id: UUID
    words: str
    when: str
    note: str
    is_agreed: bool
    is_open: bool
    can_pick_up: bool


@dataclass(frozen=True, slots=True)
class AskedAlong:
    """What a tie is asked for, on their own clock; `is_off` says that it was called off after their yes."""

    owner_alias: str
    name: str
    when: str
    local: str
    place: str
    note: str
    words: str
    is_pick_up: bool
    is_agreed: bool
    is_off: bool
    can_pick_up: bool
    meeting_path: str
    yes_path: str
    pick_up_path: str
    reminder: str
    reminder_path: str
    not_now_path: str


def my_meeting_page(row: Saved, *, now: datetime) -> dict[str, object]:
    """Return what the page of a saved meeting shows its owner: when it begins, who comes along, the days noted."""
    companions = companions_of(row.owner, now=now, saved=row)
    return {
        "one": mine(row, now=now),
        "companions": companions,
        "tie": row.tie if is_in_circle(row) else None,
        "is_shown": is_shown(row),
        "has_a_way": has_a_way(row),
        "dates": row.dates.order_by("-on_date"),
    }


def dates_to_ask_for(saved: Saved, *, now: datetime) -> list[tuple[str, str]]:
    """Return the next dates of a saved meeting, as a form offers them: on the reader's clock, and on its own."""
    if saved.meeting is None or not is_shown(saved):
        return []
    starts = next_starts(timing_of(saved.meeting), after=now, count=OFFERED)
    zone = saved.meeting.timezone
    said = [(one, ", ".join(filter(None, (when_words(one.at), local_time(one.at, zone))))) for one in starts]
    return [(one.on_date.isoformat(), words) for one, words in said]


def companions_of(owner: Person, *, now: datetime, saved: Saved | None = None) -> list[Companion]:
    """Return whom the owner asked along to what is still to come, and what they said; with `saved`, to that meeting."""
    rows = visible_along(owner).filter(state__in={state for state, _way in SAID})
    kept = _to_come(rows.filter(saved=saved) if saved else rows, now)
    names = names_of(row.tie for row, _start in kept)
    return [_companion(row, start, names.get(row.tie_id, "")) for row, start in kept]


def _companion(row: Along, start: Start | None, name: str) -> Companion:
    can_pick_up = row.offers_pick_up and row.ended_at is None and has_a_way(row.saved)
    return Companion(
        id=row.id,
        saved_id=row.saved_id,
        words=str(CAN_PICK_UP if can_pick_up else SAID[AlongState(row.state), Way(row.way)]) % {"name": name},
        when=when_words(start.at if start else row.starts_at),
        note=_note(row, start),
        is_agreed=row.state == AlongState.AGREED,
        is_open=row.ended_at is None,
        can_pick_up=can_pick_up,
    )


def asked_along(actor: SupportingActor, *, now: datetime) -> list[AskedAlong]:
    """Return what the actor is asked to come along to, what they said yes to, and what was called off since."""
    kept = _to_come(visible_asked_along(actor), now)
    texts = unseal_all([row.words_sealed for row, _start in kept], what=ALONG_WORDS)
    return [_asked(row, start, text or "", actor) for (row, start), text in zip(kept, texts, strict=True)]


def _asked(row: Along, start: Start | None, words: str, actor: SupportingActor) -> AskedAlong:
    meeting, at = row.saved.meeting, start.at if start else row.starts_at
    is_there = meeting is not None and is_shown(row.saved)
    zone = timezone.get_current_timezone_name()
    moved_to = start.differs.place if start and start.differs else ""
    return AskedAlong(
        owner_alias=row.tie.owner.alias,
        name=meeting.name if meeting and is_there else row.saved.name,
        when=when_words(at),
        local=local_time(at, meeting.timezone) if meeting and is_there else "",
        place=place_words(meeting, moved_to) if meeting and is_there else "",
        note=_note(row, start),
        words=words,
        is_pick_up=row.way == Way.PICK_UP,
        is_agreed=row.state == AlongState.AGREED,
        is_off=row.state == AlongState.CALLED_OFF,
        can_pick_up=row.offers_pick_up,
        meeting_path=f"{reverse('meeting', args=[meeting.slug])}?tz={zone}" if meeting and is_there else "",
        yes_path=_path(row, "yes", actor),
        pick_up_path=_path(row, "yes-pick-up", actor) if row.way == Way.COME and has_a_way(row.saved) else "",
        reminder=_reminder(row),
        reminder_path=_path(row, "reminder", actor) if can_be_reminded(actor) else "",
        not_now_path=_path(row, "not-now", actor),
    )


def _to_come(rows: Iterable[Along], now: datetime) -> list[tuple[Along, Start | None]]:
    """Return those whose date is not over yet with their start as it stands now, None for one that is not held."""
    found = [(row, start_as_it_stands(row)) for row in rows if row.starts_at > now - LOOKED_FOR]
    kept = [(row, one) for row, one in found if (one.at if one else row.starts_at) > now - STANDS_FOR]
    return sorted(kept, key=lambda pair: (pair[1].at if pair[1] else pair[0].starts_at, pair[0].id))


def start_as_it_stands(row: Along) -> Start | None:
    """Return when that date begins by now, None when it is not held or nobody else may know of it any more."""
    meeting = row.saved.meeting
    return start_on(timing_of(meeting), row.on_date) if meeting and is_shown(row.saved) else None


def _note(row: Along, start: Start | None) -> str:
    if not is_shown(row.saved):
        return str(GONE)
    if start is None:
        return str(CANCELLED)
    return str(ANOTHER_TIME) if start.at != row.starts_at else ""


def _reminder(row: Along) -> str:
    """Say when whoever comes along is reminded, '' for not at all."""
    found = getattr(row, "reminder", None)
    return str(dict(CHOICES)[str(found.minutes)]) if found else ""


def can_be_reminded(actor: SupportingActor) -> bool:
    """Tell whether a reminder can reach whoever comes along: of contacts, who gave an address that we can write to."""
    return isinstance(actor, Person) or (actor.email_sealed is not None and sends_mail())


def _path(row: Along, move: str, actor: SupportingActor) -> str:
    if isinstance(actor, Person):
        return reverse("supporting-along", args=[row.id, move])
    return reverse("with-along", args=[links.sign(actor.id, salt=links.CONTACT), row.id, move])
