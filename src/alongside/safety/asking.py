"""Asking before a text is sent: a part for forms, and what is said to somebody whose words sound like danger to life.

A form names the fields others will read in `asked`. What may give somebody away is shown once, beside its field,
with a button for sending it as it is: without JavaScript, and nothing typed is lost. Words of danger hold nothing back.
"""

from collections.abc import Collection
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from alongside.safety.words.danger import sounds_like_danger
from alongside.safety.words.folding import folded
from alongside.safety.words.giving_away import Finding, Given, look
from alongside.ui import phrases
from alongside.ui.crisis_words import WithNumbers

WITH_OTHERS = gettext_lazy(
    "What you wrote is with the others now, and it sounds very heavy. You do not have to carry it alone. "
    "Those who look after this place are told, so that somebody can be there. "
    'These are there right now: <a href="{}">{}</a>, <a href="{}">{}</a>.'
)
TO_MODERATORS = gettext_lazy(
    "What you wrote sounds very heavy. You do not have to carry it alone. "
    "Those who look after this place are told, so that somebody can be there. "
    'These are there right now: <a href="{}">{}</a>, <a href="{}">{}</a>.'
)
NOT_SENT = gettext_lazy(
    "What you wrote sounds very heavy. You do not have to carry it alone. "
    'These are there right now: <a href="{}">{}</a>, <a href="{}">{}</a>.'
)
UNSENT = gettext_lazy(
    "What you wrote was not sent, and it sounds very heavy. Those who look after this place are shown it, and nobody "
    "else, so that somebody can be there for you. You do not have to carry it alone. "
    'These are there right now: <a href="{}">{}</a>, <a href="{}">{}</a>.'
)
LOOKED_AT = 20_000  # signs: as many as any field takes, and of a text that is too long to be sent
QUESTIONS = {
    Given.PHONE: gettext_lazy("This looks like a phone number: %(words)s. Do you want others to see it?"),
    Given.EMAIL: gettext_lazy("This looks like an e-mail address: %(words)s. Do you want others to see it?"),
    Given.ADDRESS: gettext_lazy("This looks like where somebody lives: %(words)s. Do you want others to see it?"),
    Given.NAME: gettext_lazy("This looks like a full name: %(words)s. Do you want others to see it?"),
    Given.ACCOUNT: gettext_lazy("This leads to an account elsewhere: %(words)s. Do you want others to see it?"),
    Given.PLACE: gettext_lazy(
        "This looks like where somebody works or is looked after: %(words)s. Do you want others to see it?"
    ),
    Given.STORY: gettext_lazy("This may be somebody else's story: %(words)s. Would they want others to read it?"),
}
# Of a cry for help nothing is asked before it is sent: afterwards it is said, last, and without repeating it.
HELD = {
    Given.PHONE: gettext_lazy("There is a phone number in what you wrote."),
    Given.EMAIL: gettext_lazy("There is an e-mail address in what you wrote."),
    Given.ADDRESS: gettext_lazy("There is an address in what you wrote."),
    Given.NAME: gettext_lazy("There is a full name in what you wrote."),
}
HELD_MORE = gettext_lazy("There is more than one thing in what you wrote by which somebody can be found.")
CHANGE_IT = gettext_lazy("You can change it or take it back.")
# Where words stay as they were sent, or whose writing is paused.
TAKE_IT_BACK = gettext_lazy("You can take it back.")


# Makes the form one that is not sent yet; what is asked stands beside its field, and this is nowhere said twice.
ASKED = gettext_lazy("Before it is sent")


def marked(sentence: str | Promise, words: str) -> SafeString:
    """Return a question with the words marked that it is about."""
    return format_html(str(sentence).replace("%(words)s", "{}"), format_html("<mark>{}</mark>", words))


class LeadsToPeople(forms.Form):
    """A form whose page says above it whom to turn to, where it is refused and sounds like danger: `led_to`."""

    led_to: str = ""


