"""Pages of notifications: where somebody can be told, when they want quiet, and whether it works."""

import json
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.accounts.devices import device_word
from alongside.accounts.zones import zone_name
from alongside.kernel.clock import current_time
from alongside.kernel.errors import AlongsideError, Invalid
from alongside.notifications import policies, queries, services
from alongside.notifications.enums import DeliveryState
from alongside.notifications.forms import EmailForm, PreferencesForm, SubscriptionForm


def _page(
    request: PersonRequest, *, preferences: PreferencesForm | None = None, email: EmailForm | None = None
) -> HttpResponse:
    """Show the page; a form that is handed in was refused and keeps what was typed."""
    view = queries.settings_of(request.user)
    chosen = {"quiet_from": view.quiet_from, "quiet_until": view.quiet_until, "says_more": view.says_more}
    context = {
        "view": view,
        "preferences": preferences or PreferencesForm(initial=chosen, prefix="quiet"),
        "email": email or EmailForm(prefix="email"),
        "time_zone": zone_name(request.user.time_zone),
    }
    return render(request, "notifications/settings.html", context, status=422 if preferences or email else 200)


def _is_done(form: Form, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for; what the service refuses is said at its field."""
    if not form.is_valid():
        return False
    try:
        act()
    except Invalid as error:
        form.add_error(error.field, str(error.sentence))
        return False
    return True


@person_required
@require_GET
def show(request: PersonRequest) -> HttpResponse:
    """Show where a person can be told and what they chose."""
    return _page(request)


@person_required
@require_POST
def preferences(request: PersonRequest) -> HttpResponse:
    """Set quiet hours and how much a lock screen may say."""
    form = PreferencesForm(request.POST, prefix="quiet")
    now = current_time()
    if not _is_done(form, lambda: services.set_preferences(actor=request.user, **form.cleaned_data, now=now)):
        return _page(request, preferences=form)
    messages.success(request, _("Your choice is kept."))
    return redirect("notification-settings")


@person_required
@require_POST
def email(request: PersonRequest) -> HttpResponse:
    """Give an e-mail address."""
    form = EmailForm(request.POST, prefix="email")
    now = current_time()
    if not _is_done(form, lambda: services.set_email(actor=request.user, **form.cleaned_data, now=now)):
        return _page(request, email=form)
    return redirect("notification-settings")


@person_required
@require_POST
def remove_email(request: PersonRequest) -> HttpResponse:
    """Take the e-mail address away."""
    services.remove_email(actor=request.user, now=current_time())
    messages.success(request, _("Your e-mail address is removed."))
    return redirect("notification-settings")


@require_http_methods(["GET", "POST"])
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the address is theirs and take it for proven; a mail program that looks at links proves nothing."""
    now = current_time()
    row = policies.access_email_by_link(token, now=now)
    if request.method == "POST":
        row = services.confirm_email(email_id=row.id, now=now)
    return render(request, "notifications/confirm_email.html", {"is_confirmed": row.verified_at is not None})


@person_required
@require_POST
def devices(request: PersonRequest) -> HttpResponse:
    """Add this browser: JSON as `PushSubscription.toJSON()` gives it; 201 with its id, or a sentence why not."""
    try:
        row = services.subscribe_device(
            actor=request.user,
            subscription=_subscription_form(request.body).subscription(),
            device=device_word(request.headers.get("User-Agent", "")),
            now=current_time(),
        )
    except AlongsideError as error:
        return JsonResponse({"sentence": str(error.sentence)}, status=error.status)
    return JsonResponse({"id": str(row.id)}, status=201)


def _subscription_form(body: bytes) -> SubscriptionForm:
    """Read what a browser sent. Raises Invalid for anything that is not a subscription."""
    try:
        said = json.loads(body)
        form = SubscriptionForm({"endpoint": said["endpoint"], **said["keys"]})
    except (ValueError, TypeError, KeyError, RecursionError):
        form = SubscriptionForm({})
    if not form.is_valid():
        raise Invalid(_("Your browser sent something we cannot read. Nothing is lost; please reload and try again."))
    return form


@person_required
@require_POST
def remove_device(request: PersonRequest, device_id: UUID) -> HttpResponse:
    """Stop telling this person on one device."""
    row = policies.access_device(request.user, device_id)
    services.unsubscribe_device(actor=request.user, device_id=row.id, now=current_time())
    messages.success(request, _("You are not told on that device any more."))
    return redirect("notification-settings")


@person_required
@require_POST
def send_test(request: PersonRequest) -> HttpResponse:
    """Send a test to everything that reaches this person."""
    test_id = services.send_test(actor=request.user, now=current_time())
    return redirect("notification-test", test_id)


@person_required
@require_GET
def test(request: PersonRequest, test_id: UUID) -> HttpResponse:
    """Show what came of a test; the page looks again while something is on its way."""
    copies = queries.copies_of(policies.access_test(request.user, test_id))
    waits = any(copy.state == DeliveryState.WAITING for copy in copies)
    return render(request, "notifications/test.html", {"copies": copies, "waits": waits})
