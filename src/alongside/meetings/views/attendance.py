"""A proof that somebody was at a meeting: asked for in its room, checked by whoever was given one."""

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import answer, saved
from alongside.kernel.clock import current_time
from alongside.meetings.attendance import LONGEST
from alongside.meetings.proofs import NAME_LENGTH, check_proof, make_proof, minutes_to_prove, public_keys
from alongside.meetings.room_lobby import place_in
from alongside.meetings.room_words import TOO_SHORT


class ProofForm(forms.Form):
    """The name that stands on a proof."""

    name = forms.CharField(
        label=_("The name that stands on it"),
        max_length=NAME_LENGTH,
        help_text=_("Such as the one the office knows you by. All proofs of one meeting are for one name."),
    )


class CheckForm(forms.Form):
    """A proof to be checked."""

    token = forms.CharField(
        label=_("The proof, as you were given it"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PersonRequest, slug: str) -> HttpResponse:
    """Make a proof for somebody in the room; it is shown once and kept nowhere."""
    _hosting, seat = place_in(request.user, slug)
    if seat is None or seat.is_removed:
        return redirect("room", slug)
    if not minutes_to_prove(seat, now=current_time()):
        return render(request, "meetings/attendance_early.html", {"slug": slug, "why": TOO_SHORT})
    form = ProofForm(request.POST if request.method == "POST" else None)
    made: list[str] = []

    def make() -> None:
        made.append(make_proof(actor=request.user, slug=slug, name=form.cleaned_data["name"], now=current_time()))

    if form.is_bound and saved(form, make):
        context = {"slug": slug, "token": made[0], "proof": check_proof(made[0])}
        response = render(request, "meetings/attendance_made.html", context)
        response.headers["Cache-Control"] = "no-store"
        return response
    return answer(request, "meetings/attendance_ask.html", {"slug": slug, "form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Say what a proof says, and whether it was made here and not changed."""
    form = CheckForm(request.POST if request.method == "POST" else None)
    proof = check_proof(form.cleaned_data["token"]) if form.is_bound and form.is_valid() else None
    context = {"form": form, "proof": proof, "is_checked": form.is_bound and form.is_valid()}
    return answer(request, "meetings/attendance_check.html", context, form)


@require_safe
def keys(_request: HttpRequest) -> HttpResponse:
    """Give what proofs are checked with, for whoever checks without asking us."""
    return JsonResponse({"kind": "Ed25519", "keys": public_keys()})
