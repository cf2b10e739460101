"""Who may read a sheet: the owner's choice, and the pages of whoever it is shared with."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import links
from alongside.circles.choosing import people_of
from alongside.circles.models import Supporter
from alongside.circles.policies import SupportingActor, access_contact_tie
from alongside.circles.views.contact import contact_required
from alongside.circles.views.pages import answer, done, saved
from alongside.kernel.clock import current_time
from alongside.toolbox import services
from alongside.toolbox.forms import ShareForm
from alongside.toolbox.links import shared_path, shared_sheet_path
from alongside.toolbox.policies import access_shared, access_sheet
from alongside.toolbox.queries import shared_sheet, shared_through, sheet_of
from alongside.toolbox.views.sheets import page_asked


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: PersonRequest, sheet_id: UUID) -> HttpResponse:
    """Choose who may read a sheet."""
    row = access_sheet(request.user, sheet_id)
    chosen = list(row.shares.values_list("tie_id", flat=True))
    people = people_of(request.user)
    form = ShareForm(request.POST if request.method == "POST" else None, people=people, chosen=chosen)

    def save() -> None:
        readers, now = form.cleaned_data["readers"], current_time()
        services.share_sheet(actor=request.user, sheet_id=sheet_id, tie_ids=readers, now=now)

    if form.is_bound and saved(form, save):
        return done(request, reverse("sheet", args=[sheet_id]), _("It is kept who may read this sheet."))
    return answer(request, "toolbox/share.html", {"sheet": sheet_of(row), "form": form, "people": people}, form)


@person_required
@require_safe
def shared(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Show which sheets somebody shares with the actor, who supports them."""
    return _shared(request, request.user, tie_id, reverse("supporting"))


@require_safe
@contact_required
def shared_with_contact(request: HttpRequest, contact: Supporter) -> HttpResponse:
    """Show a contact without account the same."""
    return _shared(request, contact, access_contact_tie(contact).id, links.contact_path(contact.id))


def _shared(request: HttpRequest, actor: SupportingActor, tie_id: UUID, back: str) -> HttpResponse:
    tie = access_shared(actor, tie_id)
    page = shared_through(tie, page=page_asked(request))
    lines = [(one, shared_sheet_path(actor, tie_id, one.id)) for one in page.lines]
    context = {"alias": tie.owner.alias, "page": page, "lines": lines, "back": back}
    return render(request, "toolbox/shared.html", context)


@person_required
@require_safe
def shared_one(request: PersonRequest, tie_id: UUID, sheet_id: UUID) -> HttpResponse:
    """Show one sheet that somebody shares with the actor, who supports them."""
    return _shared_one(request, request.user, tie_id, sheet_id)


@require_safe
@contact_required
def shared_one_with_contact(request: HttpRequest, contact: Supporter, sheet_id: UUID) -> HttpResponse:
    """Show a contact without account the same."""
    return _shared_one(request, contact, access_contact_tie(contact).id, sheet_id)


def _shared_one(request: HttpRequest, actor: SupportingActor, tie_id: UUID, sheet_id: UUID) -> HttpResponse:
    row = services.note_look(actor=actor, tie_id=tie_id, sheet_id=sheet_id, now=current_time())
    context = {"alias": row.owner.alias, "sheet": shared_sheet(row), "back": shared_path(actor, tie_id)}
    return render(request, "toolbox/shared_sheet.html", context)
