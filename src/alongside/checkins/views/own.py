"""Somebody's own check-ins: the list, building one, changing it, with whom it is shared, pausing, deleting."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.checkins import services
from alongside.checkins.building_page import from_check_in, from_pack, weekly_kinds
from alongside.checkins.contents import contents
from alongside.checkins.forms import BuildForm, SharingForm, name_of
from alongside.checkins.models import CheckIn
from alongside.checkins.packs import packs
from alongside.checkins.policies import access_check_in
from alongside.checkins.queries import check_ins_of
from alongside.checkins.wording import PACKS
from alongside.circles.choosing import people_of
from alongside.circles.views.pages import Page, answer, confirm_page, done, saved
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.ui import phrases

OWN = "own"


@person_required
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """Show the actor's check-ins."""
    return render(request, "checkins/overview.html", {"check_ins": check_ins_of(request.user)})


@person_required
@require_safe
def choose(request: PersonRequest) -> HttpResponse:
    """Offer the packs, and building one's own."""
    ready = [{"key": key, "title": title, "words": words} for key, (title, words) in PACKS.items()]
    return render(request, "checkins/choose.html", {"packs": ready})


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def build(request: PersonRequest, pack: str) -> HttpResponse:
    """Build a check-in from a pack or from nothing."""
    if pack != OWN and pack not in packs():
        raise NotFound
    initial = from_pack(packs().get(pack))
    weekly = weekly_kinds(initial.get("kinds", []))
    form = BuildForm(request.POST if request.method == "POST" else None, initial=initial, weekly=weekly)
    made: list[CheckIn] = []

    def save() -> None:
        draft = form.draft(request.user.time_zone)
        made.append(services.build_check_in(actor=request.user, draft=draft, now=current_time()))

    if form.is_bound and saved(form, save):
        return done(request, reverse("check-in-sharing", args=[made[0].id]), _("Your check-in is ready."))
    page = {"title": _("Build your check-in"), "back": reverse("check-in-new")}
    return answer(request, "checkins/build.html", {"form": form, "page": page}, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, check_in_id: UUID) -> HttpResponse:
    """Change what is asked, and when."""
    row = access_check_in(request.user, check_in_id)
    initial = from_check_in(contents(row), row.rhythm)
    form = BuildForm(
        request.POST if request.method == "POST" else None, initial=initial, weekly=weekly_kinds(initial["kinds"])
    )

    def save() -> None:
        draft = form.draft(row.rhythm.zone)
        services.change_check_in(actor=request.user, check_in_id=check_in_id, draft=draft, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("check-ins"), phrases.CHANGES_KEPT)
    page = {"title": _("Change your check-in"), "back": reverse("check-ins")}
    return answer(request, "checkins/build.html", {"form": form, "page": page}, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: PersonRequest, check_in_id: UUID) -> HttpResponse:
    """Choose with whom each answer is shared, and who is told of a missed one."""
    row = access_check_in(request.user, check_in_id)
    opened, people = contents(row), people_of(request.user)
    chosen: dict[str, list[str]] = {}
    for share in row.shares.all():
        chosen.setdefault(f"part-{share.part}", []).append(str(share.tie_id))
    watches = [str(tie_id) for tie_id in row.watches.values_list("tie_id", flat=True)]
    initial = {**chosen, "watches": watches, "missed": opened.missed}
    data = request.POST if request.method == "POST" else None
    form = SharingForm(data, parts=opened.parts, people=people, initial=initial)

    def save() -> None:
        given = form.sharing()
        services.share_check_in(actor=request.user, check_in_id=check_in_id, sharing=given, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("check-ins"), phrases.CHANGES_KEPT)
    context = {"form": form, "name": opened.name, "people": people, "parts": [name_of(part) for part in opened.parts]}
    return answer(request, "checkins/sharing.html", context, form)


@person_required
@require_POST
def pause(request: PersonRequest, check_in_id: UUID) -> HttpResponse:
    """Pause with one press."""
    services.pause_check_in(actor=request.user, check_in_id=check_in_id, now=current_time())
    return done(request, reverse("check-ins"), _("It is paused. Nothing is asked until you go on."))


@person_required
@require_POST
def resume(request: PersonRequest, check_in_id: UUID) -> HttpResponse:
    """Go on with one press."""
    services.resume_check_in(actor=request.user, check_in_id=check_in_id, now=current_time())
    return done(request, reverse("check-ins"), phrases.GOOD_TO_HAVE_YOU_BACK)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: PersonRequest, check_in_id: UUID) -> HttpResponse:
    """Ask, then delete a check-in with all its answers."""
    row = access_check_in(request.user, check_in_id)
    if request.method == "POST":
        services.remove_check_in(actor=request.user, check_in_id=check_in_id, now=current_time())
        return done(request, reverse("check-ins"), _("The check-in is deleted."))
    page = Page(
        title=_("Delete “%(name)s”?") % {"name": contents(row).name},
        lead=(_("Every answer you gave to it is deleted as well, here and for those you shared them with."),),
        button=_("Delete it all"),
        back=reverse("check-ins"),
    )
    return confirm_page(request, page)
