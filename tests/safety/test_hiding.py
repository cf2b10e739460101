"""Hiding all that somebody wrote lately with what is decided about them; who cannot come back; why a no was said."""

from contextlib import nullcontext
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.groups import services as groups
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.details import Entering
from alongside.groups.models import ChatLine, Post
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid, NotAllowed
from alongside.safety import services
from alongside.safety.details import Choice
from alongside.safety.forms import DecisionForm, ProposalForm
from alongside.safety.models import Decision
from alongside.safety.own_queries import own_decisions
from alongside.safety.privacy import export
from alongside.safety.reasons import READY
from alongside.safety.services.deciding import REASON_LENGTH
from tests.safety.conftest import Bring, Decide, Place
from tests.safety.test_pages import as_, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def wrote(place: Place, post: Post, now: datetime) -> tuple[Post, ChatLine, Post]:
    """A post and a line of the writer's, and a post of the reader's."""
    slug = place.group.slug
    room = groups.open_room(actor=place.host, slug=slug, details=RoomDetails("Kitchen", "For talk."), now=now)
    written = Written("Come and write with me alone.", uuid4())
    line = groups.write_line(actor=place.writer, slug=slug, room_id=room.id, written=written, now=now)
    opening = Opening("Tea", Said("I drink tea."))
    thread = groups.begin_thread(actor=place.reader, slug=slug, opening=opening, now=now)
    return post, line, thread.posts.get()


def hidden(wrote: tuple[Post, ChatLine, Post]) -> list[bool]:
    """Tell of each whether it is hidden."""
    for one in wrote:
        one.refresh_from_db()
    return [one.hidden_at is not None for one in wrote]


def test_what_the_removed_wrote_lately_is_hidden_with_the_removal_and_shown_again_with_it(
    place: Place, bring: Bring, decide: Decide, now: datetime, *, wrote: tuple[Post, ChatLine, Post]
) -> None:
    case = bring(reason="preying")
    row = decide(place.keeper, case, "remove", "group")
    with pytest.raises(NotAllowed):
        services.answer_proposal(actor=place.keeper, decision_id=row.id, confirms=True, hides=True, now=now)
    assert hidden(wrote) == [False, False, False], "it takes two"
    services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, hides=True, now=now)
    assert hidden(wrote) == [True, True, False]
    assert Entry.objects.filter(action="safety.hide_lately", actor=place.host.id).count() == 1
    assert len(own_decisions(place.writer, now=now)) == 2
    page = text_of(as_(place.host), reverse("moderate-case", args=[case.id]))
    assert "What they wrote here in the days before is hidden." in page
    asked = services.appeal(actor=place.writer, decision_id=row.id, words="It was a joke.", now=now)
    services.answer_appeal(actor=place.moderator, appeal_id=asked.id, grants=True, answer="Welcome back.", now=now)
    assert hidden(wrote) == [False, False, False]


def test_what_another_decision_hides_stays_hidden(
    place: Place, bring: Bring, decide: Decide, now: datetime, *, wrote: tuple[Post, ChatLine, Post]
) -> None:
    case = bring()
    choice = Choice("warn", "That does not go here.", hides=True)
    warned = services.decide(actor=place.keeper, case_id=case.id, choice=choice, now=now)
    alone = decide(place.keeper, case, "hide")
    assert hidden(wrote) == [True, True, False]
    services.lift(actor=place.keeper, case_id=case.id, decision_id=warned.id, now=now)
    assert hidden(wrote) == [True, False, False]
    services.lift(actor=place.keeper, case_id=case.id, decision_id=alone.id, now=now)
    assert hidden(wrote) == [False, False, False]


def test_what_is_hidden_by_itself_already_is_not_hidden_once_more_with_all_of_it(
    place: Place, bring: Bring, now: datetime, *, wrote: tuple[Post, ChatLine, Post]
) -> None:
    _post, line, _others = wrote
    groups.take_line_back(
        actor=place.writer, slug=place.group.slug, room_id=line.room_id, line_id=line.id, now=now + timedelta(seconds=1)
    )
    choice = Choice("hide", "That does not go here.", hides=True)
    services.decide(actor=place.keeper, case_id=bring().id, choice=choice, now=now)
    assert Decision.objects.count() == 1


