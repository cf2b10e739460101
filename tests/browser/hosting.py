"""Makes a meeting that begins now, hosted by somebody who has an account, in an instance's database; prints its room.

`python -m tests.browser.hosting ALIAS SLUG` runs with the variables of that instance.
"""

import sys

import django

django.setup()

from alongside.accounts.models import Person  # noqa: E402 - Django is set up first
from alongside.kernel.clock import current_time  # noqa: E402 - Django is set up first
from tests.support.rooms import hosted  # noqa: E402 - Django is set up first

if __name__ == "__main__":
    hosting = hosted(Person.objects.get(alias=sys.argv[1]), current_time(), slug=sys.argv[2])
    sys.stdout.write(f"/meetings/{hosting.meeting.slug}/room/")
