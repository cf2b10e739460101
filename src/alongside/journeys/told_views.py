"""What was told, as each side reads it: `ToldView` for the tie that was told, `WordView` for the owner they answer.

The first has no place for what the owner wrote for themself, or for the name they gave the tie.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.enums import TieState
from alongside.circles.names import names_of
from alongside.circles.policies import SupportingActor
from alongside.journeys.enums import Motif
from alongside.journeys.milestones import mark_of
from alongside.journeys.models import Journey, Milestone, Setback, Told
from alongside.journeys.policies import visible_said, visible_told, visible_words
from alongside.journeys.sealing import MESSAGE, SAID, TITLE
from alongside.journeys.wording import mark_words
from alongside.kernel.sealed import unseal_all


@dataclass(frozen=True, slots=True)
class ToldView:
    """A milestone (`mark` says which) or a setback (its days, and the owner's words to those they told)."""

    id: UUID
    owner_alias: str
    title: str
    mark: str
    first_day: date
    last_day: date
    message: str
    say_path: str
    seen_path: str


@dataclass(frozen=True, slots=True)
class WordView:
    """What a tie said: by the owner's name for them, to which milestone ("" for a setback), in words, with a card.

    `voice_seconds` is None when they recorded nothing.
    """

    id: UUID
    name: str
    mark: str
    words: str
    motif: str
    voice_seconds: int | None

    @property
    def heard_at(self) -> str:
        """Return where the owner hears it."""
        return reverse("journey-words-voice", args=[self.id])

    @property
    def motif_words(self) -> str:
        """Say what is on the card."""
        return str(Motif(self.motif).label) if self.motif else ""

    @property
    def picture(self) -> str:
        """Name the template of the drawing."""
        return f"journeys/motifs/{self.motif}.html"


@dataclass(frozen=True, slots=True)
class SaidView:
    """What the actor said, as they find it again; nothing of what it was said to.

    `owner_alias` is "" once they do not stand together any more: what somebody is called now is not theirs to see then.
    """

    id: UUID
    owner_alias: str
    said_at: datetime
    words: str
    motif: str
    voice_seconds: int | None
    heard_at: str
    back_path: str

    @property
    def motif_words(self) -> str:
        """Say what is on the card."""
        return str(Motif(self.motif).label) if self.motif else ""


def told_to(actor: SupportingActor) -> tuple[ToldView, ...]:
    """Return what the actor was told and has not put away, oldest first: a constant number of queries."""
    return _told_views(list(visible_told(actor).filter(seen_at=None).order_by("created_at", "id")), actor)


def told_view(told: Told, actor: SupportingActor) -> ToldView:
    """Return one thing the actor was told."""
    return _told_views([told], actor)[0]


def _told_views(rows: Sequence[Told], actor: SupportingActor) -> tuple[ToldView, ...]:
    titles = _titles(rows)
    messages = unseal_all([row.setback.message_sealed if row.setback else None for row in rows], what=MESSAGE)
    return tuple(
        ToldView(
            id=row.id,
            owner_alias=row.tie.owner.alias,
            title=titles.get(_journey_id(row), ""),
            mark=_said_mark(row.milestone),
            first_day=_first_day(row),
            last_day=row.setback.last_day if row.setback else _first_day(row),
            message=message or "",
            say_path=_path("told", row, actor),
            seen_path=_path("told-seen", row, actor),
        )
        for row, message in zip(rows, messages, strict=True)
    )


def _path(name: str, row: Told, actor: SupportingActor) -> str:
    if isinstance(actor, Person):
        return reverse(f"supporting-{name}", args=[row.id])
    return reverse(f"with-{name}", args=[links.sign(actor.id, salt=links.CONTACT), row.id])


def _of(row: Told) -> Milestone | Setback:
    about = row.milestone or row.setback
    assert about is not None  # noqa: S101 - the database says so
    return about


def _journey_id(row: Told) -> UUID:
    return _of(row).journey_id


def _first_day(row: Told) -> date:
    about = _of(row)
    return about.reached_on if isinstance(about, Milestone) else about.first_day


def _said_mark(milestone: Milestone | None) -> str:
    mark = mark_of(milestone.mark) if milestone else None
    return mark_words(mark) if mark else ""


def _titles(rows: Iterable[Told]) -> dict[UUID, str]:
    journeys = list(Journey.objects.filter(id__in={_journey_id(row) for row in rows}))
    texts = unseal_all([journey.title_sealed for journey in journeys], what=TITLE)
    return {journey.id: text for journey, text in zip(journeys, texts, strict=True) if text}


def unread_words(owner: Person) -> tuple[WordView, ...]:
    """Return what was said to the owner and they have not put away yet, oldest first."""
    return _word_views(list(visible_words(owner).filter(read_at=None).order_by("said_at", "id")))


def words_in(journey: Journey) -> tuple[WordView, ...]:
    """Return all that was said to the milestones and setbacks of a journey, the latest first."""
    about = Q(milestone__journey=journey) | Q(setback__journey=journey)
    return _word_views(list(visible_words(journey.owner).filter(about).order_by("-said_at", "-id")))


def _word_views(rows: Sequence[Told]) -> tuple[WordView, ...]:
    names = names_of({row.tie for row in rows})
    texts = unseal_all([row.words_sealed for row in rows], what=SAID)
    return tuple(
        WordView(
            id=row.id,
            name=names.get(row.tie_id) or _("Somebody"),
            mark=_said_mark(row.milestone),
            words=text or "",
            motif=row.motif,
            voice_seconds=row.voice_seconds,
        )
        for row, text in zip(rows, texts, strict=True)
    )


def said_by(actor: SupportingActor) -> tuple[SaidView, ...]:
    """Return all that the actor said to those they stand with, the latest first: a constant number of queries."""
    rows = list(visible_said(actor).order_by("-said_at", "-id"))
    texts = unseal_all([row.words_sealed for row in rows], what=SAID)
    return tuple(
        SaidView(
            id=row.id,
            owner_alias=row.tie.owner.alias if row.tie.state == TieState.ACCEPTED else "",
            said_at=row.said_at,
            words=text or "",
            motif=row.motif,
            voice_seconds=row.voice_seconds,
            heard_at=_path("told-voice", row, actor),
            back_path=_path("told-back", row, actor),
        )
        for row, text in zip(rows, texts, strict=True)
        if row.said_at
    )


def said_path(actor: SupportingActor) -> str:
    """Return where the actor finds what they said."""
    if isinstance(actor, Person):
        return reverse("supporting-said")
    return reverse("with-said", args=[links.sign(actor.id, salt=links.CONTACT)])
