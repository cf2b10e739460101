"""What groups put on the home page: the reader's own groups, or how to find one."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.groups.group_rows import drawn_own
from alongside.groups.own_groups import own_groups, refused_in_danger
from alongside.groups.unanswered.own_waits import own_news
from alongside.groups.unanswered.to_answer import to_answer
from alongside.ui import phrases
from alongside.ui.beginnings import Beginning, register_beginning
from alongside.ui.cards import register_card

WHY = _("People who live with the same thing, or stand beside somebody who does. You go by another alias there.")

TO_ANSWER = "groups/card_to_answer.html"


def register() -> None:
    """Put what waits high on the page, one's groups among what is one's own, and the way to a first one."""
    register_card(order=6, name="answers waited for", template="groups/card_waits.html", context=my_news)
    register_card(order=8, name="posts to answer", template=TO_ANSWER, context=posts_to_answer, presses="presses")
    register_card(order=48, name="groups", template="groups/card_groups.html", context=my_groups)
    register_beginning(order=60, name="groups", source=to_begin)


def my_groups(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return the person's groups; None without any."""
    own = own_groups(person, now=now)
    return {"own": drawn_own(own), "cries": refused_in_danger(person, own, now=now)} if own else None


def my_news(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return what the person wrote that waits for an answer, where one came, and what is new; None for nothing."""
    news = own_news(person, now=now)
    if not (news.waits or news.answers or news.followed):
        return None
    heavy = [one for one in news.followed if one.is_heavy]
    calm = [one for one in news.followed if not one.is_heavy]
    return {"waits": news.waits, "answers": news.answers, "heavy": heavy, "followed": calm}


def posts_to_answer(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return what waits for an answer where the person greets; None where nothing does."""
    posts = to_answer(person, now=now)
    return {"posts": posts, "presses": any(one.is_heavy for one in posts)} if posts else None


def to_begin(person: Person, now: datetime) -> Beginning | None:
    """Return the way to a first group; None for who has one, or reads already that they were not let in."""
    return None if own_groups(person, now=now) else Beginning(phrases.FIND_A_GROUP, WHY, reverse("groups"))