def test_hiding_one_thing_ends_and_it_stays_hidden_with_all_the_rest(
    place: Place, bring: Bring, decide: Decide, now: datetime, *, wrote: tuple[Post, ChatLine, Post]
) -> None:
    case = bring()
    alone = decide(place.keeper, case, "hide")
    choice = Choice("warn", "That does not go here.", hides=True)
    services.decide(actor=place.keeper, case_id=case.id, choice=choice, now=now)
    line_alone = hidden(wrote)
    services.lift(actor=place.keeper, case_id=case.id, decision_id=alone.id, now=now)
    assert (line_alone, hidden(wrote)) == ([True, True, False], [False, True, False]), "it was hidden by that one alone"


def test_a_proposal_that_is_not_agreed_to_shows_again_what_it_hid(
    place: Place, bring: Bring, now: datetime, *, wrote: tuple[Post, ChatLine, Post]
) -> None:
    choice = Choice("remove", "That does not go here.", "group", hides=True)
    row = services.decide(actor=place.keeper, case_id=bring().id, choice=choice, now=now)
    assert hidden(wrote) == [True, True, False]
    services.answer_proposal(actor=place.host, decision_id=row.id, confirms=False, now=now)
    assert hidden(wrote) == [False, False, False]


def test_only_what_is_of_the_last_days_and_by_this_alias_is_hidden(
    place: Place, bring: Bring, now: datetime, *, wrote: tuple[Post, ChatLine, Post]
) -> None:
    late = now + timedelta(days=7, seconds=1)
    choice = Choice("warn", "That does not go here.", hides=True)
    case = bring()
    services.decide(actor=place.keeper, case_id=case.id, choice=choice, now=late)
    assert hidden(wrote) == [False, False, False]
    groups.leave_group(actor=place.writer, slug=place.group.slug, now=now)
    entering = Entering("New Moon", place.group.agreements_since)
    groups.join_group(actor=place.writer, slug=place.group.slug, entering=entering, now=now + timedelta(hours=1))
    with pytest.raises(Invalid):
        services.decide(actor=place.keeper, case_id=case.id, choice=choice, now=late)
    assert "hides" not in DecisionForm(place.keeper, case, now=late).fields, "it would tell which names are one"


def test_all_of_a_flood_is_hidden_and_shown_again_in_as_many_steps_as_a_little(
    place: Place, bring: Bring, now: datetime, *, wrote: tuple[Post, ChatLine, Post]
) -> None:
    post, line, _others = wrote
    case, counts = bring(), []
    choice = Choice("warn", "That does not go here.", hides=True)
    for more in (1, 2, 30):
        for number in range(more):
            written, said = Written(f"Write with me alone {number} {more}.", uuid4()), Said(f"Pills {number} {more}.")
            where = {"slug": place.group.slug, "now": now + timedelta(minutes=number * more)}
            groups.write_line(actor=place.writer, room_id=line.room_id, written=written, **where)
            groups.answer_thread(actor=place.writer, thread_id=post.thread_id, said=said, **where)
        with CaptureQueriesContext(connection) as hiding:
            row = services.decide(actor=place.keeper, case_id=case.id, choice=choice, now=now)
        gone = (Post.objects.filter(hidden_at=None, place__gt=1), ChatLine.objects.filter(hidden_at=None))
        assert [rows.count() for rows in gone] == [0, 0]
        with CaptureQueriesContext(connection) as showing:
            services.lift(actor=place.keeper, case_id=case.id, decision_id=row.id, now=now)
        assert not ChatLine.objects.exclude(hidden_at=None).exists()
        counts.append((len(hiding), len(showing)))
    assert counts[1] == counts[2], "the first time it was taken on as well"


def test_a_removal_that_hides_holds_the_group_and_what_is_in_it_in_the_order_of_erasing(
    place: Place, bring: Bring, decide: Decide, now: datetime, *, wrote: tuple[Post, ChatLine, Post]
) -> None:
    row = decide(place.keeper, bring(), "remove", "group")
    with CaptureQueriesContext(connection) as done:
        services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, hides=True, now=now)
    held = [one["sql"] for one in done if "FOR NO KEY UPDATE" in one["sql"]]
    tables = ["groups_group", "groups_membership", "groups_thread", "groups_chatroom"]
    firsts = [next(at for at, sql in enumerate(held) if f'FROM "{table}"' in sql) for table in tables]
    assert firsts == sorted(firsts), "two of these would wait for one another"
    assert hidden(wrote) == [True, True, False]


