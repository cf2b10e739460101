"""What ties say to what they were told, with an account or by their own link, and the owner who has read it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import links
from alongside.circles.models import Supporter
from alongside.circles.policies import SupportingActor
from alongside.circles.views.contact import contact_required
from alongside.circles.views.pages import answer, done, saved
from alongside.journeys import services
from alongside.journeys.enums import Motif
from alongside.journeys.forms import WordsForm
from alongside.journeys.hearing import unsent_voice
from alongside.journeys.models import Told
from alongside.journeys.told_views import said_path, told_view
from alongside.kernel.clock import current_time
from alongside.ui import phrases
from alongside.ui.errors import gives_back
from alongside.ui.voice.views import may_record


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(WordsForm)
def say(request: PersonRequest, told_id: UUID) -> HttpResponse:
    """Say something to what the actor was told."""
    return _said(request, request.user, told_id, reverse("supporting"))


@require_http_methods(["GET", "HEAD", "POST"])
@contact_required
@gives_back(WordsForm)
def say_as_contact(request: HttpRequest, contact: Supporter, told_id: UUID) -> HttpResponse:
    """Say something to what a contact was told."""
    return _said(request, contact, told_id, links.contact_path(contact.id))


def _said(request: HttpRequest, actor: SupportingActor, told_id: UUID, back: str) -> HttpResponse:
    told = services.look_at_told(actor=actor, told_id=told_id, now=current_time())
    form = _words_form(request, actor, told)

    def save() -> None:
        services.say_words(actor=actor, told_id=told_id, now=current_time(), **form.said())

    if form.is_bound and saved(form, save):
        return done(request, back, _("Your words are on their way."))
    if form.recorded:
        services.keep_unsent_voice(actor=actor, told_id=told_id, voice=form.recorded, now=current_time())
    radios = [one.id_for_label for one in form["motif"]][1:]  # the first says that there is no card
    motifs = [(one.label, f"journeys/motifs/{one.value}.html", at) for one, at in zip(Motif, radios, strict=True)]
    context = {"form": form, "told": told_view(told, actor), "back": back, "motifs": motifs}
    context["said_before"] = said_path(actor) if told.said_at else ""
    context["waiting"] = unsent_voice(actor, told_id, now=current_time())
    return may_record(answer(request, "journeys/say.html", context, form))


def _words_form(request: HttpRequest, actor: SupportingActor, told: Told) -> WordsForm:
    """Return the form as it was sent; unsent, with what was typed, where only the recording is to be thrown away."""
    if request.POST.get("does") == "drop":
        services.drop_unsent_voice(actor=actor, told_id=told.id, now=current_time())
        return WordsForm(initial={name: request.POST.get(name, "") for name in ("words", "motif")})
    if request.method != "POST":
        return WordsForm(initial={"motif": ""})
    if request.FILES.get("voice"):
        services.count_recording(actor=actor, now=current_time())
    return WordsForm(request.POST, request.FILES, waiting=unsent_voice(actor, told.id, now=current_time()))


@person_required
@require_POST
def seen(request: PersonRequest, told_id: UUID) -> HttpResponse:
    """Put away what the actor was told."""
    services.put_away_told(actor=request.user, told_id=told_id, now=current_time())
    return done(request, reverse("supporting"), phrases.GOOD_THAT_YOU_ARE_THERE)


@require_POST
@contact_required
def seen_by_contact(request: HttpRequest, contact: Supporter, told_id: UUID) -> HttpResponse:
    """Put away what a contact was told."""
    services.put_away_told(actor=contact, told_id=told_id, now=current_time())
    return done(request, links.contact_path(contact.id), phrases.GOOD_THAT_YOU_ARE_THERE)


@person_required
@require_POST
def read(request: PersonRequest, told_id: UUID) -> HttpResponse:
    """Put a word away that the owner has read."""
    services.read_words(actor=request.user, told_id=told_id, now=current_time())
    return done(request, reverse("today"), _("It is kept on the page of your journey."))
