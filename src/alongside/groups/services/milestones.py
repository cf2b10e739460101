"""Saying in a group that one reached something: in a word of the group, under one's alias there."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from alongside.accounts.models import Person
from alongside.groups.milestones.words import checked_word, slug_of, text_of, title_of
from alongside.groups.models import Thread
from alongside.groups.policies import access_standing
from alongside.groups.services.threads import begin_thread
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.errors import NotFound
from alongside.ui.celebrations import Marked


def mark_milestone(*, actor: Person, slug: str, marked: Marked, now: datetime) -> Thread:
    """Begin a thread of what the actor reached. Invalid for a word that is none of the group's; as `begin_thread`."""
    word = checked_word(access_standing(actor, slug).group, marked.word)
    opening = Opening(title_of(word, marked.how_long.strip()), Said(text_of(marked.text)), milestone=word)
    return begin_thread(actor=actor, slug=slug, opening=opening, ends_draft=False, now=now)


def hear_milestone(person: Person, membership_id: UUID, marked: Marked, now: datetime) -> str:
    """Have the group in which somebody is known so hear of it; return where it stands. NotFound if they are not."""
    slug = slug_of(person, membership_id)
    if slug is None:
        raise NotFound
    thread = mark_milestone(actor=person, slug=slug, marked=marked, now=now)
    return reverse("group-thread", args=[slug, thread.id])
