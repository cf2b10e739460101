"""Forms of threads: beginning one, answering, changing a post, looking for words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.groups.thread_checks import POST_LENGTH
from alongside.groups.thread_details import Opening, Said
from alongside.groups.thread_models import NOTE_LENGTH, TITLE_LENGTH
from alongside.safety.asking import AsksFirst
from alongside.ui import phrases

HOW_TO_WRITE = _(
    "A line between paragraphs, *stars* around what matters, a dash before each thing of a list. Links say where they "
    "lead; pictures are not shown."
)
NOTE_HELP = _(
    "Such as: speaks of using, of food, of self-harm. What you write stays folded under these words until somebody "
    "opens it."
)


class PostForm(AsksFirst):
    """What somebody writes in a thread; what may give somebody away is asked about first."""

    asked: tuple[str, ...] = ("text", "note")

    text = forms.CharField(
        label=_("What you want to say"),
        help_text=HOW_TO_WRITE,
        max_length=POST_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    note = forms.CharField(
        label=phrases.WORD_OF_CARE,
        help_text=NOTE_HELP,
        max_length=NOTE_LENGTH,
        required=False,
    )
    answers = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def said(self) -> Said:
        """Return what was written."""
        data = self.cleaned_data
        return Said(data["text"], data["note"], data.get("answers"))


class TitledForm(PostForm):
    """The first post of a thread, with its title."""

    asked = ("title", "text", "note")

    title = forms.CharField(
        label=_("Title"),
        help_text=_(
            "Everybody sees it in the list, also when what follows is folded. Please keep hard details out of it."
        ),
        max_length=TITLE_LENGTH,
    )
    field_order = ("title", "text", "note")


class OpeningForm(TitledForm):
    """A new thread."""

    needs_answer = forms.BooleanField(
        label=_("I need an answer"),
        help_text=_(
            "Those who greet are told at once; after some hours everybody in the group, until somebody has answered."
        ),
        required=False,
    )
    answers = None  # type: ignore[assignment]  # Django's way to leave a field out

    def opening(self) -> Opening:
        """Return what was written."""
        data = self.cleaned_data
        return Opening(data["title"], self.said(), data["needs_answer"])


class SearchForm(forms.Form):
    """Words to look for. It is sent as an address."""

    q = forms.CharField(label=_("Words in titles and posts"), max_length=100, required=False)
