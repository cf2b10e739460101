"""Organisers bring feeds in: a new source, one that is read now, a newer file; or look first at what would happen."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.accounts.decorators import PersonRequest, role_required
from alongside.accounts.enums import Role
from alongside.circles.views.pages import answer, done, saved
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.looking import Look, look
from alongside.meetings.models import Source
from alongside.meetings.organise_forms import NewerFileForm, NewSourceForm
from alongside.meetings.policies import access_source
from alongside.meetings.views.organising import source_page

WITHIN_A_MINUTE = _("The source is added. It is read within a minute.")


@role_required(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """Add a source: an address, which is read within a minute, or a file, read at once; or look at it first."""
    initial = {"time_zone": request.user.time_zone, "every_hours": 24}
    form = NewSourceForm(request.POST, request.FILES) if request.method == "POST" else NewSourceForm(initial=initial)
    looks: list[Look] = []
    kept: list[HttpResponse] = []
    if request.POST.get("does") == "check":
        saved(form, lambda: looks.append(_looked(request, form)))
    elif form.is_bound and saved(form, lambda: kept.append(_added(request, form))):
        return kept[0]
    context = {"form": form, "would": looks[0] if looks else None}
    return answer(request, "meetings/source_form.html", context, form)


def _added(request: PersonRequest, form: NewSourceForm) -> HttpResponse:
    """Keep what the form holds, and lead on. Invalid, TooMany."""
    actor, now, details, body = request.user, current_time(), form.details(), form.cleaned_data["file"]
    if body is None:
        services.prepare_source(actor=actor, details=details, now=now)
        return done(request, reverse("organise-meetings"), WITHIN_A_MINUTE)
    services.count_feed(actor=actor, now=now)
    row, result = services.add_file(actor=actor, details=details, body=body, now=now)
    return done(request, reverse("organise-source", args=[row.id]), _said(result))


def _looked(request: PersonRequest, form: NewSourceForm) -> Look:
    """Return what the form would bring; nothing of it is kept. Invalid, TooMany."""
    actor, now, details, body = request.user, current_time(), form.details(), form.cleaned_data["file"]
    if body is None:
        body = services.feed_to_look_at(actor=actor, url=details.url, now=now)
        result = services.try_source(actor=actor, details=details, body=body, now=now)
    else:
        services.count_feed(actor=actor, now=now)
        _row, result = services.add_file(actor=actor, details=details, body=body, now=now, dry_run=True)
    return look(result, body, of=details.format, program=details.program, today=now.date())


def _said(result: services.Result) -> str | Promise:
    return _("It waits until somebody has had a look.") if result.held else _("The file is read.")


@role_required(Role.ORGANISER)
@require_POST
def read_now(request: PersonRequest, source_id: UUID) -> HttpResponse:
    """Have a source be read within a minute, or read a newer file of it; or look first at what that would bring."""
    row = access_source(request.user, source_id)
    back = reverse("organise-source", args=[source_id])
    if row.url:
        services.read_soon(actor=request.user, source_id=source_id, now=current_time())
        return done(request, back, _("It is read within a minute."))
    form = NewerFileForm(request.POST, request.FILES)
    looks = request.POST.get("does") == "check"
    kept: list[services.Result] = []
    if not saved(form, lambda: kept.append(_renewed(request, row, form, dry_run=looks))):
        return source_page(request, row, form)
    if not looks:
        return done(request, back, _said(kept[0]))
    today = current_time().date()
    found = look(kept[0], form.cleaned_data["file"], of=row.format, program=row.program, today=today)
    return source_page(request, row, form, found)


def _renewed(request: PersonRequest, row: Source, form: NewerFileForm, *, dry_run: bool) -> services.Result:
    actor, now, body = request.user, current_time(), form.cleaned_data["file"]
    services.count_feed(actor=actor, now=now)
    return services.renew_file(actor=actor, source_id=row.id, body=body, now=now, dry_run=dry_run)
