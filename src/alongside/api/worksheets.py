"""Worksheets: those that the token's person filled in, and those that others share with them."""

from uuid import UUID

from django.db.models import QuerySet
from ninja import Query, Router

from alongside.api.auth import TokenRequest
from alongside.api.paging import page
from alongside.api.schemas import Paging
from alongside.api.schemas_own import SharedSheetOut, SharerOut, SheetAnswer, SheetLineOut, SheetOut, SheetPageOut
from alongside.kernel.clock import current_time
from alongside.toolbox import policies, queries, services
from alongside.toolbox.models import Sheet
from alongside.toolbox.wording import AnswerView

router = Router(tags=["worksheets"])


@router.get("", response=SheetPageOut, summary="Your filled worksheets, the newest first")
def list_own(request: TokenRequest, query: Query[Paging]) -> SheetPageOut:
    """Return a page of them; `next_cursor` leads to the one after."""
    return _page(policies.visible_sheets(request.auth.person), query)


@router.get("/shared", response=list[SharerOut], summary="Who shares worksheets with you")
def list_sharers(request: TokenRequest) -> list[SharerOut]:
    """Return them by their alias, as long as they stand with this person and share something."""
    return [SharerOut(tie=tie_id, alias=alias) for tie_id, alias in queries.sharing_with(request.auth.person)]


@router.get("/shared/{uuid:tie_id}", response=SheetPageOut, summary="Which worksheets somebody shares with you")
def list_shared(request: TokenRequest, tie_id: UUID, query: Query[Paging]) -> SheetPageOut:
    """Return a page of those that are shared through this tie, without what is written on them."""
    return _page(policies.visible_shared_sheets(request.auth.person, tie_id), query)


@router.get(
    "/shared/{uuid:tie_id}/{uuid:sheet_id}", response=SharedSheetOut, summary="One worksheet that is shared with you"
)
def show_shared(request: TokenRequest, tie_id: UUID, sheet_id: UUID) -> SharedSheetOut:
    """Return what was asked and what was written. Whose it is can see that it was read."""
    row = services.note_look(actor=request.auth.person, tie_id=tie_id, sheet_id=sheet_id, now=current_time())
    view = queries.shared_sheet(row)
    return SharedSheetOut(id=row.id, title=view.title, day=view.day, answers=list(map(_answer, view.answers)))


@router.get("/{uuid:sheet_id}", response=SheetOut, summary="One filled worksheet")
def show(request: TokenRequest, sheet_id: UUID) -> SheetOut:
    """Return what was asked and what was written."""
    view = queries.sheet_of(policies.access_sheet(request.auth.person, sheet_id))
    answers = list(map(_answer, view.answers))
    return SheetOut(id=view.id, title=view.title, day=view.day, answers=answers, readers=list(view.readers))


def _page(sheets: QuerySet[Sheet], query: Paging) -> SheetPageOut:
    rows, next_cursor = page(sheets, cursor=query.cursor, limit=query.limit)
    items = [SheetLineOut(id=line.id, title=line.title, day=line.day) for line in queries.lines_of(rows)]
    return SheetPageOut(items=items, next_cursor=next_cursor)


def _answer(view: AnswerView) -> SheetAnswer:
    return SheetAnswer(
        asks=view.asks,
        words=view.words,
        lines=list(view.lines),
        columns=list(view.columns),
        rows=[list(row) for row in view.rows],
    )
