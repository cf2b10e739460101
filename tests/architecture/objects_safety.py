"""What of a `World` an address of moderation is about."""

from collections.abc import Mapping

from tests.architecture.world import World


def reported_post(world: World) -> Mapping[str, object]:
    """What the owner wrote in a hidden group."""
    return {"kind": "post", "subject": world.post.id}


def reported(world: World) -> Mapping[str, object]:
    """The supporter has reported something; the address has no parameter."""
    assert world.case
    return {}


def case(world: World) -> Mapping[str, object]:
    """The case of it."""
    assert world.decision
    return {"case_id": world.case.id}


def case_move(world: World) -> Mapping[str, object]:
    """Something one does about it."""
    return {"case_id": world.case.id, "move": "claim"}


def decided(world: World) -> Mapping[str, object]:
    """The owner was told something about it; the address has no parameter."""
    assert world.decision
    return {}


def decision(world: World) -> Mapping[str, object]:
    """What the owner was told."""
    return {"decision_id": world.decision.id}


def case_decision(world: World) -> Mapping[str, object]:
    """The same, as a moderator undoes it."""
    return {**case(world), **decision(world)}


def exhibit(world: World) -> Mapping[str, object]:
    """A picture that the supporter reported."""
    return {"exhibit_id": world.exhibit.id}


def removal(world: World) -> Mapping[str, object]:
    """A removal of the owner's that waits for an organiser."""
    return {"decision_id": world.removal.id}


def appeal(world: World) -> Mapping[str, object]:
    """What the owner says about what was decided."""
    return {"appeal_id": world.appeal.id}
