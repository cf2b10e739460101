"""A host of a group begins a meeting of it."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, answer, done, saved
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.group_forms import GroupMeetingForm
from alongside.meetings.models import Meeting
from alongside.meetings.policies import access_kept
from alongside.ui import phrases
from alongside.ui.errors import gives_back


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(GroupMeetingForm)
def begin(request: PersonRequest, community_id: UUID) -> HttpResponse:
    """Write down a meeting of a group, which is run here from then on."""
    group = access_kept(request.user, community_id)
    initial = {"time_zone": request.user.time_zone, "rhythm": "weekly", "attendance": "online"}
    form = GroupMeetingForm(request.POST if request.method == "POST" else None, initial=initial)
    made: list[Meeting] = []

    def save() -> None:
        meeting = services.begin_group_meeting(
            actor=request.user,
            community_id=community_id,
            draft=form.draft(),
            details=form.run_details(),
            now=current_time(),
        )
        made.append(meeting)

    if form.is_bound and saved(form, save):
        said = _("The meeting is there. Next you can ask people of the group to help.")
        return done(request, reverse("meeting-run", args=[made[0].slug]), said)
    who = _("Everybody finds it.") if group.is_public else _("Only people of the group find it and come in.")
    lead = (group.name, who, _("All hosts of the group look after it."))
    page = Page(phrases.BEGIN_A_MEETING, _("Begin"), group.path, lead)
    return answer(request, "meetings/meeting_form.html", {"page": page, "form": form}, form)
