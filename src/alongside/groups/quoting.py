"""What a post may quote: words that stand in its thread are not those of whoever quotes them."""

from uuid import UUID

from alongside.groups.thread_models import Post
from alongside.safety.danger import is_quoting

# So far back somebody looks who quotes.
MOST = 200


def quotable_in(thread_id: UUID | None, text: str, *, besides: UUID | None = None) -> str:
    """Return what was said in a thread, for a text that quotes, `besides` one post: '' for any other text."""
    if thread_id is None or not is_quoting(text):
        return ""
    posts = Post.objects.filter(thread=thread_id, taken_back_at=None)
    others = posts.exclude(id=besides) if besides else posts
    return "\n".join(others.order_by("-place").values_list("text", flat=True)[:MOST])
