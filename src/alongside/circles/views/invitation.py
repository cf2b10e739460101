"""What whoever opens an invitation sees and may answer. Looking changes nothing: mail programs open links too."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import links, services
from alongside.circles.forms import AcceptForm, ContactAcceptForm, OfferForm
from alongside.circles.models import Invitation, Tie
from alongside.circles.policies import access_invitation
from alongside.circles.queries import invitation_view, supporter_of
from alongside.circles.services.supporting import check_may_support
from alongside.circles.views.pages import answer, done, saved
from alongside.kernel.clock import current_time
from alongside.notifications.queries import can_be_told, sends_mail, wants_quiet


@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say who asks, what is asked and what not, and how to answer."""
    row = access_invitation(token, now=current_time())
    is_own = request.user.is_authenticated and request.user.id == row.tie.owner_id
    context = {"invitation": invitation_view(row), "token": token, "is_own": is_own, "sends_mail": sends_mail()}
    return render(request, "circles/invitation.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: PersonRequest, token: str) -> HttpResponse:
    """Say yes with an account."""
    row = access_invitation(token, now=current_time())
    check_may_support(request.user, row.tie)
    supporter = supporter_of(request.user)
    initial = {**as_asked(row), "weekly_capacity": supporter.weekly_capacity if supporter else None}
    form = AcceptForm(
        request.POST if request.method == "POST" else None, initial=initial, keeps_quiet=wants_quiet(request.user.id)
    )

    def save() -> Tie:
        return services.accept_invitation(
            actor=request.user,
            token=token,
            offer=form.offer(),
            weekly_capacity=form.cleaned_data["weekly_capacity"],
            now=current_time(),
        )

    if form.is_bound and saved(form, save):
        # Whom nothing but the open page reaches would not hear of it: they come to where that can be changed.
        onward = "supporting" if can_be_told(request.user.id) else "notification-settings"
        return done(request, reverse(onward), _("Thank you. You stand with them now."))
    return offer_page(request, row, token, form)


@require_http_methods(["GET", "HEAD", "POST"])
def accept_as_contact(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes without an account."""
    row = access_invitation(token, now=current_time())
    initial = {**as_asked(row), "locale": get_language()}
    form = ContactAcceptForm(request.POST if request.method == "POST" else None, initial=initial)
    made: list[Tie] = []

    def save() -> None:
        tie = services.accept_as_contact(
            token=token,
            contact=form.contact(),
            offer=form.offer(),
            weekly_capacity=form.cleaned_data["weekly_capacity"],
            now=current_time(),
        )
        made.append(tie)

    if form.is_bound and saved(form, save) and (supporter := made[0].supporter):
        return done(
            request,
            links.contact_path(supporter.id),
            _("Thank you. You stand with them now. Please keep this page: its address is your own link."),
        )
    return offer_page(request, row, token, form)


def as_asked(row: Invitation) -> dict[str, object]:
    """Return what an offer starts from: the support that was asked for, at any hour."""
    return {"gives": row.tie.gives, "hours": ()}


def offer_page(request: HttpRequest, row: Invitation, token: str, form: OfferForm) -> HttpResponse:
    """Show the form of what somebody offers, with who asked."""
    context = {
        "invitation": invitation_view(row),
        "token": token,
        "form": form,
        "as_contact": isinstance(form, ContactAcceptForm),
        "sends_mail": sends_mail(),
    }
    return answer(request, "circles/accept.html", context, form)


@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """Say not now."""
    actor = request.user if request.user.is_authenticated else None
    services.decline_invitation(actor=actor, token=token, now=current_time())
    return render(request, "circles/declined.html")
