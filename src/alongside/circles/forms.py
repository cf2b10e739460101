"""Forms of circles. They say what is missing and keep what was typed; the last word is the services'."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.accounts.fields import ZoneField
from alongside.circles.details import MOST_A_WEEK, CardDetails, ContactDetails, Offer, TieDetails
from alongside.circles.enums import Relation, Rhythm, Ring, Stance, Support
from alongside.circles.hours_field import HoursField
from alongside.circles.queries import CircleTie, SupportedTie
from alongside.circles.safety_card import Card, Reachable
from alongside.circles.texts import EMAIL_LENGTH, NAME_LENGTH, SENTENCE_LENGTH, WAYS_LENGTH, checked_text
from alongside.circles.wording import NEVER, given_choices, wakes_choices
from alongside.kernel.errors import Invalid
from alongside.notifications.queries import sends_mail
from alongside.ui import phrases
from alongside.ui.forms import DayInput

PUSH = "push"
EMAIL = "email"
ON_MY_DEVICE = _("A notification on my device")


class TieForm(forms.Form):
    """Somebody or some place in a circle, as its owner describes it: three things first, the rest folded away."""

    template_name = "circles/tie_fields.html"
    LATER = ("gives", "rhythm", "stance", "ways")

    name = forms.CharField(
        label=phrases.WHAT_DO_YOU_CALL_THEM,
        help_text=_("Only you see this name. They see the name that you chose for yourself here."),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    relation = forms.ChoiceField(label=phrases.WHAT_ARE_THEY_TO_YOU, choices=Relation.choices, widget=forms.RadioSelect)
    ring = forms.TypedChoiceField(
        label=_("How close are they?"),
        choices=Ring.choices,
        coerce=int,
        initial=Ring.NEAR,
        widget=forms.RadioSelect,
    )
    gives = forms.MultipleChoiceField(
        label=phrases.WHAT_COULD_THEY_GIVE,
        help_text=_("They are told what you ask for, if you invite them. You can leave this open."),
        choices=Support.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rhythm = forms.ChoiceField(
        label=_("How often are you in touch?"),
        help_text=phrases.ONLY_YOU_SEE_THIS,
        choices=[("", _("I leave this open")), *Rhythm.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    stance = forms.ChoiceField(
        label=_("How do they stand to your recovery?"),
        help_text=phrases.ONLY_YOU_SEE_THIS,
        choices=Stance.choices,
        initial=Stance.SUPPORTS,
        widget=forms.RadioSelect,
    )
    ways = forms.CharField(
        label=_("How do you reach them?"),
        help_text=_("A number, an address, a room: whatever helps you. Only you see this. You can leave it empty."),
        max_length=WAYS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def more(self) -> list[forms.BoundField]:
        """Return what can be said later."""
        return [self[name] for name in self.LATER if not self[name].is_hidden]

    def says_more(self) -> bool:
        """Tell whether something of that was said or asked for, or needs another look."""
        return any(self.initial.get(name) or self[name].errors for name in self.LATER)

    def details(self) -> TieDetails:
        """Return what was typed, as services take it."""
        values = self.cleaned_data
        return TieDetails(
            name=values["name"],
            relation=values["relation"],
            ring=values["ring"],
            gives=tuple(values["gives"]),
            stance=values["stance"],
            ways=values["ways"],
            rhythm=values["rhythm"] or None,
        )

    def keep_gives(self, gives: tuple[str, ...]) -> None:
        """Do not ask what they give: they said so themself."""
        self.fields["gives"] = forms.MultipleChoiceField(
            choices=Support.choices, required=False, disabled=True, initial=gives, widget=forms.MultipleHiddenInput
        )


def asked_for(query: MultiValueDict[str, str]) -> dict[str, Any]:
    """Return what a step or an open place asks for, for `TieForm`: a ring, a relation, kinds of support; all known."""
    rings = [int(ring) for ring in query.getlist("ring") if ring in map(str, Ring.values)]
    relations = [relation for relation in query.getlist("relation") if relation in Relation.values]
    return {
        **({"ring": rings[0]} if rings else {}),
        **({"relation": relations[0]} if relations else {}),
        "gives": [kind for kind in query.getlist("gives") if kind in Support.values],
    }


def tie_initial(tie: CircleTie, ways: str) -> dict[str, Any]:
    """Return what a tie says now, for `TieForm`."""
    return {
        "name": tie.name,
        "relation": tie.relation,
        "ring": tie.ring,
        "gives": tie.gives,
        "stance": tie.stance,
        "ways": ways,
        "rhythm": tie.rhythm or "",
    }


class SendForm(forms.Form):
    """Where to mail an invitation."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("It is used for this one message and not kept."),
        max_length=EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class CapacityForm(forms.Form):
    """How much a supporter can carry."""

    weekly_capacity = forms.IntegerField(
        label=_("How often a week may you be asked, at most?"),
        help_text=_("This counts everybody you support here. Leave it empty if you set no limit."),
        min_value=1,
        max_value=MOST_A_WEEK,
        required=False,
    )


