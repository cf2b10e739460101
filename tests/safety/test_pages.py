"""The pages of moderation as people go through them: from a report to a decision to another look."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import ApiToken, Person, Session
from alongside.accounts.services.tokens import create_token
from alongside.groups import services as groups
from alongside.groups.models import Group, Post
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.clock import current_time
from alongside.safety import services
from alongside.safety.cards import waiting
from alongside.safety.details import Telling
from alongside.safety.enums import Act, Event
from alongside.safety.models import Appeal, Case, Decision, LogLine
from alongside.safety.numbers import numbers
from alongside.ui.cards import filled_cards
from tests.safety.conftest import Bring, Decide, Place

pytestmark = pytest.mark.django_db


def as_(person: Person) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(person)
    return client


def text_of(client: Client, path: str) -> str:
    """Return what a page says."""
    return client.get(path).content.decode()


def test_from_a_report_to_a_decision_to_another_look(place: Place, post: Post) -> None:
    reader, keeper, writer, host = (as_(one) for one in (place.reader, place.keeper, place.writer, place.host))
    path = reverse("report", args=["post", post.id])
    assert "Amber Finch" in text_of(reader, path)
    assert reader.post(path, {"words": "x"}).status_code == 422
    answer = reader.post(path, {"reason": "preying", "words": "They write to everybody."}, follow=True)
    assert "Thank you. A moderator looks at it" in answer.content.decode()
    back = f"{reverse('group-thread', args=[place.group.slug, post.thread_id])}?from={post.place}#post-{post.place}"
    assert f'<a href="{back}">Go back to where you were</a>' in answer.content.decode()
    case = Case.objects.get()
    page = reverse("moderate-case", args=[case.id])
    assert page in text_of(keeper, reverse("moderate"))
    assert "I look after this" in text_of(keeper, page)
    keeper.post(reverse("moderate-move", args=[case.id, "claim"]))
    shown = text_of(keeper, page)
    assert "Buy my canary pills." in shown
    assert "They write to everybody." in shown
    assert "Reader" not in shown
    assert "Silver Fern" not in shown
    decide = reverse("moderate-decide", args=[case.id])
    assert keeper.post(decide, {"act": "pause group", "days": "3"}).status_code == 422
    keeper.post(decide, {"act": "pause group", "days": "3", "reason": "Selling does not go here."})
    row = Decision.objects.get()
    told = text_of(writer, reverse("decision", args=[row.id]))
    assert "Your writing in a group is paused for a while." in told
    assert "Selling does not go here." in told
    for hidden in ("Keeper", "Brave Otter", "Reader", "Silver Fern", "They write to everybody."):
        assert hidden not in told
    own = reverse("decision", args=[row.id])
    asked_first = writer.post(own, {"words": "Call me on 555 0142 717"})
    assert asked_first.status_code == 422
    assert "phone number: <mark>555 0142 717</mark>. Do you want others to see it?" in asked_first.content.decode()
    assert not Appeal.objects.exists()
    said = writer.post(own, {"words": "I only gave a tip. I want to die."}, follow=True).content.decode()
    assert "Somebody who did not decide this looks at it" in said
    assert "You do not have to carry it alone." in said
    asked = reverse("moderate-appeal", args=[Appeal.objects.get().id])
    assert keeper.get(asked).status_code == 404
    assert "I only gave a tip." in text_of(host, asked)
    host.post(asked, {"grants": "yes", "answer": "You are right."})
    assert "You are right." in text_of(writer, reverse("decision", args=[row.id]))
    assert "Nothing. If moderators" in text_of(reader, reverse("decisions"))


def test_a_group_that_is_hidden_is_not_told_of_by_what_one_could_report(place: Place, post: Post) -> None:
    Group.objects.filter(id=place.group.id).update(openness="hidden")
    stranger = as_(place.stranger)
    for kind, subject in (("post", post.id), ("group", place.group.id), ("member", place.membership(place.writer).id)):
        answer = stranger.get(reverse("report", args=[kind, subject]))
        missing = stranger.get(reverse("report", args=[kind, place.host.id]))
        assert answer.status_code == missing.status_code == 404
        assert "Lantern" not in answer.content.decode()


def test_who_was_removed_reads_why_and_takes_part_in_nothing(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    create_token(person=place.writer, scopes=["read"], now=now)
    before = as_(place.writer)
    assert before.get("/").status_code == 200
    row = decide(place.moderator, bring(not_there=True), "remove", "instance")
    services.answer_proposal(actor=place.second, decision_id=row.id, confirms=True, now=now)
    assert before.get("/groups/").headers["Location"].startswith("/sign-in/")
    assert not Session.objects.filter(person=place.writer).exists()
    assert not ApiToken.objects.exists()
    again = as_(place.writer)
    for path in ("/", "/groups/", "/messages/", "/circle/", f"/groups/{place.group.slug}/"):
        answer = again.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse("decisions"))
    assert "You cannot take part here any more." in text_of(again, reverse("decisions"))
    for name in ("crisis-lines", "own-reports", "account"):
        assert again.get(reverse(name)).status_code == 200
    asked = services.appeal(actor=place.writer, decision_id=row.id, words="Please.", now=now)
    answered = {"appeal_id": asked.id, "grants": True, "answer": "Come back.", "now": now}
    services.answer_appeal(actor=place.organiser, **answered)
    assert as_(place.writer).get("/").status_code == 200


@pytest.mark.django_db
def test_numbers_go_by_the_months_of_the_readers_zone() -> None:
    eve = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)  # in Berlin it is February
    for at in [eve] * 5 + [eve - timedelta(hours=1)] * 6:
        LogLine.objects.create(at=at, case=uuid4(), event=Event.DECIDED, act=Act.HIDE)
    LogLine.objects.create(at=eve, case=uuid4(), event=Event.CLOSED, act="")
    for zone, january, february in (("Europe/Berlin", "6", "5"), ("UTC", "11", "0")):
        held = numbers(ZoneInfo(zone), now=datetime(2026, 2, 3, tzinfo=UTC))
        assert held.months[-2:] == [date(2026, 1, 1), date(2026, 2, 1)]
        assert next(line for line in held.lines if line[0] == "Hide it")[-2:] == [january, february]


@pytest.mark.parametrize(("times", "said"), [(0, "0"), (1, "Fewer than 5"), (4, "Fewer than 5"), (5, "5"), (6, "6")])
def test_numbers_below_five_are_not_said(place: Place, *, times: int, said: str) -> None:
    for _number in range(times):
        LogLine.objects.create(at=current_time(), case=uuid4(), event="decided", act="hide")
    assert as_(place.moderator).get(reverse("organise-moderation")).status_code == 403
    table = as_(place.organiser).get(reverse("organise-moderation-table")).content.decode()
    row = next(line for line in table.splitlines() if line.startswith("Hide it"))
    assert row.split(",")[-1].strip('"\r') == said


def test_a_word_to_somebody_in_danger_is_not_counted_as_a_reproof(place: Place) -> None:
    for _number in range(5):
        LogLine.objects.create(at=current_time(), case=uuid4(), event="decided", act="write")
    table = as_(place.organiser).get(reverse("organise-moderation-table")).content.decode().splitlines()
    last = {line.split(",")[0]: line.split(",")[-1].strip('"\r') for line in table}
    assert (last["Write to them"], last["Say what does not go here"]) == ("5", "0")


def test_today_of_who_looks_begins_with_danger_and_says_what_else_waits(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    asked = decide(place.keeper, case, "warn")
    decide(place.keeper, case, "remove", "group")
    services.release_case(actor=place.keeper, case_id=case.id, now=now)
    services.appeal(actor=place.writer, decision_id=asked.id, words="Please look.", now=now)
    home, opening = reverse("today"), Opening("Mine", Said("Is anybody there?"), needs_answer=True)
    groups.begin_thread(actor=place.host, slug=place.group.slug, opening=opening, now=now)
    cards = [one.name for one in filled_cards(place.host, now=now)]
    assert cards[:2] == ["answers waited for", "moderate"]
    said = text_of(as_(place.host), home)
    assert "A second person is needed for 1 decision." in said
    assert "1 person asks for another look at what was decided." in said
    assert "somebody may be in danger" not in said
    own = text_of(as_(place.keeper), home)
    assert ("A second person" in own, "another look" in own) == (False, False), "they decided it themself"
    Case.objects.filter(id=case.id).update(is_urgent=True)
    assert filled_cards(place.host, now=now)[0].name == "moderate"
    assert "1 case is urgent: somebody may be in danger." in text_of(as_(place.host), home)
    badge = '<strong class="chip urgent">Urgent: somebody may be in danger</strong>'
    assert as_(place.host).get(reverse("moderate")).content.decode().count(badge) == 1
    services.claim_case(actor=place.host, case_id=case.id, now=now)
    waits = waiting(place.host, now)
    assert waits is not None
    assert (waits["free"], waits["urgent"], waits["proposals"], waits["appeals"]) == (0, 0, 1, 1)
    assert waiting(place.stranger, now) is None


def test_who_proposes_a_removal_can_pause_their_writing_until_a_second_person_has_decided(
    place: Place, bring: Bring
) -> None:
    case = bring(reason="preying")
    keeper, host, page = as_(place.keeper), as_(place.host), reverse("moderate-case", args=[case.id])
    keeper.post(reverse("moderate-move", args=[case.id, "claim"]))
    proposes = {"act": "remove group", "days": 3, "reason": "That does not go here.", "pauses": "on"}
    assert keeper.post(reverse("moderate-decide", args=[case.id]), proposes).status_code == 303
    removal = case.decisions.get(act="remove")
    assert case.decisions.get(act="pause").state == "in_force"
    way = reverse("moderate-removal", args=[removal.id])
    assert way in host.get(page).content.decode()
    assert way not in keeper.get(page).content.decode().split("What was done")[0]
    host.post(way, {"confirms": "no"})
    assert case.decisions.get(act="pause").state == "undone"


@pytest.mark.parametrize(("why", "harms_on"), [("preying", True), ("money", True), ("spam", True), ("unkind", False)])
def test_where_each_hour_may_harm_somebody_the_pause_is_ticked_for_who_proposes(
    place: Place, bring: Bring, why: str, harms_on: bool
) -> None:
    case = bring(reason=why)
    keeper = as_(place.keeper)
    keeper.post(reverse("moderate-move", args=[case.id, "claim"]))
    shown = keeper.get(reverse("moderate-case", args=[case.id])).content.decode()
    tick = shown.split('name="pauses"')[1].split(">")[0]
    assert ("checked" in tick) is harms_on
    assert "checked" not in shown.split('name="hides"')[1].split(">")[0], "what stays to read is asked of each decision"


def test_a_decision_is_told_in_the_words_of_whoever_decided_before_ones_own(
    place: Place, bring: Bring, decide: Decide
) -> None:
    row = decide(place.keeper, bring(), "warn")
    own = text_of(as_(place.writer), reverse("decision", args=[row.id]))
    asks, why = "Somebody who looks after this place asks something of you.", "That does not go here."
    assert own.index(asks) < own.index(why) < own.index("Buy my canary pills.")
    for person in (place.reader, place.stranger):
        assert as_(person).get(reverse("decision", args=[row.id])).status_code == 404


def test_the_queue_says_about_whom_each_thing_is(place: Place, bring: Bring, decide: Decide, now: datetime) -> None:
    case = bring()
    warned = decide(place.keeper, case, "warn")
    removal = decide(place.keeper, case, "remove", "group")
    asked = services.appeal(actor=place.writer, decision_id=warned.id, words="Please look.", now=now)
    shown = text_of(as_(place.host), reverse("moderate"))
    for name, id_ in (("moderate-removal", removal.id), ("moderate-appeal", asked.id), ("moderate-case", case.id)):
        row = shown.split(f'href="{reverse(name, args=[id_])}"')[1].split("</li>")[0]
        assert ("Amber Finch" in row, "Lantern group" in row) == (True, True), name
    assert "They were told what does not go here.</a>" in shown
    own = text_of(as_(place.keeper), reverse("moderate"))
    assert "Amber Finch" in own.split("What you proposed yourself")[1].split("</li>")[0]
    for person in (place.reader, place.stranger):
        assert as_(person).get(reverse("moderate")).status_code == 403


def test_a_case_is_called_as_what_it_is_about_and_each_button_says_what_it_does(
    place: Place, bring: Bring, decide: Decide
) -> None:
    case = bring()
    keeper, page = as_(place.keeper), reverse("moderate-case", args=[case.id])
    heading = text_of(keeper, page).split("<h1>")[1].split("</h1>")[0]
    assert "Evenings" in heading
    assert "Something written in a thread" not in heading
    keeper.post(reverse("moderate-move", args=[case.id, "claim"]))
    assert "Pause their writing in this group for a while" in text_of(keeper, page)
    for act, reach, days in (("hide", "", 0), ("pause", "group", 3), ("warn", "", 0)):
        decide(place.keeper, case, act, reach, days)
    done = text_of(keeper, page).split("What was done")[1]
    assert done.index("Show it again") < done.index("Let them write again") < done.index("Take it back")
    assert "Undo it" not in done
    for person in (place.reader, place.stranger):
        assert as_(person).get(page).status_code in (403, 404)


def test_today_counts_what_is_urgent_apart_from_what_else_waits(place: Place, bring: Bring, now: datetime) -> None:
    Case.objects.filter(id=bring().id).update(is_urgent=True)
    services.report(
        actor=place.reader,
        kind="member",
        subject=place.membership(place.writer).id,
        telling=Telling("spam"),
        now=now,
    )
    said = text_of(as_(place.host), "/")
    assert "1 case is urgent: somebody may be in danger." in said
    assert "1 other case waits for somebody." in said
    assert f'<a class="button" href="{reverse("moderate")}">Look at what waits</a>' in said
