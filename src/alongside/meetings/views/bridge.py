"""What voice over the bridge asks for, in JSON: what a browser sends and hears. No browser speaks with the bridge."""

from django import forms
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid
from alongside.meetings import services
from alongside.meetings.services.voice import NOT_A_RELAY
from alongside.meetings.views.voice import in_json
from alongside.meetings.voice.bridge import MOST_LETTERS


class SideForm(forms.Form):
    """A browser's side of a connection."""

    sdp = forms.CharField(max_length=MOST_LETTERS, strip=False)

    def said(self) -> str:
        """Return what was sent. Invalid."""
        if not self.is_valid():
            raise Invalid(NOT_A_RELAY)
        said: str = self.cleaned_data["sdp"]
        return said


@person_required
@require_POST
@in_json
def publish(request: PersonRequest, slug: str) -> HttpResponse:
    """Send to the bridge."""
    sdp = SideForm(request.POST).said()
    return JsonResponse({"answer": services.publish_voice(actor=request.user, slug=slug, sdp=sdp, now=current_time())})


@person_required
@require_POST
@in_json
def sending(request: PersonRequest, slug: str) -> HttpResponse:
    """Say that what is sent arrives at the bridge."""
    services.note_sending(actor=request.user, slug=slug, now=current_time())
    return HttpResponse(status=204)


@person_required
@require_POST
@in_json
def listen(request: PersonRequest, slug: str) -> HttpResponse:
    """Hear those who send now."""
    offer = services.listen_to_voices(actor=request.user, slug=slug, now=current_time())
    if offer is None:
        return JsonResponse({"offer": None})
    return JsonResponse({"offer": offer.sdp, "whose": {mid: str(seat) for mid, seat in offer.whose.items()}})


@person_required
@require_POST
@in_json
def answer(request: PersonRequest, slug: str) -> HttpResponse:
    """Say how what is heard is heard."""
    sdp = SideForm(request.POST).said()
    services.answer_bridge(actor=request.user, slug=slug, sdp=sdp, now=current_time())
    return HttpResponse(status=204)
