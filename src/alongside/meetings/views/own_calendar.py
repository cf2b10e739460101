"""The meetings somebody saved in their own calendar program: its address, and what is read there."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import answer, done, saved
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.links import webcal_address
from alongside.meetings.mine_forms import CalendarForm
from alongside.meetings.own_entries import own_calendar
from alongside.meetings.policies import access_feed, visible_feed
from alongside.meetings.views.feeds import versioned
from alongside.ui.errors import gives_back


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(CalendarForm)
def calendar(request: PersonRequest) -> HttpResponse:
    """Say what the address is for; make a new one, which is shown this once."""
    form = CalendarForm(request.POST if request.method == "POST" else None)
    made = []

    def make() -> None:
        words, now = form.cleaned_data["words"], current_time()
        made.append(services.make_feed(actor=request.user, words=words, now=now))

    if form.is_bound and saved(form, make):
        link = settings.BASE_URL + reverse("my-calendar-feed", args=made)
        return render(request, "meetings/calendar_made.html", {"link": link, "webcal": webcal_address(link)})
    return answer(request, "meetings/calendar.html", {"feed": visible_feed(request.user), "form": form}, form)


@person_required
@require_POST
def end(request: PersonRequest) -> HttpResponse:
    """End the address."""
    services.end_feed(actor=request.user, now=current_time())
    return done(request, reverse("my-calendar"), _("The address has ended. Nothing can be read there any more."))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Give a calendar program what it reads; who has this version is told that it is still the same."""
    body = own_calendar(access_feed(token), now=current_time())
    return versioned(request, body, cached="private, no-cache")
