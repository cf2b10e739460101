"""The log: writing down with one press, changing a line, a month of it, all of it as a file."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, answer, confirm_page, csv_file, done, saved
from alongside.kernel.clock import current_time
from alongside.kernel.schedule import label_at
from alongside.medication import services
from alongside.medication.forms import EntryForm
from alongside.medication.log_page import log_rows, month_asked, month_page
from alongside.medication.policies import access_entry
from alongside.medication.queries import lines_of
from alongside.ui import phrases


@person_required
@require_safe
def month(request: PersonRequest) -> HttpResponse:
    """Show a month of the log: counts, then day by day."""
    today = label_at(current_time(), request.user.time_zone).date()
    first = month_asked(request.GET.get("month", ""), today=today)
    return render(request, "medication/log.html", {"month": month_page(request.user, first, today=today)})


@person_required
@require_safe
def download(request: PersonRequest) -> HttpResponse:
    """Give the whole log as a file that a spreadsheet opens."""
    return csv_file(log_rows(request.user), name="medication-log")


@person_required
@require_POST
def answer_now(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Write one planned time down with one press."""
    given = request.POST.get("answer", "")
    services.answer_entry(actor=request.user, entry_id=entry_id, answer=given, now=current_time())
    return done(request, _back(request), _("It is in your log."))


@person_required
@require_POST
def taken(request: PersonRequest, medicine_id: UUID) -> HttpResponse:
    """Write down that a medicine was taken just now, with one press; ask when that was done a moment ago."""
    key, once_more = request.POST.get("key", ""), request.POST.get("once_more") == "yes"
    try:
        services.take_now(actor=request.user, medicine_id=medicine_id, key=key, once_more=once_more, now=current_time())
    except services.WrittenJustNow as refusal:
        context = {"sentence": refusal.sentence, "key": key, "back": request.POST.get("back", "")}
        return render(request, "medication/once_more.html", {**context, "back_path": _back(request)}, status=409)
    return done(request, _back(request), _("It is in your log."))


@person_required
@require_POST
def undo(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Take back what was written down with one press."""
    services.undo_entry(actor=request.user, entry_id=entry_id, now=current_time())
    return done(request, _back(request), phrases.IT_IS_TAKEN_BACK)


def _back(request: PersonRequest) -> str:
    return reverse("today" if request.POST.get("back") == "today" else "medication")


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Change what is written down about one time that was planned, however long ago."""
    row = access_entry(request.user, entry_id)
    if row.at_time is None:
        # There is nothing to it but that it was taken: it can only be deleted, and that page asks.
        return redirect("medication-entry-delete", entry_id)
    form = EntryForm(request.POST if request.method == "POST" else None, entry=row)

    def save() -> None:
        given, now = form.cleaned_data["answer"], current_time()
        if given:
            services.answer_entry(actor=request.user, entry_id=entry_id, answer=given, now=now)
        else:
            services.undo_entry(actor=request.user, entry_id=entry_id, now=now)

    if form.is_bound and saved(form, save):
        return done(request, reverse("medication"), phrases.CHANGES_KEPT)
    return answer(request, "medication/entry.html", {"form": form, "line": lines_of([row])[0]}, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Ask, then delete a line of the log."""
    access_entry(request.user, entry_id)
    if request.method == "POST":
        services.remove_entry(actor=request.user, entry_id=entry_id, now=current_time())
        return done(request, reverse("medication"), phrases.IT_IS_DELETED)
    page = Page(
        title=_("Delete this line of your log?"),
        lead=(_("It is deleted for you, and for those who see your log. The medicine itself stays."),),
        button=_("Delete the line"),
        back=reverse("medication"),
    )
    return confirm_page(request, page)
