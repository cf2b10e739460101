"""Who may read the numbers: their person's choice, and the page of whoever they are shared with."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import links
from alongside.circles.choosing import people_of
from alongside.circles.models import Supporter
from alongside.circles.policies import SupportingActor, access_contact_tie
from alongside.circles.views.contact import contact_required
from alongside.circles.views.pages import answer, done, saved
from alongside.instruments import services
from alongside.instruments.catalogue import instrument_of
from alongside.instruments.forms import ShareForm
from alongside.instruments.history_page import headings_of, score_words
from alongside.instruments.queries import SharedInstrument, readers_of, shared_through
from alongside.kernel.clock import current_time


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: PersonRequest, key: str) -> HttpResponse:
    """Choose who may read the numbers of one questionnaire."""
    found = instrument_of(key)
    people, chosen = people_of(request.user), list(readers_of(request.user, key))
    form = ShareForm(request.POST if request.method == "POST" else None, people=people, chosen=chosen)

    def save() -> None:
        readers, now = form.cleaned_data["readers"], current_time()
        services.share_results(actor=request.user, key=key, tie_ids=readers, now=now)

    if form.is_bound and saved(form, save):
        return done(request, reverse("instrument", args=[key]), _("It is kept who may read your numbers."))
    return answer(request, "instruments/share.html", {"instrument": found, "form": form, "people": people}, form)


@person_required
@require_safe
def shared(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Show the numbers that somebody shares with the actor, who supports them."""
    return _shared(request, request.user, tie_id, reverse("supporting"))


@require_safe
@contact_required
def shared_with_contact(request: HttpRequest, contact: Supporter) -> HttpResponse:
    """Show a contact without account the numbers that the owner of their circle shares with them."""
    return _shared(request, contact, access_contact_tie(contact).id, links.contact_path(contact.id))


def _shared(request: HttpRequest, actor: SupportingActor, tie_id: UUID, back: str) -> HttpResponse:
    tie = services.note_look(actor=actor, tie_id=tie_id, now=current_time())
    zone = ZoneInfo(tie.owner.time_zone)
    shown = [(one.instrument, headings_of(one.instrument), _rows(one, zone)) for one in shared_through(tie)]
    return render(request, "instruments/shared.html", {"alias": tie.owner.alias, "shown": shown, "back": back})


def _rows(shared: SharedInstrument, zone: ZoneInfo) -> list[tuple[str, ...]]:
    """Return the lines of a table; a day is the one on which the owner took it, wherever the reader is."""
    return [(date_format(at.astimezone(zone)), *map(score_words, scores)) for at, scores in shared.lines]
