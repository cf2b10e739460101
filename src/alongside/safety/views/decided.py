"""What was decided about the reader, and asking for another look."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import answer, done, sent_in_time
from alongside.kernel.clock import current_time
from alongside.safety import services
from alongside.safety.asking import NOT_SENT, AsksFirst, led_to_people
from alongside.safety.enums import Act
from alongside.safety.forms import AppealForm, ReplyForm
from alongside.safety.models import Decision
from alongside.safety.own_queries import own_decision, own_decisions
from alongside.safety.policies import access_decision
from alongside.safety.services.appealing import may_appeal
from alongside.safety.services.refused import bring_refused_appeal
from alongside.safety.services.replying import may_reply
from alongside.safety.views.refused import heard_if_refused


@person_required
@require_safe
def decisions(request: PersonRequest) -> HttpResponse:
    """Show what was decided about the reader."""
    rows = own_decisions(request.user, now=current_time())
    words, lines = [one for one in rows if one.is_word], [one for one in rows if not one.is_word]
    return render(request, "safety/decisions.html", {"words": words, "lines": lines})


def _bring(request: PersonRequest, words: str, at: Mapping[str, Any]) -> bool:
    bring_refused_appeal(actor=request.user, decision_id=at["decision_id"], words=words, now=current_time())
    return True


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@heard_if_refused(_bring, AppealForm, ReplyForm)
def decision(request: PersonRequest, decision_id: UUID) -> HttpResponse:
    """Show one of these with why, until when and what one can do; ask for another look, or answer a word."""
    now = current_time()
    row = access_decision(request.user, decision_id)
    if row.act == Act.WRITE:
        return _word(request, row)
    form = AppealForm(request.POST if request.method == "POST" else None)

    def save() -> None:
        words = form.cleaned_data["words"]
        services.appeal(actor=request.user, decision_id=decision_id, words=words, now=now)

    if form.is_bound and _sent(form, save):
        said = _("Thank you. Somebody who did not decide this looks at it, and answers you here.")
        return done(request, reverse("decision", args=[decision_id]), form.sent(said))
    one = own_decision(row, now=now)
    if one.is_new:
        services.read_answer(actor=request.user, decision_id=decision_id, now=now)
    context = {"one": one, "form": form, "may_appeal": may_appeal(row, now=now)}
    return answer(request, "safety/decision.html", context, form)


def _word(request: PersonRequest, row: Decision) -> HttpResponse:
    """Show a word that was written to the reader, and what they answered; answer it."""
    form = ReplyForm(request.POST if request.method == "POST" else None)

    def save() -> None:
        words = form.cleaned_data["words"]
        services.reply(actor=request.user, decision_id=row.id, words=words, now=current_time())

    if form.is_bound and _sent(form, save):
        said = _("It is with those who look after it. When they write to you again, you find it here.")
        return done(request, reverse("decision", args=[row.id]), form.sent(said))
    one = own_decision(row, now=current_time())
    # What was typed stays, also where nothing is taken any more.
    context = {"one": one, "form": form, "may_appeal": False, "may_reply": form.is_bound or may_reply(row)}
    return answer(request, "safety/decision.html", context, form)


def _sent(form: AsksFirst, save: Callable[[], object]) -> bool:
    """Send what a form holds; what is not sent stays in it, and words of danger lead to people anyway."""
    is_sent = sent_in_time(form, save)
    if not is_sent and form.is_heavy():
        form.add_error(None, led_to_people(NOT_SENT))
    return is_sent
