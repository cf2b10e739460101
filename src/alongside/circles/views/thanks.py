"""Thanks: the owner writes one or puts the question away, the supporter has seen it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import links, services
from alongside.circles.enums import TieUse
from alongside.circles.load_forms import ThanksForm
from alongside.circles.names import names_of
from alongside.circles.policies import access_contact, access_tie
from alongside.circles.views.pages import Page, done, form_page, saved
from alongside.kernel.clock import current_time
from alongside.ui import phrases
from alongside.ui.errors import gives_back


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(ThanksForm)
def thank(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Thank somebody of the circle; `?for=` names the help it is for, when a card asked."""
    row = access_tie(request.user, tie_id, to=TieUse.THANK)
    asked = {"key": request.GET["for"]} if "for" in request.GET else {}
    form = ThanksForm(request.POST if request.method == "POST" else None, initial=asked)

    def save() -> None:
        words, key = form.cleaned_data["words"], form.cleaned_data["key"]
        services.send_thanks(actor=request.user, tie_id=tie_id, words=words, key=key, now=current_time())

    back = reverse("circle-tie", args=[tie_id])
    if form.is_bound and saved(form, save):
        return done(request, back, _("Your thanks are on their way."))
    page = Page(
        title=phrases.THANK_NAMED % {"name": names_of([row]).get(row.id, "")},
        lead=(_("Helping is easier when one hears that it helped. You owe nobody a thank-you."),),
        button=_("Send it"),
        back=back,
    )
    return form_page(request, page, form)


@person_required
@require_POST
def put_away(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Put the question whether to thank somebody away."""
    key = request.POST.get("key", "")
    services.put_away_thanks(actor=request.user, tie_id=tie_id, key=key, now=current_time())
    return done(request, reverse("today"), phrases.PUT_AWAY)


@person_required
@require_POST
def seen(request: PersonRequest, thanks_id: UUID) -> HttpResponse:
    """Put a thank-you away that the actor has read."""
    services.see_thanks(actor=request.user, thanks_id=thanks_id, now=current_time())
    return done(request, reverse("supporting"), phrases.GOOD_THAT_YOU_ARE_THERE)


@require_POST
def seen_by_contact(request: HttpRequest, token: str, thanks_id: UUID) -> HttpResponse:
    """Put a thank-you away that a contact has read."""
    contact = access_contact(token)
    services.see_thanks(actor=contact, thanks_id=thanks_id, now=current_time())
    with translation.override(contact.locale):
        return done(request, links.contact_path(contact.id), phrases.GOOD_THAT_YOU_ARE_THERE)
