"""Pages of one's own account. Whatever matters asks first who one is (`confirmed_recently`)."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from alongside.accounts import policies, queries, services, shown_once
from alongside.accounts.decorators import PersonRequest, confirmed_recently, person_required
from alongside.accounts.forms import (
    ChangePassphraseForm,
    ChoosePassphraseForm,
    EraseForm,
    ProfileForm,
    add_sentence,
)
from alongside.accounts.views.entrance import AFTER_CODES, CAME_BY_LINK, came_by_link, sent, show_form
from alongside.kernel.clock import current_time
from alongside.kernel.errors import AlongsideError, NotFound


@person_required
@require_http_methods(["GET"])
def account(request: PersonRequest) -> HttpResponse:
    """Show what belongs to the account; each thing has a page of its own."""
    tokens = policies.visible_tokens(request.user).order_by("id")
    overview = queries.account_overview(request.user, now=current_time())
    context = {"overview": overview, "tokens": tokens, "codes_wait": bool(shown_once.waiting(request.session))}
    return render(request, "accounts/account.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    """Change alias, language, time zone and country."""
    form = ProfileForm(sent(request), person=request.user)
    if form.is_valid():
        try:
            services.change_profile(actor=request.user, **form.cleaned_data, now=current_time())
        except AlongsideError as error:
            add_sentence(form, error)
        else:
            messages.success(request, _("Your profile is saved."))
            return redirect("account")
    return show_form(request, "accounts/profile.html", form)


@person_required
@require_http_methods(["GET", "POST"])
def recovery_codes(request: PersonRequest) -> HttpResponse:
    """Show fresh codes until their owner says they have kept them (POST); afterwards only how many are left.

    Whoever cannot keep them now goes on, and finds them here as long as they are signed in.
    """
    if request.method == "POST":
        if "later" not in request.POST:
            shown_once.drop(request.session)
        return redirect(request.session.pop(AFTER_CODES, "") or "today")
    left = policies.visible_recovery_codes(request.user).count()
    context = {"codes": shown_once.waiting(request.session), "left": left}
    return render(request, "accounts/recovery_codes.html", context)


@person_required
@require_http_methods(["GET"])
def recovery_codes_file(request: PersonRequest) -> HttpResponse:
    """Hand fresh codes over as a text to keep, as long as they are shown; who they belong to is not in it."""
    codes = shown_once.waiting(request.session)
    if not codes:
        raise NotFound
    lines = [gettext("Recovery codes for %(address)s") % {"address": settings.BASE_URL}, "", *codes, ""]
    headers = {"Content-Disposition": 'attachment; filename="recovery-codes.txt"', "Cache-Control": "no-store"}
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8", headers=headers)


@person_required
@confirmed_recently
@require_http_methods(["GET", "POST"])
def renew_recovery_codes(request: PersonRequest) -> HttpResponse:
    """Ask (GET), then make fresh codes; the older ones open nothing any more."""
    if request.method == "GET":
        return render(request, "accounts/renew_recovery_codes.html")
    codes = services.renew_recovery_codes(actor=request.user, now=current_time())
    shown_once.keep(request.session, request.user, codes)
    return redirect("recovery-codes")


@sensitive_post_parameters("current", "passphrase")
@person_required
@require_http_methods(["GET", "POST"])
def passphrase(request: PersonRequest) -> HttpResponse:
    """Change the passphrase, or choose one where there is none yet or a sign-in link was used just now."""
    now, person, keep = current_time(), request.user, request.session.session_key
    by_link = came_by_link(request, person, now=now)
    choosing = by_link or not person.has_usable_password()
    form = (ChoosePassphraseForm if choosing else ChangePassphraseForm)(sent(request), person=person)
    if form.is_valid():
        try:
            if choosing:
                fresh = services.choose_passphrase(
                    actor=person, **form.cleaned_data, by_link=by_link, keep=keep, now=now
                )
            else:
                services.change_passphrase(actor=person, **form.cleaned_data, keep=keep, now=now)
                fresh = ()
        except AlongsideError as error:
            add_sentence(form, error)
        else:
            return _passphrase_is_set(request, fresh)
    return show_form(request, "accounts/passphrase.html", form, choosing=choosing)


def _passphrase_is_set(request: PersonRequest, fresh_codes: tuple[str, ...]) -> HttpResponse:
    update_session_auth_hash(request, request.user)
    request.session.pop(CAME_BY_LINK, None)
    messages.success(request, _("Your new passphrase is set. Your other devices are signed out."))
    if fresh_codes:
        shown_once.keep(request.session, request.user, fresh_codes)
        return redirect("recovery-codes")
    return redirect("account")


@person_required
@require_http_methods(["GET"])
def sessions(request: PersonRequest) -> HttpResponse:
    """List the devices one is signed in on."""
    rows = queries.own_sessions(request.user, current=request.session.session_key, now=current_time())
    return render(request, "accounts/sessions.html", {"sessions": rows})


@person_required
@require_http_methods(["POST"])
def end_session(request: PersonRequest) -> HttpResponse:
    """Sign one other device out."""
    services.end_session(actor=request.user, handle=request.POST.get("session", ""), now=current_time())
    messages.success(request, _("That device is signed out."))
    return redirect("sessions")


@person_required
@require_http_methods(["POST"])
def end_sessions(request: PersonRequest) -> HttpResponse:
    """Sign out everywhere: all other devices, and this one too when asked for."""
    now = current_time()
    if request.POST.get("this"):
        services.end_all_sessions(person=request.user, actor=request.user, now=now)
        logout(request)
        return redirect("today")
    services.end_other_sessions(actor=request.user, keep=request.session.session_key, now=now)
    messages.success(request, _("All your other devices are signed out."))
    return redirect("sessions")


@person_required
@require_http_methods(["POST"])
def revoke_token(request: PersonRequest, token_id: UUID) -> HttpResponse:
    """Make a token worthless."""
    services.revoke_token(actor=request.user, token_id=token_id, now=current_time())
    messages.success(request, _("That token opens nothing any more."))
    return redirect("account")


@person_required
@confirmed_recently
@require_http_methods(["GET", "POST"])
def export(request: PersonRequest) -> HttpResponse:
    """Say what is in it (GET), then hand over everything held about this person as one file."""
    if request.method == "GET":
        return render(request, "accounts/export.html")
    now = current_time()
    archive = services.export_person(person_id=request.user.id, now=now)
    headers = {"Content-Disposition": f'attachment; filename="my-data-{now:%Y-%m-%d}.zip"'}
    return HttpResponse(archive, content_type="application/zip", headers=headers)


@person_required
@confirmed_recently
@require_http_methods(["GET", "POST"])
def erase(request: PersonRequest) -> HttpResponse:
    """Erase everything once the alias is typed."""
    form = EraseForm(sent(request), person=request.user)
    if not form.is_valid():
        until = current_time() + timedelta(days=settings.EVIDENCE_DAYS)
        return show_form(request, "accounts/erase.html", form, sealed_until=until)
    services.erase_person(actor=request.user, leaves=form.leaves(), now=current_time())
    logout(request)
    messages.success(request, _("Everything about you is erased. Thank you for having been here. Take good care."))
    return redirect("today")
