"""Pages for whoever is not signed in: joining, recovering, a sign-in link, the language."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language

from alongside.accounts import policies, services, shown_once
from alongside.accounts.forms import JoinForm, RecoverForm, add_sentence
from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from alongside.kernel.errors import AlongsideError, Invalid

CAME_BY_LINK = "came_by_link"
LINK_COUNTS_FOR = timedelta(minutes=15)
AFTER_CODES = "after_codes"


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent with, None when the page is only looked at: an empty form is sent, too."""
    return request.POST if request.method == "POST" else None


def show_form(request: HttpRequest, template: str, form: Form, **context: Any) -> HttpResponse:
    """Show a page with a form: 200 when it is fresh, 422 when it was sent and cannot be used."""
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)


def safe_next(request: HttpRequest) -> str:
    """Return where the person wanted to go, '' unless that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    return wanted if url_has_allowed_host_and_scheme(wanted, hosts, require_https=request.is_secure()) else ""


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Join; whoever is signed in already goes on to where they wanted to go."""
    if request.user.is_authenticated:
        return redirect(safe_next(request) or "today")
    form = JoinForm(sent(request))
    if form.is_valid():
        try:
            joined = services.join(**form.cleaned_data, locale=get_language() or "en", now=current_time())
        except AlongsideError as error:
            add_sentence(form, error)
        else:
            shown_once.keep(request.session, joined.person, joined.recovery_codes)
            request.session[AFTER_CODES] = safe_next(request) or reverse(settings.JOINED_REDIRECT_URL)
            return sign_in(request, joined.person, to=reverse("recovery-codes"))
    return show_form(request, "accounts/join.html", form, next=safe_next(request))


@sensitive_post_parameters("passphrase", "code")
@require_http_methods(["GET", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """Get in again with a recovery code and a new passphrase."""
    form = RecoverForm(sent(request))
    if form.is_valid():
        try:
            person = services.recover(**form.cleaned_data, now=current_time())
        except Invalid as error:
            add_sentence(form, error)
        else:
            logout(request)
            messages.success(request, _("You are in again. From now on, sign in with your new passphrase."))
            return sign_in(request, person, to=reverse("recovery-codes"))
    return show_form(request, "accounts/recover.html", form)


@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show whose link this is; only the button uses it, so that a preview of the link does not."""
    now = current_time()
    if request.method == "GET":
        link = policies.access_sign_in_link(token, now=now)
        return render(request, "accounts/sign_in_link.html", {"person": link.person})
    person = services.use_sign_in_link(token=token, now=now)
    logout(request)
    request.session[CAME_BY_LINK] = [str(person.id), now.isoformat()]
    return sign_in(request, person, to=reverse("account_set_password"))


def came_by_link(request: HttpRequest, person: Person, *, now: datetime) -> bool:
    """Tell whether this person came through a sign-in link within the last quarter of an hour."""
    who, when = request.session.get(CAME_BY_LINK, ["", ""])
    return who == str(person.id) and now - datetime.fromisoformat(when) < LINK_COUNTS_FOR


def sign_in(request: HttpRequest, person: Person, *, to: str) -> HttpResponse:
    """Sign a person in, after their second step if they have one, and lead them on."""
    response: HttpResponse = perform_login(request, person, redirect_url=to)
    return response


@require_http_methods(["POST"])
def choose_language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on: kept with the person, or in a cookie for somebody who is not signed in."""
    if request.user.is_authenticated:
        services.change_locale(actor=request.user, locale=request.POST.get("language", ""), now=current_time())
    return set_language(request)
