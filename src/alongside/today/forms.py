"""Forms of the organiser's page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts.enums import Role
from alongside.accounts.models import Person


class RoleForm(forms.Form):
    """Who gets or loses which role."""

    alias = forms.CharField(label=_("Alias"), max_length=60)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    move = forms.ChoiceField(
        label=_("What shall happen?"),
        choices=[("give", _("Give them this role")), ("take", _("Take it from them"))],
        initial="give",
        widget=forms.RadioSelect,
    )

    def clean_alias(self) -> Person:
        """Return the person of that alias; a sentence when there is nobody."""
        try:
            return Person.objects.get_by_natural_key(self.cleaned_data["alias"])
        except Person.DoesNotExist as error:
            raise forms.ValidationError(_("Nobody here has this alias. Please check how it is spelt.")) from error
