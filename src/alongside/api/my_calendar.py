"""The address of the token's person's own calendar: whether there is one, a new one, and its end."""

from django.conf import settings
from django.urls import reverse
from ninja import Router, Status

from alongside.api import problems
from alongside.api.auth import TokenRequest
from alongside.api.schemas_mine import CalendarIn, CalendarMadeOut, CalendarOut
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.policies import visible_feed

router = Router(tags=["meetings"])


@router.get("", response=CalendarOut, summary="Whether your calendar has an address")
def show(request: TokenRequest) -> CalendarOut:
    """Tell since when your calendar has an address; the address itself is not kept and cannot be shown again."""
    feed = visible_feed(request.auth.person)
    return CalendarOut(made_at=feed.created_at if feed else None)


@router.post("", response={201: CalendarMadeOut}, summary="Make your calendar an address")
def make(request: TokenRequest, body: CalendarIn) -> Status[CalendarMadeOut]:
    """Make a new address, told this once; the one before ends. Whoever has it reads when your meetings are."""
    now = current_time()
    token = services.make_feed(actor=request.auth.person, words=body.title, now=now)
    address = settings.BASE_URL + reverse("my-calendar-feed", args=[token])
    return Status(201, CalendarMadeOut(made_at=now, address=address))


@router.delete(
    "",
    response={204: None},
    summary="End the address of your calendar",
    openapi_extra={"responses": {404: problems.described("There is no address")}},
)
def end(request: TokenRequest) -> Status[None]:
    """End the address: nothing can be read there any more."""
    services.end_feed(actor=request.auth.person, now=current_time())
    return Status(204, None)
