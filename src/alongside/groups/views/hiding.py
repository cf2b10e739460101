"""How a moderator hides a line where it stands, in a chat room or on a stage: asked first, and undone with one tap."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from alongside.accounts.decorators import PersonRequest
from alongside.circles.views.pages import Page, done, form_page, saved
from alongside.groups.forms import HideForm
from alongside.groups.models import Membership
from alongside.groups.threads.words import alias_of_member
from alongside.groups.views.in_danger import waits_for_word, with_danger
from alongside.kernel.clock import current_time
from alongside.safety.models import Decision
from alongside.ui import phrases


def hiding(
    request: PersonRequest, row: Membership | None, words: str, back: str, hide: Callable[..., Decision]
) -> HttpResponse:
    """Ask whether a line is meant, and why it is hidden; then `hide` it, and lead to where that is undone.

    Who wrote it, `row`, and its words come first: the line above is easily touched instead.
    """
    now = current_time()
    waits = row is not None and waits_for_word(request.user, row, now=now)
    form = HideForm(request.POST if request.method == "POST" else None, waits_for_word=waits)
    made: list[Decision] = []

    def save() -> None:
        said = {"reason": form.cleaned_data["reason"], "anyway": form.cleaned_data.get("anyway", False)}
        made.append(hide(actor=request.user, **said, now=now))

    if form.is_bound and saved(form, save):
        return done(request, back, _hidden(made[0]))
    said = _("%(alias)s wrote: “%(words)s”") % {"alias": alias_of_member(row), "words": words}
    page = Page(phrases.HIDE_THIS_LINE, phrases.HIDE_IT, back, (said, phrases.HIDES_A_LINE))
    return form_page(request, with_danger(page, request.user, row, words=words, now=now), form)


def _hidden(row: Decision) -> str:
    said = _('The line is hidden, and whoever wrote it can read why. <a href="{}">It was not meant? Show it again</a>')
    return format_html(said, reverse("moderate-case", args=[row.case_id]))
