"""Reporting something, and what became of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import answer, done, saved
from alongside.kernel.clock import current_time
from alongside.safety import services
from alongside.safety.asking import TO_MODERATORS, with_people
from alongside.safety.forms import ReportForm
from alongside.safety.own_queries import own_report_lines
from alongside.safety.services.refused import bring_refused_report
from alongside.safety.services.reporting import access_thing
from alongside.safety.views.refused import heard_if_refused
from alongside.safety.words.danger import sounds_like_danger


def _bring(request: PersonRequest, words: str, at: Mapping[str, Any]) -> bool:
    reason, now = request.POST.get("reason", ""), current_time()
    bring_refused_report(
        actor=request.user, kind=at["kind"], subject=at["subject"], words=words, reason=reason, now=now
    )
    return True


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@heard_if_refused(_bring, ReportForm)
def report(request: PersonRequest, kind: str, subject: UUID) -> HttpResponse:
    """Ask moderators to look at something."""
    thing = access_thing(request.user, kind, subject)
    asked_for = {"reason": request.GET.get("reason", "")}
    form = ReportForm(thing, request.POST if request.method == "POST" else None, initial=asked_for)

    def save() -> None:
        services.report(actor=request.user, kind=kind, subject=subject, telling=form.telling(), now=current_time())

    if form.is_bound and saved(form, save):
        sentence = format_html(
            _(
                "Thank you. A moderator looks at it, and here you see what becomes of it. They are not told by whom. "
                '<a href="{}">Go back to where you were</a>.'
            ),
            thing.back,
        )
        is_heavy = sounds_like_danger(form.cleaned_data["words"])
        return done(request, reverse("own-reports"), with_people(sentence, TO_MODERATORS) if is_heavy else sentence)
    by = None if thing.about_id == request.user.id else thing.by
    return answer(request, "safety/report.html", {"thing": thing, "form": form, "by": by}, form)


@person_required
@require_safe
def reports(request: PersonRequest) -> HttpResponse:
    """Show what the reader reported, and what became of it."""
    lines, lately = own_report_lines(request.user, now=current_time()), current_time() - timedelta(days=1)
    context = {"lines": lines, "cries": any(one.is_heavy and one.at > lately for one in lines)}
    return render(request, "safety/reports.html", context)
