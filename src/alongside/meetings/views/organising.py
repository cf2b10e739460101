"""Organisers look after sources: change them, see what was skipped, let in what is held, delete; `bringing` adds."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, role_required
from alongside.accounts.enums import Role
from alongside.circles.views.pages import Page, answer, confirm_page, done, form_page, saved
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.enums import Outcome
from alongside.meetings.looking import Look
from alongside.meetings.models import Source
from alongside.meetings.organise_forms import NewerFileForm, SourceForm
from alongside.meetings.organise_page import foretold, held_of, own_lines, readings_of, said_skipped, source_lines
from alongside.meetings.policies import access_source
from alongside.meetings.proposals_page import waiting_proposals
from alongside.ui import phrases


@role_required(Role.ORGANISER)
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """Show the sources and the meetings of this place."""
    context = {
        "sources": source_lines(request.user),
        "own": own_lines(request.user, now=current_time()),
        "proposals": waiting_proposals(request.user),
    }
    return render(request, "meetings/organise.html", context)


@role_required(Role.ORGANISER)
@require_safe
def source(request: PersonRequest, source_id: UUID) -> HttpResponse:
    """Show how a source was read lately, what could not be used and why, and what waits for a decision."""
    return source_page(request, access_source(request.user, source_id), NewerFileForm())


def source_page(request: PersonRequest, row: Source, form: NewerFileForm, look: Look | None = None) -> HttpResponse:
    """Show a source; with what a newer file of it would bring, when that was asked."""
    readings, held = readings_of(row), held_of(row)
    last = next((one for one in readings if one.outcome in (Outcome.DONE, Outcome.HELD)), None)
    foreseen = held.foreseen if held else None
    context = {
        "source": row,
        "why_held": _(held.reason) if held else "",
        "foreseen": foreseen,
        "foretold": foretold(foreseen) if foreseen else [],
        "readings": [(one, _(one.reason) if one.reason else one.get_outcome_display()) for one in readings],
        "held": held,
        "skipped": said_skipped(last) if last else [],
        "form": form,
        "would": look,
    }
    return answer(request, "meetings/source.html", context, form)


@role_required(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, source_id: UUID) -> HttpResponse:
    """Change a source."""
    row = access_source(request.user, source_id)
    form = SourceForm(request.POST if request.method == "POST" else None, initial=_initial(row))
    form.fields["url"].required = bool(row.url)

    def save() -> None:
        services.change_source(actor=request.user, source_id=source_id, details=form.details(), now=current_time())

    back = reverse("organise-source", args=[source_id])
    if form.is_bound and saved(form, save):
        return done(request, back, phrases.CHANGES_KEPT)
    return form_page(request, Page(phrases.CHANGE_THIS_SOURCE, phrases.KEEP, back), form)


def _initial(row: Source) -> dict[str, Any]:
    same = ("name", "url", "format", "program", "trust", "every_hours")
    return {**{name: getattr(row, name) for name in same}, "time_zone": row.timezone}


@role_required(Role.ORGANISER)
@require_POST
def decide(request: PersonRequest, source_id: UUID, reading_id: UUID) -> HttpResponse:
    """Let in what is held, or refuse it."""
    lets_in = request.POST.get("lets_in") == "yes"
    services.decide_held(
        actor=request.user, source_id=source_id, reading_id=reading_id, lets_in=lets_in, now=current_time()
    )
    said = _("It is let in.") if lets_in else _("It is refused. The meetings stay as they were.")
    return done(request, reverse("organise-source", args=[source_id]), said)


@role_required(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: PersonRequest, source_id: UUID) -> HttpResponse:
    """Ask, then delete a source with its meetings."""
    row = access_source(request.user, source_id)
    if request.method == "POST":
        services.remove_source(actor=request.user, source_id=source_id, now=current_time())
        return done(request, reverse("organise-meetings"), _("The source and its meetings are deleted."))
    lead = (_("All meetings that came from it go with it, and nobody finds them here any more."), row.name)
    back = reverse("organise-source", args=[source_id])
    return confirm_page(request, Page(_("Delete this source?"), _("Delete it"), back, lead))
