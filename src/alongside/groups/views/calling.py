"""Calls to quiet members: one's own yes, the list of those who greet, and one call."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import answer, done, saved
from alongside.groups import services
from alongside.groups.calling.forms import OutcomeForm, WishForm, wish_initial
from alongside.groups.calling.page import call_line, calls_of, own_calls
from alongside.groups.calling.policies import access_held_call, number_of
from alongside.groups.enums import Use
from alongside.groups.policies import access_standing
from alongside.groups.threads.policies import is_writable
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid
from alongside.kernel.schedule import label_at
from alongside.ui import phrases


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: PersonRequest, slug: str) -> HttpResponse:
    """Say yes to being called once one is quiet, and see who called when."""
    standing, now = access_standing(request.user, slug), current_time()
    calls = own_calls(standing, now=now)
    initial = wish_initial(calls.wish)
    form = WishForm(request.POST if request.method == "POST" else None, initial=initial)

    def save() -> None:
        services.choose_calls(actor=request.user, slug=slug, details=form.details(), now=now)

    if form.is_bound and saved(form, save):
        said = _("Thank you. Somebody calls you when it has been quiet around you. You can stop it at any time.")
        return done(request, reverse("group-calls", args=[slug]), said)
    context = {
        "group": standing.group,
        "standing": standing,
        "calls": calls,
        "form": form,
        "is_writable": is_writable(standing),
    }
    return answer(request, "groups/calls/own.html", context, form)


@person_required
@require_POST
def stop(request: PersonRequest, slug: str) -> HttpResponse:
    """Take one's yes back."""
    services.stop_calls(actor=request.user, slug=slug, now=current_time())
    said = _("Nobody calls you any more, and your number is deleted. You can say yes again whenever you like.")
    return done(request, reverse("group-calls", args=[slug]), said)


@person_required
@require_safe
def listing(request: PersonRequest, slug: str) -> HttpResponse:
    """Show those who greet who is to be called."""
    standing = access_standing(request.user, slug, to=Use.GREET)
    context = {"group": standing.group, "lines": calls_of(standing, now=current_time())}
    return render(request, "groups/calls/list.html", context)


@person_required
@require_POST
def move(request: PersonRequest, slug: str, call_id: UUID) -> HttpResponse:
    """Say that one will call, or not after all."""
    wanted, now = request.POST.get("move", ""), current_time()
    if wanted == "claim":
        services.claim_call(actor=request.user, slug=slug, call_id=call_id, now=now)
        said = _("Thank you. It is yours for two days.")
        return done(request, reverse("group-call", args=[slug, call_id]), said)
    if wanted != "give-back":
        raise Invalid(phrases.FORM_LOST)
    services.give_call_back(actor=request.user, slug=slug, call_id=call_id, now=now)
    return done(request, reverse("group-call-list", args=[slug]), _("That is fine. The others are asked now."))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: PersonRequest, slug: str, call_id: UUID) -> HttpResponse:
    """Show who holds a call how to reach them and what to say; take down what it came to."""
    standing, now = access_standing(request.user, slug, to=Use.GREET), current_time()
    row = access_held_call(standing, call_id, now=now)
    today = label_at(now, row.membership.call_wish.zone).date()
    line = call_line(row, standing, now=now)
    form = OutcomeForm(request.POST if request.method == "POST" else None, today=today, is_rung=line.is_rung)

    def save() -> None:
        outcome, next_on = form.cleaned_data["outcome"], form.cleaned_data["next_on"]
        services.note_call(actor=request.user, slug=slug, call_id=call_id, outcome=outcome, next_on=next_on, now=now)

    if form.is_bound and saved(form, save):
        return done(request, reverse("group-call-list", args=[slug]), _("Thank you for being there. It is noted."))
    context = {
        "group": standing.group,
        "standing": standing,
        "line": line,
        "member": row.membership,
        "number": number_of(row, standing, now=now),
        "form": form,
    }
    return answer(request, "groups/calls/call.html", context, form)
