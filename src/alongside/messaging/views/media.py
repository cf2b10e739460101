"""Pictures and voice notes of messages: the pages that send one, and the answers that bring one. No rules here."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import answer, saved
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict
from alongside.messaging import services
from alongside.messaging.forms import KeyedForm, PictureForm, VoiceForm
from alongside.messaging.policies import access_message, access_seat
from alongside.messaging.queries import image_of, sound_of
from alongside.messaging.views.talks import NEWEST
from alongside.ui.errors import gives_back
from alongside.ui.pictures.views import seen
from alongside.ui.voice.views import may_record, played


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(PictureForm)
def send_picture(request: PersonRequest, conversation_id: UUID) -> HttpResponse:
    """Send a picture in a conversation in which the reader may write."""

    def save(form: KeyedForm) -> None:
        assert isinstance(form, PictureForm)  # noqa: S101 - it is made below
        services.send_picture(
            actor=request.user, conversation_id=conversation_id, shown=form.shown(), now=current_time()
        )

    return _sending(request, conversation_id, PictureForm, save, "messaging/send_picture.html")


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_voice(request: PersonRequest, conversation_id: UUID) -> HttpResponse:
    """Send a voice note in a conversation in which the reader may write."""

    def save(form: KeyedForm) -> None:
        assert isinstance(form, VoiceForm)  # noqa: S101 - it is made below
        services.send_voice(
            actor=request.user,
            conversation_id=conversation_id,
            voice=form.recorded(),
            request_key=form.key,
            now=current_time(),
        )

    return may_record(_sending(request, conversation_id, VoiceForm, save, "messaging/send_voice.html"))


def _sending(
    request: PersonRequest,
    conversation_id: UUID,
    kind: type[KeyedForm],
    save: Callable[[KeyedForm], None],
    template: str,
) -> HttpResponse:
    access_seat(request.user, conversation_id)
    there = reverse("conversation", args=[conversation_id])
    back = there + "#write"
    try:
        services.checked_to_write(actor=request.user, conversation_id=conversation_id, now=current_time())
        if request.FILES:
            services.count_file(actor=request.user, now=current_time())
        form = kind(request.POST, request.FILES) if request.method == "POST" else kind()
        if form.is_bound and saved(form, lambda: save(form)):
            return redirect(there + NEWEST)
    except Conflict:
        return redirect(back)  # that page says why
    return answer(request, template, {"form": form, "back": back}, form)


@person_required
@require_safe
def picture(request: PersonRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """Show a picture to who reads its message."""
    return seen(image_of(access_message(access_seat(request.user, conversation_id), message_id)))


@person_required
@require_safe
def voice(request: PersonRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """Play a voice note to who reads its message."""
    return played(request, sound_of(access_message(access_seat(request.user, conversation_id), message_id)))
