"""Threads that open by themselves: their list, writing and changing one, resting, ending, and hosting in turn."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, confirm_page, done, form_page
from alongside.groups import services
from alongside.groups.enums import Use
from alongside.groups.policies import access_standing, may
from alongside.groups.regular.forms import RegularForm, regular_initial
from alongside.groups.regular.page import regulars_of
from alongside.groups.regular.policies import access_regular
from alongside.groups.threads.policies import is_writable
from alongside.groups.views.sending import A_PAUSE, heard_in_group, says_paused, sent
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid
from alongside.ui import phrases


@person_required
@require_safe
def listing(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what opens by itself in a group, and who hosts it in turn."""
    standing = access_standing(request.user, slug)
    context = {
        "group": standing.group,
        "lines": regulars_of(standing),
        "is_host": may(standing, Use.HOST),
        "is_writable": is_writable(standing),
    }
    return render(request, "groups/regular/regulars.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@says_paused
@heard_in_group(RegularForm)
def write(request: PersonRequest, slug: str) -> HttpResponse:
    """Write a thread that is to open by itself."""
    standing = access_standing(request.user, slug, to=Use.HOST)
    form = RegularForm(request.POST if request.method == "POST" else None)
    back = reverse("group-regulars", args=[slug])

    def save() -> None:
        services.write_regular(actor=request.user, slug=slug, details=form.details(), now=current_time())

    if form.is_bound and sent(form, save, standing, refused=A_PAUSE):
        return done(request, back, _("It opens by itself from now on."))
    lead = _("A thread that opens on its days at its time, such as a pledge of the day. Who said yes hosts it in turn.")
    return form_page(request, Page(phrases.HAVE_A_THREAD_OPEN, phrases.KEEP, back, (lead,)), form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@says_paused
@heard_in_group(RegularForm)
def change(request: PersonRequest, slug: str, regular_id: UUID) -> HttpResponse:
    """Change what it says, and when it opens."""
    standing = access_standing(request.user, slug, to=Use.HOST)
    row = access_regular(standing, regular_id)
    form = RegularForm(request.POST if request.method == "POST" else None, initial=regular_initial(row))
    back = reverse("group-regulars", args=[slug])

    def save() -> None:
        services.change_regular(
            actor=request.user, slug=slug, regular_id=regular_id, details=form.details(), now=current_time()
        )

    if form.is_bound and sent(form, save, standing, refused=A_PAUSE):
        return done(request, back, phrases.CHANGES_KEPT)
    lead = _("What has opened by now stays as it is.")
    return form_page(request, Page(_("Change what opens by itself"), phrases.KEEP, back, (lead,)), form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PersonRequest, slug: str, regular_id: UUID) -> HttpResponse:
    """Ask, then have it open no more."""
    row = access_regular(access_standing(request.user, slug, to=Use.HOST), regular_id)
    back = reverse("group-regulars", args=[slug])
    if request.method == "POST":
        services.end_regular(actor=request.user, slug=slug, regular_id=regular_id, now=current_time())
        return done(request, back, _("It opens no more."))
    lead = _("No new thread opens. Those that have opened stay, with everything in them.")
    title = _("Have this open no more: %(title)s?") % {"title": row.title}
    return confirm_page(request, Page(title, _("End it"), back, (lead,)))


MOVES = ("rest", "go-on", "host", "host-no-more")


@person_required
@require_POST
def move(request: PersonRequest, slug: str, regular_id: UUID) -> HttpResponse:
    """Have it rest or go on; host it in turn, or no more."""
    wanted, now = request.POST.get("move", ""), current_time()
    if wanted not in MOVES:
        raise Invalid(phrases.FORM_LOST)
    if wanted in ("rest", "go-on"):
        rests = wanted == "rest"
        services.rest_regular(actor=request.user, slug=slug, regular_id=regular_id, rests=rests, now=now)
    else:
        hosts = wanted == "host"
        services.host_in_turn(actor=request.user, slug=slug, regular_id=regular_id, hosts=hosts, now=now)
    return done(request, reverse("group-regulars", args=[slug]), phrases.CHANGES_KEPT)


@person_required
@require_POST
def hand_on(request: PersonRequest, slug: str, thread_id: UUID) -> HttpResponse:
    """Hand the thread of a day on to who hosts next."""
    host = services.hand_on(actor=request.user, slug=slug, thread_id=thread_id, now=current_time())
    said = _("%(alias)s hosts it now, and is told.") % {"alias": host.alias}
    return done(request, reverse("group-thread", args=[slug, thread_id]), said)
