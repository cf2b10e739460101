"""The organisers' page about all circles together."""

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.accounts.decorators import PersonRequest, role_required
from alongside.accounts.enums import Role
from alongside.accounts.policies import has_role
from alongside.circles.gathering import community_of
from alongside.circles.policies import access_community
from alongside.kernel.clock import current_time
from alongside.today.community import shown_community


@role_required(Role.ORGANISER)
@require_safe
def community(request: PersonRequest) -> HttpResponse:
    """Show where the community is thin, in counts from which nobody can be made out, on the organiser's own clock."""
    access_community(request.user)
    counts = community_of(ZoneInfo(request.user.time_zone), now=current_time())
    listens = has_role(request.user, Role.LISTENER)
    return render(request, "today/community.html", {"shown": shown_community(counts), "listens": listens})
