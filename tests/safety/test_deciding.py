"""What moderators decide: by whom, with what effect, told to whom; removals by two people; another look by others."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.accounts.services import erase_person
from alongside.groups import services as groups
from alongside.groups.details import Entering
from alongside.groups.enums import Standing, ThreadState
from alongside.groups.models import Post
from alongside.groups.policies import access_standing, standing_of
from alongside.groups.threads.details import Opening, Said
from alongside.groups.threads.lists import threads_of
from alongside.groups.threads.page import own_part_of, thread_view
from alongside.groups.threads.searching import found_posts
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.safety import services
from alongside.safety.case_page import case_view
from alongside.safety.details import Choice, Telling
from alongside.safety.forms import DecisionForm
from alongside.safety.models import Appeal, Case, Decision, Handling
from alongside.safety.own_queries import own_decisions
from alongside.safety.pauses import is_removed, paused_until
from alongside.safety.policies import access_case, access_proposal, visible_cases, visible_decisions, visible_proposals
from alongside.safety.privacy import export
from alongside.safety.queue import queue_of
from alongside.safety.waits import handled_this_week
from tests.safety.conftest import Bring, Decide, Place

pytestmark = pytest.mark.django_db


def seen(person: Person, post: Post) -> tuple[str, bool]:
    """Return the words of a post as somebody in the group sees them, and whether it is marked as hidden."""
    there = access_standing(person, post.thread.group.slug)
    view = thread_view(there, post.thread, own_part_of(there, post.thread).reading, start=1)
    one = next(one for one in view.posts if one.id == post.id)
    return str(one.html), one.is_hidden


def write(place: Place, post: Post, now: datetime, person: Person) -> None:
    """Have somebody answer in the thread of a post."""
    slug, thread = place.group.slug, Post.objects.get(id=post.id).thread_id
    groups.answer_thread(actor=person, slug=slug, thread_id=thread, said=Said(f"At {now}"), now=now)


def test_one_looks_after_a_case_at_a_time_for_an_hour(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    services.claim_case(actor=place.host, case_id=case.id, now=now)
    for act in (
        lambda: services.claim_case(actor=place.keeper, case_id=case.id, now=now),
        lambda: decide(place.keeper, case, "warn"),
        lambda: services.close_case(actor=place.keeper, case_id=case.id, now=now),
        lambda: services.hand_over(actor=place.keeper, case_id=case.id, now=now),
    ):
        with pytest.raises(Conflict):
            act()
    services.claim_case(actor=place.keeper, case_id=case.id, now=now + timedelta(hours=1))
    with pytest.raises(Conflict):
        services.release_case(actor=place.host, case_id=case.id, now=now + timedelta(hours=1))
    services.release_case(actor=place.keeper, case_id=case.id, now=now + timedelta(hours=1))
    services.claim_case(actor=place.host, case_id=case.id, now=now + timedelta(hours=1))
    assert handled_this_week(place.host, now=now) == (1, 0)


def test_strangers_members_and_those_it_is_about_get_nowhere(place: Place, bring: Bring, now: datetime) -> None:
    case = bring()
    for person in (place.writer, place.reader, place.stranger, place.moderator, place.organiser):
        with pytest.raises(NotFound):
            access_case(person, case.id, now=now)
        with pytest.raises(NotFound):
            services.decide(actor=person, case_id=case.id, choice=Choice("warn", "Why"), now=now)


def test_what_is_hidden_its_writer_and_those_who_moderate_still_read(
    place: Place, post: Post, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    row = decide(place.keeper, case, "hide")
    words = "<p>Buy my canary pills.</p>"
    assert [seen(one, post) for one in (place.reader, place.writer, place.host)] == [
        ("", True),
        (words, True),
        (words, True),
    ]
    assert found_posts(place.reader, "canary") == []
    with pytest.raises(NotFound):
        groups.react(
            actor=place.reader,
            slug=place.group.slug,
            thread_id=post.thread_id,
            post_id=post.id,
            kind="me_too",
            now=now,
        )
    services.release_case(actor=place.keeper, case_id=case.id, now=now)
    services.lift(actor=place.host, case_id=case.id, decision_id=row.id, now=now)
    assert seen(place.reader, post) == (words, False)
    with pytest.raises(Conflict):
        services.lift(actor=place.host, case_id=case.id, decision_id=row.id, now=now)


def test_a_locked_thread_takes_nothing_until_it_is_undone(
    place: Place, post: Post, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    row = decide(place.keeper, case, "lock")
    with pytest.raises(Conflict):
        write(place, post, now, place.reader)
    services.lift(actor=place.keeper, case_id=case.id, decision_id=row.id, now=now)
    write(place, post, now, place.reader)


def test_a_post_is_moved_into_a_thread_of_its_own_and_back(
    place: Place, post: Post, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    before = post.thread_id
    row = decide(place.keeper, case, "move")
    post.refresh_from_db()
    assert (post.place, post.thread.title) == (1, "Buy my canary pills.")
    assert Post.objects.get(thread=before, place=2).taken_back_at is not None
    services.lift(actor=place.keeper, case_id=case.id, decision_id=row.id, now=now)
    post.refresh_from_db()
    assert (post.thread_id, post.place) == (before, 2)
    assert Post.objects.filter(thread=before).count() == 2


def test_a_hidden_post_that_is_moved_gives_its_thread_no_title(
    place: Place, post: Post, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    hidden = decide(place.keeper, case, "hide")
    decide(place.keeper, case, "move")
    reader = standing_of(place.reader, place.group)
    assert reader
    titles = sorted(line.title for line in threads_of(reader)[0])
    assert titles == ["A thread whose beginning was taken back", "Evenings"]
    services.lift(actor=place.keeper, case_id=case.id, decision_id=hidden.id, now=now)
    post.refresh_from_db()
    assert (post.place, post.thread.title, post.hidden_at) == (1, "", None)


def test_hiding_what_began_a_thread_hides_the_thread(place: Place, decide: Decide, now: datetime) -> None:
    opening = Opening("Mine", Said("I want to die."))
    thread = groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=opening, now=now)
    row = decide(place.keeper, Case.objects.get(), "hide")
    thread.refresh_from_db()
    assert thread.state == ThreadState.HIDDEN
    services.lift(actor=place.keeper, case_id=row.case_id, decision_id=row.id, now=now)
    thread.refresh_from_db()
    assert thread.state == ThreadState.OPEN


def test_a_pause_in_a_group_holds_there_for_its_time_and_lets_read(
    place: Place, post: Post, bring: Bring, decide: Decide, now: datetime
) -> None:
    decide(place.keeper, bring(), "pause", "group", 3)
    with pytest.raises(NotAllowed, match="paused until 7 March 2026"):
        write(place, post, now, place.writer)
    assert seen(place.writer, post)[0] == "<p>Buy my canary pills.</p>"
    write(place, post, now, place.reader)
    assert paused_until(place.writer, None, now=now) is None
    write(place, post, now + timedelta(days=3), place.writer)


def test_only_moderators_of_the_place_pause_everywhere(
    place: Place, post: Post, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring(reason="preying")
    with pytest.raises(Conflict):
        decide(place.keeper, case, "pause", "instance", 3)
    decide(place.moderator, case, "pause", "instance", 3)
    assert paused_until(place.writer, None, now=now) == now + timedelta(days=3)
    with pytest.raises(NotAllowed):
        write(place, post, now, place.writer)


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        (Choice("warn", "  "), Invalid),
        (Choice("warn", "x" * 1001), Invalid),
        (Choice("pause", "Why", "group", 4), Invalid),
        (Choice("pause", "Why", "", 3), Conflict),
        (Choice("burn", "Why"), Conflict),
        (Choice("remove", "Why", "everywhere"), Conflict),
    ],
)
def test_what_cannot_be_decided_is_refused(
    place: Place, bring: Bring, now: datetime, *, choice: Choice, error: type[Exception]
) -> None:
    case = bring()
    with pytest.raises(error):
        services.decide(actor=place.keeper, case_id=case.id, choice=choice, now=now)
    assert not Decision.objects.exists()


def test_a_removal_needs_a_second_person_and_never_the_first_again(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    row = decide(place.keeper, bring(), "remove", "group")
    assert place.membership(place.writer).state == Standing.IN
    assert not visible_decisions(place.writer).exists()
    with pytest.raises(NotAllowed):
        services.answer_proposal(actor=place.keeper, decision_id=row.id, confirms=True, now=now)
    for person in (place.writer, place.reader, place.stranger, place.moderator, place.organiser):
        with pytest.raises(NotFound):
            access_proposal(person, row.id, now=now)
    services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, now=now)
    assert place.membership(place.writer).state == Standing.BANNED
    with pytest.raises(NotFound):
        services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, now=now)
    (shown,) = own_decisions(place.writer, now=now)
    assert (shown.says, shown.why) == ("You are not in a group any more.", "That does not go here.")


def test_a_removal_that_the_second_person_does_not_want_is_not_done(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    row = decide(place.keeper, bring(), "remove", "group")
    services.answer_proposal(actor=place.host, decision_id=row.id, confirms=False, now=now)
    assert place.membership(place.writer).state == Standing.IN
    assert not visible_decisions(place.writer).exists()


def test_where_nobody_else_is_an_organiser_is_the_second_person(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    RoleGrant.objects.filter(person=place.second, role=Role.MODERATOR).delete()
    row = decide(place.moderator, bring(not_there=True), "remove", "instance")
    assert row.needs_organiser
    assert list(visible_proposals(place.organiser, now=now)) == [row]
    assert not visible_proposals(place.host, now=now).exists()
    services.answer_proposal(actor=place.organiser, decision_id=row.id, confirms=True, now=now)
    assert is_removed(place.writer)


def test_while_a_removal_waits_its_case_stays_open(place: Place, bring: Bring, decide: Decide, now: datetime) -> None:
    case = bring()
    decide(place.keeper, case, "remove", "group")
    with pytest.raises(Conflict):
        services.close_case(actor=place.keeper, case_id=case.id, now=now)
    with pytest.raises(Conflict):
        decide(place.keeper, case, "remove", "group")


def test_who_is_erased_midway_is_gone_and_nothing_fails(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    row = decide(place.keeper, case, "remove", "group")
    warned = decide(place.keeper, case, "warn")
    services.appeal(actor=place.writer, decision_id=warned.id, words="canary appeal", now=now)
    erase_person(actor=place.writer, now=now)
    with pytest.raises(NotFound):
        services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, now=now)
    with pytest.raises(Conflict):
        decide(place.keeper, case, "warn")
    assert not Appeal.objects.exists(), "nobody is left who could be answered"
    services.close_case(actor=place.keeper, case_id=case.id, now=now)


def test_moderators_who_are_erased_leave_what_they_decided_in_force(
    place: Place, post: Post, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    decide(place.keeper, case, "pause", "group", 3)
    erase_person(actor=place.keeper, now=now)
    assert own_decisions(place.writer, now=now)[0].why == "That does not go here."
    with pytest.raises(NotAllowed):
        write(place, post, now, place.writer)
    assert not Decision.objects.exclude(by=None).exists()
    services.claim_case(actor=place.host, case_id=case.id, now=now)


def test_a_pause_that_came_with_a_removal_ends_with_it_also_where_whoever_proposed_it_is_gone(
    place: Place, bring: Bring, now: datetime
) -> None:
    case, choice = bring(reason="preying", not_there=True), Choice("remove", "No.", "group", pauses=True)
    row = services.decide(actor=place.moderator, case_id=case.id, choice=choice, now=now)
    assert paused_until(place.writer, place.group.id, now=now)
    erase_person(actor=place.moderator, now=now)
    services.answer_proposal(actor=place.second, decision_id=row.id, confirms=False, now=now)
    assert paused_until(place.writer, place.group.id, now=now) is None


def test_a_pause_says_when_it_is_over_to_the_second(place: Place, bring: Bring, decide: Decide, now: datetime) -> None:
    decide(place.keeper, bring(), "pause", "group", 3)
    over = now + timedelta(days=3)
    assert own_decisions(place.writer, now=over - timedelta(seconds=1))[0].holds == ""
    assert own_decisions(place.writer, now=over)[0].holds == "This is over. You can write again."


def test_what_is_hard_is_handed_over_and_not_shown_again(place: Place, bring: Bring, now: datetime) -> None:
    case = bring()
    services.hand_over(actor=place.keeper, case_id=case.id, now=now)
    assert [visible_cases(one, now=now).count() for one in (place.keeper, place.host)] == [0, 1]
    assert handled_this_week(place.keeper, now=now) == (1, 1)
    assert handled_this_week(place.keeper, now=now + timedelta(days=7)) == (0, 0)
    services.claim_case(actor=place.host, case_id=case.id, now=now)
    assert [visible_cases(one, now=now).count() for one in (place.keeper, place.host)] == [0, 1]
    services.release_case(actor=place.host, case_id=case.id, now=now)


def test_notes_stay_among_moderators(place: Place, bring: Bring, decide: Decide) -> None:
    decide(place.keeper, bring(), "note")
    assert not visible_decisions(place.writer).exists()
    assert export(place.writer.id)["decisions"] == []


def test_people_take_along_what_was_decided_about_them_and_nothing_of_others(
    place: Place, removed: Decision, now: datetime
) -> None:
    services.appeal(actor=place.writer, decision_id=removed.id, words="Please look.", now=now)
    (row,) = export(place.writer.id)["decisions"]
    assert (row["decided"], row["why"], row["you_asked"]) == ("remove", "That does not go here.", "Please look.")
    assert export(place.writer.id)["reports"] == []
    (reported,) = export(place.reader.id)["reports"]
    assert (reported["because"], reported["standing"]) == ("preying", "open")
    assert export(place.reader.id)["decisions"] == []


def test_the_queue_has_what_is_urgent_first_and_costs_the_same_with_more_in_it(
    place: Place, bring: Bring, now: datetime, django_assert_num_queries: Callable[..., object]
) -> None:
    bring()
    for number in range(3):
        text = "I want to die." if number in (0, 2) else f"Evening {number}"
        opening = Opening(f"Thread {number}", Said(text))
        thread = groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=opening, now=now)
        if number == 1:
            services.report(
                actor=place.reader, kind="post", subject=thread.posts.get().id, telling=Telling("spam"), now=now
            )
        if number == 0:
            with django_assert_num_queries(22):
                queue_of(place.host, now=now)
    with django_assert_num_queries(22):
        lines = queue_of(place.host, now=now).lines
    assert [(one.is_urgent, one.more) for one in lines] == [(True, 1), (False, 0), (False, 0)]


def test_that_somebody_took_a_case_on_is_counted_once(place: Place, bring: Bring, now: datetime) -> None:
    case = bring()
    services.claim_case(actor=place.host, case_id=case.id, now=now)
    services.claim_case(actor=place.host, case_id=case.id, now=now)
    assert Handling.objects.count() == 1


@pytest.mark.parametrize(
    ("asks_again", "proposed", "told"),
    [
        (False, "Keep them out of this group for good", "You cannot join it again or ask to"),
        (True, "Remove them from this group for now", "You can ask to come back."),
    ],
)
def test_who_agrees_to_a_removal_and_who_is_removed_read_whether_it_is_for_good(
    place: Place, now: datetime, *, asks_again: bool, proposed: str, told: str
) -> None:
    groups.remove_member(
        actor=place.keeper,
        slug=place.group.slug,
        membership_id=place.membership(place.writer).id,
        for_good=not asks_again,
        reason="They sold pills.",
        now=now,
    )
    row = Decision.objects.get()
    assert [one.what.partition(":")[0] for one in queue_of(place.host, now=now).proposals] == [proposed]
    assert [one.what.partition(":")[0] for one in queue_of(place.keeper, now=now).own] == [proposed]
    assert case_view(row.case, place.host, now=now).decisions[0].act.startswith(proposed)
    services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, now=now)
    assert case_view(row.case, place.host, now=now).decisions[0].act.startswith(proposed)
    assert own_decisions(place.writer, now=now)[0].back.startswith(told)


def test_what_is_chosen_in_a_case_says_that_it_keeps_somebody_out_for_good(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring(reason="preying")
    shown = dict(DecisionForm(place.moderator, case, now=case.created_at).fields["act"].choices)  # type: ignore[attr-defined]  # it is written as choices
    assert shown["remove group"].startswith("Keep them out of this group for good")
    assert shown["remove instance"].startswith("Keep them out of everything here for good")
    row = decide(place.keeper, case, "remove", "group")
    services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, now=now)
    assert own_decisions(place.writer, now=now)[0].back == (
        "You cannot join it again or ask to, until those who look after it let you."
    )
    groups.let_back(actor=place.host, slug=place.group.slug, membership_id=place.membership(place.writer).id, now=now)
    assert own_decisions(place.writer, now=now)[0].back == "You can ask to come back. Those who look after it decide."
    entering = Entering("Amber Finch", place.group.agreements_since)
    asked = groups.join_group(actor=place.writer, slug=place.group.slug, entering=entering, now=now)
    groups.answer_request(actor=place.host, slug=place.group.slug, membership_id=asked.id, lets_in=True, now=now)
    assert own_decisions(place.writer, now=now)[0].back == "", "they are back"
