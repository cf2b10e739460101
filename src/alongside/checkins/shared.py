"""What supporters see of the check-ins of others: single answers shared with them, and that one was missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.accounts.models import Person
from alongside.checkins.contents import contents_of, values_of
from alongside.checkins.enums import Reaction
from alongside.checkins.models import Entry, Reply
from alongside.checkins.outgoing import shared_path
from alongside.checkins.parts import is_heavy
from alongside.checkins.policies import visible_answers, visible_missed, visible_shared
from alongside.checkins.queries import SaidView, changes_of, said_of
from alongside.checkins.sealing import REPLY
from alongside.circles.models import Supporter
from alongside.circles.policies import SupportingActor, visible_supported
from alongside.kernel.sealed import unseal

# How long a card says it; what is shared stays on its page.
NEWS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class SharedView:
    """What one supporter sees of one entry. `missed` is what the person wants to be said, "" when it was answered."""

    id: UUID
    alias: str
    at: datetime
    missed: str
    said: tuple[SaidView, ...]
    path: str
    own_words: str = ""
    own_reaction: str = ""
    changed_at: datetime | None = None
    is_heavy: bool = False


def news_for(actor: SupportingActor, *, now: datetime) -> list[SharedView]:
    """Return what was shared or missed lately and not replied to, the newest first; without the answers."""
    recent = visible_shared(actor).filter(created_at__gt=now - NEWS)
    replied = Reply.objects.filter(tie__in=visible_supported(actor)).values("entry")
    rows = list(recent.exclude(id__in=replied).order_by("-created_at", "-id")[:5])
    words = _missed_words(actor, rows)
    return [_view(actor, row, words) for row in rows]


def shared_view(actor: SupportingActor, entry: Entry) -> SharedView:
    """Return what the actor sees of an entry they may see."""
    opened = contents_of([entry.check_in])
    answers = list(visible_answers(actor).filter(entry=entry))
    values = values_of(answers).get(entry.id, {})
    view = _view(actor, entry, _missed_words(actor, [entry]))
    said = said_of(opened.get(entry.check_in_id), values)
    own = Reply.objects.filter(entry=entry, tie__in=visible_supported(actor)).first()
    return SharedView(
        id=view.id,
        alias=view.alias,
        at=view.at,
        missed=view.missed,
        said=said,
        path=view.path,
        own_words=(unseal(own.words_sealed, what=REPLY) or "") if own else "",
        own_reaction=str(Reaction(own.reaction).label) if own and own.reaction else "",
        changed_at=changes_of(answers).get(entry.id),
        is_heavy=any(is_heavy(one.part.kind, one.value) for one in said),
    )


def _missed_words(actor: SupportingActor, rows: Iterable[Entry]) -> dict[UUID, str]:
    found = list(rows)
    missed = set(visible_missed(actor).filter(id__in=[row.id for row in found]).values_list("id", flat=True))
    opened = contents_of({row.check_in for row in found if row.id in missed})
    usual = _("The check-in that was planned did not come. A friendly word may be welcome.")
    told = [row for row in found if row.id in missed and row.check_in_id in opened]
    return {row.id: opened[row.check_in_id].missed or usual for row in told}


def _view(actor: SupportingActor, row: Entry, words: dict[UUID, str]) -> SharedView:
    return SharedView(
        id=row.id,
        alias=row.check_in.person.alias,
        at=row.answered_at or row.told_at or row.created_at,
        missed=words.get(row.id, ""),
        said=(),
        path=_path(actor, row),
    )


def _path(actor: SupportingActor, row: Entry) -> str:
    supporter = Supporter(person=actor) if isinstance(actor, Person) else actor
    return shared_path(row.id, supporter)
