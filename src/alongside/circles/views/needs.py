"""The owner's pages about what they want support for."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import services
from alongside.circles.needs_forms import NeedForm, WholeNeedsForm, need_initial
from alongside.circles.policies import access_need
from alongside.circles.queries import need_view, needs_of
from alongside.circles.views.pages import Page, answer, confirm_page, done, form_page, saved
from alongside.kernel.clock import current_time
from alongside.ui import phrases
from alongside.ui.errors import gives_back


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(WholeNeedsForm)
def needs(request: PersonRequest) -> HttpResponse:
    """Show what the actor wants support for, and take more."""
    kept = needs_of(request.user)
    form = WholeNeedsForm(request.POST if request.method == "POST" else None, kept=[need.words for need in kept])

    def save() -> None:
        services.add_needs(actor=request.user, needs=form.needs(), now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("circle-needs"), _("It is on your list now."))
    return answer(request, "circles/needs.html", {"needs": kept, "form": form}, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(NeedForm)
def change(request: PersonRequest, need_id: UUID) -> HttpResponse:
    """Change a need: its words, the kind of support, its hours, how much it matters."""
    view = need_view(access_need(request.user, need_id))
    form = NeedForm(request.POST if request.method == "POST" else None, initial=need_initial(view))

    def save() -> None:
        services.change_need(actor=request.user, need_id=need_id, details=form.details(), now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("circle-needs"), phrases.CHANGES_KEPT)
    page = Page(title=_("Change what you need"), button=phrases.KEEP, back=reverse("circle-needs"))
    return form_page(request, page, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest, need_id: UUID) -> HttpResponse:
    """Ask, then take a need off the list."""
    view = need_view(access_need(request.user, need_id))
    if request.method == "POST":
        services.remove_need(actor=request.user, need_id=need_id, now=current_time())
        return done(request, reverse("circle-needs"), _("It is off your list."))
    page = Page(
        title=_("Take this off your list?"),
        lead=(view.words, _("Your words are deleted here. You can write them down again whenever you want.")),
        button=_("Take it off"),
        back=reverse("circle-needs"),
    )
    return confirm_page(request, page)
