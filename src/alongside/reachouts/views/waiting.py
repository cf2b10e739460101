"""Reaching out without a network: the page of what waits, and where a browser sends it when it can."""

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.kernel.clock import current_time
from alongside.reachouts import services
from alongside.reachouts.forms import ReachOutForm
from alongside.ui.context import kept_for
from alongside.ui.errors import gives_back


@person_required
@require_safe
def waiting(request: PersonRequest) -> HttpResponse:
    """Show what waits in this browser; it is the browser that knows."""
    return render(request, "reachouts/waiting.html")


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(ReachOutForm)
def send(request: PersonRequest) -> HttpResponse:
    """Tell a browser who is signed in, with a token for its form; then take what was pressed, once for each key."""
    if request.method != "POST":
        return JsonResponse({"whose": kept_for(request), "token": get_token(request)})
    form = ReachOutForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    row = services.reach_out(owner_id=request.user.id, asking=form.asking(), now=current_time())
    return JsonResponse({"url": reverse("reach-out-live", args=[row.id])}, status=201)
