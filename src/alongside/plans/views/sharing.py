"""Who may read a step: the owner's choice, and the page of whoever it is shared with."""

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
from alongside.plans import services
from alongside.plans.forms import ShareForm
from alongside.plans.policies import access_plan
from alongside.plans.queries import shared_through
from alongside.plans.views.plans import known_kind, known_step
from alongside.plans.wording import STEPS as STEP_WORDS


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: PersonRequest, kind: str, step: str) -> HttpResponse:
    """Choose who may read one step."""
    known = known_kind(kind)
    known_one = known_step(known, step)
    plan = access_plan(request.user, known)
    chosen = list(plan.shares.filter(step=known_one).values_list("tie_id", flat=True))
    people = people_of(request.user)
    form = ShareForm(request.POST if request.method == "POST" else None, people=people, chosen=chosen)

    def save() -> None:
        readers, now = form.cleaned_data["readers"], current_time()
        services.share_step(actor=request.user, kind=known, step=known_one, tie_ids=readers, now=now)

    if form.is_bound and saved(form, save):
        return done(request, reverse("plan", args=[known.value]), _("It is kept who may read this step."))
    context = {"kind": known, "step": known_one, "words": STEP_WORDS[known_one], "form": form, "people": people}
    return answer(request, "plans/share.html", context, form)


@person_required
@require_safe
def shared(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Show what somebody shares with the actor, who supports them."""
    return _shared(request, request.user, tie_id, reverse("supporting"))


@require_safe
@contact_required
def shared_with_contact(request: HttpRequest, contact: Supporter) -> HttpResponse:
    """Show a contact without account what the owner of their circle shares with them."""
    return _shared(request, contact, access_contact_tie(contact).id, links.contact_path(contact.id))


def _shared(request: HttpRequest, actor: SupportingActor, tie_id: UUID, back: str) -> HttpResponse:
    tie = services.note_look(actor=actor, tie_id=tie_id, now=current_time())
    context = {"alias": tie.owner.alias, "plans": shared_through(tie), "back": back}
    return render(request, "plans/shared.html", context)
