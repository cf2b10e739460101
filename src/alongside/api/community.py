"""The counts of all circles together, for organisers."""

from zoneinfo import ZoneInfo

from ninja import Router

from alongside.api.auth import TokenRequest
from alongside.api.schemas import CommunityOut
from alongside.circles.gathering import community_of
from alongside.circles.policies import access_community
from alongside.kernel.clock import current_time

router = Router(tags=["community"])


@router.get("", response=CommunityOut, summary="Where the community is thin")
def show(request: TokenRequest) -> CommunityOut:
    """Return counts from which nobody can be made out, on the clock of the token's person, who is an organiser."""
    person, now = request.auth.person, current_time()
    access_community(person)
    return CommunityOut(**community_of(ZoneInfo(person.time_zone), now=now).facts())