def test_nothing_is_hidden_of_somebody_in_danger_before_they_were_written_to(
    place: Place, bring: Bring, now: datetime, *, wrote: tuple[Post, ChatLine, Post]
) -> None:
    case = bring(reason="danger")
    for anyway, is_hidden in ((False, [False, False, False]), (True, [True, True, False])):
        choice = Choice("warn", "That does not go here.", hides=True, anyway=anyway)
        with nullcontext() if anyway else pytest.raises(Invalid, match="nobody has written to them from here"):
            services.decide(actor=place.keeper, case_id=case.id, choice=choice, now=now)
        assert hidden(wrote) == is_hidden


def test_it_is_ticked_already_for_who_preys_or_sells_and_not_for_others(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    for reason, is_ticked in (("unkind", False), ("money", True), ("preying", True)):
        row = decide(place.keeper, bring(by=place.reader, reason=reason), "remove", "group")
        form = ProposalForm(place.host, row, confirms=False, now=now)
        assert form.fields["hides"].initial is is_ticked
        assert not DecisionForm(place.host, row.case, now=now).fields["hides"].initial
        services.take_proposal_back(actor=place.keeper, decision_id=row.id, now=now)
        services.close_case(actor=place.keeper, case_id=row.case_id, now=now)


def test_whoever_proposed_it_reads_why_another_did_not_agree(place: Place, bring: Bring) -> None:
    now, case = current_time(), bring()
    choice = Choice("remove", "That does not go here.", "group")
    row = services.decide(actor=place.keeper, case_id=case.id, choice=choice, now=now)
    page = reverse("moderate-removal", args=[row.id])
    assert "If you do not agree: why" in text_of(as_(place.host), page)
    said = {"confirms": "no", "why": "Let us warn them first."}
    assert as_(place.host).post(page, said).status_code == 303
    assert "Let us warn them first." in text_of(as_(place.keeper), reverse("moderate"))
    assert "Let us warn them first." in text_of(as_(place.keeper), reverse("moderate-case", args=[case.id]))
    for person in (place.writer, place.reader, place.stranger):
        assert "Let us warn them first." not in as_(person).get(reverse("moderate")).content.decode()
    assert Decision.objects.get(id=row.id).state == "dropped"
    assert own_decisions(place.writer, now=now) == []


def test_ready_sentences_come_before_ones_own_words(place: Place, bring: Bring) -> None:
    case = bring()
    keeper, page = as_(place.keeper), reverse("moderate-decide", args=[case.id])
    assert keeper.post(page, {"act": "warn", "days": 3, "reason": ""}).status_code == 422
    said = {"act": "warn", "days": 3, "begins": ["money", "stay"], "reason": "Thank you."}
    assert keeper.post(page, said).status_code == 303
    (one,) = own_decisions(place.writer, now=current_time())
    assert one.why.startswith("Nothing is sold or asked for here")
    assert one.why.endswith("If something is unclear, ask us.\n\nThank you.")


def test_those_who_cannot_come_back_are_told_apart_by_the_day_and_why(place: Place, removed: Decision) -> None:
    care = reverse("group-care", args=[place.group.slug])
    page = text_of(as_(place.host), care)
    assert "That does not go here." in page
    assert place.membership(place.writer).ended_at.strftime("%-d") in page
    assert reverse("moderate-case", args=[removed.case_id]) in page
    for person in (place.reader, place.writer, place.stranger):
        assert "That does not go here." not in as_(person).get(care).content.decode()


def test_a_row_and_the_page_of_a_case_are_headed_by_the_thread(place: Place, bring: Bring, decide: Decide) -> None:
    case = bring()
    queue = text_of(as_(place.keeper), reverse("moderate"))
    page = text_of(as_(place.keeper), reverse("moderate-case", args=[case.id]))
    link = queue[queue.index(f'href="{reverse("moderate-case", args=[case.id])}"') :].split("</a>")[0]
    assert "<bdi>Evenings</bdi>" in link
    assert "<bdi>Evenings</bdi>" in page.split("</h1>")[0]
    decide(place.keeper, case, "warn")
    page = text_of(as_(place.keeper), reverse("moderate-case", args=[case.id]))
    assert "They were told what does not go here." in page
    assert ">Holds<" not in page


def test_a_word_says_by_its_heading_who_wrote_and_is_signed_by_what_they_do(
    place: Place, bring: Bring, decide: Decide
) -> None:
    word = decide(place.keeper, bring(reason="danger"), "write")
    page = text_of(as_(place.writer), reverse("decision", args=[word.id]))
    assert "Somebody who looks after Lantern group wrote to you" in page
    assert "Somebody who looks after this group" in page
    assert "Brave Otter" not in page
    assert "Keeper Madeup" not in page
    assert page.index("That does not go here.") < page.index("Write back, if you like")
    assert "Your words that it is about" not in page


def test_ready_sentences_are_read_in_ones_own_language_before_the_words_that_somebody_added(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case, keeper = bring(), as_(place.keeper)
    Person.objects.filter(id=place.writer.id).update(locale="es")
    alone = decide(place.keeper, case, "warn")
    said = {"act": "warn", "reason": "Ask me, I am here.", "begins": ["stay", "money"]}
    keeper.post(reverse("moderate-decide", args=[case.id]), said)
    row = Decision.objects.exclude(id=alone.id).get()
    english = [str(READY[name]) for name in ("money", "stay")]
    with override("es"):
        spanish = [str(READY[name]) for name in ("money", "stay")]
    of_moderators, own = reverse("moderate-case", args=[case.id]), reverse("decision", args=[row.id])
    for who, path, words in ((place.keeper, of_moderators, english), (place.writer, own, spanish)):
        page = text_of(as_(who), path)
        found = [page.index(escape(one)) for one in (*words, "Ask me, I am here.")]
        assert found == sorted(found)
    assert "That does not go here." in text_of(as_(place.writer), reverse("decision", args=[alone.id]))
    with override("es"):
        table = export(place.writer.id)["decisions"]
    assert [one["why"] for one in table] == ["That does not go here.", "\n\n".join([*spanish, "Ask me, I am here."])]


def test_only_ones_own_words_can_be_too_long_and_their_field_says_so(place: Place, bring: Bring, now: datetime) -> None:
    case = bring()
    for letters, errors in ((REASON_LENGTH, []), (REASON_LENGTH + 1, ["reason"])):
        said = {"act": "warn", "reason": "c" * letters, "begins": list(READY)}
        assert list(DecisionForm(place.keeper, case, said, now=current_time()).errors) == errors
    too_long = Choice("warn", "c" * (REASON_LENGTH + 1), begins=("stay",))
    for choice, field in ((too_long, "reason"), (Choice("warn", "", begins=("no such",)), "begins")):
        with pytest.raises(Invalid) as refused:
            services.decide(actor=place.keeper, case_id=case.id, choice=choice, now=now)
        assert refused.value.field == field
    row = services.decide(actor=place.keeper, case_id=case.id, choice=Choice("warn", "", begins=("stay",)), now=now)
    assert own_decisions(place.writer, now=now)[0].why == str(READY["stay"])
    assert row.act == "warn"


def test_what_is_hidden_with_a_pause_stays_so_past_its_end_until_a_moderator_who_is_led_there_shows_it(
    place: Place, bring: Bring, now: datetime, *, wrote: tuple[Post, ChatLine, Post]
) -> None:
    case = bring()
    assert "A pause that ends by itself undoes nothing" in str(DecisionForm(place.keeper, case, now=now))
    choice = Choice("pause", "That does not go here.", "group", 3, hides=True)
    paused = services.decide(actor=place.keeper, case_id=case.id, choice=choice, now=now)
    services.close_case(actor=place.keeper, case_id=case.id, now=now)
    together = Decision.objects.get(act="hide")
    keeper, writer, reader = (as_(one) for one in (place.keeper, place.writer, place.reader))
    own, queue = reverse("decision", args=[paused.id]), reverse("moderate")
    asks = "See what is hidden in Lantern group"
    ends = current_time() + timedelta(hours=1)
    for until, is_asked in ((ends, False), (ends - timedelta(hours=2), True), (ends - timedelta(days=15), False)):
        # The pages go by the clock on the wall.
        Decision.objects.filter(id=paused.id).update(until=until)
        told = text_of(writer, own)
        assert "That does not end with the pause: it stays so until a moderator shows it again." in told
        assert reverse("decision", args=[together.id]) in told
        assert (asks in text_of(keeper, queue)) == is_asked
        assert ("1 pause is over, and what was hidden" in text_of(keeper, "/")) == is_asked
    Decision.objects.filter(id=paused.id).update(until=ends - timedelta(hours=2))
    assert [asks in text_of(as_(one), queue) for one in (place.host, place.stranger, place.moderator)] == [
        True,
        False,
        False,
    ]
    assert reader.get(own).status_code == 404
    assert hidden(wrote) == [True, True, False]
    keeper.post(reverse("moderate-lift", args=[case.id, together.id]))
    assert hidden(wrote) == [False, False, False]
    assert asks not in text_of(keeper, queue)
    assert "That does not end with the pause" not in text_of(writer, own)
