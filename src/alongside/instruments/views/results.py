"""What came out once, help first where it is due; taking results along, and deleting them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, confirm_page, csv_file, done
from alongside.instruments import services
from alongside.instruments.catalogue import instrument_of
from alongside.instruments.history_page import rows_of
from alongside.instruments.policies import access_result
from alongside.instruments.queries import compared, professionals_of, readers_of, results_of
from alongside.instruments.wording import change_words
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.ui import phrases
from alongside.ui.at_hand import at_hand


@person_required
@require_safe
def result(request: PersonRequest, result_id: UUID) -> HttpResponse:
    """Show help first where an answer leads to it, then what came out, how it changed, and what it does not say."""
    key = access_result(request.user, result_id).instrument
    results = results_of(request.user, key)
    view = next((one for one in results if one.id == result_id), None)
    if view is None:
        raise NotFound
    context = {
        "view": view,
        "instrument": view.instrument,
        "changes": [(one, change_words(one)) for one in compared(view, results)],
        "at_hand": at_hand(request.user, now=current_time()) if view.leads_to_help or view.advice else [],
        "professionals": professionals_of(request.user) if view.advice else [],
        "readers": list(readers_of(request.user, key).values()),
    }
    return render(request, "instruments/result.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest, result_id: UUID) -> HttpResponse:
    """Ask, then delete one result."""
    row = access_result(request.user, result_id)
    if request.method == "POST":
        services.remove_result(actor=request.user, result_id=result_id, now=current_time())
        return done(request, reverse("instrument", args=[row.instrument]), phrases.IT_IS_DELETED)
    page = Page(
        title=_("Delete this result?"),
        lead=(_("Your answers and the number are deleted, also for whoever may read it. Your other results stay."),),
        button=phrases.DELETE_THIS_RESULT,
        back=reverse("instrument-result", args=[result_id]),
    )
    return confirm_page(request, page)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_all(request: PersonRequest, key: str) -> HttpResponse:
    """Ask, then delete all of one questionnaire."""
    instrument_of(key)
    if request.method == "POST":
        services.remove_results(actor=request.user, key=key, now=current_time())
        return done(request, reverse("instruments"), phrases.IT_IS_DELETED)
    page = Page(
        title=_("Delete all your results of this questionnaire?"),
        lead=(
            _("Every answer and every number of it is deleted. The reminder ends, and nobody can read it any more."),
        ),
        button=phrases.DELETE_THEM_ALL,
        back=reverse("instrument", args=[key]),
    )
    return confirm_page(request, page)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_gone(request: PersonRequest) -> HttpResponse:
    """Ask, then delete what is kept of questionnaires that are not here any more."""
    if request.method == "POST":
        services.remove_gone(actor=request.user, now=current_time())
        return done(request, reverse("instruments"), phrases.IT_IS_DELETED)
    page = Page(
        title=_("Delete what is kept of questionnaires not here any more?"),
        lead=(_("They cannot be shown on a page. “Take everything along” gives them to you first, if you want."),),
        button=_("Delete all of these"),
        back=reverse("instruments"),
    )
    return confirm_page(request, page)


@person_required
@require_safe
def table(request: PersonRequest, key: str) -> HttpResponse:
    """Give all results of one questionnaire as a file."""
    return csv_file(rows_of(instrument_of(key), results_of(request.user, key)), name="questionnaire")
