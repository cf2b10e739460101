"""Somebody's own check of how worn out they are: the questions, what came out, deleting it. Nobody else opens these."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import services
from alongside.circles.burnout import personal_scale
from alongside.circles.burnout_checks import check_view, checks_of
from alongside.circles.load_forms import BurnoutForm
from alongside.circles.models import BurnoutCheck
from alongside.circles.policies import access_burnout_check, living_ties, visible_supported
from alongside.circles.views.pages import Page, answer, confirm_page, done, saved
from alongside.kernel.clock import current_time
from alongside.ui import phrases


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PersonRequest) -> HttpResponse:
    """Say who sees it, ask the six questions, and show what came out before."""
    form = BurnoutForm(request.POST if request.method == "POST" else None)
    made: list[BurnoutCheck] = []

    def save() -> None:
        made.append(services.keep_burnout_check(actor=request.user, answers=form.answers(), now=current_time()))

    if form.is_bound and saved(form, save):
        response = HttpResponseRedirect(reverse("burnout-result", args=[made[0].id]))
        response.status_code = 303
        return response
    context = {"form": form, "checks": checks_of(request.user), "scale": personal_scale()}
    return answer(request, "circles/burnout.html", context, form)


@person_required
@require_safe
def result(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """Show what came out of one check, and what may help now."""
    context = {
        "check": check_view(access_burnout_check(request.user, check_id)),
        "scale": personal_scale(),
        "supports": visible_supported(request.user).exists(),
        "has_circle": living_ties(request.user).exists(),
    }
    return render(request, "circles/burnout_result.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """Ask, then delete one check."""
    access_burnout_check(request.user, check_id)
    if request.method == "POST":
        services.remove_burnout_check(actor=request.user, check_id=check_id, now=current_time())
        return done(request, reverse("burnout"), _("The check is deleted."))
    page = Page(
        title=_("Delete this check?"),
        lead=(_("Your answers and what came out of them are deleted. Your other checks stay."),),
        button=_("Delete this one"),
        back=reverse("burnout-result", args=[check_id]),
    )
    return confirm_page(request, page)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_all(request: PersonRequest) -> HttpResponse:
    """Ask, then delete all checks."""
    if request.method == "POST":
        services.remove_burnout_checks(actor=request.user, now=current_time())
        return done(request, reverse("burnout"), _("All your checks are deleted."))
    page = Page(
        title=_("Delete all your checks?"),
        lead=(_("Every answer that you gave on this page is deleted, and what came out of them."),),
        button=phrases.DELETE_THEM_ALL,
        back=reverse("burnout"),
    )
    return confirm_page(request, page)
