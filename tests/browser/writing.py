"""Makes two members of a group who write to each other, in an instance's database, with what they wrote until now.

Prints the address of their conversation. `python -m tests.browser.writing HOST KEEPER MEMBER MEMBER` runs with the
variables of that instance; the two are the members.
"""

import subprocess
import sys
from collections.abc import Iterable
from uuid import uuid4

import django

if __name__ == "__main__":
    django.setup()

from tests.browser.instance import Instance
from tests.browser.moderating import MEMBERS, made

WRITTEN = 14


def conversation_of(instance: Instance, *aliases: str) -> str:
    """Have the last two of these people write to each other; return where."""
    command = [sys.executable, "-m", "tests.browser.writing", *aliases]
    done = subprocess.run(command, env=instance.variables, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def written(aliases: list[str]) -> str:
    """Make the group, and a conversation that is longer than a screen."""
    from alongside.accounts.models import Person
    from alongside.groups.models import Membership
    from alongside.kernel.clock import current_time
    from alongside.messaging import services
    from alongside.messaging.services import Line

    made(aliases)
    one, other = (Person.objects.get(alias=alias) for alias in aliases[-2:])
    whom = Membership.objects.get(person=other, alias=MEMBERS[1])
    talk = services.write_first(
        actor=one, origin="group", source=whom.id, line=Line("Good evening.", uuid4().hex), now=current_time()
    ).conversation_id
    services.accept(actor=other, conversation_id=talk, now=current_time())
    for words in _words():
        line = Line(words, uuid4().hex)
        services.say(actor=one, conversation_id=talk, line=line, now=current_time())
    return f"/messages/{talk}/"


def _words() -> Iterable[str]:
    return (f"The heron stood still, and then it did not, {number}." for number in range(WRITTEN))


if __name__ == "__main__":
    sys.stdout.write(written(sys.argv[1:]))
