"""What a group brings before moderators by itself when something is written, and how slowly new members begin."""

from datetime import datetime, timedelta

from django.conf import settings

from alongside.groups.enums import GroupRole
from alongside.groups.models import Membership, Post
from alongside.groups.things import post_as_thing
from alongside.safety import services as safety
from alongside.safety.enums import Source
from alongside.safety.reportable import Thing
from alongside.safety.services.reporting import POSTS_GO_ON
from alongside.safety.services.rows import goes_to_keepers
from alongside.safety.slow_start import count_slowly, without_links
from alongside.safety.urgent import cries_lately
from alongside.safety.words.danger import sounds_like_danger

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


def slowly(
    standing: Membership, *texts: str, field: str = "text", said_before: str = "", now: datetime
) -> tuple[str, ...]:
    """Return these texts as new members send them where the group or the place has them begin slowly.

    Who was invited into the group is known to it. Invalid for a link; of words of danger it is left out. What
    others `said_before` is judged as it is in what they write.
    """
    return without_links(*texts, field=field, said_before=said_before) if is_slow(standing, now=now) else texts


def check_pace(standing: Membership, *texts: str, has_lost: bool, said_before: str = "", now: datetime) -> None:
    """Let new members who begin slowly write a few posts an hour. TooMany; never for words that sound like danger.

    Unless they have lost a link (`has_lost`), and others were heard within the hour. Who quotes what others
    `said_before` is not in danger by that.
    """
    if not is_slow(standing, now=now):
        return
    is_danger = sounds_like_danger("\n\n".join(texts), said_before=said_before)
    if not is_danger or (has_lost and cries_lately(standing.person_id, now=now)):
        count_slowly(standing.id, now=now)


def is_slow(standing: Membership, *, now: datetime) -> bool:
    """Tell whether somebody begins slowly by now, for the group or for the place."""
    if standing.role != GroupRole.MEMBER or standing.was_invited:
        return False
    slow_until = [standing.person.created_at + timedelta(days=settings.SLOW_START_DAYS)]
    if standing.group.begins_slowly and standing.joined_at:
        slow_until.append(standing.joined_at + SLOW_FOR)
    return now < max(slow_until)
