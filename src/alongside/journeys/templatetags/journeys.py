"""How templates say milestones and days; `{% load journeys %}`."""

from django import template

from alongside.journeys import wording
from alongside.journeys.milestones import Mark

register = template.Library()


@register.simple_tag
def mark_words(mark: Mark) -> str:
    """Say a milestone: `{% mark_words coming.mark as mark %}`."""
    return wording.mark_words(mark)


@register.simple_tag
def days_words(days: int) -> str:
    """Say so many days: `{% days_words longest.days as days %}`."""
    return wording.days_words(days)
