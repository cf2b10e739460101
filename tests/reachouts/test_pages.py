"""Pages of reach-outs: what the owner sees, what those who are asked see, and that nobody else sees anything."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.circles.models import Supporter, Tie
from alongside.circles.services import ensure_supporter
from alongside.kernel import health
from alongside.kernel.models import Heartbeat
from alongside.notifications.models import PushSubscription
from alongside.reachouts import queries, services
from alongside.reachouts.links import answer_path
from alongside.reachouts.models import Message, ReachOut, Shift
from tests.conftest import MakePerson
from tests.reachouts.conftest import MakeTie, Start, ask_of

pytestmark = pytest.mark.django_db

SignIn = Callable[[Person], Client]


@pytest.fixture
def sign_in() -> SignIn:
    """Return a browser in which that person is signed in."""

    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return make


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def live(row: ReachOut) -> str:
    return reverse("reach-out-live", args=[row.id])


class TestReachingOut:
    def test_pressing_the_button_leads_to_the_live_page(self, owner, make_tie, sign_in) -> None:
        make_tie("Ann")
        answer = sign_in(owner).post("/reach-out/", {"level": "talk", "request_key": "one"}, follow=True)
        assert answer.redirect_chain == [(live(ReachOut.objects.get()), 302)]
        assert "1 person has been asked so far" in text_of(answer)
        assert "my Ann" in text_of(answer)

    def test_a_second_submit_of_the_same_form_makes_no_second_reach_out(self, owner, make_tie, sign_in) -> None:
        make_tie("Ann")
        browser = sign_in(owner)
        for _ in range(2):
            browser.post("/reach-out/", {"level": "talk", "request_key": "one"})
        assert ReachOut.objects.count() == 1

    @pytest.mark.parametrize(
        "wrong",
        [
            {},
            {"level": "loud"},
            {"level": "talk", "support": "money"},
            {"level": "talk", "note": "x" * 1001},
            {"level": "talk", "note": "a\x00b"},
            {"level": "talk", "request_key": "k" * 101},
        ],
    )
    def test_values_that_cannot_be_used_get_a_sentence_and_keep_what_was_typed(self, owner, sign_in, wrong) -> None:
        values = {"request_key": "one", "support": "practical", **wrong}
        answer = sign_in(owner).post("/reach-out/", values)
        assert answer.status_code == 422
        assert "cannot be used" in text_of(answer) or "Please" in text_of(answer)
        assert not ReachOut.objects.exists()
        if "support" not in wrong:
            assert 'value="practical"' in text_of(answer)

    def test_with_one_open_the_button_leads_back_to_it(self, owner, make_tie, start, sign_in) -> None:
        make_tie("Ann")
        row = start()
        assert sign_in(owner).get("/reach-out/").url == live(row)

    def test_nobody_came_is_said_plainly_with_the_crisis_lines_of_the_country(self, owner, start, sign_in) -> None:
        Person.objects.filter(id=owner.id).update(country="US")
        page = text_of(sign_in(owner).get(live(start())))
        assert "Nobody has answered yet" in page
        assert "988" in page

    def test_who_has_nobody_is_told_so_before_they_press_and_not_sent_to_people_they_did_not_name(
        self, owner, start, make_tie, sign_in
    ) -> None:
        browser = sign_in(owner)
        assert "and no listener is on call" in text_of(browser.get("/reach-out/"))
        assert "ring somebody you know." in text_of(browser.get(live(start())))
        make_tie("Ann")
        ready = text_of(browser.get("/reach-out/?level=urgent"))
        assert "We ask your people, a few at a time" in ready
        assert "no listener" not in ready

    def test_what_to_do_next_comes_before_the_whole_list_of_lines(self, owner, start, sign_in) -> None:
        Person.objects.filter(id=owner.id).update(country="US")
        page = text_of(sign_in(owner).get(live(start())))
        assert page.index("Nobody has answered yet") < page.index("Ask once more") < page.index("Chat on their site")

    def test_the_offer_to_be_told_stays_true_once_somebody_answered(self, owner, make_tie, start, sign_in, now) -> None:
        make_tie("Ann")
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        assert "Hear of it when somebody answers or writes" in text_of(sign_in(owner).get(live(row)))
        services.close(reach_out_id=row.id, actor=owner, now=now)
        assert "Hear of it" not in text_of(sign_in(owner).get(live(row)))

    def test_when_alerts_cannot_go_out_the_page_says_so_at_once(self, owner, make_tie, start, sign_in, monkeypatch):
        make_tie("Ann")
        monkeypatch.setattr(health, "_last", None)
        Heartbeat.objects.all().delete()
        assert "Alerts cannot go out right now." in text_of(sign_in(owner).get(live(start())))

    def test_the_owner_sees_how_far_each_notification_came(self, owner, make_tie, start, sign_in, now) -> None:
        make_tie("Ann", ring=1), make_tie("Ben", ring=1), make_tie("Cleo", ring=1)
        row = start("struggling")
        services.see(notification=ask_of(row, "Ann"), now=now)
        services.decline(notification=ask_of(row, "Ben"), now=now)
        page = text_of(sign_in(owner).get(live(row)))
        assert "Has seen it" in page
        assert "Cannot right now" in page
        assert "On its way" in page

    def test_a_contact_we_cannot_reach_is_shown_with_the_link_to_pass_on(self, owner, make_tie, start, sign_in):
        contact = make_tie("Ann", ring=1)
        make_tie("Ben")
        Supporter.objects.filter(id=contact.supporter_id).update(person=None, contact_of=owner)
        row = start()
        page = text_of(sign_in(owner).get(live(row)))
        assert answer_path(row.notifications.get(tie=contact).id) in page

    def test_what_a_contact_answered_takes_the_place_of_their_link(self, owner, make_tie, start, sign_in, now):
        contact = make_tie("Ann", ring=1)
        make_tie("Ben")
        Supporter.objects.filter(id=contact.supporter_id).update(person=None, contact_of=owner)
        row = start()
        ask = row.notifications.get(tie=contact)
        services.decline(notification=ask, now=now)
        page = text_of(sign_in(owner).get(live(row)))
        assert "Cannot right now" in page
        assert answer_path(ask.id) not in page

    def test_once_somebody_is_there_the_two_come_first_and_nobody_else_is_to_be_asked(
        self, owner, make_tie, start, sign_in, now
    ):
        make_tie("Ann", ring=1)
        contact = make_tie("Ben", ring=1)
        Supporter.objects.filter(id=contact.supporter_id).update(person=None, contact_of=owner)
        row = start("struggling")
        link = answer_path(row.notifications.get(tie=contact).id)
        assert link in text_of(sign_in(owner).get(live(row)))
        services.answer(notification=ask_of(row, "Ann"), now=now)
        page = text_of(sign_in(owner).get(live(row)))
        assert link not in page
        assert page.index("Ann is with you") < page.index("Your message") < page.index("Who was asked")

    def test_what_only_the_owner_can_pass_on_comes_with_a_way_to_do_it(self, owner, make_tie, start, sign_in) -> None:
        contact = make_tie("Ann", ring=1)
        make_tie("Ben", ring=1)
        Supporter.objects.filter(id=contact.supporter_id).update(person=None, contact_of=owner)
        page = text_of(sign_in(owner).get(live(start())))
        assert page.index("Only you can tell my Ann") < page.index("While you wait") < page.index("Who was asked")
        assert "data-copy" in page

    def test_those_whom_only_the_owner_can_tell_stand_in_one_card(self, owner, make_tie, start, sign_in) -> None:
        contacts = [make_tie("Ann", ring=1), make_tie("Cleo", ring=1)]
        make_tie("Ben", ring=1)
        Supporter.objects.filter(id__in=[one.supporter_id for one in contacts]).update(person=None, contact_of=owner)
        row = start("urgent")
        page = sign_in(owner).get(live(row)).content.decode()
        card = page[page.index("Only you can tell them") : page.index("While you wait")]
        assert set(re.findall(r"<bdi>(my .*?)</bdi>", card)) == {"my Ann", "my Cleo"}
        links = [link[link.index("/answer") :] for link in re.findall(r'data-link\s+value="([^"]*)"', card)]
        assert sorted(links) == sorted(answer_path(row.notifications.get(tie=one).id) for one in contacts)
        assert "Only you can tell my" not in page

    def test_it_becomes_urgent_with_one_press_and_keeps_what_was_said(self, owner, make_tie, start, sign_in) -> None:
        make_tie("Ann")
        row = start("struggling", note="the evening is long")
        browser = sign_in(owner)
        page = browser.get(live(row)).content.decode()
        form = page[page.index('name="level" value="urgent"') - 300 : page.index("It has become urgent")]
        sent = dict(re.findall(r'name="(level|request_key|support|note)"\s+value="([^"]*)"', form))
        browser.post("/reach-out/", sent)
        urgent = ReachOut.objects.get(level="urgent")
        assert queries.owner_view(urgent).note == "the evening is long"
        row.refresh_from_db()
        assert row.state == "cancelled"
        browser.post("/reach-out/", sent)
        assert ReachOut.objects.count() == 2

    def test_a_message_that_comes_too_late_is_given_back(self, owner, make_tie, start, sign_in, now) -> None:
        helper = make_tie("Ann").supporter.person
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        services.close(reach_out_id=row.id, actor=owner, now=now)
        late = {"text": "I am still <here>", "request_key": "late"}
        answer = sign_in(helper).post(f"/asked/{ask_of(row, 'Ann').id}/say/", late)
        assert answer.status_code == 409
        assert "Your message was not sent" in text_of(answer)
        assert "I am still &lt;here&gt;" in answer.content.decode()
        answer = sign_in(owner).post(f"{live(row)}say/", late)
        assert answer.status_code == 409
        assert "I am still &lt;here&gt;" in answer.content.decode()
        assert not row.messages.exists()

    def test_who_was_there_and_had_to_go_is_not_said_to_have_declined(self, owner, make_tie, start, sign_in, now):
        helper = make_tie("Ann").supporter.person
        make_tie("Ben")
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        services.hand_back(notification=ask_of(row, "Ann"), now=now)
        assert "Was with you" in text_of(sign_in(owner).get(live(row)))
        page = text_of(sign_in(helper).get(f"/asked/{ask_of(row, 'Ann').id}/"))
        assert "You were with them, and that was help." in page
        assert "cannot right now" not in page.lower()

    def test_we_promise_to_tell_only_whom_we_can_tell(self, owner, make_tie, start, sign_in, now) -> None:
        make_tie("Ann")
        row = start()
        assert "keep it open, or look in again" in text_of(sign_in(owner).get(live(row)))
        PushSubscription.objects.create(
            created_at=now, person=owner, endpoint_digest=b"d" * 32, subscription_sealed=b"s"
        )
        assert "we tell you when somebody answers" in text_of(sign_in(owner).get(live(row)))

    def test_the_bar_does_not_lead_away_from_what_is_being_typed(self, owner, sign_in) -> None:
        browser = sign_in(owner)
        here = browser.get("/reach-out/").content.decode()
        assert '<a class="reach-out" href="#ask"' in here
        assert 'id="ask"' in here
        assert '<a class="reach-out" href="/reach-out/"' in browser.get("/circle/").content.decode()

    @pytest.mark.parametrize(("note", "folded"), [("", True), ("Please ring", False)])
    def test_what_was_typed_is_not_folded_away(self, owner, sign_in, note, folded) -> None:
        page = text_of(sign_in(owner).post("/reach-out/", {"request_key": "one", "note": note}))
        assert ("<details>" in page, "<details open>" in page) == (folded, not folded)

    def test_the_moves_of_the_owner(self, owner, make_tie, start, sign_in, now) -> None:
        make_tie("Ann"), make_tie("Ben")
        row, browser = start(), sign_in(owner)
        services.answer(notification=ask_of(row, "Ann"), now=now)
        for move, state in (("resume", "open"), ("cancel", "cancelled")):
            assert browser.post(reverse("reach-out-move", args=[row.id, move])).url == live(row)
            assert ReachOut.objects.get().state == state

    def test_a_move_that_came_too_late_gets_a_sentence(self, owner, make_tie, start, sign_in, now) -> None:
        make_tie("Ann")
        row = start()
        services.cancel(reach_out_id=row.id, actor=owner, now=now)
        answer = sign_in(owner).post(reverse("reach-out-move", args=[row.id, "resume"]))
        assert answer.status_code == 409
        assert "has moved on meanwhile" in text_of(answer)

    def test_an_unknown_move_or_part_is_not_there(self, owner, make_tie, start, sign_in) -> None:
        make_tie("Ann")
        row, browser = start(), sign_in(owner)
        assert browser.post(reverse("reach-out-move", args=[row.id, "explode"])).status_code == 404
        assert browser.get(reverse("reach-out-part", args=[row.id, "secrets"])).status_code == 404


class TestBeingAsked:
    def test_the_card_and_the_page_show_who_asks_and_the_answer_opens_a_conversation(
        self, owner, make_tie, start, sign_in
    ) -> None:
        person = make_tie("Ann").supporter.person
        row = start(note="please come")
        browser = sign_in(person)
        page = text_of(browser.get("/"))
        asked = reverse("asked", args=[ask_of(row, "Ann").id])
        assert "Ona Madeup" in page
        assert asked in page
        assert "please come" not in page
        assert "please come" in text_of(browser.get(asked))
        answer = browser.post(reverse("asked-move", args=[ask_of(row, "Ann").id, "answer"]), follow=True)
        assert "You are with Ona Madeup" in text_of(answer)
        browser.post(
            reverse("asked-move", args=[ask_of(row, "Ann").id, "say"]), {"text": "I am here", "request_key": "1"}
        )
        assert "I am here" in text_of(sign_in(owner).get(live(row)))

    def test_seeing_the_page_is_noted(self, make_tie, start, sign_in) -> None:
        person = make_tie("Ann").supporter.person
        row = start()
        sign_in(person).get(reverse("asked", args=[ask_of(row, "Ann").id]))
        assert ask_of(row, "Ann").seen_at is not None

    def test_who_was_asked_but_did_not_answer_reads_no_note_and_no_conversation(self, make_tie, start, sign_in, now):
        make_tie("Ann")
        other = make_tie("Ben").supporter.person
        row = start(note="canary note")
        services.answer(notification=ask_of(row, "Ann"), now=now)
        services.say(reach_out_id=row.id, line=services.Line("canary line", "1"), now=now)
        page = text_of(sign_in(other).get(reverse("asked", args=[ask_of(row, "Ben").id])))
        assert "It is taken care of" in page
        assert "canary" not in page
        assert "Ann" not in page

    def test_the_second_to_answer_gets_a_kind_sentence(self, make_tie, start, sign_in, now) -> None:
        make_tie("Ann")
        other = make_tie("Ben").supporter.person
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        answer = sign_in(other).post(reverse("asked-move", args=[ask_of(row, "Ben").id, "answer"]))
        assert answer.status_code == 409
        assert "Somebody is already with them. Thank you for coming." in text_of(answer)

    def test_who_has_to_go_says_so_with_one_button(self, owner, make_tie, start, sign_in, now) -> None:
        person = make_tie("Ann").supporter.person
        make_tie("Ben")
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        leave = reverse("asked-move", args=[ask_of(row, "Ann").id, "leave"])
        browser = sign_in(person)
        assert leave in text_of(browser.get(reverse("asked", args=[ask_of(row, "Ann").id])))
        browser.post(leave)
        assert "We are asking your people" in text_of(sign_in(owner).get(live(row)))

    def test_who_was_there_hears_that_they_are_all_right_and_the_others_that_it_is_over(
        self, owner, make_tie, start, sign_in, now
    ) -> None:
        ann, ben = make_tie("Ann", ring=1), make_tie("Ben", ring=1)
        row = start("struggling")
        services.answer(notification=ask_of(row, "Ann"), now=now)
        assert f"You are with {owner.alias}" in text_of(sign_in(ann.supporter.person).get("/supporting/"))
        services.close(reach_out_id=row.id, actor=owner, now=now)
        there, other = (
            text_of(sign_in(tie.supporter.person).get(reverse("asked", args=[ask_of(row, name).id])))
            for tie, name in ((ann, "Ann"), (ben, "Ben"))
        )
        assert f"{owner.alias} is all right for now" in there
        assert "You were there, and that helped." in there
        assert "all right" not in other
        assert "It is over" in other

    def test_an_empty_line_is_refused_and_the_page_stays(self, make_tie, start, sign_in, now) -> None:
        person = make_tie("Ann").supporter.person
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        move = reverse("asked-move", args=[ask_of(row, "Ann").id, "say"])
        assert sign_in(person).post(move, {"text": "", "request_key": "1"}).status_code == 422
        assert not Message.objects.exists()

    def test_the_supporter_never_learns_stance_name_or_others(self, owner, make_tie, start, sign_in) -> None:
        person = make_tie("Ann", stance="mixed").supporter.person
        make_tie("Ben", stance="mixed")
        row = start()
        page = text_of(sign_in(person).get(reverse("asked", args=[ask_of(row, "Ann").id])))
        assert "my Ann" not in page
        assert "ixed" not in page
        assert "Ben" not in page


class TestByLink:
    @pytest.fixture
    def contact(self, owner, make_tie) -> Tie:
        tie = make_tie("Ann", ring=1)
        Supporter.objects.filter(id=tie.supporter_id).update(person=None, contact_of=owner)
        make_tie("Ben")
        return tie

    def test_a_contact_without_account_answers_and_talks(self, contact, owner, start, sign_in) -> None:
        row = start()
        path = answer_path(row.notifications.get(tie=contact).id)
        browser = Client()
        assert "Ona Madeup reached out" in text_of(browser.get(path))
        assert browser.post(f"{path}answer/").url == path
        browser.post(f"{path}say/", {"text": "on my way", "request_key": "1"})
        page = text_of(sign_in(owner).get(live(row)))
        assert "my Ann is with you" in page
        assert "on my way" in page

    def test_an_altered_link_is_not_there_and_tells_nothing(self, contact, start) -> None:
        row = start()
        path = answer_path(row.notifications.get(tie=contact).id)
        answer = Client().get(path.replace(path[12:16], "0000"))
        assert answer.status_code == 404
        assert "Ona" not in text_of(answer)
        assert "This link is not complete" in text_of(answer)

    def test_once_the_tie_has_ended_the_link_is_closed(self, contact, start, now) -> None:
        row = start()
        path = answer_path(row.notifications.get(tie=contact).id)
        Tie.objects.filter(id=contact.id).update(state="ended", ended_at=now)
        for answer in (Client().get(path), Client().post(f"{path}answer/")):
            assert answer.status_code == 410
            assert "Ona" not in text_of(answer)


class TestWhoMay:
    """Owner, somebody asked, another member, and a stranger, at every address of a reach-out."""

    def test_each_sees_exactly_their_side(
        self, owner, make_person: MakePerson, make_tie: MakeTie, start: Start, sign_in
    ):
        asked = make_tie("Ann").supporter.person
        other = make_person("Olaf Madeup")
        row = start()
        ask = ask_of(row, "Ann")
        seen = {
            path: [
                sign_in(who).get(path).status_code if who else Client().get(path).status_code
                for who in (owner, asked, other, None)
            ]
            for path in (
                live(row),
                reverse("reach-out-part", args=[row.id, "now"]),
                reverse("asked", args=[ask.id]),
                reverse("asked-part", args=[ask.id, "write"]),
            )
        }
        assert list(seen.values()) == [
            [200, 404, 404, 302],
            [200, 404, 404, 302],
            [404, 200, 404, 302],
            [404, 200, 404, 302],
        ]

    def test_nobody_else_can_move_it(self, owner, make_person, make_tie, start, sign_in) -> None:
        asked, other = make_tie("Ann").supporter.person, make_person("Olaf Madeup")
        row = start()
        for who in (asked, other):
            for move in ("cancel", "close", "resume", "say"):
                assert sign_in(who).post(reverse("reach-out-move", args=[row.id, move])).status_code == 404
        for who in (owner, other):
            for move in ("answer", "decline", "say"):
                path = reverse("asked-move", args=[ask_of(row, "Ann").id, move])
                assert sign_in(who).post(path).status_code == 404
        assert ReachOut.objects.get().state == "open"

    def test_a_supporter_who_was_removed_sees_it_no_more(self, make_tie, start, sign_in, now) -> None:
        tie = make_tie("Ann")
        row = start()
        Tie.objects.filter(id=tie.id).update(state="ended", ended_at=now)
        path = reverse("asked", args=[ask_of(row, "Ann").id])
        assert sign_in(tie.supporter.person).get(path).status_code == 404


class TestListening:
    def test_a_listener_takes_and_ends_shifts(self, make_person: MakePerson, sign_in, now) -> None:
        listener = make_person("Lis Madeup")
        listener.role_grants.create(role="listener", created_at=now)
        browser = sign_in(listener)
        browser.post("/listening/", {"weekday": "2", "hour": "22", "hours": "4"})
        shift = Shift.objects.get()
        assert (shift.start, shift.hours) == (70, 4)
        assert "Between 22:00 and 02:00 in the nights of Wed" in text_of(browser.get("/listening/"))
        again = browser.post("/listening/", {"weekday": "2", "hour": "22", "hours": "2"})
        assert again.status_code == 422
        assert "already have a shift" in text_of(again)
        browser.post(reverse("end-shift", args=[shift.id]))
        assert not Shift.objects.exists()

    @pytest.mark.parametrize("wrong", [{"weekday": "7"}, {"hour": "24"}, {"hours": "25"}, {"hours": "x"}])
    def test_shifts_that_cannot_be_are_refused(self, make_person, sign_in, now, wrong) -> None:
        listener = make_person("Lis Madeup")
        listener.role_grants.create(role="listener", created_at=now)
        values = {"weekday": "2", "hour": "22", "hours": "4", **wrong}
        assert sign_in(listener).post("/listening/", values).status_code == 422

    def test_only_listeners_come_in_and_only_to_their_own(self, make_person, sign_in, now) -> None:
        listener, other = make_person("Lis Madeup"), make_person("Olaf Madeup")
        listener.role_grants.create(role="listener", created_at=now)
        ensure_supporter(listener, now=now)
        shift = Shift.objects.create(person=listener, start=3, hours=2, created_at=now)
        assert sign_in(other).get("/listening/").status_code == 403
        assert Client().get("/listening/").status_code == 302
        other.role_grants.create(role="listener", created_at=now)
        assert sign_in(other).post(reverse("end-shift", args=[shift.id])).status_code == 404
        assert sign_in(listener).post(reverse("end-shift", args=[uuid4()])).status_code == 404
        assert Shift.objects.count() == 1


def test_without_scripts_a_page_looks_again_by_itself_only_while_there_is_nothing_to_type(
    owner, make_tie, start, sign_in
) -> None:
    """A page that reloads every fifteen seconds takes along what is being written."""
    tie = make_tie("Ann")
    row = start("talk")
    ask = ask_of(row, "Ann")
    pages = [(sign_in(owner), live(row)), (sign_in(tie.supporter.person), reverse("asked", args=[ask.id]))]
    for browser, page in pages:
        assert 'http-equiv="refresh"' in text_of(browser.get(page))
    services.answer(notification=ask, now=row.created_at)
    for browser, page in pages:
        shown = text_of(browser.get(page))
        assert "<textarea" in shown
        assert 'http-equiv="refresh"' not in shown
        assert f'<noscript> <p> <a href="{page}">See whether there is something new</a>' in shown


@pytest.mark.parametrize("people", [1, 3])
def test_the_live_page_takes_a_constant_number_of_queries(
    make_tie, start, sign_in, people, django_assert_num_queries
) -> None:
    for number in range(people):
        make_tie(f"Sam{number}")
    row = start("urgent", note="hello")
    services.answer(notification=ask_of(row, "Sam0"), now=row.created_at)
    for number in range(people):
        services.say(reach_out_id=row.id, line=services.Line("hello", str(number)), now=row.created_at)
    browser = sign_in(row.owner)
    browser.get(live(row))
    with django_assert_num_queries(QUERIES_OF_LIVE):
        browser.get(live(row))


QUERIES_OF_LIVE = 12
