"""The field of a form that takes a voice note."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import Invalid
from alongside.kernel.voice import LARGEST_RECORDING, LONGEST_SECONDS, TOO_LARGE, UNREADABLE, Voice, read_recording
from alongside.ui import phrases


class VoiceInput(forms.FileInput):
    """A recorder where there is a script and a microphone, else a file to choose; `ui/js/recorder.js` wakes it."""

    template_name = "ui/forms/recorder.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Say how long and how large a recording can be."""
        given = {"accept": "audio/*", "capture": True, **(attrs or {})}
        limits = {"longest": LONGEST_SECONDS, "largest": LARGEST_RECORDING}
        return {**super().get_context(name, value, given), **limits}


class VoiceField(forms.FileField):
    """A voice note of at most a minute, or none; the clean value is a `Voice`, made anew from what was sent."""

    widget = VoiceInput
    default_error_messages = {"invalid": UNREADABLE}

    def __init__(self, **options: Any) -> None:
        said = {
            "label": phrases.A_VOICE_NOTE,
            "help_text": _("Up to 60 seconds. Who knows your voice will know that it is you."),
        }
        super().__init__(**{**said, "required": False, "allow_empty_file": True, **options})

    def clean(self, data: Any, initial: Any = None) -> Voice | None:
        """Return the voice note; ValidationError for what cannot be one."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        if upload.size > LARGEST_RECORDING:
            raise ValidationError(TOO_LARGE)
        try:
            return read_recording(upload.read(), field="")
        except Invalid as refusal:
            raise ValidationError(str(refusal.sentence)) from refusal
