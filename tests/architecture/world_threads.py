"""What is written in the group of the made-up community."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from alongside.groups import services as groups
from alongside.groups.models import Group, Post, Thread, Waiting
from alongside.groups.threads.details import Opening, Said

if TYPE_CHECKING:
    from tests.architecture.world import People


class Threads:
    """A thread of the group, for a `World`."""

    people: "People"
    now: datetime

    if TYPE_CHECKING:

        @cached_property
        def group(self) -> Group:
            """The group it is in."""

    @cached_property
    def thread(self) -> Thread:
        """A thread that the owner began, with a word of care, and that the supporter answered and reacted to."""
        owner, supporter, slug = self.people.owner, self.people.supporter, self.group.slug
        opening = Opening("Long one Test", Said("It is a hard night.", note="Evenings Test"), needs_answer=True)
        thread = groups.begin_thread(actor=owner, slug=slug, opening=opening, now=self.now)
        first = thread.posts.get()
        said = Said("Shaky Test, but I am here", answers=first.id)
        groups.answer_thread(actor=supporter, slug=slug, thread_id=thread.id, said=said, now=self.now)
        groups.react(actor=supporter, slug=slug, thread_id=thread.id, post_id=first.id, kind="with_you", now=self.now)
        return thread

    @property
    def post(self) -> Post:
        """What the owner wrote there."""
        return self.thread.posts.get(place=1)

    @property
    def waiting(self) -> Waiting:
        """What the supporter wrote first in the group, which nobody has answered."""
        return Waiting.objects.get(post__thread=self.thread, answered_at=None)
