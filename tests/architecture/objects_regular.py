"""What of a `World` an address of a thread that opens by itself is about."""

from collections.abc import Mapping

from tests.architecture.world import World


def regulars(world: World) -> Mapping[str, object]:
    """The group, in which a thread opens by itself."""
    assert world.regular
    return {"slug": world.group.slug}


def regular(world: World) -> Mapping[str, object]:
    """A thread of the owner's that opens by itself in it."""
    return {**regulars(world), "regular_id": world.regular.id}


def regular_thread(world: World) -> Mapping[str, object]:
    """The thread that it opened, which the supporter hosts."""
    return {**regulars(world), "thread_id": world.regular_thread.id}
