"""What people of a group reached, in its own words: the newest first, and saying that one did."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, answer, done
from alongside.groups import services
from alongside.groups.milestones.forms import MilestoneForm
from alongside.groups.milestones.words import words_of
from alongside.groups.models import Thread
from alongside.groups.policies import access_standing
from alongside.groups.threads.line_rows import drawn_lines
from alongside.groups.threads.lists import THREADS, milestones_of
from alongside.groups.threads.policies import is_writable
from alongside.groups.views.sending import A_PAUSE, heard_in_group, says_paused, sent
from alongside.groups.views.threads import number_in
from alongside.kernel.clock import current_time
from alongside.ui import phrases


@person_required
@require_safe
def listing(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what people of the group reached."""
    standing = access_standing(request.user, slug)
    start = number_in(request.GET.get("start")) or 0
    listed = milestones_of(standing, start=start)
    context = {
        "group": standing.group,
        "lines": drawn_lines(listed.lines, standing.group),
        "words": words_of(standing.group),
        "is_writable": is_writable(standing),
        "more": f"?start={start + THREADS}" if listed.are_more else "",
    }
    return render(request, "groups/milestones/list.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@says_paused
@heard_in_group(MilestoneForm)
def mark(request: PersonRequest, slug: str) -> HttpResponse:
    """Say that one reached something."""
    standing = access_standing(request.user, slug)
    form = MilestoneForm(request.POST if request.method == "POST" else None, words=words_of(standing.group))
    made: list[Thread] = []

    def save() -> None:
        made.append(services.mark_milestone(actor=request.user, slug=slug, marked=form.marked(), now=current_time()))

    if form.is_bound and sent(form, save, standing, refused=A_PAUSE):
        return done(request, reverse("group-thread", args=[slug, made[0].id]), form.sent(_("It is said.")))
    page = Page(phrases.MARK_A_MILESTONE, phrases.SEND_IT, reverse("group-milestones", args=[slug]))
    context = {"page": page, "form": form, "alias": standing.alias}
    return answer(request, "groups/threads/write.html", context, form)