class OfferForm(forms.Form):
    """What a supporter offers through one tie."""

    gives = forms.MultipleChoiceField(
        label=_("What can you give?"), choices=given_choices, widget=forms.CheckboxSelectMultiple
    )
    hours = HoursField(
        label=_("When can you be reached?"),
        help_text=_("In your own time zone. You can change this whenever you want."),
    )
    wakes_at = forms.ChoiceField(
        label=_("May they reach you outside these hours, even if it wakes you?"),
        help_text=_("Only if you chose certain hours."),
        choices=wakes_choices,
        initial=NEVER,
        widget=forms.RadioSelect(attrs={"data-only-in-hours": True}),
    )
    keeps_quiet = False
    """Whether the supporter has quiet hours of their own, in which they may be woken though any hour is theirs."""

    def _has_other_hours(self) -> bool:
        return self.keeps_quiet or self.cleaned_data["hours"] != ()

    def _wakes_at(self) -> str | None:
        """Return the level at which they may be woken; nobody who gave any hour has said anything about others."""
        wakes_at: str = self.cleaned_data["wakes_at"]
        return wakes_at if self._has_other_hours() and wakes_at != NEVER else None

    def offer(self) -> Offer:
        """Return what was chosen, as services take it. A contact is told by e-mail alone."""
        return Offer(
            gives=tuple(self.cleaned_data["gives"]),
            hours=self.cleaned_data["hours"],
            wakes_at=self._wakes_at(),
            by_email=True,
            by_push=False,
        )


