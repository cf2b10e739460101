"""People propose meetings and see what became of them; organisers let one in, or say why not."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.accounts.decorators import PersonRequest, person_required, role_required
from alongside.accounts.enums import Role
from alongside.circles.views.pages import Page, answer, done, form_page, saved
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.models import Meeting
from alongside.meetings.organise_forms import MeetingForm, WhyNotForm
from alongside.meetings.proposal_policies import access_proposed, access_proposing
from alongside.meetings.proposals_page import own_proposals, proposal_initial
from alongside.ui import phrases
from alongside.ui.errors import gives_back


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(MeetingForm)
def propose(request: PersonRequest) -> HttpResponse:
    """Propose a meeting, and see what became of those before."""
    access_proposing()
    initial = {"time_zone": request.user.time_zone, "rhythm": "weekly"}
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=initial)

    def send() -> None:
        services.propose_meeting(actor=request.user, draft=form.draft(), now=current_time())

    if form.is_bound and saved(form, send):
        return done(request, request.path, _("The organisers read it. Here you see what they say."))
    return answer(request, "meetings/propose.html", {"form": form, "proposals": own_proposals(request.user)}, form)


@person_required
@require_POST
def take_back(request: PersonRequest, proposal_id: UUID) -> HttpResponse:
    """Take back what the person proposed."""
    services.take_back_proposal(actor=request.user, proposal_id=proposal_id, now=current_time())
    return done(request, reverse("meetings-proposed"), phrases.IT_IS_TAKEN_BACK)


@role_required(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(MeetingForm)
def let_in(request: PersonRequest, proposal_id: UUID) -> HttpResponse:
    """Look at what is proposed, correct it if need be, and have everybody find it."""
    row = access_proposed(request.user, proposal_id)
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=proposal_initial(row))
    made: list[Meeting] = []

    def save() -> None:
        now = current_time()
        made.append(services.let_in_proposal(actor=request.user, proposal_id=row.id, draft=form.draft(), now=now))

    if form.is_bound and saved(form, save):
        said = _("Everybody finds it now, and whoever proposed it is told.")
        return done(request, reverse("organise-meeting", args=[made[0].slug]), said)
    return answer(request, "meetings/proposal.html", {"form": form, "row": row}, form)


@role_required(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(WhyNotForm)
def why_not(request: PersonRequest, proposal_id: UUID) -> HttpResponse:
    """Say why a meeting does not go in."""
    row = access_proposed(request.user, proposal_id)
    form = WhyNotForm(request.POST if request.method == "POST" else None)

    def send() -> None:
        why, now = form.cleaned_data["why"], current_time()
        services.not_let_in(actor=request.user, proposal_id=proposal_id, why=why, now=now)

    if form.is_bound and saved(form, send):
        return done(request, reverse("organise-meetings"), _("They are told, and read what you wrote."))
    back = reverse("organise-meeting-proposed", args=[proposal_id])
    return form_page(request, Page(phrases.SAY_WHY_NOT, _("Tell them"), back, (row.said["name"],)), form)
