"""The field of a form that takes a picture."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import Invalid
from alongside.kernel.pictures import LARGEST_FILE, LONGEST_SIDE, TOO_LARGE, UNREADABLE, Picture, read_picture
from alongside.ui import phrases


class PictureInput(forms.FileInput):
    """A file to choose; `ui/js/picture.js` shows it and makes it smaller before it is sent."""

    template_name = "ui/forms/picture.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Say which kinds are taken and how large they are kept."""
        # Named so, a phone that keeps photos as HEIC hands out a JPEG.
        given = {"accept": "image/jpeg,image/png,image/webp", **(attrs or {})}
        return {**super().get_context(name, value, given), "longest": LONGEST_SIDE}


class PictureField(forms.FileField):
    """A picture; the clean value is a `Picture`, made anew from what was sent."""

    widget = PictureInput

    def __init__(self, **options: Any) -> None:
        said = {
            "label": phrases.A_PICTURE,
            "help_text": _("Where and when it was taken is removed. Who is to be seen on it can still be known by it."),
            "error_messages": {
                "invalid": UNREADABLE,
                "required": _("Please choose a picture first."),
                "missing": _("Please choose a picture first."),
            },
        }
        super().__init__(**{**said, "allow_empty_file": True, **options})

    def clean(self, data: Any, initial: Any = None) -> Picture | None:
        """Return the picture; ValidationError for what cannot be one."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        if upload.size > LARGEST_FILE:
            raise ValidationError(TOO_LARGE)
        try:
            return read_picture(upload.read(), field="")
        except Invalid as refusal:
            raise ValidationError(str(refusal.sentence)) from refusal
