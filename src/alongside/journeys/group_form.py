"""The form in which a milestone of a journey is said in a group, its days as round as its owner wants."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.journeys.wording import round_words
from alongside.safety.asking import AsksFirst
from alongside.ui import phrases
from alongside.ui.celebrations import Marked, rooms_of


class GroupTold(AsksFirst):
    """In which group and in which of its words; how exactly; and words to it. All but the last is chosen already."""

    asked = ("text",)

    where_words = forms.ChoiceField(label=_("In which group, and in which of its words?"))
    how = forms.ChoiceField(label=_("How exactly?"), widget=forms.RadioSelect, initial="round")
    text = forms.CharField(
        label=phrases.WORDS_TO_IT, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, person: Person, mark: str, words: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._rooms = rooms_of(person)
        self._said = {"round": round_words(mark), "exact": words, "": ""}
        # Each names the group and the alias there: what is chosen beforehand must show where it goes.
        choices = [
            (f"{provider}/{room.id}/{word}", _("%(word)s, in %(group)s") % {"word": word, "group": room.name})
            for provider, room in self._rooms
            for word in room.words
        ]
        self.fields["where_words"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
        self.fields["how"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            ("round", self._said["round"]),
            ("exact", words),
            ("", _("I say nothing of how long")),
        ]
        self.fields["how"].required = False

    @property
    def has_groups(self) -> bool:
        """Tell whether there is a group to say it in."""
        return bool(self._rooms)

    def where(self) -> tuple[str, UUID]:
        """Return who has the group, and which it is."""
        provider, room, _word = self.cleaned_data["where_words"].split("/", 2)
        return provider, UUID(room)

    def marked(self) -> Marked:
        """Return what is said there."""
        word = self.cleaned_data["where_words"].split("/", 2)[2]
        return Marked(word, self._said[self.cleaned_data["how"]], self.cleaned_data["text"])