class AccountOfferForm(OfferForm):
    """The same for somebody with an account, who can be told in more than one way."""

    told_by = forms.MultipleChoiceField(
        label=_("How do you want to be told?"),
        help_text=_("Your page here tells you in any case, while it is open."),
        choices=[(PUSH, ON_MY_DEVICE), (EMAIL, _("An e-mail"))],
        initial=[PUSH, EMAIL],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, keeps_quiet: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if keeps_quiet:
            self._ask_about_quiet_hours()
        if not sends_mail():
            self._told_by().choices = [(PUSH, ON_MY_DEVICE)]

    def _ask_about_quiet_hours(self) -> None:
        """Ask whatever their hours are: quiet hours are there in either case."""
        self.keeps_quiet = True
        wakes_at = self.fields["wakes_at"]
        wakes_at.label = _("May they reach you outside these hours or in your quiet hours, even if it wakes you?")
        wakes_at.help_text = ""
        del wakes_at.widget.attrs["data-only-in-hours"]

    def _told_by(self) -> forms.MultipleChoiceField:
        field = self.fields["told_by"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker what stands above
        return field

    def _by_email(self) -> bool:
        """Return what was chosen; what was said before stays where this instance sends no mail and does not ask."""
        before = self.get_initial_for_field(self._told_by(), "told_by")
        return EMAIL in (self.cleaned_data["told_by"] if sends_mail() else before)

    def offer(self) -> Offer:
        """Return what was chosen, as services take it."""
        by_push = PUSH in self.cleaned_data["told_by"]
        return replace(super().offer(), by_email=self._by_email(), by_push=by_push)


class AcceptForm(AccountOfferForm, CapacityForm):
    """Saying yes with an account."""

    field_order = ["gives", "hours", "wakes_at", "told_by", "weekly_capacity"]


def offer_initial(tie: SupportedTie) -> dict[str, Any]:
    """Return what a supporter offers now, for the offer forms."""
    return {
        "gives": tie.gives,
        "hours": tie.hours,
        "wakes_at": tie.wakes_at or NEVER,
        "told_by": [way for way, wanted in ((PUSH, tie.by_push), (EMAIL, tie.by_email)) if wanted],
        **{f"other_{kind}": hours for kind, hours in tie.own_hours.items()},
    }


class ContactForm(forms.Form):
    """How a contact without account is told and spoken to."""

    email = forms.EmailField(
        label=phrases.EMAIL_ADDRESS,
        help_text=_(
            "We write to it when you are asked, and for nothing else. The person who asks you does not see it. "
            "Without it they have to pass a link on to you each time."
        ),
        max_length=EMAIL_LENGTH,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # Without a script it has to be chosen: UTC is few people's.
    time_zone = ZoneField(_("Your time zone"), _("Your hours count in it. Please check that it is right."))
    locale = forms.ChoiceField(label=_("Your language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not sends_mail():
            del self.fields["email"]

    def contact(self) -> ContactDetails:
        """Return what was typed, as services take it; an address that was not asked for stays what it was."""
        values = self.cleaned_data
        email = values.get("email", self.initial.get("email", ""))
        return ContactDetails(email=email, locale=values["locale"], time_zone=values["time_zone"])


class ContactDetailsForm(ContactForm):
    """The same for somebody who has said it before."""

    def __init__(self, *args: Any, contact: ContactDetails, **options: Any) -> None:
        options["initial"] = asdict(contact)
        super().__init__(*args, **options)


class ContactAcceptForm(ContactForm, OfferForm, CapacityForm):
    """Saying yes without an account."""

    field_order = ["gives", "hours", "time_zone", "wakes_at", "email", "locale", "weekly_capacity"]


class BreatherForm(forms.Form):
    """A pause until a day in the supporter's own time zone."""

    back_on = forms.DateField(
        label=_("I am back on"),
        help_text=_("Until then nobody asks you anything. You can come back sooner."),
        widget=DayInput,
    )

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone = zone
        self._today = now.astimezone(zone).date()

    def clean_back_on(self) -> date:
        """Check that the day is to come, and no more than a year ahead."""
        day: date = self.cleaned_data["back_on"]
        if not self._today < day <= self._today + timedelta(days=365):
            raise ValidationError(phrases.DAY_WITHIN_A_YEAR)
        return day

    def until(self) -> datetime:
        """Return the beginning of that day as a UTC moment."""
        return datetime.combine(self.cleaned_data["back_on"], time(), tzinfo=self._zone).astimezone(UTC)


# As many as one fills in at once; the circle takes the rest.
MOST_NUMBERS_ASKED = 3


class SafetyCardForm(forms.Form):
    """What somebody wants to have at hand in the worst hour."""

    called = forms.CharField(
        label=_("What are you called?"),
        help_text=_("The name somebody who helps you should say. It need not be your name here."),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sentence = forms.CharField(
        label=_("What do you want to tell yourself?"),
        help_text=_("One sentence from you on a good day, to you on a bad one. You can leave it empty."),
        max_length=SENTENCE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ties = forms.TypedMultipleChoiceField(
        label=_("Whom can you call?"),
        help_text=_("Everybody in your circle for whom you wrote down how you reach them."),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        reachable: Sequence[Reachable],
        unreachable: Sequence[Reachable] = (),
        card: Card | None,
        **options: Any,
    ) -> None:
        chosen = [str(one.tie_id) for one in reachable if (one.is_on_card if card else one.ring == Ring.NEAREST)]
        initial = {"ties": chosen, **({"called": card.called, "sentence": card.sentence} if card else {})}
        super().__init__(*args, **{**options, "initial": {**options.get("initial", {}), **initial}})
        ties = self.fields["ties"]
        assert isinstance(ties, forms.ChoiceField)  # noqa: S101 - tells the type checker what stands above
        ties.choices = [(str(one.tie_id), one.name) for one in reachable]
        if not reachable:
            del self.fields["ties"]
        # Also who was without a number when this form was filled in: sent twice, it says the same twice.
        sent_again = [one for one in reachable if f"ways_{one.tie_id}" in self.data]
        self._asked = {f"ways_{one.tie_id}": one for one in (*unreachable[:MOST_NUMBERS_ASKED], *sent_again)}
        self.fields.update({name: _ways_field(one.name) for name, one in self._asked.items()})

    def clean(self) -> dict[str, Any]:
        """Ask the rules for what was written about each, so that the field that needs another look says so."""
        for name in self._asked.keys() & self.cleaned_data.keys():
            try:
                checked_text(self.cleaned_data[name], field=name, most=WAYS_LENGTH)
            except Invalid as refusal:
                self.add_error(name, str(refusal.sentence))
        return self.cleaned_data

    def details(self) -> CardDetails:
        """Return what was typed, as services take it."""
        values = self.cleaned_data
        ways = tuple((one.tie_id, values[name]) for name, one in self._asked.items() if values[name])
        return CardDetails(values["called"], values["sentence"], frozenset(values.get("ties", ())), ways)


def _ways_field(name: str) -> forms.CharField:
    return forms.CharField(
        label=gettext("How do you reach %(name)s?") % {"name": name},
        help_text=_("A number to call, best of all. It comes onto the card. You can leave it empty."),
        max_length=WAYS_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
