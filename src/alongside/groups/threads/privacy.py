"""What threads hold about a person: what they wrote and began to write, what they said to others, what they follow."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.groups.enums import Reacts, Wants
from alongside.groups.models import Draft, Post, Reaction, Reading, Waiting
from alongside.groups.sealing import DRAFT
from alongside.groups.services.threads import empty_posts
from alongside.groups.threads.drafts import words_of
from alongside.kernel.privacy import Said, Table, labels_of
from alongside.kernel.sealed import unseal_all


def export(person_id: UUID) -> dict[str, Table]:
    """Return their posts, drafts, reactions, and which threads they follow or muted, in groups they left, too."""
    return {
        "group_posts": _posts(person_id),
        "group_drafts": _drafts(person_id),
        "group_reactions": _reactions(person_id),
        "group_threads_followed": _followed(person_id),
    }


def _posts(person_id: UUID) -> Table:
    rows = Post.objects.filter(membership__person=person_id).select_related("thread__group")
    return [
        {
            "group": row.thread.group.name,
            "title": row.thread.title if row.place == 1 else None,
            "milestone": row.thread.milestone or None if row.place == 1 else None,
            "text": row.text,
            "content_note": row.note or None,
            "sounded_heavy": row.is_heavy,
            "written_at": row.created_at.isoformat(),
            "changed_at": row.edited_at.isoformat() if row.edited_at else None,
        }
        for row in rows.order_by("created_at", "thread", "place")
    ]


def _drafts(person_id: UUID) -> Table:
    rows = list(Draft.objects.filter(membership__person=person_id).select_related("membership__group"))
    texts = unseal_all([row.words_sealed for row in rows], what=DRAFT)
    words = [(row.membership.group.name, words_of(text)) for row, text in zip(rows, texts, strict=True)]
    return [
        {"group": group, "title": said.get("title"), "text": said.get("text"), "content_note": said.get("note")}
        for group, said in words
    ]


def _reactions(person_id: UUID) -> Table:
    rows = Reaction.objects.filter(membership__person=person_id).select_related("membership__group")
    ordered = rows.order_by("created_at", "id")
    return [
        {"group": row.membership.group.name, "kind_word": row.kind, "written_at": row.created_at.isoformat()}
        for row in ordered
    ]


def _followed(person_id: UUID) -> Table:
    rows = Reading.objects.filter(membership__person=person_id).exclude(wants=Wants.NOTHING)
    ordered = rows.select_related("membership__group").order_by("created_at", "id")
    return [{"group": row.membership.group.name, "wanted": row.wants} for row in ordered]


def stands_somewhere(person_id: UUID) -> bool:
    """Tell whether others can read something of theirs in a thread."""
    return _shown(person_id).exists()


def leave_nameless(person_id: UUID, now: datetime) -> None:
    """Have what others can read of theirs lead to nobody any more; it waits for no answer."""
    waits = Waiting.objects.filter(post__in=_shown(person_id), answered_at=None)
    waits.update(answered_at=now, due_at=None, claimed_by=None, claimed_until=None)
    _shown(person_id).update(membership=None)


def _shown(person_id: UUID) -> QuerySet[Post]:
    return Post.objects.filter(membership__person=person_id, taken_back_at=None, hidden_at=None)


def erase(person_id: UUID, now: datetime) -> None:
    """Leave nothing of what they wrote but its places; the rest goes with their memberships."""
    empty_posts(Post.objects.filter(membership__person=person_id).values_list("id", flat=True), now=now)


WORDS: Mapping[str, str | Promise] = {
    "group_posts": _("What you wrote in groups"),
    "group_drafts": _("What you began to write in groups"),
    "group_reactions": _("Kind words you said in groups"),
    "group_threads_followed": _("Threads you follow or muted"),
    "title": _("Title"),
    "milestone": _("Milestone"),
    "text": _("Text"),
    "content_note": _("Word of care before it"),
    "sounded_heavy": _("Whether the words sounded like danger to life"),
    "written_at": _("Written"),
    "changed_at": _("Changed"),
    "kind_word": _("Kind word"),
    "wanted": _("Your choice"),
}
SAID: Mapping[str, Said] = {"kind_word": labels_of(Reacts), "wanted": labels_of(Wants)}
