"""Forms of groups: looking for one, what one says about itself, coming in."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.accounts.fields import AliasField
from alongside.groups.calling.quiet import QUIET_DAYS, USUAL_DAYS
from alongside.groups.checks import AGREEMENTS_LENGTH, NAME_LENGTH, PURPOSE_LENGTH, WORD_LENGTH
from alongside.groups.details import Entering, GroupDetails
from alongside.groups.enums import Kind, Openness
from alongside.groups.finding import Wanted
from alongside.groups.languages import language_choices
from alongside.groups.models import Group
from alongside.groups.unanswered.turns import TARGET_HOURS, TARGETS
from alongside.safety.asking import TO_MODERATORS, AsksFirst, LeadsToPeople, with_people, with_what_it_holds
from alongside.safety.forms import ACT_ANYWAY
from alongside.safety.services.deciding import REASON_LENGTH, WRITE_FIRST
from alongside.ui import phrases

NOT_LINKED = _(
    "What you are called in this group. Others here see this and nothing of your account or your other groups. "
    "We made one up; your own is fine too, if it may be seen that it is you."
)
READ_AND_AGREED = _("I have read the agreements, and I agree to them")


def answer_choices() -> list[tuple[int, str]]:
    """Return within how many hours a group may want to answer, in words."""
    return [(hours, ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}) for hours in TARGETS]


def quiet_choices() -> list[tuple[int, str]]:
    """Return after how many days a group may call who is quiet, in words."""
    return [(days, ngettext("%(count)d day", "%(count)d days", days) % {"count": days}) for days in QUIET_DAYS]


def _language_of_all() -> list[tuple[str, str]]:
    return [("", str(_("Any language"))), *language_choices()]


class FindForm(forms.Form):
    """Which groups somebody looks for. It is sent as an address."""

    q = forms.CharField(label=_("Words in its name or purpose"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("For whom"), required=False, choices=[("", _("Anybody")), *Kind.choices])
    language = forms.ChoiceField(label=_("Language"), required=False, choices=_language_of_all)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=100_000)

    def wanted(self) -> Wanted:
        """Return what is looked for; what cannot be used is left out."""
        data = self.cleaned_data if self.is_valid() else {**dict.fromkeys(self.fields), **self.cleaned_data}
        return Wanted(data["q"] or "", data["kind"] or "", data["language"] or "", data["start"] or 0)


class GroupForm(AsksFirst):
    """What a group says about itself."""

    asked = ("name", "purpose", "agreements", "milestone_words")

    name = forms.CharField(label=_("What is the group called?"), max_length=NAME_LENGTH)
    purpose = forms.CharField(
        label=phrases.WHAT_IT_IS_FOR,
        help_text=_("Whom it is for, and what people do there. Everybody reads it before joining."),
        max_length=PURPOSE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    agreements = forms.CharField(
        label=phrases.WHAT_PEOPLE_AGREE_TO,
        help_text=_("Such as: what is said here stays here. We listen, and give advice only when asked."),
        max_length=AGREEMENTS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    kind = forms.ChoiceField(label=_("Who comes together there?"), choices=Kind.choices)
    openness = forms.ChoiceField(
        label=_("How do people come in?"), choices=Openness.choices, widget=forms.RadioSelect, initial=Openness.OPEN
    )
    answer_hours = forms.ChoiceField(
        label=_("Within which time should somebody have answered?"),
        help_text=_(
            "What somebody new writes first, and threads that ask for an answer. Those who greet are told at once; "
            "what nobody answers goes up step by step, to everybody in the group at the end of this time."
        ),
        choices=answer_choices,
        initial=TARGET_HOURS,
        required=False,
    )
    quiet_days = forms.ChoiceField(
        label=_("After how long is somebody called who has fallen quiet?"),
        help_text=_("Those alone who said yes to it, once a week at most, by somebody who greets."),
        choices=quiet_choices,
        initial=USUAL_DAYS,
        required=False,
    )
    milestone_words = forms.CharField(
        label=_("Your words for what people celebrate"),
        help_text=_(
            "One a line, twelve at most, such as: day one, a chip, treatment over, steps walked. Without any there are "
            "some of ours."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=700,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that people speak there"), choices=language_choices, widget=forms.CheckboxSelectMultiple
    )

    def is_heavy(self) -> bool:
        """Tell that it is no cry for help: what people come together for may be hard, and is said by its name."""
        return False

    def clean_answer_hours(self) -> int:
        """Return within how many hours the group wants to answer."""
        return int(self.cleaned_data["answer_hours"] or TARGET_HOURS)

    def clean_quiet_days(self) -> int:
        """Return after how many quiet days the group calls."""
        return int(self.cleaned_data["quiet_days"] or USUAL_DAYS)

    def details(self) -> GroupDetails:
        """Return what was written."""
        said = {name: self.cleaned_data[name] for name in GroupForm.base_fields}
        words = tuple(said["milestone_words"].splitlines())
        return GroupDetails(**{**said, "languages": tuple(said["languages"]), "milestone_words": words})


class BeginForm(GroupForm):
    """A new group, and what its host is called there."""

    alias = AliasField(label=phrases.YOUR_ALIAS_THERE, help_text=NOT_LINKED)
    opens_room = forms.BooleanField(
        label=_("Open a chat room for it at once"),
        help_text=_("A room for whatever is on somebody's mind. You can change or close it, and open others."),
        required=False,
        initial=True,
    )


class AliasForm(LeadsToPeople):
    """What somebody wants to be called in one group."""

    alias = AliasField(label=phrases.YOUR_ALIAS_THERE, help_text=NOT_LINKED)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # This is no name to sign in with: a password manager would fill in the account's.
        self.fields["alias"].widget.attrs["autocomplete"] = "off"


class RemovalForm(forms.Form):
    """Why somebody cannot stay in a group, and whether they write nothing there until another has looked."""

    reason = forms.CharField(
        label=_("What happened in the group"),
        help_text=_(
            "They read this once it is decided, and whoever looks reads it now. Say what was done, not who they are."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    pauses = forms.BooleanField(
        label=_("Pause their writing in this group until then"),
        help_text=_(
            "For a week at most. They are told, with your words, and can read here, reach out and find crisis lines."
        ),
        required=False,
    )
    anyway = forms.BooleanField(label=ACT_ANYWAY, error_messages={"required": WRITE_FIRST})

    def __init__(self, *args: Any, waits_for_word: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As where a case is decided: asked once it is sent, and of who may be in danger alone.
        if not (self.is_bound and waits_for_word):
            del self.fields["anyway"]


class LeaveForm(forms.Form):
    """What becomes of what somebody wrote in a group they leave."""

    posts = forms.ChoiceField(
        label=_("What you wrote here"),
        choices=[
            ("stay", _("It stays, and says that somebody who is not here any more wrote it")),
            ("go", _("It is deleted, and only its place stays")),
        ],
        widget=forms.RadioSelect,
        initial="stay",
    )


class EnterForm(AliasForm):
    """Coming into a group: an alias, and that its agreements were read. `read` is which wording was shown."""

    agrees = forms.BooleanField(label=READ_AND_AGREED)
    read = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def clean_read(self) -> datetime:
        """Return which wording was shown."""
        read = read_moment(self.cleaned_data["read"])
        if read is None:
            raise forms.ValidationError(phrases.FORM_LOST)
        return read

    def entering(self) -> Entering:
        """Return who comes in, and what they have read."""
        data = self.cleaned_data
        return Entering(data["alias"], cast("datetime", data["read"]), word=data.get("word", ""))


class AskForm(AsksFirst, EnterForm):
    """Asking to come in, with a word to those who decide if one likes."""

    asked = ("word",)

    word = forms.CharField(
        label=_("A word to those who let people in"),
        help_text=_(
            "If you like: what brings you here. Only hosts, moderators and greeters of this group read it, and it is "
            "deleted once they have decided."
        ),
        max_length=WORD_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("alias", "word", "agrees", "read")

    def sent(self, sentence: str) -> str:
        """Return what is said when it is sent; of words of danger, who is told: nobody else of the group reads it."""
        said = with_people(sentence, TO_MODERATORS)
        return with_what_it_holds(said, self.typed_words()) if self.is_heavy() else sentence


def read_moment(text: str) -> datetime | None:
    """Return the moment that says which wording of agreements somebody read; None for what is no such moment."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def group_initial(group: Group) -> dict[str, Any]:
    """Return what a group says now, for `GroupForm`."""
    now = {name: getattr(group, name) for name in GroupForm.base_fields}
    return {**now, "milestone_words": "\n".join(group.milestone_words)}


class HideForm(forms.Form):
    """Why something is hidden where it stands; of somebody in danger, whether it is before anybody wrote to them."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Whoever wrote it reads this, and nobody else who is not asked to look at it again."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    anyway = forms.BooleanField(label=ACT_ANYWAY, error_messages={"required": WRITE_FIRST})

    def __init__(self, *args: Any, waits_for_word: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As where a case is decided: asked once it is sent, and of who may be in danger alone.
        if not (self.is_bound and waits_for_word):
            del self.fields["anyway"]
