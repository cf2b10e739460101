"""What supporters are shown of the check-ins of others, and what they say to it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.checkins import services
from alongside.checkins.forms import ReplyForm
from alongside.checkins.shared import shared_view
from alongside.circles import links
from alongside.circles.policies import SupportingActor, access_contact
from alongside.circles.views.pages import answer, done, saved
from alongside.kernel.clock import current_time
from alongside.ui.errors import gives_back


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(ReplyForm)
def to_person(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Show somebody what is shared with them, and take what they say to it."""
    return _shared(request, request.user, entry_id, reverse("supporting"))


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(ReplyForm)
def to_contact(request: HttpRequest, token: str, entry_id: UUID) -> HttpResponse:
    """Show the same to a contact who came by their own link."""
    contact = access_contact(token)
    with translation.override(contact.locale):
        return _shared(request, contact, entry_id, links.contact_path(contact.id))


def _shared(request: HttpRequest, actor: SupportingActor, entry_id: UUID, back: str) -> HttpResponse:
    entry = services.look_at(actor=actor, entry_id=entry_id, now=current_time())
    shared = shared_view(actor, entry)
    form = ReplyForm(request.POST if request.method == "POST" else None, to_missed=bool(shared.missed))

    def save() -> None:
        reaction, words = form.cleaned_data["reaction"], form.cleaned_data["words"]
        services.reply(actor=actor, entry_id=entry_id, reaction=reaction, words=words, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, back, _("They will see it. Thank you for being there."))
    context = {"shared": shared, "form": form, "back_path": back}
    return answer(request, "checkins/shared.html", context, form)
