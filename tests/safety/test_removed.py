"""Somebody who was asked to leave the whole place: what they look at with others ends, and a way to help stays."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.config.asking import Reader, who_may_read
from alongside.kernel.live import Shared
from alongside.safety import services
from tests.safety.conftest import Bring, Decide, Place

pytestmark = pytest.mark.django_db
BOARD = Shared("board", lambda people, _ref, _now: set(people), lambda _ref, _now: None)


def reader(person: Person, shared: Shared | None) -> Reader:
    """Somebody who has signed in, and looks at something with others or at what is theirs alone."""
    browser = Client()
    browser.force_login(person)
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return Reader(cookie, person.id, "en", shared, uuid4() if shared else None, "")


@pytest.fixture
def removed(place: Place, bring: Bring, decide: Decide, now: datetime) -> Person:
    """The writer, removed from the whole place by its two moderators."""
    row = decide(place.moderator, bring(not_there=True), "remove", "instance")
    services.answer_proposal(actor=place.second, decision_id=row.id, confirms=True, now=now)
    return place.writer


@pytest.mark.django_db(transaction=True)
def test_they_look_at_nothing_with_others_any_more_and_keep_their_own_stream(place: Place, removed: Person) -> None:
    shared, own, other = reader(removed, BOARD), reader(removed, None), reader(place.reader, BOARD)
    assert who_may_read([shared, own, other]) == [False, True, True]


def test_whoever_asked_them_for_company_can_still_be_answered(removed: Person) -> None:
    browser = Client()
    browser.force_login(removed)
    assert browser.get(reverse("asked", args=[uuid4()])).status_code == 404
    assert browser.get(reverse("groups")).headers["Location"] == reverse("decisions")
