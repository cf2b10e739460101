"""The fields somebody writes a message in, or chooses what to send."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.kernel.voice import Voice
from alongside.messaging.enums import Keep
from alongside.messaging.reach import Whom
from alongside.messaging.services import CALLED_LENGTH, CARE_LENGTH, LONGEST, SEEN_LENGTH, Asking, Line, Shown
from alongside.safety.asking import HELD, AsksFirst
from alongside.safety.words.giving_away import Given
from alongside.ui import phrases
from alongside.ui.pictures.fields import PictureField
from alongside.ui.voice.fields import VoiceField


def new_request_key() -> str:
    """Return a key that makes a form that is sent twice count once."""
    return uuid4().hex


class KeyedForm(forms.Form):
    """A form that counts once, however often it is sent."""

    request_key = forms.CharField(max_length=100, widget=forms.HiddenInput, initial=new_request_key)

    @property
    def key(self) -> str:
        """Return what it is known by; call it on a valid form."""
        key: str = self.cleaned_data["request_key"]
        return key


class MessageForm(AsksFirst, KeyedForm):
    """One message; what leads to its writer elsewhere is asked about first."""

    kinds = tuple(HELD)
    # Beside its field a picture can be sent, or an emptied draft thrown away: a browser asks for no words there.
    use_required_attribute = False
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 1, "placeholder": phrases.WRITE_HERE}),
    )

    def line(self) -> Line:
        """Return what is to be said; call it on a valid form."""
        return Line(text=self.cleaned_data["text"], request_key=self.key)


class FirstMessageForm(MessageForm):
    """The one message that somebody reads before they decide: whatever may give its writer away is asked about."""

    kinds = tuple(Given)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].widget.attrs = {"rows": 3}


class PictureForm(KeyedForm):
    """One picture, with a few words for who cannot see it well, and for who should know something first."""

    picture = PictureField()
    seen = forms.CharField(
        label=_("What is to be seen?"),
        help_text=_("A few words for somebody who cannot see it well. You can leave it empty."),
        max_length=SEEN_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    care = forms.CharField(
        label=_("Should they know something before they look?"),
        help_text=_(
            "Such as: there is a bottle on the table. With a word here the picture stays folded until they open it."
        ),
        max_length=CARE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def shown(self) -> Shown:
        """Return what is to be sent; call it on a valid form."""
        given = self.cleaned_data
        return Shown(given["picture"], seen=given["seen"], care=given["care"], request_key=self.key)


class VoiceForm(KeyedForm):
    """One voice note."""

    voice = VoiceField()

    def recorded(self) -> Voice | None:
        """Return what is to be sent; call it on a valid form."""
        voice: Voice | None = self.cleaned_data["voice"]
        return voice


class CalledForm(forms.Form):
    """What somebody is called in a small circle, where it does not come from a group."""

    called = forms.CharField(
        label=_("What shall they call you?"),
        help_text=_("A name for this small circle alone. They do not all know you by the same one."),
        max_length=CALLED_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, needs_name: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not needs_name:
            del self.fields["called"]

    def name(self) -> str:
        """Return what they chose; call it on a valid form."""
        return str(self.cleaned_data.get("called", ""))


class CircleForm(CalledForm):
    """Whom somebody asks into a small circle."""

    sources = forms.TypedMultipleChoiceField(
        label=phrases.WHOM_DO_YOU_ASK,
        help_text=_("Two to seven people."),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("sources", "called")

    def __init__(self, *args: Any, people: Sequence[Whom], needs_name: bool, **options: Any) -> None:
        super().__init__(*args, needs_name=needs_name, **options)
        whom = cast("forms.TypedMultipleChoiceField", self.fields["sources"])
        whom.choices = [(str(one.other), one.name) for one in people]

    def asking(self, company_id: UUID | None) -> Asking:
        """Return whom they ask; call it on a valid form."""
        return Asking(company_id, self.cleaned_data["sources"], self.name())


class ChosenForm(forms.Form):
    """Which message something is done about."""

    message = forms.UUIDField()


class ShownForm(forms.Form):
    """The number of the last message that a page has shown."""

    number = forms.IntegerField(min_value=0)


class KeepForm(forms.Form):
    """For how long messages are kept."""

    days = forms.TypedChoiceField(label=_("Keep messages for"), choices=Keep.choices, coerce=int)
