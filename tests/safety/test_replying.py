"""A word to somebody in danger: it stands under a title of its own, and what they answer reaches who looks after it."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from pytest_django import Settings

from alongside.circles import services as circles
from alongside.circles.details import TieDetails
from alongside.groups.models import Post
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid, NotFound
from alongside.notifications.models import EmailAddress
from alongside.safety import services
from alongside.safety.cards import waiting
from alongside.safety.case_page import case_view
from alongside.safety.details import Choice, Telling
from alongside.safety.forms import DecisionForm
from alongside.safety.models import Appeal, Case, Decision, Report
from alongside.safety.own_queries import own_decision
from alongside.safety.policies import others_for, visible_appeals
from alongside.safety.privacy import erase, export
from alongside.safety.queue import queue_of
from alongside.safety.replies import REPLY
from alongside.safety.waits import handled_this_week
from alongside.ui.cards import filled_cards
from tests.circles.conftest import OFFER, token_of
from tests.safety.conftest import Bring, Decide, Place, told
from tests.safety.test_pages import as_, text_of

pytestmark = pytest.mark.django_db
TITLE = "Somebody wrote to you"
DECIDED = "What was decided about you"


@pytest.fixture
def mail(place: Place, now: datetime, settings: Settings) -> None:
    """What the keeper is told goes out by mail."""
    settings.EMAIL_URL = "smtp://localhost"  # type: ignore[attr-defined]  # pytest-django's settings take anything
    EmailAddress.objects.create(created_at=now, person=place.keeper, address_sealed=b"no", verified_at=now)


@pytest.fixture
def word(place: Place, bring: Bring, decide: Decide) -> Decision:
    """What the keeper wrote to the writer, whom the reader fears for."""
    return decide(place.keeper, bring(reason="danger"), "write")


def test_it_stands_apart_from_what_was_decided_with_its_words_also_on_today(place: Place, post: Post) -> None:
    now, telling = current_time(), Telling("danger")
    case = services.report(actor=place.reader, kind="post", subject=post.id, telling=telling, now=now).case
    choice = Choice("write", "You are not alone.")
    word = services.decide(actor=place.keeper, case_id=case.id, choice=choice, now=now)
    link, writer = reverse("decision", args=[word.id]), as_(place.writer)
    said = choice.reason
    for page in ("/", reverse("decisions")):
        shown = text_of(writer, page)
        assert shown.index(TITLE) < shown.index(said) < shown.index(f'href="{link}"')
    for page in ("/", reverse("decisions")):
        assert DECIDED not in text_of(writer, page), "nothing was, and nobody in danger reads of that"
    own = text_of(writer, link)
    assert TITLE in own
    assert own.index(said) < own.index("What you wrote before they did"), "what they say comes first"
    assert DECIDED not in own
    assert "Write back, if you like" in own
    services.reply(actor=place.writer, decision_id=word.id, words="Thank you.", now=now)
    for page in ("/", reverse("decisions")):
        assert "You wrote back. It is with those who look after it." in text_of(writer, page)
        assert "Read it, and write back" not in text_of(writer, page)


def test_a_word_to_somebody_in_danger_stands_before_all_that_they_are_asked_to_do(place: Place, post: Post) -> None:
    now, writer = current_time(), as_(place.writer)
    details = TieDetails(name="Mate Test", relation="peer", gives=("emotional",))
    tie = circles.name_tie(actor=place.reader, details=details, now=now)
    token = token_of(circles.invite(actor=place.reader, tie_id=tie.id, now=now).id)
    circles.accept_invitation(token=token, actor=place.writer, offer=OFFER, weekly_capacity=None, now=now)
    case = services.report(actor=place.reader, kind="post", subject=post.id, telling=Telling("danger"), now=now).case
    services.decide(actor=place.keeper, case_id=case.id, choice=Choice("write", "You are not alone."), now=now)
    shown = text_of(writer, "/")
    assert shown.index("<h1>") < shown.index(TITLE) < shown.index("Let us tell you when somebody reaches out")
    assert shown[shown.index("<h1>") : shown.index(TITLE)].count("<h2") == 1, "its own"
    names = [[card.name for card in filled_cards(place.writer, now=now + timedelta(days=days))] for days in (0, 2)]
    assert names[0][0] == "decided"
    assert names[1].index("decided") < names[1].index("waited for")


def test_beside_a_decision_both_have_their_title(place: Place, word: Decision, decide: Decide, now: datetime) -> None:
    services.release_case(actor=place.keeper, case_id=word.case_id, now=now)
    decide(place.keeper, word.case, "pause", "group", 3)
    shown = text_of(as_(place.writer), reverse("decisions"))
    assert shown.index(TITLE) < shown.index(f"<h2>{DECIDED}</h2>") < shown.index("Your writing in a group")
    services.lift(actor=place.keeper, case_id=word.case_id, decision_id=word.id, now=now)
    assert "wrote to you, and took it back." in text_of(as_(place.writer), reverse("decisions"))


def test_what_they_answer_reaches_who_looks_after_it_and_these_can_write_again(
    place: Place, word: Decision, now: datetime
) -> None:
    page = reverse("decision", args=[word.id])
    sent = as_(place.writer).post(page, {"words": "Thank you. It helped. Call 555 0142 717."}, follow=True)
    assert "It is with those who look after it." in sent.content.decode()
    assert "What you wrote back" in sent.content.decode()
    assert "It helped." in sent.content.decode()
    case = Case.objects.get(kind=REPLY)
    assert (case.about_id, case.community, case.is_urgent) == (place.writer.id, place.group.id, True)
    for reader in (place.keeper, place.host, place.moderator):
        assert case.id in [line.id for line in queue_of(reader, now=case.created_at).lines]
    view = case_view(case, place.keeper, now=now)
    assert [(piece.who, piece.words) for piece in view.reports[0].pieces] == [
        ("Somebody who looks after this place", "That does not go here."),
        ("Amber Finch", "Thank you. It helped. Call 555 0142 717."),
    ]
    acts = [act for act, _words in DecisionForm(place.keeper, case, now=case.created_at).fields["act"].choices]  # type: ignore[attr-defined]  # it is written as choices
    assert acts == ["note", "warn"]
    as_(place.keeper).post(reverse("moderate-move", args=[case.id, "claim"]))
    answering = text_of(as_(place.keeper), reverse("moderate-case", args=[case.id]))
    assert answering.index('id="word"') < answering.index('id="decide"'), "to write to them again comes first"
    queued = text_of(as_(place.keeper), reverse("moderate"))
    assert "What somebody wrote back" in queued
    assert "Somebody who moderates wrote to them" in queued
    first, back = (reverse("moderate-case", args=[one.id]) for one in (word.case, case))
    for page, link in ((reverse("moderate"), back), (first, back), (back, first)):
        assert f'href="{link}"' in text_of(as_(place.keeper), page)
    again = services.decide(actor=place.keeper, case_id=case.id, choice=Choice("write", "Good."), now=case.created_at)
    assert own_decision(again, now=case.created_at).words == ("Thank you. It helped. Call 555 0142 717.",)


def test_danger_in_an_answer_is_urgent_and_a_second_answer_goes_on(place: Place, word: Decision, now: datetime) -> None:
    for words in ("Thank you.", "I am going to kill myself tonight."):
        services.reply(actor=place.writer, decision_id=word.id, words=words, now=now)
    (case,) = Case.objects.filter(kind=REPLY)
    assert case.is_urgent
    view = case_view(case, place.keeper, now=now)
    assert [len(one.pieces) for one in view.reports] == [2, 1], "the word is shown once"
    (line,) = (one for one in queue_of(place.keeper, now=now).lines if one.id == case.id)
    assert line.reasons == ["Its words sound like danger to life"]
    assert own_decision(word, now=now).replies == ("Thank you.", "I am going to kill myself tonight.")
    again = as_(place.writer).post(reverse("decision", args=[word.id]), {"words": "I want to die."}, follow=True)
    assert reverse("crisis-lines") in again.content.decode()
    assert "It is with those who look after it." in again.content.decode()
    assert "You do not have to carry it alone." in again.content.decode()
    assert "with the others" not in again.content.decode(), "nobody else reads it"
    services.close_case(actor=place.keeper, case_id=case.id, answered="wrote", shown=3, now=now)
    services.reply(actor=place.writer, decision_id=word.id, words="I am better.", now=now + timedelta(hours=1))
    assert Case.objects.filter(kind=REPLY, state="open").count() == 1, "what is closed stays so"


def test_only_who_was_written_to_answers_and_only_a_word(
    place: Place, word: Decision, decide: Decide, now: datetime
) -> None:
    services.release_case(actor=place.keeper, case_id=word.case_id, now=now)
    warned = decide(place.host, word.case, "warn")
    for by, row in ((place.reader, word), (place.keeper, word), (place.writer, warned)):
        with pytest.raises(NotFound):
            services.reply(actor=by, decision_id=row.id, words="Hello.", now=now)
    for words in ("", "x" * 2001):
        with pytest.raises(Invalid):
            services.reply(actor=place.writer, decision_id=word.id, words=words, now=now)
    assert not Case.objects.filter(kind=REPLY).exists()


def test_whoever_is_kept_from_what_a_word_is_about_is_kept_from_the_answers(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring(by=place.keeper, reason="danger")
    services.claim_case(actor=place.moderator, case_id=case.id, now=now)
    services.hand_over(actor=place.moderator, case_id=case.id, now=now)
    word, keepers = decide(place.host, case, "write"), (place.keeper, place.host, place.moderator, place.second)
    for turn in range(3):
        services.reply(actor=place.writer, decision_id=word.id, words=f"Thank you {turn}.", now=now)
        answer = Case.objects.get(kind=REPLY, subject=word.id)
        seen = [answer.id in [line.id for line in queue_of(one, now=now).lines] for one in keepers]
        assert seen == [False, True, False, True]
        assert others_for(answer, besides=set(), now=now) == {place.host.id, place.second.id}
        word = services.decide(actor=place.host, case_id=answer.id, choice=Choice("write", "Good."), now=now)
    week = now + timedelta(hours=1)
    Case.objects.filter(kind=REPLY).update(created_at=week)
    assert handled_this_week(place.moderator, now=week) == (1, 1), "what was kept from them they did not take on"
    assert [row["was_hard"] for row in export(place.moderator.id)["cases_taken_on"]] == [True]


@pytest.mark.usefixtures("mail")
def test_who_reported_it_is_not_told_of_an_answer(place: Place, bring: Bring, decide: Decide, now: datetime) -> None:
    word = decide(place.host, bring(by=place.keeper, reason="danger"), "write")
    before = told(place.keeper, "safety.queue")
    services.reply(actor=place.writer, decision_id=word.id, words="I want to die.", now=now)
    assert told(place.keeper, "safety.queue") == before


def test_an_organiser_who_reported_it_does_not_see_what_is_left_to_them_of_an_answer(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    word = decide(place.host, bring(reason="danger"), "write")
    Report.objects.update(reporter=place.organiser)
    services.reply(actor=place.writer, decision_id=word.id, words="Thank you.", now=now)
    answer = Case.objects.get(kind=REPLY)
    services.appeal(
        actor=place.writer, decision_id=decide(place.host, answer, "warn").id, words="Please look.", now=now
    )
    Appeal.objects.update(needs_organiser=True)
    assert list(visible_appeals(place.organiser, now=now)) == []
    Report.objects.update(reporter=None)
    assert visible_appeals(place.organiser, now=now).count() == 1


def test_what_comes_too_often_stays_in_the_form_and_a_first_cry_is_never_too_many(
    place: Place, word: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.safety.services.replying.REPLIES_A_DAY", 1)
    browser, page = as_(place.writer), reverse("decision", args=[word.id])
    assert browser.post(page, {"words": "Thank you."}).status_code == 303
    answers = [
        browser.post(page, {"words": words})
        for words in ("My long answer.", "I want to die.", "I want to kill myself.")
    ]
    assert [answer.status_code for answer in answers] == [429, 303, 429]
    assert "My long answer." in answers[0].content.decode()
    assert "That was a lot of tries in a short time." in answers[0].content.decode()
    assert "carry it alone" not in answers[0].content.decode()
    assert "You do not have to carry it alone." in answers[2].content.decode()
    assert own_decision(word, now=current_time()).replies == ("Thank you.", "I want to die.")


def test_a_word_that_was_taken_back_asks_for_no_answer_and_a_cry_is_heard_all_the_same(
    place: Place, word: Decision, now: datetime
) -> None:
    browser, page = as_(place.writer), reverse("decision", args=[word.id])
    assert "Write back, if you like" in text_of(browser, page)
    services.lift(actor=place.keeper, case_id=word.case_id, decision_id=word.id, now=now)
    assert "Write back, if you like" not in text_of(browser, page)
    for reader, where in ((browser, page), (as_(place.keeper), reverse("moderate-case", args=[word.case_id]))):
        assert "That does not go here." not in text_of(reader, where), "nobody reads it any more"
    assert "took it back." in text_of(browser, page)
    refused = browser.post(page, {"words": "Why did you?"})
    assert refused.status_code == 422
    assert "Whoever wrote this took it back" in refused.content.decode()
    assert "Why did you?" in refused.content.decode().partition("<textarea")[2], "it is not lost"
    assert not Case.objects.filter(kind=REPLY).exists()
    assert browser.post(page, {"words": "I want to die."}).status_code == 303
    case = Case.objects.get(kind=REPLY)
    assert case.is_urgent
    (shown,) = case_view(case, place.keeper, now=case.created_at).reports
    assert [piece.words for piece in shown.pieces] == ["I want to die."]


def test_they_take_their_answers_along_and_these_are_gone_with_them(
    place: Place, word: Decision, now: datetime
) -> None:
    services.reply(actor=place.writer, decision_id=word.id, words="Thank you.", now=now)
    (row,) = export(place.writer.id)["decisions"]
    assert row["you_wrote_back"] == "Thank you."
    case = Case.objects.get(kind=REPLY)
    erase(place.writer.id, now)
    case.refresh_from_db()
    assert [one.pieces for one in case_view(case, place.keeper, now=now).reports] == [[]]


@pytest.mark.usefixtures("mail")
def test_whoever_looks_is_told_of_the_first_of_danger_and_of_the_next_after_an_hour(
    place: Place, word: Decision, now: datetime
) -> None:
    before = told(place.keeper, "safety.queue")
    heard = []
    for minutes, words in ((0, "Thank you."), (1, "Really."), (2, "I want to die."), (3, "I want to."), (90, "Hello?")):
        moment = now + timedelta(minutes=minutes)
        services.reply(actor=place.writer, decision_id=word.id, words=words, now=moment)
        heard.append(told(place.keeper, "safety.queue") - before)
    assert heard == [1, 1, 2, 2, 3]


def test_what_is_answered_in_a_case_that_is_not_urgent_is_not(place: Place, word: Decision, now: datetime) -> None:
    Case.objects.filter(id=word.case_id).update(is_urgent=False)
    services.reply(actor=place.writer, decision_id=word.id, words="Thank you.", now=now)
    assert not Case.objects.get(kind=REPLY).is_urgent


def test_an_urgent_case_that_one_looks_after_is_told_of_on_today_when_more_comes(
    place: Place, word: Decision, now: datetime
) -> None:
    services.reply(actor=place.writer, decision_id=word.id, words="I am at home.", now=now)
    case = Case.objects.get(kind=REPLY)
    services.claim_case(actor=place.keeper, case_id=case.id, now=now)
    before = waiting(place.keeper, now)
    assert before is not None
    assert (before["free"], before["own"], before["more"], before["presses"]) == (0, 2, 0, 0)
    later = now + timedelta(minutes=2)
    services.reply(actor=place.writer, decision_id=word.id, words="I have pills here.", now=later)
    after = waiting(place.keeper, later)
    assert after is not None
    assert (after["free"], after["own"], after["more"], after["presses"]) == (0, 2, 1, 1)
    others = waiting(place.host, later)
    assert others is None, "somebody else has them"
    Case.objects.update(claimed_until=current_time() + timedelta(minutes=50))
    Report.objects.filter(case=case).update(created_at=current_time())
    assert "More came in 1 urgent case that you look after." in text_of(as_(place.keeper), "/")
