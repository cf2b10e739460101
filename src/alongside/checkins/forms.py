"""Forms of check-ins: answering, building, sharing, replying."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.checkins.details import Draft, Given, Sharing
from alongside.checkins.enums import TO_MISSED, Reaction, Within
from alongside.checkins.parts import KINDS, MOST_OWN, OWN, QUESTION_LENGTH, READY, TEXT_LENGTH, Answered, Part
from alongside.checkins.services.replying import REPLY_LENGTH
from alongside.checkins.services.sharing import MISSED_LENGTH
from alongside.checkins.wording import NAMES, choices_of, question
from alongside.circles.choosing import TiesField
from alongside.circles.texts import NAME_LENGTH
from alongside.ui.companies import Company
from alongside.ui.lists import listed
from alongside.ui.schedule_form import ScheduleForm

SECONDS_OF_A_MILLION_YEARS = 10**14


class PartsForm(forms.Form):
    """The questions of one check-in, each may be left open; the page says beside each who sees the answer."""

    def __init__(
        self,
        *args: Any,
        parts: Sequence[Part],
        seen_by: Mapping[str, Sequence[str]] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.parts = parts
        seen_by = seen_by or {}
        self.fields.update({name_of(part): _field(part, seen_by.get(part.id, ())) for part in parts})

    def values(self) -> dict[str, object]:
        """Return the answers, by part."""
        return {part.id: _value(part, self.cleaned_data[name_of(part)]) for part in self.parts}


class AnswerForm(PartsForm):
    """The questions as they are asked.

    `key` makes a form that is sent twice count once, `seen` says whom the page named, `pressed` is when it was pressed
    without a network, in milliseconds since 1970.
    """

    key = forms.CharField(max_length=100, widget=forms.HiddenInput, initial=lambda: uuid4().hex)
    seen = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)
    pressed = forms.IntegerField(
        min_value=0, max_value=SECONDS_OF_A_MILLION_YEARS, widget=forms.HiddenInput, required=False
    )

    def __init__(
        self,
        *args: Any,
        parts: Sequence[Part],
        seen_by: Mapping[str, Sequence[str]] | None = None,
        may_be_private: bool = False,
        companies: Sequence[Company] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, parts=parts, seen_by=seen_by, **options)
        if companies:
            self.fields["company"] = _company(companies)
            self.fields["company_reads"] = forms.BooleanField(
                label=_("They may read my answer, under my alias there"), required=False
            )
        if may_be_private or any((seen_by or {}).values()):
            label = _("Keep this one to myself")
            self.fields["private"] = forms.BooleanField(label=label, required=False)

    def given(self) -> Given:
        """Return the answers."""
        pressed = self.cleaned_data["pressed"]
        return Given(
            key=self.cleaned_data["key"],
            values=self.values(),
            answered_at=datetime.fromtimestamp(pressed / 1000, UTC) if pressed else None,
            seen=self.cleaned_data["seen"] or None,
            is_private=self.cleaned_data.get("private", False),
            company=self.cleaned_data.get("company") or None,
            company_reads=self.cleaned_data.get("company_reads", False),
        )


def name_of(part: Part) -> str:
    """Name the field of a part."""
    return f"part-{part.id}"


def _value(part: Part, cleaned: Any) -> object:
    return int(cleaned) if cleaned and KINDS[part.kind].answered == Answered.ONE else cleaned


def seen_words(names: Sequence[str]) -> str:
    """Say who sees an answer, "" when only the person does."""
    return gettext("Seen by: %(names)s") % {"names": listed(list(names))} if names else ""


def _field(part: Part, names: Sequence[str]) -> forms.Field:
    label, help_text = question(part), seen_words(names)
    how = KINDS[part.kind].answered
    if how == Answered.TEXT:
        area = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(label=label, help_text=help_text, max_length=TEXT_LENGTH, required=False, widget=area)
    choices = choices_of(part)
    if how == Answered.SOME:
        boxes = forms.CheckboxSelectMultiple(attrs={"class": "answers"})
        return forms.MultipleChoiceField(
            label=label, help_text=help_text, choices=choices, required=False, widget=boxes
        )
    look = "answers numbers" if len(choices) > 5 else "answers"
    radios = forms.RadioSelect(attrs={"class": look})
    return forms.ChoiceField(label=label, help_text=help_text, choices=choices, required=False, widget=radios)


def _company(companies: Sequence[Company]) -> forms.Field:
    return forms.TypedChoiceField(
        label=_("Who is with you in it today?"),
        help_text=_(
            "Until your day ends they see that one more took part: not who, and not what, unless you let them read it. "
            "One group a day, so that the same words in two do not show that both are you."
        ),
        choices=[("", _("Nobody: it stays with me")), *((str(one.id), one.words) for one in companies)],
        coerce=UUID,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )


class BuildForm(ScheduleForm):
    """A check-in as somebody builds it: what, and when."""

    name = forms.CharField(label=_("What do you want to call it?"), max_length=NAME_LENGTH)
    kinds = forms.MultipleChoiceField(
        label=_("What do you want to look at?"),
        help_text=_(
            "Few is better: it should take less than a minute. You can change it at any time; what you answered stays."
        ),
        choices=[(kind, NAMES[kind]) for kind in READY],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    within = forms.TypedChoiceField(
        label=_("How long do you want to have for answering?"),
        choices=Within.choices,
        coerce=int,
        initial=Within.THREE_HOURS,
    )
    nudges = forms.BooleanField(label=_("Remind me gently, once, half-way"), required=False, initial=True)

    def __init__(self, *args: Any, weekly: Sequence[str] = (), **options: Any) -> None:
        """`weekly` are kinds that come together and are not chosen one by one."""
        super().__init__(*args, **options)
        self.weekly = tuple(weekly)
        if weekly:
            del self.fields["kinds"]
        for number in range(1, MOST_OWN + 1):
            self.fields[f"own{number}"] = forms.CharField(
                label=gettext("Your own question %(number)d") % {"number": number},
                max_length=QUESTION_LENGTH,
                required=False,
            )
            self.fields[f"own{number}_kind"] = forms.ChoiceField(
                label=gettext("How question %(number)d is answered") % {"number": number},
                choices=[(kind, NAMES[kind]) for kind in OWN],
                required=False,
            )
        self.order_fields(["name", "kinds", *(one for one in self.fields if one.startswith("own"))])

    def own(self) -> tuple[tuple[str, str], ...]:
        """Return the own questions: kind and words."""
        numbers = range(1, MOST_OWN + 1)
        asked = [(self.cleaned_data[f"own{one}_kind"] or OWN[0], self.cleaned_data[f"own{one}"]) for one in numbers]
        return tuple((kind, words) for kind, words in asked if words)

    def draft(self, home: str) -> Draft:
        """Return what was built; `home` is the zone that it keeps to if it does not travel along."""
        data = self.cleaned_data
        return Draft(
            name=data["name"],
            kinds=self.weekly or tuple(data["kinds"]),
            own=self.own(),
            rule=self.rule(),
            times=self.times(),
            zone=home if data["stays"] else None,
            within=data["within"],
            nudges=data["nudges"],
        )


class SharingForm(forms.Form):
    """With whom each part is shared, nobody to begin with; and who is told when one is missed."""

    def __init__(self, *args: Any, parts: Sequence[Part], people: dict[UUID, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.parts = parts
        if len(parts) > 1:
            self.fields["everything"] = self._ties(gettext("Who sees every answer?"), people)
            self.fields["everything"].help_text = gettext("Or choose below, answer by answer.")
        for part in parts:
            self.fields[name_of(part)] = self._ties(question(part), people)
        self.fields["watches"] = self._ties(gettext("Who is told when you miss one?"), people)
        self.fields["watches"].help_text = gettext(
            "Only after you were reminded and the time to answer is over. Nobody is told unless you choose them."
        )
        self.fields["missed"] = forms.CharField(
            label=gettext("What are they told?"),
            help_text=gettext(
                "In your words, such as: “I have not checked in. Please call me, I may not feel like calling.”"
            ),
            max_length=MISSED_LENGTH,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def _ties(self, label: str, people: dict[UUID, str]) -> TiesField:
        field = TiesField(label=label)
        field.offer(people)
        return field

    def sharing(self) -> Sharing:
        """Return what was chosen."""
        data = self.cleaned_data
        everything = data.get("everything", ())
        return Sharing(
            parts={part.id: tuple(dict.fromkeys([*data[name_of(part)], *everything])) for part in self.parts},
            watches=tuple(data["watches"]),
            missed=data["missed"],
        )


class ReplyForm(forms.Form):
    """What a supporter says to a check-in, be it one that was missed: one press, a few words, or both."""

    reaction = forms.ChoiceField(
        label=_("With one press"), choices=Reaction.choices, required=False, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Or in your own words"),
        max_length=REPLY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, to_missed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        reaction = self.fields["reaction"]
        if to_missed and isinstance(reaction, forms.ChoiceField):
            reaction.choices = [(one.value, one.label) for one in TO_MISSED]
