"""Terms as they are stored: what can be used, and how rows become what `agreements` compares."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from alongside.circles import agreements, offers
from alongside.circles.agreements import Mismatch
from alongside.circles.details import MOST_A_WEEK
from alongside.circles.enums import Channel, Side, Within
from alongside.circles.models import Agreement, Terms, Tie
from alongside.circles.own_hours import OwnHours, own_hours_of
from alongside.circles.sealing import NOT_WANTED
from alongside.circles.texts import WAYS_LENGTH, checked_text
from alongside.kernel.errors import Invalid
from alongside.kernel.sealed import seal, unseal_all
from alongside.ui import phrases

LONGEST_AHEAD = timedelta(days=365)


@dataclass(frozen=True)
class Current:
    """What the two of a tie say now. The supporter always says what their tie offers; the owner may not have yet."""

    tie: Tie
    agreement: Agreement | None
    rows: Mapping[str, Terms]
    owner: agreements.Terms | None
    supporter: agreements.Terms
    own_hours: OwnHours
    """The hours of the kinds of support that are given at other hours than the week that both say."""

    def of(self, side: Side) -> agreements.Terms | None:
        """Return what this side says."""
        return self.owner if side == Side.OWNER else self.supporter

    def confirmed_at(self, side: Side) -> datetime | None:
        """Return when this side said yes to what both say now; a supporter who moved to another zone says it anew."""
        row, supporters = self.rows.get(side), self.rows.get(Side.SUPPORTER)
        has_moved = supporters is not None and supporters.zone != self.supporter.zone.key
        return None if row is None or has_moved else row.confirmed_at

    def mismatches(self, now: datetime) -> tuple[Mismatch, ...]:
        """Return where the two do not fit; nowhere as long as the owner has not said what they hope for."""
        return agreements.mismatches(self.owner, self.supporter, now) if self.owner else ()

    @cached_property
    def stamp(self) -> str:
        """Return what changes whenever one of the two says something else: yes is said to what was seen."""
        own = sorted((kind.value, sorted(hours)) for kind, hours in self.own_hours.items())
        said = [*(_plain(terms) for terms in (self.owner, self.supporter)), own]
        return sha256(repr(said).encode()).hexdigest()[:32]


def _plain(terms: agreements.Terms | None) -> list[object]:
    """Return terms in one order, whatever the order of sets in this process."""
    if terms is None:
        return []
    values = [getattr(terms, field.value) for field in agreements.Field]
    said = [sorted(value) if isinstance(value, frozenset) else value for value in values]
    return [*map(str, said), terms.zone.key, terms.not_wanted]


def current_terms(tie: Tie) -> Current:
    """Return what both of a tie, fetched through the policies, say now: four queries."""
    agreement = Agreement.objects.filter(tie=tie).first()
    found = list(agreement.terms.filter(version=None)) if agreement else []
    rows = {row.side: row for row in found}
    said = {row.side: terms for row, terms in zip(found, terms_of(found), strict=True)}
    supporter = said.get(Side.SUPPORTER)
    return Current(
        tie=tie,
        agreement=agreement,
        rows=rows,
        owner=said.get(Side.OWNER),
        supporter=replace(supporter, zone=zone_of(tie, Side.SUPPORTER)) if supporter else offered_terms(tie),
        own_hours=own_hours_of([tie]).get(tie.id, {}),
    )


def terms_of(rows: Sequence[Terms]) -> list[agreements.Terms]:
    """Return what these rows say: one query."""
    words = unseal_all([row.not_sealed for row in rows], what=NOT_WANTED)
    return [_terms(row, text or "") for row, text in zip(rows, words, strict=True)]


def _terms(row: Terms, words: str) -> agreements.Terms:
    return agreements.Terms(
        gives=frozenset(map(offers.Support, row.gives)),
        zone=ZoneInfo(row.zone),
        hours=frozenset(row.hours),
        channels=frozenset(row.channels),
        within=row.within,
        most_a_week=row.most_a_week,
        from_level=offers.Level(row.from_level) if row.from_level else None,
        until=row.until,
        review_on=row.review_on,
        not_wanted=words,
    )


def offered_terms(tie: Tie) -> agreements.Terms:
    """Return what the supporter offers through a tie, when they have written nothing beside it."""
    return agreements.Terms(
        gives=frozenset(map(offers.Support, tie.gives)),
        zone=zone_of(tie, Side.SUPPORTER),
        hours=frozenset(tie.hours),
        most_a_week=tie.most_a_week,
        from_level=offers.Level(tie.from_level) if tie.from_level else None,
        until=tie.until,
    )


def zone_of(tie: Tie, side: Side) -> ZoneInfo:
    """Return the clock that this side of an accepted tie lives by."""
    return ZoneInfo(tie.owner.time_zone if side == Side.OWNER or tie.supporter is None else tie.supporter.zone_name)


def review_begins(tie: Tie, agreement: Agreement | None) -> datetime | None:
    """Return the moment from which an agreement is to be looked at again: the owner's midnight of that day."""
    if agreement is None or agreement.review_on is None:
        return None
    return datetime.combine(agreement.review_on, time(), tzinfo=zone_of(tie, Side.OWNER))


def put_into(row: Terms, terms: agreements.Terms, data_key_id: UUID) -> None:
    """Write terms to a row, not saved yet."""
    row.gives = [kind.value for kind in offers.Support if kind in terms.gives]
    row.hours, row.zone = sorted(terms.hours), terms.zone.key
    row.channels = [value for value in Channel.values if value in terms.channels]
    row.within, row.most_a_week = terms.within, terms.most_a_week
    row.from_level = terms.from_level.value if terms.from_level else None
    row.until, row.review_on = terms.until, terms.review_on
    row.not_sealed = seal(data_key_id, terms.not_wanted, what=NOT_WANTED) if terms.not_wanted else None


def checked_terms(terms: agreements.Terms, *, today: date) -> agreements.Terms:
    """Return terms as they will be stored, or raise Invalid naming the field; `today` is on the clock of who writes."""
    if not terms.gives:
        raise Invalid(_("Please choose at least one kind of support."), field="gives")
    if not terms.hours <= agreements.EVERY_HOUR:
        raise Invalid(phrases.NO_HOUR_OF_THE_WEEK, field="hours")
    _check_known(terms.channels, Channel.values, "channels")
    _check_known([] if terms.within is None else [terms.within], Within.values, "within")
    if terms.most_a_week is not None and not 1 <= terms.most_a_week <= MOST_A_WEEK:
        raise Invalid(phrases.NUMBER_TO_100, field="most_a_week")
    for field, day in (("until", terms.until), ("review_on", terms.review_on)):
        if day is not None and not today < day <= today + LONGEST_AHEAD:
            raise Invalid(phrases.DAY_WITHIN_A_YEAR, field=field)
    words = checked_text(terms.not_wanted, field="not_wanted", most=WAYS_LENGTH)
    return replace(terms, hours=agreements.as_hours(terms.hours), not_wanted=words)


def _check_known(values: Collection[object], known: Collection[object], field: str) -> None:
    if not set(values) <= set(known):
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field=field)
