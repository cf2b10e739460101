"""Pages of small circles: beginning one, and answering who asks into one. No rules here."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import answer, done, saved
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.messaging import services
from alongside.messaging.circle_queries import asked_of
from alongside.messaging.forms import CalledForm, CircleForm
from alongside.messaging.models import Conversation
from alongside.messaging.policies import access_chair
from alongside.messaging.reach import companies_of, to_ask_into_circle
from alongside.ui.errors import gives_back


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PersonRequest, company_id: UUID | None = None) -> HttpResponse:
    """Begin a small circle, of one's own circle or of a group."""
    now, actor = current_time(), request.user
    companies = companies_of(actor, now=now)
    if company_id and company_id not in companies:
        raise NotFound
    people = to_ask_into_circle(actor, company_id, now=now)
    given = request.POST if request.method == "POST" else None
    form = CircleForm(given, people=people, needs_name=company_id is None)
    made: list[Conversation] = []

    def save() -> None:
        made.append(services.begin_circle(actor=actor, asking=form.asking(company_id), now=now))

    if form.is_bound and saved(form, save):
        sentence = _("They are asked. You can write as soon as one of them is in.")
        return done(request, reverse("conversation", args=[made[0].id]), sentence)
    places = [(reverse("circle-new-in", args=[key]), name) for key, name in companies.items() if key != company_id]
    if company_id:
        places.append((reverse("circle-new"), str(_("Your own circle"))))
    context = {"form": form, "place": companies.get(company_id) if company_id else "", "places": places}
    return answer(request, "messaging/circle_new.html", context, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(CalledForm)
def asked(request: PersonRequest, conversation_id: UUID) -> HttpResponse:
    """Show who asks into a small circle, and answer them."""
    row = asked_of(access_chair(request.user, conversation_id))
    given: dict[str, Any] = {"actor": request.user, "conversation_id": conversation_id}
    if request.POST.get("move") == "not-now":
        services.put_off_circle(**given, now=current_time())
        return done(request, reverse("messages"), _("It is put away. Nobody is told."))
    form = CalledForm(request.POST if request.method == "POST" else None, needs_name=row.needs_name)

    def save() -> None:
        services.join_circle(**given, called=form.name(), now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("conversation", args=[conversation_id]), _("You are in it now."))
    return answer(request, "messaging/circle_asked.html", {"asked": row, "form": form}, form)
