"""Forms of notifications."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.notifications.channels.endpoints import LONGEST
from alongside.notifications.channels.webpush import Subscription
from alongside.ui import phrases


class PreferencesForm(forms.Form):
    """When a person wants quiet, and how much their lock screen may say."""

    quiet_from = forms.TimeField(
        label=_("Quiet from"),
        help_text=_("Leave both empty if you do not want quiet hours."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        help_text=_("If this is earlier than the beginning, it is on the next day."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    says_more = forms.BooleanField(
        label=_("Notifications may say a little more, such as “Somebody reached out”"),
        help_text=_(
            "Without this they only say that there is something new, and nobody who sees your screen knows more."
        ),
        required=False,
    )


class EmailForm(forms.Form):
    """An e-mail address of the person's own."""

    address = forms.CharField(
        label=phrases.EMAIL_ADDRESS,
        help_text=_("We send it one link, to be sure that it is yours. Nobody here can see it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class SubscriptionForm(forms.Form):
    """What a browser says about where it takes pushes (PushSubscription.toJSON, keys taken out)."""

    endpoint = forms.CharField(max_length=LONGEST)
    p256dh = forms.CharField(max_length=200)
    auth = forms.CharField(max_length=100)

    def subscription(self) -> Subscription:
        """Return it for the channel; call it on a valid form."""
        return Subscription(**self.cleaned_data)
