"""What a post may quote: words of others that stand in its thread are not those of whoever quotes them."""

from uuid import UUID

from alongside.groups.threads.models import Post
from alongside.safety.words.danger import is_quoting

# So far back somebody looks who quotes.
MOST = 200


def quotable_in(thread_id: UUID | None, text: str, *, by: UUID | None) -> str:
    """Return what others said in a thread than who writes `by` that membership, if a text quotes: '' for any other."""
    if thread_id is None or not is_quoting(text):
        return ""
    # Who says again what they said before says it now.
    others = Post.objects.filter(thread=thread_id, taken_back_at=None).exclude(membership=by)
    return "\n".join(others.order_by("-place").values_list("text", flat=True)[:MOST])
