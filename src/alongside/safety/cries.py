"""Words of danger that somebody writes or shows to moderators: they come before those of the whole place, nameless.

So those of a group who decided about them, or whom they report, do not see them; and of those of the whole place, whom
they speak of does not.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.clock import to_the_minute
from alongside.safety.enums import Act
from alongside.safety.models import Appeal, Case, Decision, Report
from alongside.safety.reportable import Piece, Reportable, Thing, nameless

CRY = "cry"
WHO = _("Somebody who wrote to moderators")
# Whoever reports danger mostly speaks of another, and that is whom to look for.
WHO_REPORTED = _("Somebody who reported danger, maybe to somebody else")


def _for_nobody(_person: Person, _subject: object) -> None:
    """Nobody reports what somebody wrote to moderators."""


KIND = Reportable(
    CRY,
    _("A cry for help to moderators"),
    _for_nobody,
    spared=frozenset({Act.PAUSE, Act.REMOVE}),
    goes_along=True,
)


def cry_as_thing(person: Person, subject: UUID, words: str, *, who: Promise = WHO, now: datetime) -> Thing:
    """Return what somebody wrote with a report or an appeal, or shows of a message, the `subject`, as it is shown.

    `who` stands in place of a name.
    """
    called = nameless(who)
    piece = Piece(subject, called, to_the_minute(now), words)
    return Thing(CRY, subject, called, "", (piece,), person.id, None, reverse("own-reports"), is_quoted=True)


@dataclass(frozen=True, slots=True)
class Letters:
    """What people write to each other and may show: the ids of what was written `to` somebody, and who `reads` some.

    Whom it was written to does not learn that it is shown.
    """

    to: Callable[[Person], QuerySet[Any, UUID]]
    reads: Callable[[Collection[UUID]], Mapping[UUID, set[UUID]]]


_letters: list[Letters] = []


def register_letters(letters: Letters) -> None:
    """Make known what people write to each other; call it in `ready()`, once."""
    if _letters:
        raise ValueError("There are letters already.")
    _letters.append(letters)


def cries_of_others_about(person: Person) -> QuerySet[Case]:
    """Return the cries that came with a report about somebody, with a word against what they decided or to them.

    Whoever cries has written that with them out of the room. A word that was refused came with the decision itself;
    from a report that was refused nothing leads to them, so `keep_apart` does that.
    """
    reports = Report.objects.filter(case__about=person)
    own = Report.objects.filter(reporter=person).values("case")
    decided = _against().filter(Q(by=person) | Q(confirmed_by=person) | Q(case__in=own))
    appeals = Appeal.objects.filter(decision__in=decided)
    came_with = [*(rows.values("id") for rows in (reports, decided, appeals)), *(one.to(person) for one in _letters)]
    return Case.objects.filter(reduce(or_, (Q(subject__in=ids) for ids in came_with)), kind=CRY)


def _against() -> QuerySet[Decision]:
    """Return the decisions that one can write against: not a word, which is answered, and by whom it was written to."""
    return Decision.objects.exclude(act=Act.WRITE)


def spoken_of_in(cases: Collection[UUID]) -> dict[UUID, set[UUID | None]]:
    """Return, of those of these cases that are cries, the same from the other side: who keeps out of each."""
    cries = dict(Case.objects.filter(id__in=cases, kind=CRY).values_list("subject", "id"))
    found: dict[UUID, set[UUID | None]] = {case_id: set() for case_id in cries.values()}
    for report_id, about_id in Report.objects.filter(id__in=cries).values_list("id", "case__about"):
        found[cries[report_id]].add(about_id)
    people = ("by", "confirmed_by", "case__reports__reporter")
    against = _against().filter(id__in=cries).values_list("id", *people)
    appeals = Appeal.objects.filter(id__in=cries).values_list("id", *(f"decision__{one}" for one in people))
    for said_id, *who in [*against, *appeals]:
        found[cries[said_id]].update(who)
    for letters in _letters:
        for letter_id, readers in letters.reads(cries).items():
            found[cries[letter_id]].update(readers)
    return found


def is_before_moderators(subject: UUID) -> bool:
    """Tell whether these words of somebody were brought before moderators as a cry for help."""
    return Case.objects.filter(kind=CRY, subject=subject).exists()
