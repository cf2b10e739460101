"""When the token's person serves meetings, and handing a date back. Nobody else's dates are told."""

from uuid import UUID

from ninja import Query, Router, Status

from alongside.api.auth import TokenRequest
from alongside.api.paging import page
from alongside.api.schemas import Paging
from alongside.api.schemas_mine import ServiceOut, ServicePage
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.models import Service
from alongside.meetings.policies import visible_services

router = Router(tags=["meetings"])


@router.get("", response=ServicePage, summary="When you serve meetings")
def list_services(request: TokenRequest, query: Query[Paging]) -> ServicePage:
    """Return a page of the dates to come on which you serve a meeting."""
    rows = visible_services(request.auth.person).filter(starts_at__gt=current_time())
    whole = rows.select_related("role__hosting__meeting")
    found, next_cursor = page(whole, cursor=query.cursor, limit=query.limit)
    return ServicePage(items=[_out(row) for row in found], next_cursor=next_cursor)


@router.post("/{uuid:service_id}/hand-back", response={204: None}, summary="Hand a date back")
def hand_back(request: TokenRequest, service_id: UUID) -> Status[None]:
    """Give one date back; everybody else who said yes to the role is asked at once."""
    services.hand_back(actor=request.auth.person, service_id=service_id, now=current_time())
    return Status(204, None)


def _out(row: Service) -> ServiceOut:
    meeting = row.role.hosting.meeting
    return ServiceOut(
        id=row.id,
        slug=meeting.slug,
        name=meeting.name,
        role=row.role.kind,
        role_name=row.role.name,
        on_date=row.on_date,
        starts_at=row.starts_at,
    )
