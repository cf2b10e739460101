"""Who erases their account: what nobody reported goes with them, what somebody did stays sealed without a name."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from alongside.accounts.services import erase_person
from alongside.groups import services as groups
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.details import Entering
from alongside.groups.models import Post
from alongside.groups.threads.details import Said
from alongside.kernel.models import DataKey
from alongside.safety import services
from alongside.safety.details import Telling
from alongside.safety.evidence import thawed
from alongside.safety.models import Case, Report
from alongside.safety.policies import may_act
from alongside.safety.queue import queue_of
from tests.accounts.conftest import PASSPHRASE, confirm
from tests.conftest import MakePerson
from tests.safety.conftest import Bring, Decide, Place
from tests.safety.test_pages import as_, text_of

pytestmark = pytest.mark.django_db
WORDS = "I do not want to live any more, canary words."


@pytest.fixture
def cry(place: Place, post: Post, now: datetime) -> Case:
    """What the writer wrote in a thread in danger; nobody reported it."""
    said = Said(WORDS)
    groups.answer_thread(actor=place.writer, slug=place.group.slug, thread_id=post.thread_id, said=said, now=now)
    return Case.objects.get(is_urgent=True)


def test_words_of_danger_that_nobody_reported_go_with_the_account(place: Place, cry: Case, now: datetime) -> None:
    key = cry.data_key_id
    assert len(queue_of(place.keeper, now=now).urgent) == 1
    services.claim_case(actor=place.keeper, case_id=cry.id, now=now)
    erase_person(actor=place.writer, now=now)
    cry.refresh_from_db()
    assert (cry.state, cry.claimed_by, cry.data_key) == ("closed", None, None)
    assert not DataKey.objects.filter(id=key).exists(), "no backup opens it"
    for person in (place.host, place.keeper, place.moderator, place.organiser):
        assert queue_of(person, now=now + timedelta(hours=1)).is_empty


def test_whoever_had_a_case_that_goes_with_an_account_reads_it_kindly_and_is_led_to_care(
    place: Place, cry: Case, now: datetime
) -> None:
    services.claim_case(actor=place.keeper, case_id=cry.id, now=now)
    erase_person(actor=place.writer, now=now)
    path = reverse("moderate-case", args=[cry.id])
    page, others = (text_of(as_(one), path) for one in (place.keeper, place.host))
    for one in (page, others):
        assert "They have erased their account, and what they wrote here is gone with it." in one
        assert "it is not because of you" in one
        for wrong in ("answer them first", "Somebody has looked at this", "What was shown is destroyed", "kept until"):
            assert wrong not in one
    assert f'href="{reverse("moderate-care")}"' in page
    assert "You had taken this on" in page
    assert "You had taken this on" not in others
    assert as_(place.reader).get(path).status_code == 404


def test_a_case_that_somebody_was_done_with_before_says_so_after_its_writer_is_gone(
    place: Place, cry: Case, now: datetime
) -> None:
    services.claim_case(actor=place.keeper, case_id=cry.id, now=now)
    services.close_case(actor=place.keeper, case_id=cry.id, shown=1, answered="here", now=now)
    erase_person(actor=place.writer, now=now)
    page = text_of(as_(place.keeper), reverse("moderate-case", args=[cry.id]))
    assert "Somebody has looked at this, and it is done." in page
    assert "They have erased their account" not in page
    assert "kept until" not in page, "it is destroyed"


def test_what_somebody_reported_stays_without_a_name_and_offers_nothing_that_reaches_nobody(
    place: Place, bring: Bring, now: datetime
) -> None:
    case = bring(reason="danger")
    erase_person(actor=place.writer, now=now)
    (line,) = queue_of(place.keeper, now=now).urgent
    assert (line.name, line.is_gone) == ("Somebody who erased their account", True)
    case.refresh_from_db()
    assert [act for act, _reach in may_act(place.keeper, case)] == ["note"]
    services.claim_case(actor=place.keeper, case_id=case.id, now=now)
    Case.objects.filter(id=case.id).update(claimed_until=now + timedelta(days=3650))
    page = text_of(as_(place.keeper), reverse("moderate-case", args=[case.id]))
    assert "Whoever this is about has erased their account: nobody can be answered any more." in page
    assert "Buy my canary pills." in page
    for gone in ("Amber Finch", "Please answer them first", "Has somebody answered them?", "Hide it", "Write to them"):
        assert gone not in page
    services.close_case(actor=place.keeper, case_id=case.id, shown=1, now=now)


def test_what_nobody_reported_of_a_case_that_somebody_did_report_goes(
    place: Place, post: Post, cry: Case, now: datetime
) -> None:
    again = Said("I want to die, and nobody reported that.")
    groups.answer_thread(actor=place.writer, slug=place.group.slug, thread_id=post.thread_id, said=again, now=now)
    assert cry.reports.exclude(evidence_sealed=None).count() == 2
    services.report(actor=place.reader, kind="post", subject=cry.subject, telling=Telling("danger"), now=now)
    erase_person(actor=place.writer, now=now)
    assert [row.source for row in cry.reports.exclude(evidence_sealed=None)] == ["person"]


def test_a_proposal_to_remove_whoever_is_gone_waits_for_nobody(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    decide(place.keeper, bring(reason="preying"), "remove", "group")
    assert queue_of(place.host, now=now).proposals
    erase_person(actor=place.writer, now=now)
    assert not queue_of(place.host, now=now).proposals
    assert not queue_of(place.keeper, now=now).own


def test_what_another_wrote_who_has_left_as_well_is_not_said_to_be_by_who_erased_their_account(
    place: Place, make_person: MakePerson, now: datetime
) -> None:
    slug, other = place.group.slug, make_person("Other Madeup")
    groups.join_group(actor=other, slug=slug, entering=Entering("Tall Reed", place.group.agreements_since), now=now)
    room = groups.open_room(actor=place.host, slug=slug, details=RoomDetails("Kitchen", "For talk."), now=now)
    lines = [
        groups.write_line(actor=by, slug=slug, room_id=room.id, written=Written(words, uuid4()), now=now)
        for by, words in ((place.writer, "Buy my pills."), (other, "I drink tea."), (place.host, "Good evening."))
    ]
    for person in (place.writer, other):
        groups.leave_group(actor=person, slug=slug, now=now)
    telling = Telling("money", chosen=frozenset(line.id for line in lines))
    row = services.report(actor=place.reader, kind="chat-line", subject=lines[0].id, telling=telling, now=now)
    erase_person(actor=place.writer, now=now)
    row.refresh_from_db()
    (seen,) = thawed([row])
    by_whom = {piece.words: piece.who for piece in seen.pieces}
    assert by_whom["Buy my pills."] == "Somebody who erased their account"
    assert by_whom["I drink tea."] == "Somebody who is not here any more"


def test_words_shown_around_what_another_wrote_lose_the_name_of_who_erases_their_account(
    place: Place, now: datetime
) -> None:
    slug = place.group.slug
    room = groups.open_room(actor=place.host, slug=slug, details=RoomDetails("Kitchen", "For talk."), now=now)
    said = ((place.writer, "Buy my pills."), (place.reader, "I drink tea."), (place.host, "Good evening."))
    lines = [
        groups.write_line(actor=by, slug=slug, room_id=room.id, written=Written(words, uuid4()), now=now)
        for by, words in said
    ]
    telling = Telling("money", chosen=frozenset(line.id for line in lines))
    case = services.report(actor=place.host, kind="chat-line", subject=lines[0].id, telling=telling, now=now).case
    services.report(actor=place.keeper, kind="chat-line", subject=lines[2].id, telling=telling, now=now)
    erase_person(actor=place.reader, now=now)
    for row in Report.objects.all():
        (seen,) = thawed([row])
        by_whom = {piece.words: piece.who for piece in seen.pieces}
        assert by_whom["I drink tea."] == "Somebody who erased their account"
        assert by_whom["Buy my pills."] == "Amber Finch"
        assert by_whom["Good evening."] == ("" if row.case_id == case.id else "Quiet Heron")
        assert not seen.is_gone, "whoever it is about is there"
    assert "Silver Fern" not in text_of(as_(place.keeper), reverse("moderate-case", args=[case.id]))
    assert Case.objects.filter(state="open").count() == 2


def test_the_page_says_what_stays_of_ones_words(place: Place) -> None:
    place.writer.set_password(PASSPHRASE)
    place.writer.save(update_fields=["password"])
    browser = as_(place.writer)
    confirm(browser)
    page = text_of(browser, reverse("erase"))
    assert "that stays sealed for those who look after this place, without your name" in page
    assert "showed words of yours around it, these stay sealed together with it: without your name if they" in page
