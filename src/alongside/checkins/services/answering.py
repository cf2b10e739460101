"""Answering a check-in, once for each key; correcting and deleting what was answered."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.checkins import outgoing
from alongside.checkins.company import share_day
from alongside.checkins.contents import Contents, contents, sharing_stamp, values_of
from alongside.checkins.details import Given
from alongside.checkins.models import Answer, CheckIn, Entry
from alongside.checkins.parts import Part, Value, checked_value, to_json
from alongside.checkins.policies import access_check_in, access_entry
from alongside.checkins.rhythms import close
from alongside.checkins.sealing import ANSWER
from alongside.checkins.services.announcing import announce_own, announce_to
from alongside.checkins.services.sharing import shared_with
from alongside.kernel.errors import Conflict, Invalid
from alongside.kernel.schedule import label_at
from alongside.kernel.sealed import seal
from alongside.ui import phrases
from alongside.ui.companies import take_day_back

KEY_LENGTH = 100
# So long a phone may have been without a network.
SENT_LATE = timedelta(days=30)
# What was missed is answered by what was pressed within a day of being asked.
BELONGS = timedelta(days=1)
# After that, what was answered stays as it was felt then; it can still be deleted.
CORRECTED_WITHIN = timedelta(days=7)


@transaction.atomic
def answer_check_in(*, actor: Person, check_in_id: UUID, given: Given, now: datetime) -> Entry:
    """Keep answers, once for each key: to the occurrence that was open when they pressed, or beside any.

    Invalid, NotFound. Whom a part is shared with is told in passing, unless the page named others or it is private.
    """
    check_in = access_check_in(actor, check_in_id, lock=True)
    known = check_in.entries.filter(key=_checked_key(given.key)).first()
    if known:
        return known
    opened = contents(check_in)
    values = _checked_values(opened.parts, given.values)
    entry = _entry_at(check_in, _pressed_at(given, now), now)
    entry.key = given.key
    entry.is_private = given.is_private or given.seen not in (None, sharing_stamp(check_in))
    entry.save()
    _keep(entry, actor, values, now)
    record("check_in.answered", actor=actor.id, subject=entry.id, about=actor.id, now=now)
    announce_own(actor.id, check_in.id)
    _tell(check_in, entry, values, now)
    if not entry.is_private:
        share_day(actor=actor, source=entry.id, parts=opened.parts, values=values, given=given, now=now)
    return entry


def _checked_key(key: str) -> str:
    if not 1 <= len(key) <= KEY_LENGTH or not key.isprintable():
        raise Invalid(phrases.FORM_LOST)
    return key


def _checked_values(parts: tuple[Part, ...], given: Mapping[str, object]) -> dict[str, Value]:
    kinds = {part.id: part.kind for part in parts}
    try:
        # A part that was taken out while a phone was without a network is passed over.
        checked = {part: checked_value(kinds[part], value) for part, value in given.items() if part in kinds}
    except (ValueError, TypeError) as refusal:
        raise Invalid(phrases.ANSWER_NOT_KNOWN, field="answers") from refusal
    values = {part: value for part, value in checked.items() if value is not None}
    if not values:
        raise Invalid(phrases.NOTHING_ANSWERED)
    return values


def _pressed_at(given: Given, now: datetime) -> datetime:
    """Return when they pressed; a clock that is fast counts as now."""
    at = min(given.answered_at or now, now)
    if at < now - SENT_LATE:
        raise Invalid(_("This was answered more than 30 days ago. We keep only what is newer."), field="answered_at")
    return at


def _entry_at(check_in: CheckIn, at: datetime, now: datetime) -> Entry:
    """Return the entry that an answer given at that moment belongs to, not saved yet; what was open is closed."""
    rhythm = check_in.rhythm
    if rhythm.asked_for and rhythm.asked_on and rhythm.asked_for <= at:
        entry = _entry_for(check_in, rhythm.asked_for) or Entry(
            created_at=now, check_in=check_in, asked_for=rhythm.asked_for, on_day=rhythm.asked_on
        )
        if entry.answered_at:
            # Who travels may be asked twice for one moment: the second answer stands beside the first.
            entry = Entry(created_at=now, check_in=check_in, on_day=rhythm.asked_on)
        close(rhythm)
        rhythm.save()
    else:
        entry = _missed_at(check_in, at) or Entry(
            created_at=now, check_in=check_in, on_day=label_at(at, rhythm.zone).date()
        )
    entry.answered_at = at
    return entry


def _entry_for(check_in: CheckIn, asked_for: datetime) -> Entry | None:
    return check_in.entries.filter(asked_for=asked_for).first()


def _missed_at(check_in: CheckIn, at: datetime) -> Entry | None:
    """Return what was missed by then, if nothing came after it: it is answered after all."""
    latest = check_in.entries.filter(asked_for__range=(at - BELONGS, at)).order_by("-asked_for").first()
    return latest if latest and latest.answered_at is None else None


def _keep(
    entry: Entry, actor: Person, values: Mapping[str, Value], now: datetime, *, changed_at: datetime | None = None
) -> None:
    sealed = {part: seal(actor.data_key_id, json.dumps(to_json(value)), what=ANSWER) for part, value in values.items()}
    Answer.objects.bulk_create(
        [
            Answer(created_at=now, entry=entry, part=part, value_sealed=value, changed_at=changed_at)
            for part, value in sealed.items()
        ]
    )


def _tell(check_in: CheckIn, entry: Entry, values: Mapping[str, Value], now: datetime) -> None:
    outgoing.take_back(check_in.id, entry.asked_for, now=now)
    outgoing.take_back_from(check_in.watches.values_list("tie_id", flat=True), [entry.id], now=now)
    if not entry.is_private:
        ties = shared_with(check_in, values, at=entry.answered_at or now)
        outgoing.tell_of_shared(entry, ties, now=now)
        announce_to(ties, entry.id)


def may_correct(entry: Entry, *, now: datetime) -> bool:
    """Tell whether an entry was answered, and lately enough to be corrected."""
    return entry.answered_at is not None and now < entry.answered_at + CORRECTED_WITHIN


@transaction.atomic
def correct_entry(*, actor: Person, entry_id: UUID, values: Mapping[str, object], now: datetime) -> Entry:
    """Put right what was answered, part by part; what is left open is taken back. Invalid, Conflict, NotFound.

    Whoever saw an answer sees it corrected and when that was; nobody is told, and nobody sees more than before.
    """
    check_in = access_check_in(actor, access_entry(actor, entry_id).check_in_id, lock=True)
    entry = access_entry(actor, entry_id, lock=True)
    if not may_correct(entry, now=now):
        raise Conflict(_("You can correct what you answered for seven days. After that it can only be deleted."))
    answers = list(entry.answers.all())
    before = values_of(answers).get(entry.id, {})
    wanted = _checked_values(correctable(contents(check_in), before), values)
    if wanted != before:
        _put_right(entry, before, wanted, now)
        take_day_back([entry.id])
        record("check_in.corrected", actor=actor.id, subject=entry.id, about=actor.id, now=now)
        announce_own(actor.id, check_in.id)
        if not entry.is_private:
            announce_to(shared_with(check_in, {*before, *wanted}, at=entry.answered_at or now), entry.id)
    return entry


def correctable(opened: Contents, answered: Collection[str]) -> tuple[Part, ...]:
    """Return the parts of an entry that can be corrected: what is asked now, and what was answered then."""
    return (*opened.parts, *(part for part in opened.retired if part.id in answered))


def _put_right(entry: Entry, before: Mapping[str, Value], wanted: Mapping[str, Value], now: datetime) -> None:
    """Write what is another answer now, and take back what is none any more; the rest stays as it is."""
    other = {part: value for part, value in wanted.items() if before.get(part) != value}
    entry.answers.exclude(part__in=wanted.keys() - other.keys()).delete()
    _keep(entry, entry.check_in.person, other, now, changed_at=now)


@transaction.atomic
def remove_entry(*, actor: Person, entry_id: UUID, now: datetime) -> None:
    """Delete what was answered at one time, and what supporters said to it. NotFound."""
    entry = access_entry(actor, entry_id, lock=True)
    shared = entry.check_in.shares.values_list("tie_id", flat=True)
    watching = entry.check_in.watches.values_list("tie_id", flat=True)
    outgoing.take_back_from({*shared, *watching}, [entry.id], now=now)
    record("check_in.entry_removed", actor=actor.id, subject=entry.id, about=actor.id, now=now)
    announce_own(actor.id, entry.check_in_id)
    take_day_back([entry.id])
    entry.delete()