class AsksFirst(LeadsToPeople):
    """A form that asks once about what its texts may give away."""

    asked: tuple[str, ...] = ("text",)
    template_name = "safety/asks_first.html"
    # What was begun before and kept is looked at when it is opened again, as what was sent is.
    is_reopened = False
    # By which names others there know whoever writes and whom they write to: as names these give nobody away.
    known: tuple[str, ...] = ()
    # What is asked about.
    kinds: Collection[Given] = tuple(Given)

    def _found(self) -> dict[str, tuple[Finding, ...]]:
        names = self.asked if self._is_typed() else ()
        known = [f" {folded(name)} " for name in self.known]
        return {
            name: tuple(
                one
                for one in look(self._typed(name)[: self._most(name)])
                if one.kind in self.kinds
                # Of a name of many words a few are found.
                if one.kind != Given.NAME or not any(f" {folded(one.words)} " in name for name in known)
            )
            for name in names
            if name in self.fields
        }

    def questions(self) -> list[tuple[str, str]]:
        """Return what is asked before it is sent: the field, and the question. A form may ask more."""
        found = [
            (name, kind, words)
            for name, findings in self._found().items()
            for kind, words in list(dict.fromkeys((one.kind, one.words) for one in findings))[:5]
        ]
        return [(name, marked(QUESTIONS[kind], words)) for name, kind, words in found]

    @cached_property
    def _asks(self) -> list[tuple[str, str]]:
        is_sent = not self._is_typed() or self.is_heavy() or self.data.get(self.add_prefix("sure"))
        return [] if is_sent else self.questions()

    def _is_typed(self) -> bool:
        return self.is_bound or self.is_reopened

    def _most(self, name: str) -> int:
        return getattr(self.fields[name], "max_length", None) or LOOKED_AT

    def _typed(self, name: str) -> str:
        """Return what was typed: of a line what it takes; of a text more, as a cry for help may be too long to send."""
        if name not in self.fields:
            return ""
        most = LOOKED_AT if isinstance(self.fields[name].widget, forms.Textarea) else self._most(name)
        typed = self.data.get(self.add_prefix(name), "") if self.is_bound else self.initial.get(name, "")
        return str(typed).strip()[:most]

    def typed_words(self) -> str:
        """Return all that was typed for others to read."""
        return "\n\n".join(filter(None, (self._typed(name) for name in self.asked)))

    def clean(self) -> dict[str, Any]:
        """Ask about each thing that was found, unless it is to be sent as it is, or is a cry for help."""
        data = super().clean() or self.cleaned_data
        if self._asks:
            self.add_error(None, forms.ValidationError(ASKED, code="asked"))
        return data

    def get_context(self) -> dict[str, Any]:
        """Return what the form is drawn with: what is asked beside its field, and apart from what cannot be used."""
        context = super().get_context()
        if self._asks:
            context["errors"] = [one for one in context["errors"] if one != ASKED]
        beside = [
            (field, errors, [question for name, question in self._asks if name == field.name])
            for field, errors in context["fields"]
        ]
        return {
            **context,
            "beside": beside,
            "heading": ASKED,
            "asked": [name for name, _question in self._asks],
            "sure": self.add_prefix("sure"),
            # A page that is opened again does not lead past what stands above.
            "leads_there": self.is_bound,
            "has_errors": bool(context["errors"]) or any(errors for _field, errors, _questions in beside),
        }

    def sent(self, sentence: str) -> str:
        """Return what is said when it is sent; with people and lines to turn to where the words sound like danger."""
        return with_what_it_holds(led_to_people(WITH_OTHERS), self.typed_words()) if self.is_heavy() else sentence

    def kept(self, sentence: str | Promise) -> str | Promise:
        """Return what is said when it is kept for later, with nobody told; with people to turn to as well."""
        return with_people(sentence) if self.is_heavy() else sentence

    def said_before(self) -> str:
        """Return what the texts may quote: such lines are not the writer's own."""
        return ""

    @cached_property
    def _said_before(self) -> str:
        # It is read once, however many texts the form has.
        return self.said_before()

    def _sounds_like_danger(self, name: str) -> bool:
        return sounds_like_danger(self._typed(name), said_before=self._said_before)

    def is_heavy(self) -> bool:
        """Tell whether what was typed sounds like danger to life."""
        return self._cries

    @cached_property
    def _cries(self) -> bool:
        return self._is_typed() and any(map(self._sounds_like_danger, self.asked))


def led_to_people(said: str | Promise) -> WithNumbers:
    """Return what is said to somebody whose words sound like danger, with the people and lines to turn to."""
    links = (reverse("reach-out"), phrases.REACH_OUT, reverse("crisis-lines"), phrases.CRISIS_LINES)
    return WithNumbers(format_html(str(said), *links))


def with_what_it_holds(said: WithNumbers, words: str, *, may_change: bool = True) -> WithNumbers:
    """Return it with, last, by what in the words somebody can be found, for they went out unasked; and what to do."""
    held, what_to_do = _held(words), CHANGE_IT if may_change else TAKE_IT_BACK
    return WithNumbers(format_html("{} {} {}", said, held, what_to_do)) if held else said


def _held(words: str) -> str | Promise:
    found = {one.kind for one in look(words[:LOOKED_AT])}
    held = [sentence for kind, sentence in HELD.items() if kind in found]
    if len(held) > 1:
        return HELD_MORE
    return held[0] if held else ""


def with_people(sentence: str | Promise, said: str | Promise = NOT_SENT) -> WithNumbers:
    """Return what is said to them when others do not have their words: those are kept, or before who looks after it."""
    return WithNumbers(format_html("{} {}", sentence, led_to_people(said)))
