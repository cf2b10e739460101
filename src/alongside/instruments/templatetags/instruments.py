"""Texts of questionnaires in templates: `{{ instrument.about|said }}`."""

from django import template
from django.utils.safestring import SafeString

from alongside.instruments.scoring import Instrument
from alongside.instruments.wording import number_words, said

register = template.Library()


@register.filter
def named(instrument: Instrument) -> SafeString:
    """Say the name of a questionnaire, which is the same in every language: `{{ instrument|named }}`."""
    return said({"en": instrument.name})


register.filter("said", said)
register.filter("number", number_words)
