"""The meetings the token's person saved: their reminders, and the days they were there. Nobody else sees any of it."""

from uuid import UUID

from ninja import Query, Router, Status

from alongside.accounts.models import Person
from alongside.api import problems
from alongside.api.auth import TokenRequest
from alongside.api.paging import page
from alongside.api.schemas import Paging
from alongside.api.schemas_mine import ReminderIn, SavedOut, SavedPage, SaveIn, ThereIn, ThereOut
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.mine_page import mine
from alongside.meetings.models import Saved
from alongside.meetings.policies import access_saved, visible_saved

router = Router(tags=["meetings"])


@router.get("", response=SavedPage, summary="The meetings you saved")
def list_saved(request: TokenRequest, query: Query[Paging]) -> SavedPage:
    """Return a page of the saved meetings, each with its next start and the days that were noted."""
    rows = visible_saved(request.auth.person).select_related("meeting__hosting")
    whole = rows.prefetch_related("meeting__occurrences", "dates")
    found, next_cursor = page(whole, cursor=query.cursor, limit=query.limit)
    return SavedPage(items=[_out(row) for row in found], next_cursor=next_cursor)


@router.post(
    "",
    response={201: SavedOut},
    summary="Save a meeting",
    openapi_extra={"responses": {404: problems.described("No meeting that you see")}},
)
def save(request: TokenRequest, body: SaveIn) -> Status[SavedOut]:
    """Save a meeting that everybody sees, or one of a group you are in; saved already, it stays as it is."""
    row = services.save_meeting(actor=request.auth.person, slug=body.slug, now=current_time())
    return Status(201, _shown(request.auth.person, row.id))


@router.get("/{uuid:saved_id}", response=SavedOut, summary="A meeting you saved")
def show_saved(request: TokenRequest, saved_id: UUID) -> SavedOut:
    """Return one saved meeting."""
    return _shown(request.auth.person, saved_id)


@router.delete("/{uuid:saved_id}", response={204: None}, summary="Take a meeting out")
def remove_saved(request: TokenRequest, saved_id: UUID) -> Status[None]:
    """Delete a saved meeting with all that was noted about it; who was to come along is told."""
    services.remove_saved(actor=request.auth.person, saved_id=saved_id, now=current_time())
    return Status(204, None)


@router.put("/{uuid:saved_id}/reminder", response=SavedOut, summary="Choose when to be reminded")
def choose_reminder(request: TokenRequest, saved_id: UUID, body: ReminderIn) -> SavedOut:
    """Be reminded so many minutes before each start, or not at all."""
    person, now = request.auth.person, current_time()
    services.choose_reminder(actor=person, saved_id=saved_id, minutes=body.minutes, now=now)
    return _shown(person, saved_id)


@router.post("/{uuid:saved_id}/there", response={201: ThereOut}, summary="Note that you were there")
def note_there(request: TokenRequest, saved_id: UUID, body: ThereIn) -> Status[ThereOut]:
    """Note a day on which you were there; noted already, it stays."""
    person, now = request.auth.person, current_time()
    noted = services.note_there(actor=person, saved_id=saved_id, on_date=body.on_date, now=now)
    return Status(201, ThereOut(id=noted.id, on_date=noted.on_date))


@router.delete("/{uuid:saved_id}/there/{uuid:date_id}", response={204: None}, summary="Delete a day you noted")
def remove_there(request: TokenRequest, saved_id: UUID, date_id: UUID) -> Status[None]:
    """Delete a day on which you were there."""
    services.remove_there(actor=request.auth.person, saved_id=saved_id, date_id=date_id, now=current_time())
    return Status(204, None)


def _shown(person: Person, saved_id: UUID) -> SavedOut:
    return _out(access_saved(person, saved_id))


def _out(row: Saved) -> SavedOut:
    said = mine(row, now=current_time())
    dates = sorted(row.dates.all(), key=lambda one: one.on_date)
    return SavedOut(
        id=row.id,
        slug=None if said.is_gone or row.meeting is None else row.meeting.slug,
        name=row.name,
        next_start=said.start,
        remind_minutes=row.remind_minutes,
        there=[ThereOut(id=one.id, on_date=one.on_date) for one in dates],
    )
