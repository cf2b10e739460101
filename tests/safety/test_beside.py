"""Who is beside somebody in danger where they wrote: whoever looks at the case learns how many, and when."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.groups import services as groups
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.details import Entering
from alongside.groups.models import Post
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.clock import current_time, to_the_minute
from alongside.safety import services
from alongside.safety.case_page import case_view
from alongside.safety.models import Case
from alongside.safety.policies import access_case
from alongside.safety.queries import Beside
from alongside.safety.queue import queue_of
from tests.safety.conftest import Bring, Place
from tests.safety.test_pages import as_, text_of

pytestmark = pytest.mark.django_db
Answer = Callable[..., Post]


@pytest.fixture
def danger(place: Place) -> Case:
    """What the writer began with words of danger, just now."""
    opening = Opening("Tonight", Said("I want to die."))
    groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=opening, now=current_time())
    return Case.objects.get(is_urgent=True)


@pytest.fixture
def answer(place: Place, danger: Case) -> Answer:
    """Have somebody write in that thread: `answer(place.host, "Words", after=3)`, in minutes."""
    thread, began = Post.objects.get(id=danger.subject).thread_id, danger.created_at

    def answered(by: Person, words: str = "I am here.", *, after: int = 0) -> Post:
        moment = began + timedelta(minutes=after)
        return groups.answer_thread(actor=by, slug=place.group.slug, thread_id=thread, said=Said(words), now=moment)

    return answered


def beside(case: Case, reader: Person, now: datetime) -> Beside | None:
    """Return what the row and the page of a case say of it, which is the same."""
    (line,) = (one for one in queue_of(reader, now=now).lines if one.id == case.id)
    assert case_view(access_case(reader, case.id, now=now), reader, now=now).beside == line.beside
    return line.beside


def test_a_case_says_who_wrote_there_after_the_words_that_brought_it(
    place: Place, danger: Case, answer: Answer
) -> None:
    now = danger.created_at + timedelta(hours=1)
    assert beside(danger, place.host, now) == Beside(0, None, wrote_again=False)
    answer(place.reader, after=2)
    answer(place.reader, "Are you there?", after=3)
    answer(place.writer, "Yes.", after=4)
    last = to_the_minute(answer(place.host, after=9).created_at)
    assert beside(danger, place.moderator, now) == Beside(2, last, wrote_again=False)
    taken_back = answer(place.keeper, "Oh.", after=20)
    groups.take_post_back(
        actor=place.keeper, slug=place.group.slug, thread_id=taken_back.thread_id, post_id=taken_back.id, now=now
    )
    Post.objects.filter(id=answer(place.keeper, "Stop it.", after=21).id).update(hidden_at=now)
    assert beside(danger, place.moderator, now) == Beside(2, last, wrote_again=False), "nobody reads these"
    answer(place.writer, "I took all my pills.", after=30)
    assert beside(danger, place.moderator, now) == Beside(2, last, wrote_again=True)


def test_who_left_and_writes_by_another_name_is_another_who_wrote_there(
    place: Place, danger: Case, answer: Answer
) -> None:
    now, slug = danger.created_at + timedelta(minutes=5), place.group.slug
    answer(place.writer, "Yes.", after=1)
    groups.leave_group(actor=place.writer, slug=slug, now=now)
    entering = Entering("New Willow", place.group.agreements_since)
    groups.join_group(actor=place.writer, slug=slug, entering=entering, now=now)
    last = to_the_minute(answer(place.writer, "Are you there?", after=6).created_at)
    later = now + timedelta(hours=1)
    assert beside(danger, place.host, later) == Beside(1, last, wrote_again=False), "it would tell who they were"


def test_what_came_after_that_is_told_to_the_second_and_when_it_was_to_the_minute(
    place: Place, danger: Case, answer: Answer
) -> None:
    minute = to_the_minute(danger.created_at)
    Case.objects.update(created_at=minute)
    danger.reports.update(created_at=minute)
    danger.refresh_from_db()
    thread = answer(place.reader).thread_id
    Post.objects.filter(thread=thread, place=2).update(created_at=minute + timedelta(seconds=20))
    now = minute + timedelta(hours=1)
    assert beside(danger, place.host, now) == Beside(1, minute, wrote_again=False)
    answer(place.writer, "I took all my pills.", after=0)
    danger.reports.filter(created_at__gt=minute).update(created_at=minute + timedelta(seconds=50))
    assert danger.reports.count() == 2
    assert beside(danger, place.host, now) == Beside(1, minute, wrote_again=True)


def test_the_row_and_the_page_say_so_in_words(place: Place, danger: Case, answer: Answer) -> None:
    pages = [reverse("moderate"), reverse("moderate-case", args=[danger.id])]
    for page in pages:
        assert "Nobody else has written there since." in text_of(as_(place.host), page)
    danger.refresh_from_db()
    Post.objects.filter(id=danger.subject).update(created_at=danger.created_at - timedelta(minutes=10))
    answer(place.reader, after=-5)
    answer(place.keeper, after=-3)
    for page in pages:
        shown = text_of(as_(place.host), page)
        assert "2 other people have written there since, the last one <time" in shown
        assert re.search(r">[3-9] minutes ago</time>\.", shown), "three, and as long as this takes"
        assert "Silver Fern" not in shown, "a number, and no names"


def test_a_room_says_so_too_and_what_is_nowhere_or_not_urgent_says_nothing(
    place: Place, bring: Bring, now: datetime
) -> None:
    slug, details = place.group.slug, RoomDetails("Open room", "For nights.")
    room = groups.open_room(actor=place.host, slug=slug, details=details, now=now)
    for by, words, after in ((place.writer, "I want to die.", 0), (place.reader, "I am here.", 2)):
        moment = now + timedelta(minutes=after)
        groups.write_line(actor=by, slug=slug, room_id=room.id, written=Written(words, uuid4()), now=moment)
    case = Case.objects.get(is_urgent=True)
    assert beside(case, place.host, now) == Beside(1, now + timedelta(minutes=2), wrote_again=False)
    assert beside(bring(), place.host, now) is None
    services.close_case(actor=place.host, case_id=case.id, answered="here", shown=1, now=now)
    case.refresh_from_db()
    assert case_view(case, place.host, now=now).beside is None, "it is done"
