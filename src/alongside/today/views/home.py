"""The front page and today."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts import shown_once
from alongside.accounts.decorators import PersonRequest, person_required, role_required
from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.queries import people_with_roles
from alongside.accounts.services import grant_role, revoke_role
from alongside.kernel.clock import current_time
from alongside.kernel.errors import AlongsideError
from alongside.today import engine
from alongside.today.forms import RoleForm
from alongside.today.styleguide import samples
from alongside.ui.beginnings import beginnings
from alongside.ui.cards import FilledCard, filled_cards

# The cards that show whom somebody has, or lead to naming them.
FIRST_VISIT, NEXT_STEP = "first visit", "next step"
WAYS_TO_A_CIRCLE = frozenset({"circle", FIRST_VISIT})


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show today, or the front page to somebody who is not signed in."""
    if not request.user.is_authenticated:
        return render(request, "today/front.html")
    return render(request, "today/today.html", shown_today(request))


@require_safe
@person_required
def cards(request: PersonRequest) -> HttpResponse:
    """Give the cards of today alone, for a page that is open already."""
    return render(request, "today/cards.html", shown_today(request))


@role_required(Role.ORGANISER)
@require_http_methods(["GET", "POST"])
def organise(request: PersonRequest) -> HttpResponse:
    """Show an organiser how the engine is and who has which role; take and give roles."""
    form = RoleForm(request.POST or None)
    if form.is_valid():
        try:
            change_role(form, actor=request.user, now=current_time())
        except AlongsideError as error:
            form.add_error(None, str(error.sentence))
        else:
            messages.success(request, _("That is done."))
            return redirect("organise")
    context = {"form": form, "rows": engine.rows_set_aside(), "grants": people_with_roles()}
    return render(request, "today/organise.html", context, status=422 if form.errors else 200)


def change_role(form: RoleForm, *, actor: Person, now: datetime) -> None:
    """Give or take the role that a valid form names."""
    change = grant_role if form.cleaned_data["move"] == "give" else revoke_role
    change(person=form.cleaned_data["alias"], role=Role(form.cleaned_data["role"]), actor=actor, now=now)


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every part that pages are made of: to organisers, and to everybody while the instance is being built."""
    return _styleguide(request) if settings.DEBUG else role_required(Role.ORGANISER)(_styleguide)(request)


@require_safe
def _styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "today/styleguide.html", samples(now=current_time()))


@role_required(Role.ORGANISER)
@require_POST
def again(request: PersonRequest, kind: str, row_id: UUID) -> HttpResponse:
    """Give a row that was set aside another try."""
    engine.try_again(actor=request.user, kind_name=kind, row_id=row_id, now=current_time())
    return redirect("organise")


def one_way_on(cards: list[FilledCard]) -> list[FilledCard]:
    """Leave out what else could help while the first steps are offered: one thing at a time."""
    is_offered = any(card.name == FIRST_VISIT for card in cards)
    return [card for card in cards if not (is_offered and card.name == NEXT_STEP)]


def shown_today(request: HttpRequest) -> dict[str, object]:
    """Return the cards that have something to say to this reader, each as safe HTML, and what today adds by itself.

    `nobody_yet`: neither a circle nor the way to one is among them. `codes_wait`: this session keeps recovery codes.
    """
    now = current_time()
    filled = one_way_on(filled_cards(request.user, now=now))
    return {
        "cards": [render_to_string(card.template, card.values, request) for card in filled],
        "beginnings": beginnings(request.user, now=now),
        "nobody_yet": not {card.name for card in filled} & WAYS_TO_A_CIRCLE,
        "codes_wait": bool(shown_once.waiting(request.session)),
    }
