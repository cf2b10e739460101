"""The owner's pages on their network: whom somebody knows, the circle in numbers, the map."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import services
from alongside.circles.acquaintances import known_by, others_than
from alongside.circles.enums import TieUse
from alongside.circles.graph import graph_of, known_dashes, line_keys
from alongside.circles.map_view import CircleMap, ground_of, map_of
from alongside.circles.measures_page import measures_page
from alongside.circles.names import names_of
from alongside.circles.network_forms import KnowsForm, MapForm
from alongside.circles.policies import access_tie
from alongside.circles.views.pages import Page, done, form_page, saved
from alongside.kernel.clock import current_time
from alongside.ui import phrases


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def knows(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Say whom of the circle somebody knows."""
    row = access_tie(request.user, tie_id, to=TieUse.CHANGE)
    form = KnowsForm(request.POST if request.method == "POST" else None, others=others_than(row), known=known_by(row))

    def save() -> None:
        knows = form.cleaned_data["knows"]
        services.set_acquaintances(actor=request.user, tie_id=tie_id, knows=knows, now=current_time())

    back = reverse("circle-tie", args=[tie_id])
    if form.is_bound and saved(form, save):
        return done(request, back, phrases.CHANGES_KEPT)
    page = Page(
        title=_("Whom of your circle does %(name)s know?") % {"name": names_of([row]).get(row.id, "")},
        lead=(_("People who know each other can help together. Nobody but you sees this, and nobody is told."),),
        button=phrases.KEEP,
        back=back,
    )
    return form_page(request, page, form)


@person_required
@require_safe
def measures(request: PersonRequest) -> HttpResponse:
    """Show the actor's circle in numbers, for their eyes alone."""
    return render(request, "circles/measures.html", {"page": measures_page(request.user, now=current_time())})


@person_required
@require_safe
def network_map(request: PersonRequest) -> HttpResponse:
    """Show the actor's circle as a map, as far as they asked to narrow it."""
    form, view = _asked_for(request)
    moving = {"lines": line_keys(view), "known_dashes": known_dashes(view)}
    return render(request, "circles/map.html", {"form": form, "map": view, "drawing": view.drawing, **moving})


@person_required
@require_safe
def map_data(request: PersonRequest) -> JsonResponse:
    """Give the same map as numbers, for the browser to draw."""
    return JsonResponse(graph_of(_asked_for(request)[1]))


def _asked_for(request: PersonRequest) -> tuple[MapForm, CircleMap]:
    ground = ground_of(request.user, now=current_time())
    form = MapForm(request.GET, ground=ground)
    return form, map_of(ground, form.asked())
