"""How meetings are run, in the reader's language; a text of a format that nobody translated stays as it was written."""

from dataclasses import dataclass

from django.utils.translation import gettext

from alongside.meetings.agendas import EVERYONE, Item, MeetingFormat, Reading
from alongside.meetings.enums import RoleKind
from alongside.meetings.models import MeetingRole


def role_words(role: MeetingRole) -> str:
    """Return what a role is called."""
    return role.name or str(RoleKind(role.kind).label)


def leader_words(role: str) -> str:
    """Return who leads a segment."""
    return gettext("Everybody") if role == EVERYONE else str(RoleKind(role).label)


@dataclass(frozen=True, slots=True)
class FormatView:
    """A format in the reader's language."""

    code: str
    name: str
    purpose: str


def format_view(found: MeetingFormat) -> FormatView:
    """Return a format as the reader's language says it."""
    return FormatView(found.code, gettext(found.name), gettext(found.purpose))


@dataclass(frozen=True, slots=True)
class SegmentView:
    """One segment of a meeting in the reader's language; `begins` is the minute at which it begins."""

    key: str
    title: str
    begins: int
    minutes: int
    leader: str
    guidance: tuple[str, ...]
    own_reading: bool
    reading: Reading | None


def segment_views(items: tuple[Item, ...]) -> list[SegmentView]:
    """Return what is held as the reader's language says it, in order."""
    found, begins = [], 0
    for one in items:
        part = one.segment
        guidance = tuple(gettext(sentence) for sentence in part.guidance)
        leader = leader_words(part.role)
        view = SegmentView(
            part.key, gettext(part.title), begins, one.minutes, leader, guidance, part.own_reading, one.reading
        )
        found.append(view)
        begins += one.minutes
    return found
