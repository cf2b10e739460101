"""A post as it is shown to moderators."""

from django.urls import reverse

from alongside.groups.models import Post
from alongside.groups.thread_page import alias_of, title_of
from alongside.kernel.clock import to_the_minute
from alongside.safety.reportable import Piece, Thing

POST = "post"


def post_as_thing(post: Post) -> Thing:
    """Return a post as it is shown to moderators, with the title it began, and its word of care."""
    title = title_of(post.thread) if post.place == 1 else ""
    words = "\n\n".join(filter(None, (title, post.note, post.text)))
    group, alias = post.thread.group, alias_of(post)
    return Thing(
        kind=POST,
        subject=post.id,
        name=alias,
        place=group.name,
        pieces=(Piece(post.id, alias, to_the_minute(post.created_at), words),),
        about_id=post.membership.person_id if post.membership else None,
        community_id=group.id,
        back=f"{reverse('group-thread', args=[group.slug, post.thread_id])}?from={post.place}",
    )
