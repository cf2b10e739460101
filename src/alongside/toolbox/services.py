"""The writes on filled sheets: writing, changing, waiting an urge out, who reads one, that somebody looked, the end."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.choosing import chosen, have_look_again
from alongside.circles.policies import SupportingActor
from alongside.kernel.errors import Invalid, NotFound
from alongside.kernel.schedule import label_at
from alongside.toolbox.answers import NOTHING, Contents, contents_after
from alongside.toolbox.checking import checked
from alongside.toolbox.contents import contents, seal_contents
from alongside.toolbox.details import Filled
from alongside.toolbox.models import Share, Sheet
from alongside.toolbox.policies import access_shared_sheet, access_sheet
from alongside.toolbox.worksheets import SURFS, Worksheet, worksheets
from alongside.ui import phrases


@transaction.atomic
def write_sheet(*, actor: Person, worksheet: Worksheet, filled: Filled, now: datetime) -> Sheet:
    """Keep a worksheet that the actor filled in; sent once more, the same sheet says what was sent last.

    Invalid for an answer that cannot be kept, and when nothing is answered.
    """
    held = _answered(contents_after(worksheet, NOTHING, checked(worksheet, filled.said)))
    new = _new(actor, worksheet, filled, held, now)
    Sheet.objects.bulk_create([new], ignore_conflicts=True)
    found = Sheet.objects.get(owner=actor, worksheet=worksheet.key, once=filled.once)
    if found.id != new.id:
        return change_sheet(actor=actor, sheet_id=found.id, filled=filled, now=now)
    record("worksheet.written", actor=actor.id, subject=new.id, about=actor.id, now=now)
    return new


def _new(actor: Person, worksheet: Worksheet, filled: Filled, held: Contents, now: datetime) -> Sheet:
    return Sheet(
        created_at=now,
        owner=actor,
        worksheet=worksheet.key,
        once=filled.once,
        on_day=label_at(now, actor.time_zone).date(),
        changed_at=now,
        words_sealed=seal_contents(actor.data_key_id, held),
        is_at_hand=worksheet.at_hand and bool(filled.is_at_hand),
        surf_from=now if filled.minutes else None,
        surf_until=_end(worksheet, filled.minutes, now) if filled.minutes else None,
    )


def _answered(held: Contents) -> Contents:
    if not held.answers:
        raise Invalid(phrases.NOTHING_ANSWERED)
    return held


def _end(worksheet: Worksheet, minutes: int, now: datetime) -> datetime:
    if not worksheet.surfs or minutes not in SURFS:
        raise Invalid(phrases.FORM_LOST)
    return now + timedelta(minutes=minutes)


@transaction.atomic
def change_sheet(*, actor: Person, sheet_id: UUID, filled: Filled, now: datetime) -> Sheet:
    """Answer some fields of a sheet anew; the others stay as they are.

    NotFound when it is not the actor's, or its worksheet is not there any more; Invalid as above.
    """
    sheet = access_sheet(actor, sheet_id, lock=True)
    worksheet = worksheet_of(sheet)
    held = _answered(contents_after(worksheet, contents(sheet), checked(worksheet, filled.said)))
    sheet.words_sealed = seal_contents(actor.data_key_id, held)
    sheet.changed_at = max(sheet.changed_at, now)
    if filled.is_at_hand is not None:
        sheet.is_at_hand = worksheet.at_hand and filled.is_at_hand
    if filled.minutes:
        sheet.surf_from, sheet.surf_until = now, _end(worksheet, filled.minutes, now)
    sheet.save(update_fields=["words_sealed", "changed_at", "is_at_hand", "surf_from", "surf_until"])
    record("worksheet.changed", actor=actor.id, subject=sheet.id, about=actor.id, now=now)
    return sheet


def worksheet_of(sheet: Sheet) -> Worksheet:
    """Return what a sheet was filled in from; NotFound when that is not there any more."""
    worksheet = worksheets().get(sheet.worksheet)
    if worksheet is None:
        raise NotFound
    return worksheet


@transaction.atomic
def begin_surf(*, actor: Person, sheet_id: UUID, minutes: int, now: datetime) -> Sheet:
    """Begin to wait an urge out, or go on for a while. NotFound for another's sheet; Invalid for another time."""
    sheet = access_sheet(actor, sheet_id, lock=True)
    sheet.surf_from, sheet.surf_until = now, _end(worksheet_of(sheet), minutes, now)
    sheet.save(update_fields=["surf_from", "surf_until"])
    record("worksheet.surfed", actor=actor.id, subject=sheet.id, about=actor.id, now=now)
    return sheet


@transaction.atomic
def share_sheet(*, actor: Person, sheet_id: UUID, tie_ids: Iterable[UUID], now: datetime) -> None:
    """Let exactly these people of the actor's circle read one sheet; whoever is not among them cannot any more.

    NotFound for another's sheet; Conflict when somebody does not stand with the actor any more.
    """
    sheet = access_sheet(actor, sheet_id, lock=True)
    ties = chosen(actor, tie_ids)
    removed = sheet.shares.exclude(tie__in=ties)
    before = set(removed.values_list("tie", flat=True))
    removed.delete()
    Share.objects.bulk_create([Share(created_at=now, sheet=sheet, tie=tie) for tie in ties], ignore_conflicts=True)
    action = "worksheet.shared" if ties else "worksheet.unshared"
    record(action, actor=actor.id, subject=sheet.id, about=actor.id, now=now)
    have_look_again(before | {tie.id for tie in ties})


@transaction.atomic
def note_look(*, actor: SupportingActor, tie_id: UUID, sheet_id: UUID, now: datetime) -> Sheet:
    """Note that the actor reads a sheet that somebody shares with them; return it. NotFound, NotAllowed."""
    sheet = access_shared_sheet(actor, tie_id, sheet_id)
    record("worksheet.read", actor=actor.id, subject=sheet.id, about=sheet.owner_id, now=now)
    return sheet


@transaction.atomic
def remove_sheet(*, actor: Person, sheet_id: UUID, now: datetime) -> None:
    """Delete a sheet of the actor's, for those who read it too; NotFound for another's."""
    sheet = access_sheet(actor, sheet_id, lock=True)
    record("worksheet.removed", actor=actor.id, subject=sheet.id, about=actor.id, now=now)
    sheet.delete()


def forget_shares(tie_id: UUID) -> None:
    """Forget what was shared with somebody whose tie has ended."""
    Share.objects.filter(tie=tie_id).delete()
