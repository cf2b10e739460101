"""Worksheets that the token's person filled in."""

from uuid import UUID

from ninja import Query, Router

from alongside.api.auth import TokenRequest
from alongside.api.paging import page
from alongside.api.schemas import Paging
from alongside.api.schemas_own import SheetAnswer, SheetLineOut, SheetOut, SheetPageOut
from alongside.toolbox import policies, queries
from alongside.toolbox.wording import AnswerView

router = Router(tags=["worksheets"])


@router.get("", response=SheetPageOut, summary="Your filled worksheets, the newest first")
def list_own(request: TokenRequest, query: Query[Paging]) -> SheetPageOut:
    """Return a page of them; `next_cursor` leads to the one after."""
    rows, next_cursor = page(policies.visible_sheets(request.auth.person), cursor=query.cursor, limit=query.limit)
    items = [SheetLineOut(id=line.id, title=line.title, day=line.day) for line in queries.lines_of(rows)]
    return SheetPageOut(items=items, next_cursor=next_cursor)


@router.get("/{uuid:sheet_id}", response=SheetOut, summary="One filled worksheet")
def show(request: TokenRequest, sheet_id: UUID) -> SheetOut:
    """Return what was asked and what was written."""
    view = queries.sheet_of(policies.access_sheet(request.auth.person, sheet_id))
    answers = list(map(_answer, view.answers))
    return SheetOut(id=view.id, title=view.title, day=view.day, answers=answers, readers=list(view.readers))


def _answer(view: AnswerView) -> SheetAnswer:
    return SheetAnswer(
        asks=view.asks,
        words=view.words,
        lines=list(view.lines),
        columns=list(view.columns),
        rows=[list(row) for row in view.rows],
    )
