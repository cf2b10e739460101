"""How every form is drawn, wired for screen readers, and what every field says when it cannot be used."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from alongside.ui import phrases

CHOOSE_ONE = _("Please choose one of these.")
# By kind of field and the code under which Django knows the fault; `limit_value` is Django's name for a limit.
SENTENCES: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Please fill this in.")},
    forms.CharField: {
        "max_length": ngettext_lazy(
            "This text is too long. Please keep it to %(limit_value)d sign.",
            "This text is too long. Please keep it to %(limit_value)d signs.",
            "limit_value",
        ),
    },
    forms.EmailField: {"invalid": phrases.NO_EMAIL_ADDRESS},
    forms.IntegerField: {
        "invalid": _("Please write a whole number, such as 3."),
        "min_value": _("Please write %(limit_value)s or more."),
        "max_value": _("Please write %(limit_value)s or less."),
    },
    forms.DateField: {"invalid": _("This does not look like a day. Please choose one.")},
    forms.TimeField: {"invalid": _("This does not look like a time. Please write it as in 21:30.")},
    forms.BooleanField: {"required": _("Please tick this to go on.")},
    forms.ChoiceField: {"required": CHOOSE_ONE, "invalid_choice": CHOOSE_ONE},
    forms.MultipleChoiceField: {
        "required": _("Please choose at least one of these."),
        "invalid_choice": CHOOSE_ONE,
        "invalid_list": CHOOSE_ONE,
    },
}


class DayInput(forms.DateInput):
    """Lets a day be picked; in every language a browser finds in it the day that was chosen before."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Accessible(TemplatesSetting):
    """Renders `{{ form }}` with an error summary on top, and each field with its label, help and error joined to it."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


def speak_plainly() -> None:
    """Have every field say what it needs in our words; a field may still bring sentences of its own."""
    for field, sentences in SENTENCES.items():
        field.default_error_messages = {**field.default_error_messages, **sentences}
