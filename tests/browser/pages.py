"""Every page there is to look at, in a community that lives in a running instance of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from tests.browser.instance import Instance, running_instance
from tests.support.push_endpoint import PushEndpoint

STRANGER = "stranger"
# A reach-out waits for an answer for longer than anybody looks at it.
VARIABLES = {
    "ALONGSIDE_PUSH_TO_PRIVATE_ADDRESSES": "yes",
    "ALONGSIDE_TURN_SECRET": "a secret that no relay there is knows",
    "ALONGSIDE_TURN_URLS": "turn:turn.invalid",
    "ALONGSIDE_WAVE_MINUTES": "60/30/20",
}


@dataclass(frozen=True, slots=True)
class View:
    """One page as one kind of person sees it.

    `route` is its row in the table of addresses, "" for one that is not there. `html` is given where no plain request
    leads to the page (a form with a mistake, a server in trouble): it is then put at its address for the browser, with
    the content security policy that comes with every answer.
    """

    name: str
    route: str
    path: str
    who: str
    status: int = 200
    html: str = ""
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Community:
    """An instance with people in it: the session of each, "" for a stranger's, and every page as those who see it.

    `no_pages` are routes of the table that lead to something else: parts of pages, scripts, what programs read.
    """

    instance: Instance
    cookies: dict[str, str]
    no_pages: frozenset[str]
    views: tuple[View, ...]

    def people(self) -> list[str]:
        """Return who looks at anything, in the order of their first page."""
        return list(dict.fromkeys(view.who for view in self.views))


@contextmanager
def lived_in(*, locale: str = "en", **changed: str) -> Iterator[Community]:
    """Run an instance, with a push service beside it, in which people who read this language have lived for some weeks.

    `changed` are variables of the instance's own.
    """
    with PushEndpoint() as push, running_instance(**VARIABLES, **changed) as instance:
        said = _inside(instance, {"device": json.dumps(asdict(push.subscribe())), "locale": locale})
        views = tuple(View(**one) for one in said["views"])
        yield Community(instance, said["cookies"], frozenset(said["no_pages"]), views)


def _inside(instance: Instance, given: dict[str, str]) -> dict[str, Any]:
    """Have them live, in a process with the instance's own settings and keys."""
    code = "import django; django.setup(); from tests.browser.inside import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(given),
        env=instance.variables,
        stdout=subprocess.PIPE,
        text=True,
        timeout=300,
        check=True,
    )
    said: dict[str, Any] = json.loads(done.stdout)
    return said
