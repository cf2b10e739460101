"""Forms of threads: beginning one, answering, changing a post, looking for words."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.groups.coach import Missed, listen
from alongside.groups.threads.checks import POST_LENGTH
from alongside.groups.threads.details import Opening, Said
from alongside.groups.threads.models import NOTE_LENGTH, TITLE_LENGTH
from alongside.groups.threads.quoting import quotable_in
from alongside.safety.asking import AsksFirst, marked
from alongside.ui import phrases

NOTE_HELP = _(
    "Such as: speaks of using, of food, of self-harm. What you write stays folded under these words until somebody "
    "opens it."
)

HELLO = _("Hello, I am new here")
A_FEW_WORDS = _("A few words")
HELLO_HELP = _(
    "Such as what brings you, or only that you are here. Nothing has to be told. Somebody of the group is asked to "
    "answer you."
)

ANOTHER_WAY: dict[Missed, Promise] = {
    Missed.ADVICE: _(
        "“%(words)s” may sound like advice. Would saying back what you heard fit, too, such as “That sounds hard”? Or "
        "asking: “What would help you most right now?”"
    ),
    Missed.SMALL: _(
        "“%(words)s” may make small what hurts. Perhaps say that you see it, such as “That is a lot to carry.”"
    ),
    Missed.KNOWING: _(
        "“%(words)s”: it may feel different to them. Perhaps “I have been somewhere like that, and I am with you.”"
    ),
}


class DrawnField(forms.CharField):
    """A line or text that is drawn in a way of its own."""

    drawn = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"template_name": self.drawn, **options})


class WrittenField(DrawnField):
    """A text in which what matters can be marked: how, unfolds below it, so that nobody reads past it to write."""

    drawn = "groups/threads/written.html"


class CareField(DrawnField):
    """A word of care, folded until somebody wants one."""

    drawn = "groups/threads/care_word.html"


class PostForm(AsksFirst):
    """What somebody writes in a thread; what may give somebody away is asked about first."""

    asked: tuple[str, ...] = ("text", "note")

    text = WrittenField(
        label=_("What you want to say"), max_length=POST_LENGTH, widget=forms.Textarea(attrs={"rows": 6})
    )
    note = CareField(label=phrases.WORD_OF_CARE, help_text=NOTE_HELP, max_length=NOTE_LENGTH, required=False)
    answers = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, thread: UUID | None = None, by: UUID | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._thread, self._by = thread, by
        # A browser cuts off what is pasted at this without a word; here it is said, and can be kept meanwhile.
        self.fields["text"].widget.attrs.pop("maxlength", None)

    def said_before(self) -> str:
        """Return what others said in the thread, where the text quotes."""
        return quotable_in(self._thread, self._typed("text"), by=self._by)

    def said(self) -> Said:
        """Return what was written."""
        data = self.cleaned_data
        return Said(data["text"], data["note"], data.get("answers"))


class ReplyForm(PostForm):
    """An answer. Who wants to be coached is asked about what may sound like advice, once, and can send it as it is."""

    def __init__(self, *args: Any, coached: bool = False, **options: Any) -> None:
        self._coached = coached
        super().__init__(*args, **options)

    def questions(self) -> list[tuple[str, str]]:
        """Ask also about what may not sound like listening."""
        heard = listen(self._typed("text")) if self._coached else ()
        return [*super().questions(), *(("text", marked(ANOTHER_WAY[one.kind], one.words)) for one in heard)]


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


class HelloForm(OpeningForm):
    """The first words of somebody new: a few are enough, and what else a thread has is there, folded."""

    template_name = "groups/threads/hello_form.html"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # It names nobody: it would go on saying an alias that was changed.
        self.fields["title"].initial = HELLO
        text = self.fields["text"]
        text.label, text.help_text = A_FEW_WORDS, HELLO_HELP
        text.widget.attrs["rows"] = 4
        # A few words need no help, and a word of care is folded with the title already.
        for field in (text, self.fields["note"]):
            field.template_name = None  # type: ignore[attr-defined]  # the stubs do not know it yet
        # Whoever writes here for the first time is answered anyway.
        del self.fields["needs_answer"]

    def opening(self) -> Opening:
        """Return what was written."""
        return Opening(self.cleaned_data["title"], self.said())

    def get_context(self) -> dict[str, Any]:
        """Return what it is drawn with: what is shown, and what is folded unless something in it needs a look."""
        context = super().get_context()
        shown = [one for one in context["beside"] if one[0].name == "text"]
        folded = [one for one in context["beside"] if one[0].name != "text"]
        has_note = bool(self["note"].value())
        is_open = has_note or any(errors or questions for _field, errors, questions in folded)
        return {**context, "shown": shown, "folded": folded, "is_open": is_open}


class SearchForm(forms.Form):
    """Words to look for. It is sent as an address."""

    q = forms.CharField(label=_("Words in titles and posts"), max_length=100, required=False)
