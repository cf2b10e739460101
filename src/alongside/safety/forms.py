"""Forms of moderation: a report, a decision, asking for another look, answering that."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.accounts.models import Person
from alongside.safety.asking import AsksFirst, with_people
from alongside.safety.case_page import shows_words, things_of
from alongside.safety.details import Choice, Telling
from alongside.safety.enums import TO_A_PERSON, TO_A_THING, Act, Answered, Reason
from alongside.safety.evidence import is_gone
from alongside.safety.models import Case, Decision
from alongside.safety.policies import is_in_danger, may_act, may_hide_lately, waits_for_word, writes_first
from alongside.safety.reasons import READY
from alongside.safety.reportable import Thing
from alongside.safety.services.appealing import APPEAL_LENGTH
from alongside.safety.services.deciding import PAUSES, REASON_LENGTH, TAKES, WRITE_FIRST
from alongside.safety.services.replying import REPLY_LENGTH
from alongside.safety.services.reporting import WORDS_LENGTH
from alongside.safety.services.rows import ANSWER_FIRST
from alongside.safety.wording import act_words
from alongside.ui import phrases

TELLS_APART = 60
MOST_DIGITS = 10
SAY_TO_THEM = _("What you say to them")
ACT_ANYWAY = _("Do it all the same, before anybody has written to them")
READ_FIRST = _("Please read first what was written, and say so here. Nothing was changed.")
TO_THEM = _(
    "They read this. Say that you read what they wrote, that they are not alone, and whom they can turn to right now. "
    "It never says who reported it."
)
IN_DANGER = _(
    "Whoever it is about reads this, unless it is a note. To somebody in danger: that you read what they wrote, that "
    "they are not alone, and whom they can turn to right now. It never says who reported it."
)


HIDE_LATELY = _("Also hide what they wrote in this group in the last 7 days")
HIDES_WHAT = _("In threads and rooms, with threads that they began. It is undone together with what you decide here.")
HIDES_PAST_A_PAUSE = _(
    "In threads and rooms, with threads that they began. It is undone together with what you decide here. A pause that "
    "ends by itself undoes nothing: all of it stays hidden until a moderator shows it again."
)
# For these, what somebody wrote seldom stays when they go, and each hour that they go on writing may harm somebody.
HARMS_ON: frozenset[Reason] = frozenset({Reason.PREYING, Reason.MONEY, Reason.SPAM})


class ReportForm(forms.Form):
    """Why somebody asks for a look, and which messages they show."""

    reason = forms.ChoiceField(label=_("What is it?"), choices=Reason.choices, widget=forms.RadioSelect)
    chosen = forms.MultipleChoiceField(
        label=_("Which messages do you want to show?"),
        help_text=_("A moderator sees those that you choose, and no other."),
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=phrases.IN_YOUR_OWN_WORDS,
        help_text=_("If you like. Only moderators read it."),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    not_there = forms.BooleanField(
        label=_("Nobody of this group should see my report"),
        help_text=_("Then the moderators of the whole place look at it, and those of the group do not."),
        required=False,
    )

    def __init__(self, thing: Thing, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if thing.chooses and (thing.others or not thing.itself):
            self._offer(thing)
        else:
            del self.fields["chosen"]
        if thing.community_id is None:
            del self.fields["not_there"]

    def _offer(self, thing: Thing) -> None:
        chosen = self.fields["chosen"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101 - it is written above
        chosen.choices = [(str(one.id), f"{one.who or _('You')}: {one.words}") for one in thing.others]
        if not thing.itself and len(thing.others) == 1:
            # There is nothing to choose between.
            chosen.initial = [str(thing.others[0].id)]
        if thing.itself:
            chosen.label, chosen.required = _("Does something around it belong to it?"), False
            chosen.help_text = _("A moderator sees what you report, what you choose here, and nothing else.")

    def telling(self) -> Telling:
        """Return what was said."""
        data = self.cleaned_data
        chosen = frozenset(UUID(one) for one in data.get("chosen", ()))
        return Telling(data["reason"], data["words"], chosen, not_there=data.get("not_there", False))


def _days(number: int) -> str:
    return ngettext("%(days)d day", "%(days)d days", number) % {"days": number}


def _harms_on(case: Case) -> bool:
    return case.reports.filter(reason__in=HARMS_ON).exists()


class WordForm(forms.Form):
    """A word to somebody who may be in danger, or who answers one: it comes first, apart from all that is decided."""

    act = forms.CharField(widget=forms.HiddenInput, initial=Act.WRITE)
    reason = forms.CharField(
        label=SAY_TO_THEM, help_text=TO_THEM, max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        # What is decided has fields of the same names on the same page.
        super().__init__(data, auto_id="word_%s")

    def choice(self) -> Choice:
        """Return what was written, as it is decided."""
        return Choice(Act.WRITE, self.cleaned_data["reason"])


class ReadySentences(forms.CheckboxSelectMultiple):
    """Sentences to tick, folded: most who decide write their own, and need no long way to it."""

    template_name = "safety/ready.html"


class DecisionForm(forms.Form):
    """What is decided about a case beside a first word, and the words that whoever it is about reads."""

    act = forms.ChoiceField(label=phrases.WHAT_TO_DO, widget=forms.RadioSelect)
    things = forms.MultipleChoiceField(
        label=_("Which of it, if you hide it"),
        help_text=_("What you do not tick stays there for everybody to read."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(label=_("For how long, if you pause their writing"), coerce=int, required=False)
    begins = forms.MultipleChoiceField(
        label=_("Ready sentences, if they help"),
        help_text=_(
            "Those that you tick come before your own words. Whoever it is about reads them in their own language."
        ),
        choices=list(READY.items()),
        required=False,
        widget=ReadySentences,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_(
            "Whoever it is about reads this, unless it is a note. Plain and kind: what happened, what does not go "
            "here, what would be right instead. It never says who reported it."
        ),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    hides = forms.BooleanField(label=HIDE_LATELY, help_text=HIDES_WHAT, required=False)
    pauses = forms.BooleanField(
        label=_("If you propose that they have to leave: pause their writing until a second person has decided"),
        required=False,
    )
    anyway = forms.BooleanField(label=ACT_ANYWAY, error_messages={"required": WRITE_FIRST})

    def __init__(self, actor: Person, case: Case, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # It is asked of who takes something from somebody in danger, and of nobody else.
        takes = str(self.data.get("act", "")).partition(" ")[0] in TAKES or "hides" in self.data
        if not (takes and waits_for_word(actor, case, now=now)):
            del self.fields["anyway"]
        act, days = self.fields["act"], self.fields["days"]
        assert isinstance(act, forms.ChoiceField)  # noqa: S101 - it is written above
        assert isinstance(days, forms.ChoiceField)  # noqa: S101 - it is written above
        acts = [one for one in may_act(actor, case) if one[0] != Act.WRITE]
        act.choices = [(f"{one} {reach or ''}".strip(), act_words(one, reach)) for one, reach in acts]
        days.choices = [(number, _days(number)) for number in PAUSES]
        days.initial = 3
        if writes_first(case):
            self.fields["reason"].help_text = IN_DANGER
        possible = {one for one, _reach in acts}
        if Act.PAUSE in possible:
            self.fields["hides"].help_text = HIDES_PAST_A_PAUSE
        else:
            del self.fields["days"]
        if {Act.PAUSE, Act.REMOVE} <= possible:
            self.fields["pauses"].initial = _harms_on(case)
        else:
            del self.fields["pauses"]
        if not may_hide_lately(case):
            del self.fields["hides"]
        if not possible & TO_A_PERSON:
            del self.fields["begins"]
        self._offer_things(things_of(case) if possible & TO_A_THING else [], moves=Act.MOVE in possible)

    def _offer_things(self, shown: list[tuple[UUID, str]], *, moves: bool) -> None:
        things = self.fields["things"]
        assert isinstance(things, forms.MultipleChoiceField)  # noqa: S101 - it is written above
        if moves:
            things.label = _("Which of it, if you hide it or move it")
        # Only so much as tells one from another: what was written stays folded until somebody wants to read it.
        things.choices = [(str(one), Truncator(words).chars(TELLS_APART)) for one, words in shown]
        things.initial = [str(one) for one, _words in shown]
        if not shown:
            del self.fields["things"]

    def choice(self) -> Choice:
        """Return what was decided."""
        data = self.cleaned_data
        act, _space, reach = data["act"].partition(" ")
        things = frozenset(UUID(one) for one in data["things"]) if "things" in self.fields else None
        said = {name: data.get(name, False) for name in ("pauses", "anyway", "hides")}
        begins = tuple(data.get("begins", ()))
        return Choice(act, data["reason"], reach, data.get("days") or 0, things, begins=begins, **said)


class AnsweredForm(forms.Form):
    """What became of somebody who may be in danger, asked before something ends that is about them."""

    use_required_attribute = False
    answered = forms.ChoiceField(
        label=_("Has somebody answered them?"),
        help_text=_("It is kept with the case. It names nobody."),
        choices=Answered.choices,
        widget=forms.RadioSelect,
        error_messages={"required": ANSWER_FIRST},
    )


class ProposalForm(AnsweredForm):
    """What is said with a yes or a no to a removal: of a yes, whether they were answered, and what goes with it."""

    hides = forms.BooleanField(label=HIDE_LATELY, help_text=HIDES_WHAT, required=False)
    why = forms.CharField(
        label=_("If you do not agree: why"),
        help_text=_("If you like. Whoever proposed it reads this, and nobody whom it is about."),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, actor: Person, row: Decision, data: Mapping[str, Any] | None = None, *, confirms: bool, now: datetime
    ) -> None:
        super().__init__(data)
        self.is_danger = is_in_danger(actor, row.case, now=now)
        self.fields["answered"].required = self.is_danger and confirms
        if not self.is_danger:
            del self.fields["answered"]
        self.fields["hides"].initial = _harms_on(row.case)
        if not may_hide_lately(row.case):
            del self.fields["hides"]

    def said(self) -> dict[str, Any]:
        """Return what was said, as it is answered."""
        data = self.cleaned_data
        return {"answered": data.get("answered", ""), "hides": data.get("hides", False), "why": data["why"]}


class EndForm(AnsweredForm):
    """What is asked before a case ends: of what is urgent, whether they were answered, and that it was read."""

    field_order = ("has_read", "answered")
    has_read = forms.BooleanField(label=_("I have read what was written"), error_messages={"required": READ_FIRST})

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answered"].required = case.is_urgent
        if is_gone(case):
            del self.fields["answered"]
        if not (case.is_urgent and shows_words(case)):
            del self.fields["has_read"]

    def shown(self) -> int:
        """Return how much had come in the case when its page was shown, which is what was read."""
        said = str(self.data.get("shown", ""))
        return int(said) if said.isdecimal() and len(said) < MOST_DIGITS else 0


class ToModerators(AsksFirst):
    """A form that moderators alone read: nobody is told that the others have it."""

    def sent(self, sentence: str) -> str:
        """Return what is said when it is sent; with whom to turn to where it is heavy."""
        return with_people(sentence) if self.is_heavy() else sentence


class AppealForm(ToModerators):
    """What somebody says about what was decided about them."""

    asked = ("words",)

    words = forms.CharField(
        label=_("What should whoever looks at it know?"),
        max_length=APPEAL_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReplyForm(ToModerators):
    """What somebody answers to a word that was written to them. Nothing is asked first: moderators alone read it."""

    asked = ("words",)

    words = forms.CharField(
        label=_("What would you like to say back?"),
        help_text=_("Those who look after it read this, and can write to you again."),
        max_length=REPLY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def questions(self) -> list[tuple[str, str]]:
        """Return nothing."""
        return []


class AnswerForm(forms.Form):
    """What is answered to that."""

    grants = forms.ChoiceField(
        label=_("What is right?"),
        choices=[("yes", _("Undo what was decided")), ("no", _("Leave it as it was decided"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=SAY_TO_THEM,
        max_length=APPEAL_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
