"""However much one person goes on with in a case, its page opens, with what came first and the latest of it."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from alongside.groups import services as groups
from alongside.groups.threads.checks import POST_LENGTH
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.clock import current_time
from alongside.safety.case_page import case_view
from alongside.safety.models import Case
from alongside.safety.queue import queue_of
from alongside.safety.services.rows import forget_evidence
from tests.safety.conftest import Place
from tests.safety.test_pages import as_, text_of

pytestmark = pytest.mark.django_db
TIMES = 30
ENOUGH = 250_000


def changed(place: Place, number: int, now: datetime) -> None:
    """Change the one thread to as much as fits, of danger."""
    post = place.membership(place.writer).posts.get()
    said = Said(f"{number} I want to die. " + "canary " * ((POST_LENGTH - 40) // 7))
    where = {"slug": place.group.slug, "thread_id": post.thread_id, "post_id": post.id}
    groups.change_post(actor=place.writer, **where, said=said, title="Tonight", now=now)


@pytest.fixture
def swollen(place: Place) -> Case:
    """A thread of danger that its writer has changed again and again within the last hour."""
    began = current_time() - timedelta(hours=1)
    opening = Opening("Tonight", Said("I want to die. First words."))
    groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=opening, now=began)
    for number in range(1, TIMES + 1):
        changed(place, number, began + timedelta(minutes=number))
    return Case.objects.get()


def test_a_case_keeps_what_came_first_and_the_latest_and_says_how_much_came_between(
    place: Place, swollen: Case
) -> None:
    view = case_view(swollen, place.keeper, now=current_time())
    pieces = [piece.words for one in view.reports for piece in one.pieces]
    assert "First words." in pieces[0]
    assert pieces[-1].startswith(f"Tonight\n\n{TIMES} I want to die.")
    assert 1 < view.left_out == TIMES + 1 - len(pieces)
    assert view.came == TIMES + 1, "it does not end on a page that has shown less"
    page = text_of(as_(place.keeper), reverse("moderate-case", args=[swollen.id]))
    assert f"more was written {view.left_out} times. That is not kept" in page
    assert len(page) < ENOUGH
    assert [(one.name, one.where) for one in queue_of(place.keeper, now=current_time()).lines] == [
        ("Amber Finch", "Tonight")
    ]


def test_what_was_destroyed_at_its_time_is_not_counted_as_too_much(place: Place, swollen: Case) -> None:
    forget_evidence(swollen, now=current_time())
    assert case_view(swollen, place.keeper, now=current_time()).left_out == 0


def test_what_comes_twice_is_there_once(place: Place, swollen: Case) -> None:
    changed(place, TIMES, current_time())
    assert swollen.reports.count() == TIMES + 1
