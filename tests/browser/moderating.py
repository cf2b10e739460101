"""Makes a group with a host, somebody who moderates it, and members who have accounts, in an instance's database.

Prints the address of a thread there. `python -m tests.browser.moderating HOST KEEPER MEMBER MEMBER` runs with the
variables of that instance.
"""

import subprocess
import sys
from datetime import timedelta

import django

if __name__ == "__main__":
    django.setup()

from tests.browser.instance import Instance

MEMBERS = ("Amber Finch", "Silver Fern")


def thread_of(instance: Instance, *aliases: str) -> str:
    """Have these people be in a group: host, keeper, two members by the aliases above; return a thread."""
    command = [sys.executable, "-m", "tests.browser.moderating", *aliases]
    done = subprocess.run(command, env=instance.variables, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def made(aliases: list[str]) -> str:
    """Make it, as if all of them had been there for a month: members may write to each other."""
    from alongside.accounts.models import Person
    from alongside.groups import services
    from alongside.groups.details import Entering, GroupDetails
    from alongside.groups.enums import GroupRole
    from alongside.groups.models import Membership
    from alongside.groups.threads.details import Opening, Said
    from alongside.kernel.clock import current_time

    host, keeper, *members = (Person.objects.get(alias=alias) for alias in aliases)
    now = current_time()
    details = GroupDetails(
        name="Lantern group",
        purpose="For people who go through long evenings.",
        agreements="What is said here stays here.",
        kind="condition",
        openness="open",
        languages=("en",),
    )
    group = services.begin_group(actor=host, details=details, alias="Quiet Heron", now=now)
    for person, alias in zip((keeper, *members), ("Brave Otter", *MEMBERS), strict=False):
        entering = Entering(alias, group.agreements_since)
        services.join_group(actor=person, slug=group.slug, entering=entering, now=now)
    Membership.objects.filter(person=keeper).update(role=GroupRole.MODERATOR)
    month_ago = now - timedelta(days=30)
    Membership.objects.filter(group=group).update(joined_at=month_ago, created_at=month_ago, lets_write=True)
    opening = Opening("Evenings", Said("How do you get through the hour before bed?"))
    thread = services.begin_thread(actor=host, slug=group.slug, opening=opening, now=now)
    return f"/groups/{group.slug}/threads/{thread.id}/"


if __name__ == "__main__":
    sys.stdout.write(made(sys.argv[1:]))
