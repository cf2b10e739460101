"""Builds a lived-in community in an instance's database, and prints every page there is to look at as JSON.

It runs in a process of its own, with the instance's settings and keys; `pages.Community` starts it. On standard input
it gets what a `LivedWorld` takes; it prints what a `Community` holds.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from types import SimpleNamespace

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from alongside.accounts import sessions
from alongside.accounts.models import Person
from alongside.kernel import health
from alongside.kernel.clock import current_time
from alongside.ui import errors
from alongside.ui.middleware import POLICY
from tests.architecture.row import Row
from tests.architecture.test_urls import fill, is_whole
from tests.architecture.urls import ROWS
from tests.browser.life import LivedWorld
from tests.browser.pages import STRANGER, View
from tests.processes import until

PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
# Whom a page is shown to, first of all: those who see most of it.
ORDER = ("owner", "supporter", "listener", "moderator", "organiser", "member")


class Visitor:
    """Somebody who asks for pages: nobody signed in (None), or a person who has just confirmed who they are."""

    def __init__(self, person: Person | None, *, language: str) -> None:
        self._client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0], HTTP_ACCEPT_LANGUAGE=language)
        self._client.raise_request_exception = False
        if person:
            self._client.force_login(person)
            session = self._client.session
            record_authentication(SimpleNamespace(session=session), person, method="password", reauthenticated=True)
            sessions.begin(session, user_agent=PHONE, now=current_time())
            session.save()

    @property
    def cookie(self) -> str:
        """The key of the session, "" for a stranger."""
        held = self._client.cookies.get(settings.SESSION_COOKIE_NAME)
        return held.value if held else ""

    def get(self, path: str) -> HttpResponse:
        """Ask for a page."""
        return self._client.get(path)

    def post(self, path: str, form: Mapping[str, str]) -> HttpResponse:
        """Send a form."""
        return self._client.post(path, form)


# Led on, by everybody: the two have written to each other. Two others begin, among the pages in other states.
BEGUN = {"messages/new/<slug:origin>/<uuid:source>/"}
ROWS_OF_PEOPLE = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"}


@dataclass(frozen=True, slots=True)
class Site:
    """The community, its visitors by what they are there for, and the routes that gave something else than pages."""

    world: LivedWorld
    visitors: Mapping[str, Visitor]
    no_pages: set[str] = field(default_factory=set)

    def of_the_table(self) -> Iterator[View]:
        """Give each page of the table as a stranger sees it and as somebody signed in does, where they do."""
        for row in ROWS:
            path = fill(row.route, dict(row.of(self.world)))
            for who in filter(None, (self._first_with(row, path, (STRANGER,)), self._first_with(row, path, ORDER))):
                yield View(f"{row.route or 'front'} as {who}", row.route or "/", path, who)

    def _first_with(self, row: Row, path: str, order: tuple[str, ...]) -> str | None:
        """Return the first of these who gets a whole page, None when it is none or not for them."""
        for who in (one for one in order if row.expected()[one] == 200):
            answer = self.visitors[who].get(path)
            if answer.status_code == 200:
                if not is_page(answer):
                    self.no_pages.add(row.route)
                return who if is_page(answer) else None
            # Who has this already is led on, or told so; the next in line has not.
            assert answer.status_code in (302, 409), f"{path} as {who}: {answer.status_code}"
        if row.route in BEGUN:
            self.no_pages.add(row.route)
        else:
            assert 200 not in {row.expected()[one] for one in order}, f"{path}: nobody gets to see it"
        return None

    def in_other_states(self) -> Iterator[View]:
        """Give pages of the table once more, where other people or other times make another page of them."""
        world = self.world
        live = reverse("reach-out-live", args=[world.answered.id])
        invitation = reverse("invitation", args=[world.invitation_token])
        lines = reverse("check-in-lines", args=[world.check_in.id])
        missed = reverse("shared-check-in", args=[world.missed_check_in().id])
        for name, who, path, status in (
            ("Today as somebody new", "newcomer", "/", 200),
            ("Today as who supports", "supporter", "/", 200),
            ("Today as the listener", "listener", "/", 200),
            ("Today as the organiser", "organiser", "/", 200),
            ("Circle as somebody new", "newcomer", "/circle/", 200),
            ("Map as somebody new", "newcomer", "/circle/map/", 200),
            ("Map, narrowed and without somebody", "owner", f"/circle/map/?day=6&without={world.tie.id}", 200),
            ("Numbers as somebody new", "newcomer", "/circle/measures/", 200),
            ("First steps as somebody new", "newcomer", "/begin/people/", 200),
            ("Inviting nobody yet", "newcomer", "/begin/invite/", 200),
            ("Rehearsing with nobody yet", "newcomer", rehearsing("asking"), 200),
            ("Rehearsing that somebody answers", "owner", rehearsing("answered"), 200),
            ("Rehearsing that nobody answers", "owner", rehearsing("unanswered"), 200),
            ("An invitation, to somebody with an account", "newcomer", invitation, 200),
            ("Supporting as somebody new", "newcomer", "/supporting/", 200),
            ("Reach out as somebody new", "newcomer", "/reach-out/", 200),
            ("Notifications as somebody new", "newcomer", "/notifications/", 200),
            ("Supporting as who supports two", "supporter", "/supporting/", 200),
            ("Reach-out that is answered", "answered", live, 200),
            ("Writing to somebody for the first time", "answered", world.first_words_path(), 200),
            ("Asked, and with them", "supporter", reverse("asked", args=[world.asked_of_answered().id]), 200),
            ("Reach-out that is over", "owner", reverse("reach-out-live", args=[world.closed.id]), 200),
            ("Reach-out to which nobody came", "alone", reverse("reach-out-live", args=[world.unanswered.id]), 200),
            ("Check-in by lines, of three months", "owner", f"{lines}?span=months", 200),
            ("Check-in by lines, of a year", "owner", f"{lines}?span=year", 200),
            ("Weeks of a check-in, side by side", "owner", reverse("check-in-weeks", args=[world.weekly.id]), 200),
            ("Check-in that was not answered, as who supports", "supporter", missed, 200),
            ("Crisis lines of another country", STRANGER, "/crisis-lines/?country=DE", 200),
            ("Meetings that were found", STRANGER, "/meetings/?place=Berlin", 200),
            ("Meetings of a week", "owner", "/meetings/?place=Berlin&view=week", 200),
            ("Meetings on a clock to be chosen", STRANGER, "/meetings/?attendance=online&tz=", 200),
            ("Meetings where there are none", STRANGER, "/meetings/?place=Springfield&program=na", 200),
            ("Meetings near a place nobody knows", STRANGER, "/meetings/?place=Nowhereville", 422),
            ("Nothing there, to a stranger", STRANGER, "/nowhere/", 404),
            ("Nothing there", "owner", "/nowhere/", 404),
            ("Not open to them", "owner", "/organise/", 403),
        ):
            yield self._as_it_is(View(name, "", path, who, status), self.visitors[who].get(path))

    def with_mistakes(self) -> Iterator[View]:
        """Give forms that came back because something in them cannot be used."""
        token = self.world.invitation_token
        for name, who, path, form in (
            ("Joining with mistakes", STRANGER, "/join/", {"alias": "", "passphrase": "short"}),
            ("Naming nobody", "owner", "/circle/add/", {}),
            ("Needing nothing", "newcomer", "/begin/needs/", {"words": "hidden \u202e"}),
            ("Knowing nobody by name", "newcomer", "/begin/people/", {**ROWS_OF_PEOPLE, "form-0-relation": "friend"}),
            ("Reaching out without a level", "newcomer", "/reach-out/", {}),
            ("Offering nothing", STRANGER, reverse("invitation-contact", args=[token]), {"email": "nowhere"}),
            ("A capacity that is none", "supporter", "/supporting/capacity/", {"weekly_capacity": "-1"}),
        ):
            answer = self.visitors[who].post(path, form)
            yield self._as_it_is(View(name, "", path, who, 422, answer.content.decode()), answer)

    def in_trouble(self) -> Iterator[View]:
        """Give what people see while something is out of order."""
        health._last = (current_time(), health.Health(None, 0.0, ("worker",)))
        for name, who, path in (
            ("Today while alerts cannot go out", "owner", "/"),
            ("Reach out while alerts cannot go out", "newcomer", "/reach-out/"),
        ):
            answer = self.visitors[who].get(path)
            yield self._as_it_is(View(name, "", path, who, 200, answer.content.decode()), answer)
        health._last = None
        request = RequestFactory().get("/", HTTP_ACCEPT_LANGUAGE=language_of(self.world))
        for name, error in (("Something broke", ValueError()), ("The database is away", OperationalError())):
            with translation.override(self.world.locale):
                answer = _answer_to(error, request)
            yield View(name, "", "/broken/", STRANGER, answer.status_code, answer.content.decode())

    def _as_it_is(self, view: View, answer: HttpResponse) -> View:
        assert answer.status_code == view.status, (view.name, answer.status_code)
        assert is_page(answer), view.name
        return view


def rehearsing(stage: str) -> str:
    """Return where a stage of a rehearsal is."""
    return reverse("rehearsal", args=["struggling", "any", stage])


def language_of(world: LivedWorld) -> str:
    """Return what a browser there says that its reader reads; the country decides whose crisis lines are shown."""
    return f"{world.locale}-GB" if world.locale == "en" else world.locale


def is_page(answer: HttpResponse) -> bool:
    """Tell a page from a part of one, and from what is no page at all."""
    return answer.headers.get("Content-Type", "").startswith("text/html") and is_whole(answer.content)


def _answer_to(error: Exception, request: object) -> HttpResponse:
    def break_down() -> None:
        raise error

    try:
        break_down()
    except Exception:
        return errors.server_error(request)
    raise AssertionError("nothing was raised")


def main() -> None:
    """Build, ask once for everything, print."""
    world = LivedWorld(**json.load(sys.stdin))
    world.live()
    # The worker catches up with three days of history first.
    until(lambda: health.examine(now=current_time()).alerts_can_go_out)
    people = world.everybody()
    language = language_of(world)
    visitors = {who: Visitor(person, language=language) for who, person in {STRANGER: None, **people}.items()}
    site = Site(world, visitors)
    views = [*site.of_the_table(), *site.in_other_states(), *site.with_mistakes(), *site.in_trouble()]
    cookies = {who: visitor.cookie for who, visitor in visitors.items()}
    views = [replace(view, policy=POLICY) if view.html else view for view in views]
    said = {"cookies": cookies, "no_pages": sorted(site.no_pages), "views": [asdict(view) for view in views]}
    json.dump(said, sys.stdout)
