"""The pages of a contact who supports without an account, behind their own link."""

from collections.abc import Callable
from functools import wraps
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import links, services
from alongside.circles.details import ContactDetails
from alongside.circles.forms import ContactDetailsForm
from alongside.circles.forms_other_hours import OtherHoursForm
from alongside.circles.models import Supporter, Tie
from alongside.circles.policies import access_contact, access_contact_tie
from alongside.circles.queries import contact_email, supporting_of
from alongside.circles.services.supporting import check_may_support
from alongside.circles.views import changes
from alongside.circles.views.pages import Page, confirm_page, done, form_page, saved, supporter_cards
from alongside.kernel.clock import current_time
from alongside.notifications.queries import sends_mail
from alongside.ui import phrases

ContactView = Callable[..., HttpResponse]
LinkView = Callable[..., HttpResponse]


def contact_required(view: ContactView) -> LinkView:
    """Let in who holds a contact's own link, as long as it works, and speak their language and time."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **parts: object) -> HttpResponse:
        contact = access_contact(token)
        with translation.override(contact.locale), timezone.override(ZoneInfo(contact.time_zone)):
            return view(request, contact, **parts)

    return opened


@require_safe
@contact_required
def overview(request: HttpRequest, contact: Supporter) -> HttpResponse:
    """Show whom the contact supports, and what they carry."""
    now = current_time()
    context = {
        "cards": supporter_cards(request, contact, now=now),
        "supporting": supporting_of(contact, now=now),
        "leaving": leaving_page(contact, access_contact_tie(contact)),
        "token": links.sign(contact.id, salt=links.CONTACT),
        "own_link": links.contact_link(contact.id),
        "has_email": bool(contact_email(contact)),
        "sends_mail": sends_mail(),
    }
    return render(request, "circles/with.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@contact_required
def offer(request: HttpRequest, contact: Supporter) -> HttpResponse:
    """Change what the contact offers."""
    return changes.offer(request, contact, access_contact_tie(contact), OtherHoursForm, links.contact_path(contact.id))


def leaving_page(contact: Supporter, tie: Tie) -> Page:
    """Return what is asked before the contact stops."""
    token = links.sign(contact.id, salt=links.CONTACT)
    back = links.contact_path(contact.id)
    return changes.leaving_page(tie.owner.alias, back=back, address=reverse("with-leave", args=[token]))


@require_http_methods(["GET", "HEAD", "POST"])
@contact_required
def leave(request: HttpRequest, contact: Supporter) -> HttpResponse:
    """Ask, then stop."""
    tie = access_contact_tie(contact)
    if request.method != "POST":
        return confirm_page(request, leaving_page(contact, tie))
    services.leave_tie(actor=contact, tie_id=tie.id, now=current_time())
    return render(request, "circles/left.html")


@require_http_methods(["GET", "HEAD", "POST"])
@contact_required
def details(request: HttpRequest, contact: Supporter) -> HttpResponse:
    """Change how the contact is told and spoken to."""
    said = ContactDetails(email=contact_email(contact), time_zone=contact.time_zone, locale=contact.locale)
    form = ContactDetailsForm(request.POST if request.method == "POST" else None, contact=said)

    def save() -> None:
        services.change_contact(actor=contact, contact=form.contact(), now=current_time())

    back = links.contact_path(contact.id)
    if form.is_bound and saved(form, save):
        return done(request, back, phrases.CHANGES_KEPT)
    return form_page(request, Page(title=phrases.HOW_YOU_ARE_TOLD, button=phrases.KEEP, back=back), form)


@require_http_methods(["GET", "HEAD", "POST"])
@contact_required
def capacity(request: HttpRequest, contact: Supporter) -> HttpResponse:
    """Say how often a week the contact may be asked."""
    return changes.capacity(request, contact, links.contact_path(contact.id))


@require_http_methods(["GET", "HEAD", "POST"])
@contact_required
def breather(request: HttpRequest, contact: Supporter) -> HttpResponse:
    """Pause until a day."""
    return changes.breather(request, contact, ZoneInfo(contact.time_zone), links.contact_path(contact.id))


@require_POST
@contact_required
def come_back(request: HttpRequest, contact: Supporter) -> HttpResponse:
    """End a pause."""
    services.end_breather(actor=contact, now=current_time())
    return done(request, links.contact_path(contact.id), phrases.GOOD_TO_HAVE_YOU_BACK)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def connect(request: PersonRequest, token: str) -> HttpResponse:
    """Ask, then make a contact's offer part of the account that is signed in."""
    contact = access_contact(token)
    if request.method == "POST":
        services.adopt_contact(actor=request.user, token=token, now=current_time())
        return done(request, reverse("supporting"), _("This is part of your account now."))
    tie = access_contact_tie(contact)
    check_may_support(request.user, tie)
    page = Page(
        title=_("Make this part of your account?"),
        lead=(
            _("You go on standing with %(alias)s, and they see the name you chose for yourself here.")
            % {"alias": tie.owner.alias},
            _("Your hours count in your account's time zone from then on. This link stops working."),
        ),
        button=_("Make it part of my account"),
        back=links.contact_path(contact.id),
    )
    return confirm_page(request, page)
