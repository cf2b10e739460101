"""Check-ins without a network: what a browser keeps of them, the page of what waits, and where it is sent later."""

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.checkins import services
from alongside.checkins.answer_page import kept_check_ins
from alongside.checkins.contents import contents
from alongside.checkins.forms import AnswerForm
from alongside.checkins.policies import access_check_in
from alongside.kernel.clock import current_time
from alongside.kernel.ids import read_id
from alongside.ui.context import kept_for


@person_required
@require_safe
def kept(request: PersonRequest) -> HttpResponse:
    """Give the actor's browser what it keeps: whose it is, and the questions, null while there are none."""
    return JsonResponse({"whose": kept_for(request), "value": kept_check_ins(request.user) or None})


@person_required
@require_safe
def waiting(request: PersonRequest) -> HttpResponse:
    """Show what waits in this browser; it is the browser that knows."""
    return render(request, "checkins/waiting.html")


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: PersonRequest) -> HttpResponse:
    """Tell a browser who is signed in, with a token for its form; then take what was answered, once for each key."""
    if request.method != "POST":
        return JsonResponse({"whose": kept_for(request), "token": get_token(request)})
    row = access_check_in(request.user, read_id(request.POST.get("check_in", "")))
    form = AnswerForm(request.POST, parts=contents(row).parts, may_be_private=True)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    entry = services.answer_check_in(actor=request.user, check_in_id=row.id, given=form.given(), now=current_time())
    return JsonResponse({"url": reverse("check-in-kept", args=[entry.id])}, status=201)
