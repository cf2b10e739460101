"""What of a `World` an address of a thread is about."""

from collections.abc import Mapping

from tests.architecture import objects
from tests.architecture.world import World


def group_threads(world: World) -> Mapping[str, object]:
    """The group, in which a thread is."""
    assert world.thread
    return {"slug": world.group.slug}


def thread(world: World) -> Mapping[str, object]:
    """A thread of the owner's in it."""
    return {**group_threads(world), "thread_id": world.thread.id}


def post(world: World) -> Mapping[str, object]:
    """What the owner wrote first in it."""
    return {**thread(world), "post_id": world.post.id}


def waiting(world: World) -> Mapping[str, object]:
    """What the supporter wrote first in the group, which waits for an answer."""
    return {**group_threads(world), "waiting_id": world.waiting.id}


def group_care(world: World) -> Mapping[str, object]:
    """The group, with a link that nobody has used and a post that waits."""
    assert world.waiting
    return objects.group_invited(world)
