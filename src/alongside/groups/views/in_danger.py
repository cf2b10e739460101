"""What is said before something ends or is hidden that somebody wrote who may be in danger: answer them first."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from alongside.accounts.models import Person
from alongside.circles.views.pages import Page
from alongside.groups.models import Membership
from alongside.groups.queries import says_danger
from alongside.groups.things import REQUEST
from alongside.safety.policies import nobody_wrote, urgent_of
from alongside.safety.urgent import danger_of, urgent_among
from alongside.safety.words.danger import sounds_like_danger


def danger_before(actor: Person, row: Membership, *, now: datetime) -> str:
    """Return what to know before somebody is turned away who asks to join and may be in danger; '' for anybody else."""
    urgent = urgent_among(actor, REQUEST, [row.id], now=now).get(row.id)
    if urgent is not None:
        return _answer_first(urgent.case_id)
    if says_danger(row):
        return _("They may be in danger right now. Those who moderate here are told, and can write to them.")
    return ""


def waits_for_word(actor: Person, row: Membership, *, now: datetime) -> bool:
    """Tell whether a member may be in danger, as far as somebody may know, and no moderator wrote to them since."""
    return nobody_wrote(urgent_of(actor, row.person_id, row.group_id, now=now))


def _answer_first(case_id: UUID) -> str:
    said = _(
        'They may be in danger right now, and it waits to be looked at. <a href="{}">Please answer them first</a>.'
    )
    return format_html(said, reverse("moderate-case", args=[case_id]))


def with_danger(page: Page, actor: Person, row: Membership | None, *, words: str = "", now: datetime) -> Page:
    """Say it before all else where something urgent waits about a member, or their `words` sound like danger."""
    case_id = danger_of(actor, row.person_id, row.group_id, now=now) if row else None
    if case_id is not None:
        return replace(page, lead=(_answer_first(case_id), *page.lead))
    if sounds_like_danger(words):
        heavy = _("It sounds like danger to life. Please answer them first, and say whom they can turn to right now.")
        return replace(page, lead=(heavy, *page.lead))
    return page
