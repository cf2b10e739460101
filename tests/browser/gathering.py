"""Makes a group with a host and members who have accounts, and an event that can be begun; prints where it is.

`python -m tests.browser.gathering HOST MEMBER ...` runs with the variables of an instance.
"""

import sys
from datetime import timedelta

import django

django.setup()

from alongside.accounts.models import Person  # noqa: E402 - Django is set up first
from alongside.groups import services  # noqa: E402 - Django is set up first
from alongside.groups.details import Entering, GroupDetails  # noqa: E402 - Django is set up first
from alongside.groups.enums import Openness  # noqa: E402 - Django is set up first
from alongside.groups.links import invitation_link  # noqa: E402 - Django is set up first
from alongside.groups.stage.details import Planning  # noqa: E402 - Django is set up first
from alongside.kernel.clock import current_time  # noqa: E402 - Django is set up first

DETAILS = GroupDetails(
    name="Evening lantern",
    purpose="For long evenings.",
    agreements="What is said here stays here.",
    kind="condition",
    openness=Openness.HIDDEN,
    languages=("en",),
)


def gathered(host: Person, members: list[Person]) -> str:
    """Return the address of an event of a group with these people."""
    now = current_time()
    group = services.begin_group(actor=host, details=DETAILS, alias="Quiet Heron", now=now)
    for number, person in enumerate(members):
        link = invitation_link(services.invite(actor=host, slug=group.slug, now=now).id)
        entering = Entering(f"Pebble {number}", group.agreements_since)
        token = link.rstrip("/").rpartition("/")[2]
        services.accept_invitation(actor=person, token=token, entering=entering, now=now)
    starts_at = now + timedelta(minutes=20)
    planning = Planning(
        title="How the first weeks go",
        about="Bring what you would like to know.",
        kind="questions",
        day=starts_at.date(),
        at=starts_at.time(),
        zone="UTC",
        minutes=60,
    )
    event = services.plan_event(actor=host, slug=group.slug, planning=planning, now=now)
    return f"/groups/{group.slug}/events/{event.id}/"


if __name__ == "__main__":
    people = {person.alias: person for person in Person.objects.filter(alias__in=sys.argv[1:])}
    sys.stdout.write(gathered(people[sys.argv[1]], [people[alias] for alias in sys.argv[2:]]))
