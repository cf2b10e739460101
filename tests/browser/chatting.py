"""Makes a group with a chat room of a host and a member who have accounts, in an instance's database.

Prints the address of the room. `python -m tests.browser.chatting HOST MEMBER` runs with the variables of that instance.
"""

import sys

import django

django.setup()

from alongside.accounts.models import Person  # noqa: E402 - Django is set up first
from alongside.groups import services  # noqa: E402 - Django is set up first
from alongside.groups.chat.details import RoomDetails  # noqa: E402 - Django is set up first
from alongside.groups.details import Entering, GroupDetails  # noqa: E402 - Django is set up first
from alongside.kernel.clock import current_time  # noqa: E402 - Django is set up first

DETAILS = GroupDetails(
    name="Lantern group",
    purpose="For people who go through long evenings.",
    agreements="What is said here stays here.",
    kind="condition",
    openness="open",
    languages=("en",),
)

if __name__ == "__main__":
    host, member = (Person.objects.get(alias=alias) for alias in sys.argv[1:])
    now = current_time()
    room = RoomDetails("Open room", "For whatever is on your mind.")
    group = services.begin_group(actor=host, details=DETAILS, alias="Quiet Heron", first_room=room, now=now)
    entering = Entering("Amber Test", group.agreements_since)
    services.join_group(actor=member, slug=group.slug, entering=entering, now=now)
    sys.stdout.write(f"/groups/{group.slug}/chat/{group.chat_rooms.get().id}/")
