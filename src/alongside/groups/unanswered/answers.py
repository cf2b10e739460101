"""What counts as an answer to a post, of what others wrote after it in its thread."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from alongside.groups.enums import MAY, Use
from alongside.groups.models import Post


def counts_as_answer(**to_it: Any) -> Q:
    """Tell of posts after one whether they count as answers, `to_it` being how those look that name it.

    Whatever somebody else wrote does. But in a thread that opens by itself many write beside each other, each a pledge
    of their own: there only what names the post answers it, and what is by somebody who greets.
    """
    greets = Q(membership__role__in=sorted(MAY[Use.GREET]))
    return Q(thread__regular_day=None) | Q(**to_it) | greets


def answers_since() -> QuerySet[Post]:
    """Return what others answered to what waits, in words that are neither hidden nor gone, the first of them first."""
    shown = {"hidden_at": None, "taken_back_at": None}
    later = Post.objects.filter(thread=OuterRef("post__thread"), place__gt=OuterRef("post__place"), **shown)
    answers = later.filter(counts_as_answer(answers=OuterRef("post")))
    return answers.exclude(membership=OuterRef("post__membership")).order_by("place")
