"""Who sees the log: the person's choice, and the page of whoever it is shared with."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import links
from alongside.circles.choosing import people_of
from alongside.circles.looks import last_looks
from alongside.circles.models import Supporter
from alongside.circles.policies import SupportingActor, access_contact_tie
from alongside.circles.views.contact import contact_required
from alongside.circles.views.pages import answer, done, saved
from alongside.kernel.clock import current_time
from alongside.medication import services
from alongside.medication.forms import ShareForm
from alongside.medication.queries import shared_log, shares_of
from alongside.ui import phrases


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: PersonRequest) -> HttpResponse:
    """Choose who sees the log of today and the days before; say who looked."""
    people = people_of(request.user)
    chosen = list(shares_of(request.user))
    form = ShareForm(request.POST if request.method == "POST" else None, people=people, chosen=chosen)

    def save() -> None:
        ties = form.cleaned_data["people"]
        services.share_medication(actor=request.user, tie_ids=ties, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("medication"), phrases.CHANGES_KEPT)
    lookers = last_looks(request.user, "medication.looked_at")
    context = {"form": form, "people": people, "lookers": lookers}
    return answer(request, "medication/sharing.html", context, form)


@person_required
@require_safe
def to_person(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Show somebody the log that is shared with them."""
    return _shared(request, request.user, tie_id, reverse("supporting"))


@require_safe
@contact_required
def to_contact(request: HttpRequest, contact: Supporter) -> HttpResponse:
    """Show the same to a contact who came by their own link."""
    return _shared(request, contact, access_contact_tie(contact).id, links.contact_path(contact.id))


def _shared(request: HttpRequest, actor: SupportingActor, tie_id: UUID, back: str) -> HttpResponse:
    now = current_time()
    tie = services.look_at(actor=actor, tie_id=tie_id, now=now)
    context = {"alias": tie.owner.alias, "days": shared_log(actor, tie, now=now), "back_path": back}
    return render(request, "medication/shared.html", context)
