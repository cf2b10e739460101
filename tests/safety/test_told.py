"""What somebody reads of what was decided about them: their own words, where it was, and whether it holds."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from alongside.groups.models import Post
from alongside.safety import services
from alongside.safety.own_queries import own_decision, own_decisions
from alongside.safety.services.rows import forget_evidence
from tests.safety.conftest import Bring, Decide, Place
from tests.safety.test_pages import as_, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("act", ["hide", "lock", "move", "warn"])
def test_they_read_their_own_words_with_the_group_and_the_thread(
    place: Place, post: Post, bring: Bring, decide: Decide, now: datetime, *, act: str
) -> None:
    row = decide(place.keeper, bring(words="They write to everybody."), act)
    told = own_decision(row, now=now)
    assert (told.place, told.where, told.words) == ("Lantern group", "Evenings", ("Buy my canary pills.",))
    page = text_of(as_(place.writer), reverse("decision", args=[row.id]))
    for words in ("Buy my canary pills.", "Lantern group", "Evenings"):
        assert words in page
    for words in ("They write to everybody.", "How are you?", "Silver Fern", "Quiet Heron"):
        assert words not in page
    assert "Lantern group" in text_of(as_(place.writer), reverse("decisions"))


def test_they_read_no_words_once_these_have_had_their_time(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    row = decide(place.keeper, case, "hide")
    case.refresh_from_db()
    forget_evidence(case, now=now)
    told = own_decision(row, now=now)
    assert (told.place, told.where, told.words) == ("Lantern group", "", ())
    assert as_(place.writer).get(reverse("decision", args=[row.id])).status_code == 200


@pytest.mark.parametrize(
    ("act", "holds", "after"),
    [
        ("hide", "Something you wrote is hidden", "Something you wrote was hidden, and is not any more."),
        ("lock", "A thread you wrote in is locked", "A thread you wrote in was locked, and is open again."),
        ("pause", "Your writing in a group is paused", "Your writing in a group was paused, and is not any more."),
    ],
)
def test_the_title_says_so_after_it_was_undone(
    place: Place, bring: Bring, decide: Decide, now: datetime, *, act: str, holds: str, after: str
) -> None:
    row = decide(place.keeper, bring(), act, *(("group", 3) if act == "pause" else ()))
    assert own_decisions(place.writer, now=now)[0].says.startswith(holds)
    services.lift(actor=place.keeper, case_id=row.case_id, decision_id=row.id, now=now)
    assert own_decisions(place.writer, now=now)[0].says == after
    assert f"<h1>{after}</h1>" in text_of(as_(place.writer), reverse("decision", args=[row.id]))


def test_the_title_says_so_when_a_pause_is_over(place: Place, bring: Bring, decide: Decide, now: datetime) -> None:
    decide(place.keeper, bring(), "pause", "group", 3)
    (told,) = own_decisions(place.writer, now=now + timedelta(days=3))
    assert told.says == "Your writing in a group was paused, and is not any more."
