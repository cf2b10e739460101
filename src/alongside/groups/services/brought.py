"""What a group brings before moderators by itself when something is written, and how slowly new members begin."""

from datetime import datetime, timedelta

from django.conf import settings

from alongside.groups.enums import GroupRole
from alongside.groups.models import Membership, Post
from alongside.groups.things import post_as_thing
from alongside.safety import services as safety
from alongside.safety.danger import sounds_like_danger
from alongside.safety.enums import Source
from alongside.safety.reportable import Thing
from alongside.safety.services.reporting import POSTS_GO_ON
from alongside.safety.services.rows import goes_to_keepers
from alongside.safety.slow_start import check_no_links, count_slowly

SLOW_FOR = timedelta(days=3)


def bring_if_needed(post: Post, *, now: datetime) -> None:
    """Bring a post before moderators whose words sound like danger, or the first of a new member if the group wants."""
    assert post.membership  # noqa: S101 - it was just written
    thing = post_as_thing(post)
    if post.is_heavy:
        safety.bring(thing, source=Source.WORDS, goes_on=POSTS_GO_ON, now=now)
        return
    if _is_looked_at(post, post.membership) and goes_to_keepers(thing, besides=None):
        safety.bring(thing, source=Source.FIRST, now=now)


def bring_danger(
    thing: Thing, *, is_heavy: bool | None = None, goes_on: timedelta | None = None, now: datetime
) -> None:
    """Bring before moderators what sounds like danger, which who knows it says. `goes_on` as `safety.bring` says."""
    if is_heavy is None:
        is_heavy = any(sounds_like_danger(piece.words) for piece in thing.pieces)
    if is_heavy:
        safety.bring(thing, source=Source.WORDS, goes_on=goes_on, now=now)


def _is_looked_at(post: Post, standing: Membership) -> bool:
    if not standing.group.looks_at_first or standing.role != GroupRole.MEMBER:
        return False
    return not Post.objects.filter(membership=standing).exclude(id=post.id).exists()


def check_pace(standing: Membership, text: str, *, now: datetime) -> None:
    """Have new members begin slowly where the group or the place wants that; who was invited into it is known to it.

    Invalid for a link, TooMany past a few posts an hour; never for words that sound like danger.
    """
    if begins_slowly(standing, text, now=now):
        check_no_links(text)
        count_slowly(standing.id, now=now)


def begins_slowly(standing: Membership, text: str, *, now: datetime) -> bool:
    """Tell whether somebody is to begin slowly with this text."""
    return is_slow(standing, now=now) and not sounds_like_danger(text)


def is_slow(standing: Membership, *, now: datetime) -> bool:
    """Tell whether somebody begins slowly by now, for the group or for the place."""
    if standing.role != GroupRole.MEMBER or standing.was_invited:
        return False
    slow_until = [standing.person.created_at + timedelta(days=settings.SLOW_START_DAYS)]
    if standing.group.begins_slowly and standing.joined_at:
        slow_until.append(standing.joined_at + SLOW_FOR)
    return now < max(slow_until)
