"""The meetings somebody saved: all of them, one with its reminder and the days they were there, saving and deleting."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, answer, confirm_page, done, saved
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.along_page import my_meeting_page
from alongside.meetings.company_page import offered_to
from alongside.meetings.fit_page import fit_page
from alongside.meetings.mine_forms import ReminderForm, ThereForm
from alongside.meetings.mine_page import saved_of
from alongside.meetings.policies import access_saved
from alongside.meetings.proposal_policies import may_propose
from alongside.notifications.queries import can_be_told
from alongside.ui import phrases


@person_required
@require_safe
def saved_meetings(request: PersonRequest) -> HttpResponse:
    """Show the meetings the person saved, the next first."""
    context = {
        "lines": saved_of(request.user, now=current_time()),
        "offered": offered_to(request.user),
        "may_propose": may_propose(),
    }
    return render(request, "meetings/mine.html", context)


@person_required
@require_safe
def fitting(request: PersonRequest) -> HttpResponse:
    """Show meetings for the hours in which nobody of the person's circle could be there."""
    return render(request, "meetings/fit.html", {"page": fit_page(request.user, now=current_time())})


@person_required
@require_POST
def to_circle(request: PersonRequest, saved_id: UUID) -> HttpResponse:
    """Make a saved meeting a tie of the person's circle."""
    services.add_to_circle(actor=request.user, saved_id=saved_id, now=current_time())
    return done(request, reverse("my-meeting", args=[saved_id]), phrases.CIRCLE_CHANGED)


@person_required
@require_POST
def save(request: PersonRequest, slug: str) -> HttpResponse:
    """Save a meeting."""
    row = services.save_meeting(actor=request.user, slug=slug, now=current_time())
    return done(request, reverse("my-meeting", args=[row.id]), _("It is saved. Only you see that."))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: PersonRequest, saved_id: UUID) -> HttpResponse:
    """Show a saved meeting, and choose its reminder."""
    row = access_saved(request.user, saved_id)
    is_untold = not can_be_told(request.user.id)
    typed, initial = request.POST if request.method == "POST" else None, {"minutes": row.remind_minutes}
    form = ReminderForm(typed, initial=initial, is_untold=is_untold)

    def keep() -> None:
        minutes, now = form.cleaned_data["minutes"], current_time()
        services.choose_reminder(actor=request.user, saved_id=saved_id, minutes=minutes, now=now)

    if form.is_bound and saved(form, keep):
        return done(request, reverse("my-meeting", args=[saved_id]), phrases.CHANGES_KEPT)
    context = {**my_meeting_page(row, now=current_time()), "form": form, "is_untold": is_untold}
    return answer(request, "meetings/my_meeting.html", context, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def there(request: PersonRequest, saved_id: UUID) -> HttpResponse:
    """Note a day on which the person was there."""
    row = access_saved(request.user, saved_id)
    today = timezone.localtime(current_time()).date()
    form = ThereForm(request.POST if request.method == "POST" else None, initial={"on_date": today})

    def note() -> None:
        on_date, now = form.cleaned_data["on_date"], current_time()
        services.note_there(actor=request.user, saved_id=saved_id, on_date=on_date, now=now)

    if form.is_bound and saved(form, note):
        return done(request, reverse("my-meeting", args=[saved_id]), _("Noted. Good that you went."))
    return answer(request, "meetings/was_there.html", {"row": row, "form": form}, form)


@person_required
@require_POST
def not_there(request: PersonRequest, saved_id: UUID, date_id: UUID) -> HttpResponse:
    """Delete a day on which the person was there."""
    services.remove_there(actor=request.user, saved_id=saved_id, date_id=date_id, now=current_time())
    return done(request, reverse("my-meeting", args=[saved_id]), phrases.IT_IS_DELETED)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest, saved_id: UUID) -> HttpResponse:
    """Ask, then delete a saved meeting with all that the person noted about it."""
    row = access_saved(request.user, saved_id)
    if request.method == "POST":
        services.remove_saved(actor=request.user, saved_id=saved_id, now=current_time())
        return done(request, reverse("my-meetings"), phrases.IT_IS_DELETED)
    lead = (row.name, _("The days you noted and the reminder are deleted with it. The meeting itself stays."))
    back = reverse("my-meeting", args=[saved_id])
    return confirm_page(request, Page(_("Delete this saved meeting?"), phrases.DELETE_FROM_YOUR_MEETINGS, back, lead))
