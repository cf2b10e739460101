"""What is written to moderators and not taken any more: a cry for help in it is heard, and the words stay."""

from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from alongside.groups.models import Post
from alongside.groups.services.moderating import hide_post
from alongside.kernel.clock import current_time
from alongside.safety import services
from alongside.safety.models import Case, Report
from tests.safety.conftest import Bring, Decide, Place
from tests.safety.test_pages import as_, text_of

pytestmark = pytest.mark.django_db
HEAVY = "I want to die, canary words."
SHOWN = "Those who look after this place are shown it, and nobody else"


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def assert_is_heard(page: Any, place: Place, *, status: int) -> None:
    """Say that moderators of the place see it, and that it stands on the page with whom to turn to."""
    main = page.content.decode().partition("<main")[2]
    assert page.status_code == status
    assert HEAVY in main.partition("<textarea")[2]
    assert SHOWN in main
    case = Case.objects.get(kind="cry")
    assert case.is_urgent
    assert HEAVY in text_of(as_(place.moderator), reverse("moderate-case", args=[case.id]))


def test_a_second_appeal(place: Place, bring: Bring, decide: Decide, now: datetime) -> None:
    row = decide(place.keeper, bring(), "warn")
    asked = services.appeal(actor=place.writer, decision_id=row.id, words="Why?", now=now)
    browser, path = as_(place.writer), reverse("decision", args=[row.id])
    assert SHOWN not in browser.post(path, {"words": "Please."}).content.decode()
    assert_is_heard(browser.post(path, {"words": HEAVY}), place, status=409)
    assert Case.objects.get(kind="cry").subject == asked.id, "who decided keeps out of it"
    browser.post(path, {"words": HEAVY})
    assert Report.objects.filter(case__kind="cry").count() == 1, "twice is as once"


def test_an_appeal_against_what_was_undone_meanwhile(place: Place, bring: Bring, decide: Decide, now: datetime) -> None:
    row = decide(place.keeper, bring(), "warn")
    services.lift(actor=place.keeper, case_id=row.case_id, decision_id=row.id, now=now)
    page = as_(place.writer).post(reverse("decision", args=[row.id]), {"words": HEAVY})
    assert_is_heard(page, place, status=409)


def test_a_second_report(place: Place, post: Post, bring: Bring) -> None:
    first = bring().reports.get()
    page = as_(place.reader).post(
        reverse("report", args=["post", post.id]), {"reason": "preying", "words": HEAVY, "chosen": str(post.id)}
    )
    assert_is_heard(page, place, status=409)
    assert Case.objects.get(kind="cry").subject == first.id, "whom it is about keeps out of it"


def test_a_report_of_what_is_not_there_any_more_as_of_what_never_was(place: Place, post: Post) -> None:
    hide_post(post.id, current_time())
    browser = as_(place.reader)
    pages = [
        browser.post(reverse("report", args=["post", one]), {"reason": "preying", "words": HEAVY})
        for one in (post.id, place.group.id)
    ]
    assert [page.status_code for page in pages] == [404, 404]
    assert SHOWN in pages[0].content.decode()
    assert SHOWN in pages[1].content.decode()
    assert Case.objects.filter(kind="cry").count() == 2, "of one it is known who keeps out, of the other it is not"


def test_a_report_of_danger_to_another_says_who_wrote_it_and_that_it_may_be_of_somebody_else(
    place: Place, post: Post
) -> None:
    hide_post(post.id, current_time())
    typed = {"reason": "danger", "words": "Sam wrote that he will kill himself tonight."}
    page = as_(place.reader).post(reverse("report", args=["post", post.id]), typed)
    assert SHOWN in page.content.decode()
    case = Case.objects.get(kind="cry")
    assert case.is_urgent
    path, moderator = reverse("moderate-case", args=[case.id]), as_(place.moderator)
    for one in (path, reverse("moderate")):
        assert "Somebody who reported danger, maybe to somebody else" in text_of(moderator, one)
    assert typed["words"] in text_of(moderator, path)
    others = (place.host, place.writer, place.reader, place.stranger)
    assert {as_(one).get(path).status_code for one in others} <= {403, 404}
