"""What ties have said, as they find it again, hear it and take it back; and the owner who hears it or deletes it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import links
from alongside.circles.models import Supporter
from alongside.circles.policies import SupportingActor
from alongside.circles.views.contact import contact_required
from alongside.circles.views.pages import Page, confirm_page, done
from alongside.journeys import services
from alongside.journeys.hearing import heard_by_author, heard_by_owner
from alongside.journeys.policies import access_words
from alongside.journeys.told_views import said_by, said_path
from alongside.kernel.clock import current_time
from alongside.ui import phrases
from alongside.ui.voice.views import played


@person_required
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """Show what the actor said to those they stand with."""
    return render(request, "journeys/said.html", {"said": said_by(request.user), "back": reverse("supporting")})


@require_safe
@contact_required
def overview_of_contact(request: HttpRequest, contact: Supporter) -> HttpResponse:
    """Show what a contact said."""
    context = {"said": said_by(contact), "back": links.contact_path(contact.id)}
    return render(request, "journeys/said.html", context)


@person_required
@require_safe
def hear_own(request: PersonRequest, told_id: UUID) -> HttpResponse:
    """Play what the actor recorded."""
    return played(request, heard_by_author(request.user, told_id))


@require_safe
@contact_required
def hear_own_as_contact(request: HttpRequest, contact: Supporter, told_id: UUID) -> HttpResponse:
    """Play what a contact recorded."""
    return played(request, heard_by_author(contact, told_id))


@person_required
@require_POST
def take_back(request: PersonRequest, told_id: UUID) -> HttpResponse:
    """Take back what the actor said."""
    return _taken_back(request, request.user, told_id)


@require_POST
@contact_required
def take_back_as_contact(request: HttpRequest, contact: Supporter, told_id: UUID) -> HttpResponse:
    """Take back what a contact said."""
    return _taken_back(request, contact, told_id)


def _taken_back(request: HttpRequest, actor: SupportingActor, told_id: UUID) -> HttpResponse:
    services.take_back_words(actor=actor, told_id=told_id, now=current_time())
    return done(request, said_path(actor), phrases.IT_IS_TAKEN_BACK)


@person_required
@require_safe
def hear(request: PersonRequest, told_id: UUID) -> HttpResponse:
    """Play what was said to the owner."""
    return played(request, heard_by_owner(request.user, told_id))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: PersonRequest, told_id: UUID) -> HttpResponse:
    """Ask, then delete what was said to the owner."""
    about = access_words(request.user, told_id)
    of = about.milestone or about.setback
    back = reverse("journey", args=[of.journey_id]) if of else reverse("journeys")
    if request.method == "POST":
        services.delete_words(actor=request.user, told_id=told_id, now=current_time())
        return done(request, back, phrases.IT_IS_DELETED)
    page = Page(
        title=_("Delete what they sent you?"),
        lead=(_("Words, voice note and card are deleted for both of you. Whoever sent it is not told."),),
        button=_("Delete what they sent"),
        back=back,
    )
    return confirm_page(request, page)
