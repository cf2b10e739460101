"""What of a `World` an address of calls to quiet members is about."""

from collections.abc import Mapping

from tests.architecture.world import World


def calls(world: World) -> Mapping[str, object]:
    """The group, in which the supporter is called."""
    assert world.call
    return {"slug": world.group.slug}


def call(world: World) -> Mapping[str, object]:
    """The call, which the owner holds."""
    return {**calls(world), "call_id": world.call.id}
