"""Whoever may be in danger: nothing ends, and nobody is removed, before it is said whether somebody answered them."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django import Settings

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.services.roles import revoke_role
from alongside.groups import services as groups
from alongside.groups.details import Entering
from alongside.groups.enums import Standing
from alongside.groups.models import Post
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, Invalid
from alongside.notifications.models import EmailAddress
from alongside.safety import services
from alongside.safety.case_page import case_view
from alongside.safety.details import Choice
from alongside.safety.enums import Act
from alongside.safety.forms import DecisionForm, EndForm
from alongside.safety.models import Case, Decision, LogLine
from alongside.safety.own_queries import own_decisions
from alongside.safety.policies import access_case, may_act, nobody_wrote, urgent_of, waits_for_word
from alongside.safety.queue import queue_of
from alongside.safety.services.rows import forget_evidence
from tests.safety.conftest import DETAILS, Bring, Decide, Place, told
from tests.safety.test_pages import as_, text_of

pytestmark = pytest.mark.django_db
HEAVY = Said("I want to die.")
WAITS = "Whoever this is about may be in danger right now."


@pytest.fixture
def danger(place: Place, now: datetime) -> Case:
    """What the writer began with words of danger, before the moderators of the group."""
    groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=Opening("Tonight", HEAVY), now=now)
    return Case.objects.get(is_urgent=True)


def log_of(case: Case) -> list[tuple[str, str]]:
    """Return what the log has of a case, with what became of whoever was in danger."""
    return list(LogLine.objects.filter(case=case.id).order_by("id").values_list("event", "answered"))


def test_what_is_urgent_ends_once_it_is_said_whether_somebody_answered(
    place: Place, danger: Case, now: datetime
) -> None:
    for answered in ("", "perhaps"):
        with pytest.raises(Invalid) as refused:
            services.close_case(actor=place.host, case_id=danger.id, answered=answered, shown=1, now=now)
        assert refused.value.field == "answered"
    services.close_case(actor=place.host, case_id=danger.id, answered="unreached", shown=1, now=now)
    assert log_of(danger)[-1] == ("closed", "unreached")
    view = case_view(access_case(place.keeper, danger.id, now=now), place.keeper, now=now)
    assert (view.is_open, view.answered) == (False, "They could not be reached")


def test_its_page_asks_before_it_ends_and_says_afterwards_what_was_said(place: Place, danger: Case) -> None:
    host, page = as_(place.host), reverse("moderate-case", args=[danger.id])
    assert "Has somebody answered them?" not in text_of(host, page), "it is nobody's yet"
    host.post(reverse("moderate-move", args=[danger.id, "claim"]))
    assert "Has somebody answered them?" in text_of(host, page)
    close = reverse("moderate-move", args=[danger.id, "close"])
    shown = text_of(host, page)
    for at, name in ((close, "end"), (reverse("moderate-decide", args=[danger.id]), "decide")):
        assert f'action="{at}#{name}"' in shown, "what is refused comes back in sight"
        assert f'id="{name}"' in shown
    refused = host.post(close)
    assert refused.status_code == 422
    assert "Please say first whether somebody answered them." in refused.content.decode()
    unread = host.post(close, {"answered": "here"})
    assert unread.status_code == 422
    assert "Please read first what was written, and say so here. Nothing was changed." in unread.content.decode()
    danger.refresh_from_db()
    assert danger.state == "open"
    assert host.post(close, {"answered": "here", "has_read": "on", "shown": "1"}).status_code == 303
    assert "Somebody answered them where they wrote" in text_of(as_(place.keeper), page)


def test_nobody_is_asked_to_have_read_what_is_not_shown(place: Place, danger: Case, now: datetime) -> None:
    host, page = as_(place.host), reverse("moderate-case", args=[danger.id])
    host.post(reverse("moderate-move", args=[danger.id, "claim"]))
    assert "I have read what was written" in text_of(host, page)
    danger.refresh_from_db()
    forget_evidence(danger, now=now)
    assert "I have read what was written" not in text_of(host, page), "it is destroyed"
    close, ends = reverse("moderate-move", args=[danger.id, "close"]), {"answered": "safe", "shown": "1"}
    assert host.post(close, ends).status_code == 303


def test_who_looks_after_somebody_in_danger_first_reads_then_writes_then_finds_all_else_folded(
    place: Place, danger: Case
) -> None:
    host, page = as_(place.host), reverse("moderate-case", args=[danger.id])
    unclaimed = text_of(host, page)
    assert unclaimed.index("I look after this") < unclaimed.index("Read what was written")
    assert "<details open>" not in unclaimed, "it is nobody's yet, and not every reader wants to read it"
    host.post(reverse("moderate-move", args=[danger.id, "claim"]))
    shown = text_of(host, page)
    turns = ['href="#word"', "<details open>", "I want to die.", "What you say to them", "Do something", "Be done with"]
    assert sorted(turns, key=shown.index) == turns
    assert 'value="write"' in shown
    assert "Write to them" not in shown.split('id="decide"')[1], "it is no act among the others"
    decide = reverse("moderate-decide", args=[danger.id])
    empty = host.post(decide, {"act": "write", "reason": ""})
    assert (empty.status_code, 'id="word_reason_error"' in empty.content.decode()) == (422, True)
    Case.objects.filter(id=danger.id).update(claimed_until=current_time())
    late = host.post(decide, {"act": "write", "reason": "You are not alone. " * 99})
    assert (late.status_code, "You are not alone. You are" in late.content.decode()) == (422, True), "it stays typed"
    assert host.post(decide, {"act": "write", "reason": "You are not alone."}).status_code == 303
    assert [one.why for one in own_decisions(place.writer, now=current_time())] == ["You are not alone."]
    for other in (place.stranger, place.writer):
        assert as_(other).get(page).status_code == 404


def test_a_case_does_not_end_on_a_page_that_has_not_shown_what_came_meanwhile(
    place: Place, danger: Case, now: datetime
) -> None:
    host, close = as_(place.host), reverse("moderate-move", args=[danger.id, "close"])
    host.post(reverse("moderate-move", args=[danger.id, "claim"]))
    assert '<input type="hidden" name="shown" value="1">' in text_of(host, reverse("moderate-case", args=[danger.id]))
    heavy(place, place.writer, Post.objects.get(id=danger.subject).thread_id, "I want to die, please.", now)
    ends = {"answered": "here", "has_read": "on"}
    refused = host.post(close, {**ends, "shown": "1"})
    assert refused.status_code == 422
    said = refused.content.decode()
    for words in (
        "More was written meanwhile, and stands here now.",
        "I want to die, please.",
        'name="shown" value="2"',
    ):
        assert words in said
    for lost in ({}, {"shown": "many"}, {"shown": "9" * 400}):
        assert host.post(close, {**ends, **lost}).status_code == 422, "a request that does not say what it has shown"
    assert host.post(close, {**ends, "shown": "2"}).status_code == 303


def test_a_cry_that_comes_while_a_case_is_closed_is_not_closed_with_it(
    place: Place, danger: Case, now: datetime
) -> None:
    services.claim_case(actor=place.host, case_id=danger.id, now=now)
    assert EndForm(danger, {"answered": "here", "has_read": "on", "shown": "1"}).is_valid()
    thread_id = Post.objects.get(id=danger.subject).thread_id
    heavy(place, place.writer, thread_id, "I have the pills, I will kill myself now.", now)
    with pytest.raises(Invalid, match="More was written meanwhile"):
        services.close_case(actor=place.host, case_id=danger.id, answered="here", shown=1, now=now)
    danger.refresh_from_db()
    assert danger.state == "open"
    services.close_case(actor=place.host, case_id=danger.id, answered="here", shown=2, now=now)


def test_what_is_not_urgent_ends_as_before(place: Place, bring: Bring) -> None:
    case, keeper = bring(), as_(place.keeper)
    keeper.post(reverse("moderate-move", args=[case.id, "claim"]))
    shown = text_of(keeper, reverse("moderate-case", args=[case.id]))
    assert "Has somebody answered them?" not in shown
    assert "I have read what was written" not in shown
    assert keeper.post(reverse("moderate-move", args=[case.id, "close"]), {"answered": "here"}).status_code == 303
    assert log_of(case)[-1] == ("closed", "")


def test_the_database_refuses_an_answer_that_is_none(danger: Case, now: datetime) -> None:
    with pytest.raises(IntegrityError, match="safety_logline_answered"), transaction.atomic():
        LogLine.objects.create(at=now, case=danger.id, event="closed", answered="perhaps")


def test_every_page_on_which_something_is_decided_about_them_leads_to_it(
    place: Place, bring: Bring, danger: Case, decide: Decide, now: datetime
) -> None:
    case, link = bring(), reverse("moderate-case", args=[danger.id])
    pages = [reverse("moderate-case", args=[case.id])]
    pages.append(reverse("moderate-removal", args=[decide(place.keeper, case, "remove", "group").id]))
    membership = place.membership(place.writer)
    pages += [reverse("group-remove", args=[place.group.slug, membership.id, how]) for how in ("remove", "ban")]
    host = as_(place.host)
    for page in pages:
        shown = text_of(host, page)
        assert link in shown, page
        assert "may be in danger right now" in shown
    services.close_case(actor=place.host, case_id=danger.id, answered="here", shown=1, now=now)
    for page in pages:
        assert link not in text_of(host, page), page


def test_nobody_in_danger_is_removed_before_it_is_said_whether_somebody_answered_them(
    place: Place, bring: Bring, danger: Case, decide: Decide, now: datetime
) -> None:
    row = decide(place.keeper, bring(), "remove", "group")
    with pytest.raises(Invalid):
        services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, now=now)
    assert place.membership(place.writer).state == Standing.IN
    page, host = reverse("moderate-removal", args=[row.id]), as_(place.host)
    assert "Has somebody answered them?" in text_of(host, page)
    assert host.post(page, {"confirms": "yes"}).status_code == 422
    assert host.post(page, {"confirms": "yes", "answered": "wrote"}).status_code == 303
    assert place.membership(place.writer).state == Standing.BANNED
    assert ("confirmed", "wrote") in log_of(row.case)
    danger.refresh_from_db()
    assert danger.state == "open", "it waits as before"


def test_it_takes_no_answer_to_say_no(place: Place, danger: Case, decide: Decide) -> None:
    row = decide(place.keeper, danger, "remove", "group")
    page, host = reverse("moderate-removal", args=[row.id]), as_(place.host)
    assert host.post(page, {"confirms": "yes"}).status_code == 422, "the case itself is urgent"
    assert host.post(page, {"confirms": "no"}).status_code == 303
    row.refresh_from_db()
    assert row.state == "dropped"


def test_only_who_may_look_after_it_learns_of_it_and_nobody_of_another_group(
    place: Place, post: Post, bring: Bring, danger: Case, now: datetime
) -> None:
    case = bring(reason="preying")
    assert case_view(case, place.moderator, now=now).dangers == [], "it is the group's own for half an hour"
    assert [one.id for one in case_view(case, place.host, now=now).dangers] == [danger.id]
    danger.refresh_from_db()
    services.hand_over(actor=place.host, case_id=danger.id, now=now)
    assert case_view(case, place.host, now=now).dangers == [], "they handed it over"
    elsewhere = began_elsewhere(place, place.keeper, now)
    assert WAITS not in text_of(as_(place.keeper), reverse("moderate-case", args=[elsewhere.id]))


def began_elsewhere(place: Place, keeper: Person, now: datetime) -> Case:
    """Return what the writer began in another group, which the same person looks after."""
    other = groups.begin_group(actor=keeper, details=DETAILS, alias="Tall Reed", now=now)
    entering = Entering("Small Wave", other.agreements_since)
    groups.join_group(actor=place.writer, slug=other.slug, entering=entering, now=now)
    groups.begin_thread(actor=place.writer, slug=other.slug, opening=Opening("Later", HEAVY), now=now)
    return Case.objects.get(community=other.id)


def heavy(place: Place, by: Person, thread_id: UUID, text: str, now: datetime) -> Post:
    """Have somebody answer in a thread."""
    slug = place.group.slug
    return groups.answer_thread(actor=by, slug=slug, thread_id=thread_id, said=Said(text), now=now)


@pytest.fixture
def mail(place: Place, now: datetime, settings: Settings) -> None:
    """What the host is told goes out by mail."""
    settings.EMAIL_URL = "smtp://localhost"  # type: ignore[attr-defined]  # pytest-django's settings take anything
    EmailAddress.objects.create(created_at=now, person=place.host, address_sealed=b"no", verified_at=now)


@pytest.mark.usefixtures("mail")
def test_what_one_writes_in_a_thread_within_a_day_is_one_case_and_told_again_after_an_hour(
    place: Place, danger: Case, now: datetime
) -> None:
    first = Post.objects.get(id=danger.subject)
    second = heavy(place, place.writer, first.thread_id, "I want to die, please.", now + timedelta(minutes=1))
    assert told(place.host, "safety.queue") == 1
    third = heavy(place, place.writer, first.thread_id, "I took all my pills.", now + timedelta(hours=3))
    assert told(place.host, "safety.queue") == 2, "nothing had come for an hour"
    (case,) = Case.objects.all()
    assert case.things == [first.id, second.id, third.id]
    shown = [piece.words for row in case_view(case, place.host, now=now).reports for piece in row.pieces]
    assert shown == ["Tonight\n\nI want to die.", "I want to die, please.", "I took all my pills."]
    for _time in (1, 2):
        groups.change_post(
            actor=place.writer,
            slug=place.group.slug,
            thread_id=first.thread_id,
            post_id=third.id,
            said=Said("I took all my pills, and I am at the mill."),
            now=now + timedelta(hours=3),
        )
    assert case.reports.count() == 4, "what is shown already is there once"
    (shown_once,) = case_view(case, place.host, now=now).reports
    assert shown_once.pieces[-1].words.endswith("at the mill.")
    assert [shown_once.at, *shown_once.also_at] == [
        now,
        now + timedelta(minutes=1),
        now + timedelta(hours=3),
        now + timedelta(hours=3),
    ]
    page = text_of(as_(place.host), reverse("moderate-case", args=[case.id]))
    assert page.count("Read what was written; you can stop at any time") == 1
    assert page.count("Its words sound like danger to life") == 1


def test_what_one_wrote_by_another_name_before_they_came_back_is_linked_to_nothing(
    place: Place, danger: Case, now: datetime
) -> None:
    first, later = Post.objects.get(id=danger.subject), now + timedelta(hours=1)
    groups.leave_group(actor=place.writer, slug=place.group.slug, now=later)
    entering = Entering("Brand New", place.group.agreements_since)
    groups.join_group(actor=place.writer, slug=place.group.slug, entering=entering, now=later)
    heavy(place, place.writer, first.thread_id, "I want to die, please.", later)
    new = Case.objects.exclude(id=danger.id).get()
    for case, other, name in ((danger, new, "Amber Finch"), (new, danger, "Brand New")):
        view = case_view(case, place.host, now=later)
        assert {piece.who for row in view.reports for piece in row.pieces} == {name}
        assert reverse("moderate-case", args=[other.id]) not in text_of(
            as_(place.host), reverse("moderate-case", args=[case.id])
        )


def test_another_person_another_thread_and_another_day_are_cases_of_their_own(
    place: Place, danger: Case, now: datetime
) -> None:
    thread = Post.objects.get(id=danger.subject).thread_id
    heavy(place, place.reader, thread, "I want to die, too.", now)
    groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=Opening("Again", HEAVY), now=now)
    heavy(place, place.writer, thread, "I want to die.", now + timedelta(days=1))
    assert Case.objects.filter(is_urgent=True).count() == 4


def test_several_posts_of_a_case_are_hidden_and_moved_as_they_are_ticked(
    place: Place, post: Post, now: datetime
) -> None:
    rows = [heavy(place, place.writer, post.thread_id, f"I want to die, {number}.", now) for number in range(3)]
    (case,) = Case.objects.all()
    assert (
        DecisionForm(place.host, case, now=case.created_at).fields["things"].label
        == "Which of it, if you hide it or move it"
    )
    choice = Choice("move", "A thread of its own.", things=frozenset({rows[1].id}))
    moved = services.decide(actor=place.host, case_id=case.id, choice=choice, now=now)
    assert [Post.objects.get(id=row.id).thread_id == post.thread_id for row in rows] == [True, False, True]
    services.lift(actor=place.host, case_id=case.id, decision_id=moved.id, now=now)
    locked = services.decide(actor=place.host, case_id=case.id, choice=Choice("lock", "Rest.", anyway=True), now=now)
    choice = Choice("hide", "It hurts.", anyway=True)
    hidden = services.decide(actor=place.host, case_id=case.id, choice=choice, now=now)
    assert Post.objects.filter(hidden_at=None, id__in=[row.id for row in rows]).count() == 0
    for one in (hidden, locked):
        services.lift(actor=place.host, case_id=case.id, decision_id=one.id, now=now)
    rows[0].refresh_from_db()
    assert (rows[0].hidden_at, rows[0].thread.state, rows[0].thread_id) == (None, "open", post.thread_id)


def test_a_row_of_the_queue_says_who_and_in_which_thread(
    place: Place, bring: Bring, danger: Case, now: datetime
) -> None:
    bring()
    lines = queue_of(place.host, now=now).lines
    assert [(one.name, one.place, one.where) for one in lines] == [
        ("Amber Finch", "Lantern group", "Tonight"),
        ("Amber Finch", "Lantern group", "Evenings"),
    ]
    page = text_of(as_(place.host), reverse("moderate"))
    for words in (
        "<bdi>Amber Finch</bdi>",
        "<strong><bdi>Tonight</bdi></strong>",
        "<strong><bdi>Evenings</bdi></strong>",
    ):
        assert words in page
    forget_evidence(danger, now=now)
    assert queue_of(place.host, now=now).lines[0].name == "", "what was shown is destroyed"


def test_whoever_looks_can_write_to_them_also_where_they_cannot_go_to_what_was_written(
    place: Place, bring: Bring, now: datetime
) -> None:
    case = bring(reason="danger", not_there=True)
    moderator, page = as_(place.moderator), reverse("moderate-case", args=[case.id])
    assert "Look after this, and you can write to them here." in text_of(moderator, page)
    assert "you can write to them here" not in text_of(as_(place.host), page)
    moderator.post(reverse("moderate-move", args=[case.id, "claim"]))
    shown = text_of(moderator, page)
    assert shown.index("Read what was written") < shown.index('id="word"') < shown.index('id="decide"')
    said = {"act": "write", "days": 3, "reason": "You are not alone."}
    assert moderator.post(reverse("moderate-decide", args=[case.id]), said).status_code == 303
    (told_them,) = own_decisions(place.writer, now=now)
    assert told_them.says == "Somebody who looks after this place wrote to you."
    assert told_them.why == "You are not alone."
    read = text_of(as_(place.writer), reverse("decision", args=[told_them.id]))
    assert "Somebody who looks after Lantern group wrote to you" in read
    for words in ("what does not go here", "Do you see it differently?", "This is about something that happened"):
        assert words not in read


def test_a_word_to_somebody_in_danger_is_not_counted_against_them(
    place: Place, bring: Bring, danger: Case, decide: Decide, now: datetime
) -> None:
    case = bring()
    decide(place.host, danger, "write")
    assert case_view(case, place.host, now=now).earlier == 0
    decide(place.host, danger, "pause", "group", 3)
    assert case_view(case, place.host, now=now).earlier == 1


def test_a_warning_stays_one_when_somebody_fears_for_who_wrote(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    with pytest.raises(Conflict):
        decide(place.keeper, case, "write")
    warned = decide(place.keeper, case, "warn")
    bring(by=place.keeper, reason="danger")
    case.refresh_from_db()
    assert case.is_urgent
    (read,) = own_decisions(place.writer, now=now)
    assert (read.id, read.says, read.is_word) == (
        warned.id,
        "Somebody who looks after this place asks something of you.",
        False,
    )
    assert {Act.WRITE, Act.WARN} <= {act for act, _reach in may_act(place.keeper, case)}


def test_another_look_is_marked_and_leads_to_what_is_urgent_of_whoever_asks(
    place: Place, bring: Bring, danger: Case, decide: Decide, now: datetime
) -> None:
    paused = decide(place.keeper, bring(), "pause", "group", 3)
    warned = decide(place.keeper, paused.case, "warn")
    services.appeal(actor=place.writer, decision_id=warned.id, words="Please look.", now=now)
    heavy = services.appeal(actor=place.writer, decision_id=paused.id, words="I am going to kill myself.", now=now)
    assert [one.is_heavy for one in queue_of(place.host, now=now).appeals] == [True, False]
    shown = text_of(as_(place.host), reverse("moderate-appeal", args=[heavy.id]))
    assert "Urgent: somebody may be in danger" in shown
    assert WAITS in shown
    assert reverse("moderate-case", args=[danger.id]) in shown
    services.close_case(actor=place.host, case_id=danger.id, answered="here", shown=1, now=now)
    assert WAITS not in text_of(as_(place.host), reverse("moderate-appeal", args=[heavy.id]))


@pytest.mark.parametrize("act", ["hide", "lock", "pause group"])
def test_nobody_takes_anything_from_somebody_in_danger_at_one_tap_before_somebody_wrote_to_them(
    place: Place, danger: Case, act: str
) -> None:
    host, page = as_(place.host), reverse("moderate-decide", args=[danger.id])
    host.post(reverse("moderate-move", args=[danger.id, "claim"]))
    hides, anyway = {"act": act, "days": 3, "reason": "It is heavy for others."}, "Do it all the same"
    hides["things"] = [str(one) for one in Post.objects.values_list("id", flat=True)]
    assert anyway not in text_of(host, reverse("moderate-case", args=[danger.id]))
    refused = host.post(page, hides)
    assert refused.status_code == 422
    assert "nobody has written to them from here." in refused.content.decode()
    assert anyway in refused.content.decode()
    assert not danger.decisions.exists()
    assert host.post(page, {**hides, "anyway": "on"}).status_code == 303
    assert danger.decisions.filter(act=act.split(maxsplit=1)[0]).exists()


def test_it_is_asked_as_well_where_another_case_of_them_is_urgent(
    place: Place, danger: Case, bring: Bring, decide: Decide
) -> None:
    case, host = bring(), as_(place.host)
    page, pause = (
        reverse("moderate-decide", args=[case.id]),
        {"act": "pause group", "days": 3, "reason": "Rest a while."},
    )
    host.post(reverse("moderate-move", args=[case.id, "claim"]))
    refused = host.post(page, pause)
    assert (refused.status_code, case.decisions.count()) == (422, 0)
    assert "Do it all the same" in refused.content.decode()
    assert host.post(page, {**pause, "anyway": "on"}).status_code == 303
    services.claim_case(actor=place.host, case_id=danger.id, now=danger.created_at)
    decide(place.host, danger, "write")
    assert host.post(page, {**pause, "act": "hide"}).status_code == 303, "somebody has written to them"
    for person in (place.writer, place.stranger):
        assert as_(person).post(page, {**pause, "anyway": "on"}).status_code == 404


def test_nobody_in_danger_is_sent_away_from_the_page_of_members_at_one_tap(place: Place, danger: Case) -> None:
    host, said = as_(place.host), {"reason": "It was too much.", "pauses": "on"}
    page = reverse("group-remove", args=[place.group.slug, place.membership(place.writer).id, "remove"])
    assert "Do it all the same" not in text_of(host, page)
    refused = host.post(page, said)
    assert (refused.status_code, Decision.objects.count()) == (422, 0), "nor are they paused"
    assert "nobody has written to them from here." in refused.content.decode()
    for person in (place.reader, place.stranger):
        assert as_(person).post(page, {**said, "anyway": "on"}).status_code in (403, 404)
    assert host.post(page, {**said, "anyway": "on"}).status_code == 303
    assert set(Decision.objects.values_list("act", flat=True)) == {"remove", "pause"}
    calm = reverse("group-remove", args=[place.group.slug, place.membership(place.reader).id, "remove"])
    assert host.post(calm, said).status_code == 303, "of anybody else it is not asked"
    assert danger.about == place.writer


def test_what_somebody_had_taken_on_waits_for_the_others_once_they_moderate_no_more(
    place: Place, bring: Bring, now: datetime
) -> None:
    case = bring(reason="danger", not_there=True)
    services.claim_case(actor=place.moderator, case_id=case.id, now=now)
    assert [one.who for one in queue_of(place.second, now=now).lines] == ["other"]
    revoke_role(person=place.moderator, role=Role.MODERATOR, now=now)
    assert [one.who for one in queue_of(place.second, now=now).lines] == [""]


def test_who_was_written_to_is_hidden_without_more(place: Place, danger: Case, decide: Decide) -> None:
    form = DecisionForm(place.host, danger, {"act": "hide"}, now=danger.created_at)
    assert "anyway" in form.fields
    services.claim_case(actor=place.host, case_id=danger.id, now=danger.created_at)
    decide(place.host, danger, "write")
    assert "anyway" not in DecisionForm(place.host, danger, {"act": "hide"}, now=danger.created_at).fields


@pytest.mark.parametrize("act", ["hide", "pause", "remove"])
def test_nothing_is_taken_from_whoever_cries_between_the_page_and_the_decision(
    place: Place, danger: Case, now: datetime, act: str
) -> None:
    choice = Choice(act, "It was too much.", "" if act == "hide" else "group", days=3)
    with pytest.raises(Invalid, match="nobody has written to them from here"):
        services.decide(actor=place.host, case_id=danger.id, choice=choice, now=now)
    said = {"slug": place.group.slug, "membership_id": place.membership(place.writer).id, "for_good": False}
    with pytest.raises(Invalid, match="nobody has written to them from here"):
        groups.remove_member(actor=place.host, **said, reason="It was too much.", now=now)
    assert not Decision.objects.exists()
    services.decide(actor=place.host, case_id=danger.id, choice=replace(choice, anyway=True), now=now)
    assert Decision.objects.get().act == act


def test_a_word_from_before_does_not_answer_a_newer_cry_in_the_same_thread_or_another(
    place: Place, danger: Case, decide: Decide, now: datetime
) -> None:
    services.claim_case(actor=place.host, case_id=danger.id, now=now)
    decide(place.host, danger, "write")

    def waits(at: datetime) -> tuple[bool, bool]:
        urgent = urgent_of(place.host, place.writer.id, place.group.id, now=at)
        return waits_for_word(place.host, danger, now=at), nobody_wrote(urgent)

    assert waits(now) == (False, False)
    minutes = now + timedelta(minutes=10)
    heavy(
        place, place.writer, Post.objects.get(id=danger.subject).thread_id, "I have the pills, I want to die.", minutes
    )
    assert Case.objects.count() == 1
    assert waits(minutes) == (True, True)
    services.decide(actor=place.host, case_id=danger.id, choice=Choice("write", "I am here."), now=minutes)
    assert waits(minutes) == (False, False)
    later = now + timedelta(days=2)
    opening = Opening("Again", Said("I will kill myself tonight."))
    groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=opening, now=later)
    assert waits(later) == (True, True)


def test_whose_words_of_danger_are_hidden_finds_them_with_whom_to_turn_to(place: Place) -> None:
    now = current_time()
    groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=Opening("Tonight", HEAVY), now=now)
    case, writer = Case.objects.get(), as_(place.writer)
    services.claim_case(actor=place.host, case_id=case.id, now=now)
    choice = Choice("hide", "It hurts.", anyway=True)
    row = services.decide(actor=place.host, case_id=case.id, choice=choice, now=now)
    kept, page = "and it is hidden for now. You do not have to carry it alone", reverse("decision", args=[row.id])
    read = text_of(writer, page)
    assert ("I want to die." in read, read.count(kept)) == (True, 1)
    assert kept in text_of(writer, "/")
    services.lift(actor=place.host, case_id=case.id, decision_id=row.id, now=now)
    assert kept not in text_of(writer, page)
    assert kept not in text_of(writer, "/")
