"""How every form is drawn: Django's forms through our templates, wired for screen readers."""

from django.forms.renderers import TemplatesSetting


class Accessible(TemplatesSetting):
    """Renders `{{ form }}` with an error summary on top, and each field with its label, help and error joined to it."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
