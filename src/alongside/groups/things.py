"""What somebody wrote in a group, shared of a day or could not send, and a member, as they are shown to moderators."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from alongside.groups.enums import Standing
from alongside.groups.models import DayWord, Membership, Post
from alongside.groups.threads.page import alias_of, title_of
from alongside.kernel.clock import to_the_minute
from alongside.safety.reportable import Piece, Thing, nameless

MEMBER, POST, DAY_WORD, UNSENT = "member", "post", "day-word", "unsent"
REQUEST = "request"


def post_as_thing(post: Post) -> Thing:
    """Return a post as it is shown to moderators, with the title it began, and its word of care."""
    title = title_of(post.thread)
    words = "\n\n".join(filter(None, (title if post.place == 1 else "", post.note, post.text)))
    group, alias = post.thread.group, alias_of(post)
    return Thing(
        kind=POST,
        subject=post.id,
        name=alias,
        place=group.name,
        pieces=(Piece(post.id, alias, to_the_minute(post.created_at), words),),
        about_id=post.membership.person_id if post.membership else None,
        community_id=group.id,
        back=f"{reverse('group-thread', args=[group.slug, post.thread_id])}?from={post.place}#post-{post.place}",
        venue=post.thread_id,
        where=title,
        by=heard_of(post.membership),
    )


def heard_of(member: Membership | None) -> UUID | None:
    """Return whose membership it is that a reader can stop hearing from: nobody's who has left."""
    return member.id if member and member.state == Standing.IN else None


def day_word_as_thing(row: DayWord, words: str) -> Thing:
    """Return what somebody shared of a day with their group as it is shown to moderators."""
    member = row.membership
    piece = Piece(row.id, member.alias, to_the_minute(row.created_at), words)
    back = reverse("group", args=[member.group.slug])
    place, about = member.group.name, member.person_id
    return Thing(DAY_WORD, row.id, member.alias, place, (piece,), about, member.group_id, back, is_quoted=True)


def member_as_thing(row: Membership) -> Thing:
    """Return somebody in a group as they are shown to moderators."""
    back = reverse("group-members", args=[row.group.slug])
    return Thing(MEMBER, row.id, row.alias, row.group.name, (), row.person_id, row.group_id, back, by=row.id)


def request_as_thing(row: Membership, word: str) -> Thing:
    """Return what somebody who asks to join says to those who let people in, as it is shown to moderators."""
    piece = Piece(row.id, row.alias, to_the_minute(row.created_at), word)
    back, group = reverse("group-care", args=[row.group.slug]), row.group
    return Thing(REQUEST, row.id, row.alias, group.name, (piece,), row.person_id, group.id, back, is_quoted=True)


def unsent_as_thing(
    row: Membership, piece: UUID, subject: UUID, words: str, *, who: Promise | None, is_outside: bool, now: datetime
) -> Thing:
    """Return what somebody in danger could not send as it is shown to moderators; `who` stands in place of an alias.

    What `is_outside` of the group comes before moderators of the whole place, who do not see where it was.
    """
    alias = nameless(who) if who else row.alias
    pieces = (Piece(piece, alias, to_the_minute(now), words),)
    if is_outside:
        return Thing(UNSENT, subject, alias, "", pieces, row.person_id, None, reverse("groups"), is_quoted=True)
    back = reverse("group-members", args=[row.group.slug])
    return Thing(UNSENT, subject, alias, row.group.name, pieces, row.person_id, row.group_id, back, is_quoted=True)
