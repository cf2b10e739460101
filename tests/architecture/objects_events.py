"""What of a `World` an address of an event is about."""

from collections.abc import Mapping

from tests.architecture.world import World


def events(world: World) -> Mapping[str, object]:
    """The hidden group, with an event that is on, one to come and one that was."""
    assert world.event
    assert world.planned_event
    assert world.past_event
    return {"slug": world.group.slug}


def event(world: World) -> Mapping[str, object]:
    """The one that is on."""
    return {"slug": world.group.slug, "event_id": world.event.id}


def planned(world: World) -> Mapping[str, object]:
    """The one to come."""
    return {"slug": world.group.slug, "event_id": world.planned_event.id}


def past(world: World) -> Mapping[str, object]:
    """The one that was."""
    return {"slug": world.group.slug, "event_id": world.past_event.id}


def question(world: World) -> Mapping[str, object]:
    """What the supporter asked at the one that is on."""
    return {**event(world), "question_id": world.event_question.id}


def line(world: World) -> Mapping[str, object]:
    """What the owner said there on the stage."""
    return {**event(world), "line_id": world.event.lines.latest("created_at").id}
