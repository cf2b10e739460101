"""What the voice of a room asks for, in JSON: the script of the room speaks to these, people do not."""

from functools import wraps
from typing import ParamSpec, cast
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from alongside.accounts.decorators import PersonRequest, PersonView, person_required
from alongside.kernel.clock import current_time
from alongside.kernel.errors import AlongsideError, Invalid
from alongside.meetings import services
from alongside.meetings.services.voice import NOT_A_RELAY, Letter, Talk
from alongside.meetings.voice.descriptions import MOST_LETTERS, Kind

P = ParamSpec("P")


def in_json(view: PersonView[P]) -> PersonView[P]:
    """Answer with the sentence of an error in JSON: the script says it on the page that is open."""

    @wraps(view)
    def answered(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except AlongsideError as error:
            return JsonResponse({"sentence": str(error.sentence)}, status=error.status)

    return cast("PersonView[P]", answered)


class LetterForm(forms.Form):
    """A letter to another browser."""

    to = forms.UUIDField()
    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in Kind])
    body = forms.CharField(max_length=MOST_LETTERS, strip=False)

    def letter(self) -> Letter:
        """Return what was sent. Invalid."""
        if not self.is_valid():
            raise Invalid(NOT_A_RELAY)
        to: UUID = self.cleaned_data["to"]
        return Letter(to, Kind(self.cleaned_data["kind"]), self.cleaned_data["body"])


@person_required
@require_POST
@in_json
def join(request: PersonRequest, slug: str) -> HttpResponse:
    """Come into the talk of a room."""
    return _told(services.join_talk(actor=request.user, slug=slug, now=current_time()))


@person_required
@require_POST
@in_json
def leave(request: PersonRequest, slug: str) -> HttpResponse:
    """Go out of the talk of a room."""
    services.leave_talk(actor=request.user, slug=slug)
    return HttpResponse(status=204)


@person_required
@require_POST
@in_json
def letter(request: PersonRequest, slug: str) -> HttpResponse:
    """Tell another browser in the talk something."""
    services.send_letter(actor=request.user, slug=slug, letter=LetterForm(request.POST).letter(), now=current_time())
    return HttpResponse(status=204)


@person_required
@require_POST
@in_json
def collect(request: PersonRequest, slug: str) -> HttpResponse:
    """Fetch what others told this browser, and who speaks."""
    return _told(services.collect_letters(actor=request.user, slug=slug, now=current_time()))


def _told(talk: Talk) -> JsonResponse:
    relay = {"urls": list(settings.RELAYS.urls), "username": talk.relay.name, "credential": talk.relay.word}
    return JsonResponse(
        {
            "me": str(talk.me),
            "others": [{"id": str(one.id), "name": one.name} for one in talk.others],
            "letters": [{"from": str(one.seat), "kind": one.kind, "body": one.body} for one in talk.letters],
            "relay": relay,
            "sending": {str(seat): str(line) for seat, line in talk.sending.items()},
        }
    )


def may_speak(response: HttpResponse) -> HttpResponse:
    """Let the page of a room, where there is voice, ask for microphone and camera."""
    if settings.RELAYS.are_there:
        response.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(self)"
    return response
