"""What of a `World` an address of a group, a thread or a message is about."""

from collections.abc import Mapping

from tests.architecture.world import World


def group(world: World) -> Mapping[str, object]:
    """A hidden group that the owner hosts and the supporter is in."""
    return {"slug": world.group.slug}


def group_community(world: World) -> Mapping[str, object]:
    """That group, as whoever holds meetings for groups knows it."""
    return {"community_id": world.group.id}


def group_member(world: World) -> Mapping[str, object]:
    """The supporter in that group."""
    return {**group(world), "membership_id": world.group_member.id}


def group_invited(world: World) -> Mapping[str, object]:
    """That group, with a link that nobody has used."""
    return {**group(world), "invitation_id": world.group_invitation.id}


def group_invitation(world: World) -> Mapping[str, object]:
    """The same link, as whoever got it opens it."""
    return {"token": world.group_token}


def messages(world: World) -> Mapping[str, object]:
    """Owner and supporter have written to each other; the address has no parameter."""
    assert world.message
    return {}


def conversation(world: World) -> Mapping[str, object]:
    """The conversation of the two."""
    return {"conversation_id": world.message.conversation_id}


def conversation_part(world: World) -> Mapping[str, object]:
    """What was said in it."""
    return {**conversation(world), "part": "lines"}


def conversation_move(world: World) -> Mapping[str, object]:
    """Something one does about it."""
    return {**conversation(world), "move": "untold"}


def message(world: World) -> Mapping[str, object]:
    """A message of the owner's in it."""
    return {**conversation(world), "message_id": world.message.id}


def whom_to_write_to(world: World) -> Mapping[str, object]:
    """The tie of the two, who have not written to each other."""
    return {"origin": "tie", "source": world.tie.id}


def member_to_stop(world: World) -> Mapping[str, object]:
    """The supporter in the group, from whom the owner may stop hearing."""
    return {"source": world.group_member.id}


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
    return group_invited(world)
