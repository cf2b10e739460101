"""What a thread says of a post in it that nobody has answered: to its writer, and to others once somebody will.

It promises nothing that a group cannot keep: who was asked, which time the group has set itself, and who is asked next.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from alongside.groups.enums import Use
from alongside.groups.models import Membership, Waiting
from alongside.groups.policies import askable_members, may
from alongside.groups.threads.page import PostView, ThreadView
from alongside.groups.unanswered.turns import EVERYBODY
from alongside.groups.unheard import unheard_of
from alongside.groups.wording import asked_for_you
from alongside.kernel.clock import to_the_minute
from alongside.safety.urgent import looked_at
from alongside.ui import phrases

TEMPLATE = "groups/threads/waits.html"
RIGHT_NOW = "safety/right_now.html"
STAYS_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wait:
    """A post that waits, as one reader is told of it. `claimed_by` is the alias of who will answer, '' for nobody.

    `is_claimed` without an alias: by somebody whom the reader does not hear. `until` is how long nobody else is asked.
    Of what `is_heavy` no hour is told: whom to turn to stands there in its place.
    """

    is_own: bool
    is_claimed: bool
    is_claimed_by_reader: bool
    claimed_by: str
    asked: str
    by: datetime
    is_late: bool
    goes_on: bool
    is_alone: bool
    until: datetime | None = None
    is_heavy: bool = False
    may_claim: bool = False

    @property
    def is_told(self) -> bool:
        """Tell whether the reader is told anything: others only who will answer, by an alias they hear.

        Those who greet are told, too, of what they can say that they will answer: they `may_claim` it.
        """
        return self.is_own or self.is_claimed_by_reader or self.may_claim or self.claimed_by != ""


def said_of_waits(standing: Membership, view: ThreadView, *, now: datetime) -> Mapping[UUID, SafeString]:
    """Return what is said of the posts of a page that wait, by post; nothing is asked for where none does."""
    waiting = {post.waiting: post.is_own for post in view.posts if post.waiting and not post.is_hidden}
    if not waiting:
        return {}
    rows = Waiting.objects.filter(id__in=waiting, answered_at=None).select_related("claimed_by")
    is_alone = any(waiting.values()) and not askable_members(standing).exclude(id=standing.id).exists()
    heavy = {post.id for post in view.posts if post.cried_at}
    waits = {
        row: replace(
            _wait(row, standing, now, is_own=waiting[row.id], is_alone=is_alone), is_heavy=row.post_id in heavy
        )
        for row in rows
    }
    told = {row: {"wait": one, "id": row.id, "slug": standing.group.slug} for row, one in waits.items() if one.is_told}
    return {row.post_id: SafeString(render_to_string(TEMPLATE, context)) for row, context in told.items()}


def with_right_now(
    waits: Mapping[UUID, SafeString], view: ThreadView, *, country: str, said: Callable[[str], str], now: datetime
) -> Mapping[UUID, SafeString]:
    """Add, below the last words of the reader's own that sound like danger, whom to turn to: for a day, and first.

    `said` is what is said of these words, which are with the others; what is hidden is not.
    """
    cries = [post for post in view.posts if post.cried_at and post.cried_at > now - STAYS_FOR]
    if not cries:
        return waits
    last = cries[-1]
    context = {"crisis_country": country, "said": "" if last.is_hidden else said(_words(view, last))}
    return {**waits, last.id: SafeString(render_to_string(RIGHT_NOW, context) + waits.get(last.id, ""))}


def _words(view: ThreadView, post: PostView) -> str:
    title = view.title if post.place == 1 else ""
    return "\n\n".join((title, post.note, strip_tags(post.html.replace("<", " <"))))


def with_looked_at(
    waits: Mapping[UUID, SafeString], view: ThreadView, *, community_id: UUID, now: datetime
) -> Mapping[UUID, SafeString]:
    """Add, below words that sound like danger of who is not here any more, that they were seen: nobody can answer."""
    theirs = {post.id for post in view.posts if post.is_heavy and post.has_left}
    if not theirs:
        return waits
    words = format_html('<p class="muted">{}</p>', phrases.WAS_LOOKED_AT)
    return {**waits, **dict.fromkeys(looked_at(theirs, community_id, now=now), words)}


def _wait(row: Waiting, standing: Membership, now: datetime, *, is_own: bool, is_alone: bool) -> Wait:
    holds = row.claimed_by if row.claimed_until and row.claimed_until > now else None
    is_unheard = holds is not None and holds.id in unheard_of(standing)
    return Wait(
        is_own=is_own,
        is_claimed=holds is not None,
        is_claimed_by_reader=holds is not None and holds.id == standing.id,
        claimed_by=holds.alias if holds and not is_unheard else "",
        asked=asked_for_you(row.level, is_alone=is_alone),
        by=to_the_minute(row.answer_by),
        is_late=row.answer_by <= now,
        goes_on=row.level != EVERYBODY,
        is_alone=is_alone,
        until=to_the_minute(row.claimed_until) if holds and row.claimed_until else None,
        may_claim=holds is None and not is_own and may(standing, Use.GREET),
    )
