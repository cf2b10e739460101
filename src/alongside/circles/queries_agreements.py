"""What the two of a tie agree, as a page shows it to one of them: a constant number of queries.

Nothing here has a place for what is the owner's alone (stance, ring, their name for somebody, needs) or the
supporter's alone (their load).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from alongside.circles import agreements
from alongside.circles.agreements import Field, as_hours, hours_on
from alongside.circles.enums import Side, Support, Within
from alongside.circles.models import Terms, Tie
from alongside.circles.terms import Current, current_terms, review_begins, terms_of, zone_of
from alongside.circles.wording import OtherHours, other_hours
from alongside.circles.wording_agreements import LABELS, NOT_WANTED_LABEL, cell, channel_words, sentence
from alongside.ui import phrases

Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two do not fit, each side in a sentence, the reader's own first."""

    field: str
    label: str
    own: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Version:
    """What both had said yes to, and when; lines of a table like those of the page."""

    number: int
    agreed_at: datetime
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """What the two of a tie agree, as one of them reads it, hours on their own clock.

    `stamp` stands for what both say now. `own_yes` and `their_yes` tell whether the reader and the other have said yes
    to it, `own_still` and `their_still` whether they have said, since the review began, that it is still right.
    """

    lines: tuple[Line, ...]
    differences: tuple[Difference, ...]
    versions: tuple[Version, ...]
    hope_is_written: bool
    own_yes: bool
    their_yes: bool
    stamp: str
    review_on: date | None
    is_review_due: bool
    own_still: bool
    their_still: bool
    other_hours: tuple[OtherHours, ...] = ()
    """The kinds of support that are given at other hours than the week that both say."""

    @property
    def is_agreed(self) -> bool:
        """Tell whether both have said yes to what they say now."""
        return self.own_yes and self.their_yes

    @property
    def may_confirm(self) -> bool:
        """Tell whether the reader's yes is what is missing."""
        return self.hope_is_written and not self.differences and not self.own_yes


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads: which side they are on, their clock, and the moment."""

    side: Side
    zone: ZoneInfo
    now: datetime

    @property
    def other(self) -> Side:
        return Side.SUPPORTER if self.side == Side.OWNER else Side.OWNER


def agreement_view(tie: Tie, side: Side, *, now: datetime) -> AgreementView:
    """Return what the two of a tie, fetched through the policies, agree, as this side reads it: six queries."""
    current = current_terms(tie)
    reader = _Reader(side, zone_of(tie, side), now)
    begins = review_begins(tie, current.agreement)
    yes = {one: current.confirmed_at(one) for one in Side}
    is_due = begins is not None and now >= begins and all(yes.values())
    still = {one: is_due and begins is not None and at is not None and at >= begins for one, at in yes.items()}
    return AgreementView(
        lines=_lines(current, reader),
        differences=_differences(current, reader),
        versions=_versions(current, reader),
        hope_is_written=current.owner is not None,
        own_yes=yes[side] is not None,
        their_yes=yes[reader.other] is not None,
        stamp=current.stamp,
        review_on=current.agreement.review_on if current.agreement else None,
        is_review_due=is_due,
        own_still=still[side],
        their_still=still[reader.other],
        other_hours=_other_hours(current, reader),
    )


def _other_hours(current: Current, reader: _Reader) -> tuple[OtherHours, ...]:
    """Say the hours of kinds of support that have their own, on the reader's clock."""
    weeks = {Support(kind): replace(current.supporter, hours=hours) for kind, hours in current.own_hours.items()}
    return other_hours({kind: as_hours(hours_on(terms, reader.zone, reader.now)) for kind, terms in weeks.items()})


def _lines(current: Current, reader: _Reader) -> tuple[Line, ...]:
    """Return the fields, each with what both say and how it stands, and last what they do not want.

    As long as the owner has not said what they hope for it is what is offered alone.
    """
    if current.owner is None:
        offered = [current.supporter]
        return (*_said(offered, reader), _not_wanted(offered))
    agreed = current.agreement.review_on if current.agreement else None
    both = [
        replace(one, review_on=one.review_on or agreed)
        for one in (current.of(reader.side), current.of(reader.other))
        if one
    ]
    apart = {one.field for one in current.mismatches(reader.now)}
    fits, differs = gettext("It fits"), gettext("You differ")
    stands = [differs if field in apart else fits for field in Field]
    lines = [(*line, how) for line, how in zip(_said(both, reader), stands, strict=True)]
    return (*lines, (*_not_wanted(both), gettext("For you both to know")))


def _said(both: Sequence[agreements.Terms | None], reader: _Reader) -> list[Line]:
    return [
        (str(LABELS[field]), *(cell(terms, field, reader.side, reader.zone, reader.now) for terms in both))
        for field in Field
    ]


def _not_wanted(both: Sequence[agreements.Terms | None]) -> Line:
    words = (terms.not_wanted if terms else "" for terms in both)
    return (str(NOT_WANTED_LABEL), *(text or str(phrases.NOTHING_WRITTEN_YET) for text in words))


def _differences(current: Current, reader: _Reader) -> tuple[Difference, ...]:
    own, theirs = current.of(reader.side), current.of(reader.other)
    if own is None or theirs is None:
        return ()

    def say(terms: agreements.Terms, field: Field, side: Side) -> str:
        return sentence(terms, field, side, reader.now, reader=reader.side, zone=reader.zone)

    return tuple(
        Difference(
            field=one.field.value,
            label=str(LABELS[one.field]),
            own=say(own, one.field, reader.side),
            theirs=say(theirs, one.field, reader.other),
        )
        for one in current.mismatches(reader.now)
    )


def _versions(current: Current, reader: _Reader) -> tuple[Version, ...]:
    if current.agreement is None:
        return ()
    rows = list(current.agreement.terms.filter(version__isnull=False).order_by("-version"))
    said = dict(
        zip([(row.version or 0, row.side) for row in rows], zip(rows, terms_of(rows), strict=True), strict=True)
    )
    numbers = sorted({number for number, _ in said}, reverse=True)
    return tuple(_version(number, {side: said[number, side] for side in Side}, reader) for number in numbers)


def _version(number: int, sides: dict[Side, tuple[Terms, agreements.Terms]], reader: _Reader) -> Version:
    both = (sides[reader.side][1], sides[reader.other][1])
    return Version(
        number=number,
        agreed_at=max(row.created_at for row, _ in sides.values()),
        lines=(*_said(both, reader), _not_wanted(both)),
    )


def agreed_in_short(tie_id: UUID) -> tuple[str, ...]:
    """Say in which ways and how soon the supporter of a tie answers, as last agreed; nothing without an agreement."""
    row = (
        Terms.objects.filter(agreement__tie=tie_id, side=Side.SUPPORTER, version__isnull=False)
        .order_by("-version")
        .only("channels", "within")
        .first()
    )
    if row is None:
        return ()
    within = str(Within(row.within).label) if row.within else ""
    return tuple(words for words in (channel_words(frozenset(row.channels)), within) if words)
