"""What was decided about the reader, and asking for another look."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import answer, done, saved
from alongside.kernel.clock import current_time
from alongside.safety import services
from alongside.safety.forms import AppealForm
from alongside.safety.own_queries import own_decision, own_decisions
from alongside.safety.policies import access_decision
from alongside.safety.services.appealing import may_appeal


@person_required
@require_safe
def decisions(request: PersonRequest) -> HttpResponse:
    """Show what was decided about the reader."""
    return render(request, "safety/decisions.html", {"lines": own_decisions(request.user, now=current_time())})


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: PersonRequest, decision_id: UUID) -> HttpResponse:
    """Show one of these with why, until when and what one can do; ask for another look."""
    now = current_time()
    row = access_decision(request.user, decision_id)
    form = AppealForm(request.POST if request.method == "POST" else None)

    def save() -> None:
        words = form.cleaned_data["words"]
        services.appeal(actor=request.user, decision_id=decision_id, words=words, now=now)

    if form.is_bound and saved(form, save):
        said = _("Thank you. Somebody who did not decide this looks at it, and answers you here.")
        return done(request, reverse("decision", args=[decision_id]), form.sent(said))
    one = own_decision(row, now=now)
    context = {"one": one, "form": form, "may_appeal": may_appeal(row, now=now) and not one.is_word}
    return answer(request, "safety/decision.html", context, form)
