"""The day's pledge and the look back on it, with a group: what comes in from other capabilities, and what is seen.

Members see how many took part today and, of those who let them, alias and words. It ends with the day where the writer
is, when they take it back, and at once when they leave.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.groups.enums import GroupState, Standing
from alongside.groups.models import DayWord, Group, Membership
from alongside.groups.policies import access_standing, own_memberships, visible_day_words
from alongside.groups.sealing import DAY_WORDS
from alongside.groups.services.brought import bring_danger, is_slow
from alongside.groups.services.unsent import bring_unsent
from alongside.groups.things import DAY_WORD, day_word_as_thing
from alongside.groups.unheard import unheard_of
from alongside.kernel.sealed import seal, unseal_all
from alongside.safety.evidence import thawed
from alongside.safety.models import Case, Report
from alongside.safety.pauses import paused_until
from alongside.safety.slow_start import has_links
from alongside.ui import companies, phrases
from alongside.ui.companies import Company, Moment, Provider

HEADINGS = {
    Moment.MORNING: gettext_lazy("What people set out with today"),
    Moment.EVENING: gettext_lazy("How people look back on today"),
}

A_DAY = timedelta(days=1)
SHARES = gettext_lazy("Somebody who shares their day")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody let the others read of today."""

    id: UUID
    alias: str
    words: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One moment of today in a group: how many took part, and what those say who let the reader read it.

    `has_own`: the reader took part.
    """

    heading: str
    people: int
    said: tuple[Said, ...]
    has_own: bool = False


def companies_of(person: Person) -> list[Company]:
    """Return the groups somebody can take a day's pledge with."""
    rows = own_memberships(person).filter(state=Standing.IN, group__state__in=[GroupState.OPEN, GroupState.HOSTLESS])
    named = [(row, {"group": row.group.name, "alias": row.alias}) for row in rows.select_related("group")]
    return [Company(row.id, str(phrases.WHERE_YOU_ARE) % names) for row, names in named]


@transaction.atomic
def hear(person: Person, company: UUID, word: companies.DayWord, now: datetime) -> None:
    """Keep what somebody says of their day to one of their groups, instead of what it heard before at that moment.

    Without its words, where it does not read them now: then they are counted only. Words that sound like danger come
    before its moderators all the same; where another group reads that moment of their day, or its moderators do, before
    those of the place, and without an alias.
    """
    inside = own_memberships(person).filter(state=Standing.IN).order_by("id").select_related("group", "person")
    row = next((one for one in inside.select_for_update(no_key=True, of=("self",)) if one.id == company), None)
    if row is None or word.until <= now:
        return
    DayWord.objects.filter(membership=row, moment=word.moment).delete()
    is_elsewhere, words = _elsewhere(row, word, now=now)
    is_read = not is_elsewhere and _is_read(row, word, now=now)
    kept = DayWord.objects.create(
        created_at=now,
        membership=row,
        source=word.source,
        moment=word.moment,
        words_sealed=seal(person.data_key_id, word.words, what=DAY_WORDS) if is_read else None,
        until=word.until,
    )
    if not is_elsewhere:
        bring_danger(day_word_as_thing(kept, word.words), now=now)
    elif word.words not in words:
        bring_unsent(standing=row, words=word.words, who=SHARES, is_outside=True, now=now)
    record("group.day_shared", actor=person.id, subject=row.id, about=person.id, now=now)


def _is_read(row: Membership, word: companies.DayWord, *, now: datetime) -> bool:
    """Tell whether a group reads these words: as it reads posts."""
    if not word.words or paused_until(row.person, row.group_id, now=now) is not None:
        return False
    return not (has_links(word.words) and is_slow(row, now=now))


def _elsewhere(row: Membership, word: companies.DayWord, *, now: datetime) -> tuple[bool, set[str | None]]:
    """Tell whether another group has that moment already, so that no second one reads anything of it; and which words.

    In two they would show that two aliases are one person; and so they would where they went from one as they came in
    another. So the first keeps them until they are taken back or the day is over. Moderators who see both would learn
    it as well, also of what they alone read there. Words are known of that moment alone: the same at another are a new
    sign.
    """
    there = DayWord.objects.filter(membership__person=row.person_id, moment=word.moment, until__gt=now)
    there = there.exclude(membership=row)
    sealed = list(there.exclude(words_sealed=None).values_list("words_sealed", flat=True))
    read: set[str | None] = set(unseal_all(sealed, what=DAY_WORDS))
    brought = Case.objects.filter(kind=DAY_WORD, about=row.person_id, created_at__gt=now - A_DAY)
    rows = list(Report.objects.filter(case__in=brought.exclude(community=row.group_id)).select_related("case"))
    pairs = zip(rows, thawed(rows), strict=True)
    shown = [(one.case.subject, {piece.words for piece in seen.pieces}) for one, seen in pairs]
    now_there = set(there.values_list("id", flat=True))
    same_moment = [words for subject, words in shown if subject in now_there]
    is_told = any(word.words in words for _subject, words in shown)
    return bool(read or same_moment) or is_told, read.union(*same_moment)


def take_back(sources: Collection[UUID]) -> None:
    """Forget what came from these rows."""
    DayWord.objects.filter(source__in=sources).delete()


def heard(source: UUID, now: datetime) -> list[str]:
    """Return the names of the groups that see what came from that row."""
    groups = Group.objects.filter(memberships__day_words__source=source, memberships__day_words__until__gt=now)
    return sorted(groups.values_list("name", flat=True))


@transaction.atomic
def take_day_back(*, actor: Person, slug: str, now: datetime) -> None:
    """Have the actor's group forget what they shared of today. NotAllowed, NotFound."""
    standing = access_standing(actor, slug, lock=True)
    DayWord.objects.filter(membership=standing).delete()
    record("group.day_taken_back", actor=actor.id, subject=standing.id, about=actor.id, now=now)


def days_of(standing: Membership, *, now: datetime) -> list[Day]:
    """Return what somebody sees of today in a group, in the order of aliases; of whom they do not hear no words."""
    rows = list(visible_day_words(standing, now=now).select_related("membership").order_by("membership__alias_key"))
    unheard = unheard_of(standing) if rows else frozenset()
    texts = unseal_all([None if row.membership_id in unheard else row.words_sealed for row in rows], what=DAY_WORDS)
    said = list(zip(rows, texts, strict=True))
    days = {moment: [one for one in said if one[0].moment == moment] for moment in Moment}
    return [_day(moment, day, own=standing.id) for moment, day in days.items() if day]


def _day(moment: Moment, said: list[tuple[DayWord, str | None]], *, own: UUID) -> Day:
    read = tuple(Said(row.id, row.membership.alias, words, row.membership_id == own) for row, words in said if words)
    return Day(str(HEADINGS[moment]), len(said), read, has_own=any(row.membership_id == own for row, _words in said))


def takes_part(standing: Membership, *, now: datetime) -> bool:
    """Tell whether somebody has shared something of today."""
    return visible_day_words(standing, now=now).filter(membership=standing).exists()


def forget_days(now: datetime) -> int:
    """Delete what belongs to a day that is over; return how much that was."""
    return DayWord.objects.filter(until__lte=now).delete()[0]


PROVIDER = Provider(of=companies_of, hear=hear, take_back=take_back, heard=heard)
