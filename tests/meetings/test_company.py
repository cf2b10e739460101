"""Offering to come along, or to pick somebody up: for the owner, who offers, another tie and a stranger."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.audit.models import Entry
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from alongside.meetings import privacy, services
from alongside.meetings.along_page import asked_along, companions_of
from alongside.meetings.along_telling import ANSWERED, ASKED, OFFERED, TAKEN_UP
from alongside.meetings.company_page import dates_to_go, offered_to, to_offer
from alongside.meetings.models import Along, CompanyOffer, Meeting, Saved
from alongside.notifications.wording import NEUTRAL_BODY, words_of
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn, contact_token
from tests.journeys.conftest import give_device, person_of
from tests.meetings import test_along
from tests.meetings.conftest import MakeMeeting
from tests.meetings.test_along import NAME, NOW, STARTS, TUESDAY, answer, ask, told

owner, mate, stranger, sign_in, mail = (
    test_along.owner,
    test_along.mate,
    test_along.stranger,
    test_along.sign_in,
    test_along.mail,
)
named, invited, accepted, contact = test_along.named, test_along.invited, test_along.accepted, test_along.contact
now, tie, other_tie, saved = test_along.now, test_along.tie, test_along.other_tie, test_along.saved

pytestmark = pytest.mark.django_db


def offer(tie: Tie, way: str = "pick_up", *, at: datetime = NOW) -> CompanyOffer:
    """Have whoever stands with the owner offer it."""
    return services.offer_company(actor=person_of(tie), tie_id=tie.id, way=way, now=at)


def take_up(row: CompanyOffer, saved: Saved, **values: Any) -> Along:
    """Have the owner take it up for Tuesday."""
    usual = {"saved_id": saved.id, "on_date": TUESDAY, "way": "pick_up", "now": NOW}
    return services.take_up_offer(actor=saved.owner, offer_id=row.id, **(usual | values))


class TestAnsweringWithMore:
    def test_who_is_asked_to_come_can_offer_to_pick_them_up(self, saved: Saved, tie: Tie) -> None:
        give_device(saved.owner, NOW)
        row = ask(saved, tie)
        services.answer_along(actor=person_of(tie), along_id=row.id, is_yes=True, can_pick_up=True, now=NOW)
        (one,) = companions_of(saved.owner, now=NOW)
        assert (one.words, one.can_pick_up) == ("Mia M. comes along, and can pick you up if you like.", True)
        assert [(view.can_pick_up, view.is_pick_up) for view in asked_along(person_of(tie), now=NOW)] == [(True, False)]
        for person in (person_of(tie), tie.owner):
            if person != saved.owner:
                with pytest.raises(NotFound):
                    services.take_pick_up(actor=person, along_id=row.id, now=NOW)
        services.take_pick_up(actor=saved.owner, along_id=row.id, now=NOW)
        (one,) = companions_of(saved.owner, now=NOW)
        assert (one.words, one.can_pick_up) == ("Mia M. picks you up, and comes along.", False)
        assert [(view.can_pick_up, view.is_pick_up) for view in asked_along(person_of(tie), now=NOW)] == [(False, True)]
        assert told() == [ASKED, ANSWERED, TAKEN_UP]
        with pytest.raises(Conflict):
            services.take_pick_up(actor=saved.owner, along_id=row.id, now=NOW)

    def test_a_plain_yes_offers_no_ride(self, saved: Saved, tie: Tie) -> None:
        row = answer(ask(saved, tie), is_yes=True)
        with pytest.raises(Conflict):
            services.take_pick_up(actor=saved.owner, along_id=row.id, now=NOW)

    def test_what_is_off_is_not_taken_up(self, saved: Saved, tie: Tie) -> None:
        row = ask(saved, tie)
        services.answer_along(actor=person_of(tie), along_id=row.id, is_yes=True, can_pick_up=True, now=NOW)
        answer(row, is_yes=False)
        with pytest.raises(Conflict):
            services.take_pick_up(actor=saved.owner, along_id=row.id, now=NOW)
        assert [one.can_pick_up for one in companions_of(saved.owner, now=NOW)] == [False]


class TestOffering:
    def test_the_owner_reads_it_and_whoever_offers_learns_nothing(
        self, saved: Saved, tie: Tie, other_tie: Tie, stranger: Person
    ) -> None:
        give_device(saved.owner, NOW)
        offer(tie)
        assert [one.words for one in offered_to(saved.owner)] == [
            "Mia M. would come along to a meeting with you, and pick you up if you like."
        ]
        assert told() == [OFFERED]
        said = str(to_offer(person_of(tie)))
        assert "You offered to come along to a meeting, and to pick them up." in said
        assert NAME not in said
        assert [one.offered for one in to_offer(person_of(other_tie))] == [""]
        assert (offered_to(stranger), to_offer(stranger)) == ([], [])
        assert Entry.objects.filter(action="meetings.company_offered", about=saved.owner_id).count() == 1

    def test_taken_up_it_is_a_yes_to_one_date(self, saved: Saved, tie: Tie) -> None:
        row = take_up(offer(tie), saved)
        assert (row.state, row.way, row.starts_at) == ("agreed", "pick_up", STARTS)
        assert [one.words for one in companions_of(saved.owner, now=NOW)] == ["Mia M. picks you up, and comes along."]
        (view,) = asked_along(person_of(tie), now=NOW)
        assert (view.name, view.is_agreed) == (NAME, True)
        assert (offered_to(saved.owner), [one.offered for one in to_offer(person_of(tie))]) == ([], [""])
        assert told() == [TAKEN_UP]
        answer(row, is_yes=False)
        assert "cannot come this time" in companions_of(saved.owner, now=NOW)[0].words

    def test_nobody_is_picked_up_for_what_is_only_online(self, saved: Saved, tie: Tie) -> None:
        row = offer(tie)
        Meeting.objects.update(attendance="online")
        with pytest.raises(Invalid) as refusal:
            take_up(row, saved)
        assert refusal.value.field == "way"
        assert take_up(row, saved, way="come").way == "come"

    def test_not_now_is_told_to_nobody(self, saved: Saved, tie: Tie, stranger: Person) -> None:
        give_device(saved.owner, NOW)
        row = offer(tie, "come")
        for person in (person_of(tie), stranger):
            with pytest.raises(NotFound):
                services.not_now_to_offer(actor=person, offer_id=row.id, now=NOW)
        services.not_now_to_offer(actor=saved.owner, offer_id=row.id, now=NOW)
        assert told() == []
        assert offered_to(saved.owner) == []
        with pytest.raises(NotFound):
            services.not_now_to_offer(actor=saved.owner, offer_id=row.id, now=NOW)
        assert offer(tie), "another time"

    def test_it_can_be_taken_back_and_is_not_taken_up_then(self, saved: Saved, tie: Tie) -> None:
        row = offer(tie)
        with pytest.raises(NotFound):
            services.take_back_offer(actor=saved.owner, tie_id=tie.id, now=NOW)
        services.take_back_offer(actor=person_of(tie), tie_id=tie.id, now=NOW)
        assert told() == []
        with pytest.raises(NotFound):
            take_up(row, saved)

    def test_once_at_a_time_and_thrice_a_week(self, tie: Tie) -> None:
        offer(tie)
        with pytest.raises(Conflict, match="already"):
            offer(tie)
        for _again in range(2):
            services.take_back_offer(actor=person_of(tie), tie_id=tie.id, now=NOW)
            offer(tie)
        services.take_back_offer(actor=person_of(tie), tie_id=tie.id, now=NOW)
        with pytest.raises(TooMany):
            offer(tie)
        assert offer(tie, at=NOW + timedelta(days=7))

    def test_nobody_offers_for_another_or_to_whom_they_do_not_stand_with(
        self, tie: Tie, other_tie: Tie, stranger: Person
    ) -> None:
        for person in (person_of(other_tie), stranger):
            with pytest.raises(NotFound):
                services.offer_company(actor=person, tie_id=tie.id, way="come", now=NOW)
        with pytest.raises(NotAllowed):
            services.offer_company(actor=tie.owner, tie_id=tie.id, way="come", now=NOW)
        with pytest.raises(Invalid):
            offer(tie, "fly")

    @pytest.mark.parametrize(
        ("values", "field"),
        [({"on_date": date(2026, 12, 2)}, "on_date"), ({"way": "fly"}, "way"), ({"way": "pick_up"}, "way")],
    )
    def test_what_cannot_be_taken_up(self, saved: Saved, tie: Tie, values: dict[str, Any], field: str) -> None:
        with pytest.raises(Invalid) as refusal:
            take_up(offer(tie, "come"), saved, **{"way": "come", **values})
        assert refusal.value.field == field

    def test_a_meeting_of_another_and_one_that_only_a_group_knows_of(
        self, saved: Saved, tie: Tie, other_tie: Tie
    ) -> None:
        row = offer(tie)
        theirs = services.save_meeting(
            actor=person_of(other_tie), slug=str(saved.meeting and saved.meeting.slug), now=NOW
        )
        with pytest.raises(NotFound):
            take_up(row, saved, saved_id=theirs.id)
        Meeting.objects.update(community=saved.id, is_for_members=True)
        assert dates_to_go(saved.owner, now=NOW) == []
        with pytest.raises(Invalid):
            take_up(row, saved)

    def test_who_rests_meanwhile_is_left_alone(self, saved: Saved, tie: Tie) -> None:
        row = offer(tie)
        Supporter.objects.update(breather_until=NOW + timedelta(days=2))
        with pytest.raises(Invalid, match="breather"):
            take_up(row, saved)


class TestItsEnd:
    def test_with_the_tie(self, saved: Saved, tie: Tie) -> None:
        give_device(saved.owner, NOW)
        offer(tie)
        circles.leave_tie(actor=person_of(tie), tie_id=tie.id, now=NOW)
        assert CompanyOffer.objects.get().state == "taken_back"
        assert (offered_to(saved.owner), told()) == ([], [])

    @pytest.mark.parametrize("is_owner", [False, True])
    def test_with_either_of_them(self, saved: Saved, tie: Tie, is_owner: bool) -> None:
        offer(tie)
        erase_person(actor=saved.owner if is_owner else person_of(tie), now=NOW)
        assert not CompanyOffer.objects.exists()

    def test_some_weeks_after_it_ended_or_when_nobody_answered(self, tie: Tie, other_tie: Tie) -> None:
        offer(tie)
        services.take_back_offer(actor=person_of(tie), tie_id=tie.id, now=NOW)
        offer(other_tie)
        assert services.forget_offers(NOW + timedelta(days=30)) == 0
        assert services.forget_offers(NOW + timedelta(days=31)) == 1
        assert services.forget_offers(NOW + timedelta(days=91)) == 1

    def test_both_have_it_in_their_export(self, tie: Tie) -> None:
        offer(tie)
        facts = {"way": "pick_up", "offer_state": "offered", "offered_at": NOW.isoformat()}
        assert privacy.export(tie.owner_id)["company_offers"] == [{"who": "Mia M.", **facts}]
        assert privacy.export(person_of(tie).id)["company_offered"] == [{"who": "Odd Owner", **facts}]
        assert privacy.export(tie.owner_id)["company_offered"] == []
        assert privacy.export(person_of(tie).id)["company_offers"] == []


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"state": "taken_up"}, "meetings_companyoffer_state"),
        ({"state": "never"}, "meetings_companyoffer_state"),
        ({"ended_at": NOW}, "meetings_companyoffer_state"),
        ({"way": "fly"}, "meetings_companyoffer_way"),
    ],
)
def test_the_database_refuses(tie: Tie, change: dict[str, Any], name: str) -> None:
    offer(tie)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CompanyOffer.objects.update(**change)


def test_the_database_keeps_one_open_of_a_tie_and_no_ride_nobody_said_yes_to(saved: Saved, tie: Tie) -> None:
    offer(tie)
    with pytest.raises(IntegrityError, match="meetings_companyoffer_one_open"), transaction.atomic():
        CompanyOffer.objects.create(created_at=NOW, tie=tie, way="come")
    ask(saved, tie)
    for change in ({"offers_pick_up": True}, {"offers_pick_up": True, "state": "agreed", "way": "pick_up"}):
        with pytest.raises(IntegrityError, match="meetings_along_pick_up"), transaction.atomic():
            Along.objects.update(**change)


def test_what_goes_out_names_nothing() -> None:
    for text in (OFFERED, TAKEN_UP):
        assert words_of(text, locale="en", says_more=False).body == str(NEUTRAL_BODY)
        assert "meeting" not in str(words_of(text, locale="en", says_more=True).body)


def test_both_sides_ask_as_often_whatever_there_is(
    saved: Saved,
    tie: Tie,
    other_tie: Tie,
    make_meeting: MakeMeeting,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for one in (tie, other_tie):
        offer(one)
        with django_assert_num_queries(2):
            assert offered_to(saved.owner)
    with django_assert_num_queries(2):
        to_offer(person_of(tie))
    for _more in range(2):
        with django_assert_num_queries(2):
            assert dates_to_go(saved.owner, now=NOW)
        services.save_meeting(actor=saved.owner, slug=make_meeting(name=f"{NAME} two").slug, now=NOW)


class TestPages:
    def test_offered_and_taken_up(self, saved: Saved, tie: Tie, stranger: Person, sign_in: SignIn) -> None:
        browser, mate = sign_in(saved.owner), sign_in(person_of(tie))
        page = text_of(mate.get(to("supporting")))
        assert "Going to a meeting together" in page
        assert NAME not in page
        assert sign_in(stranger).post(to("supporting-company", tie.id), {"way": "come"}).status_code == 404
        assert mate.post(to("supporting-company", tie.id), {"way": "fly"}).status_code == 422
        offered = text_of(mate.post(to("supporting-company", tie.id), {"way": "pick_up"}, follow=True))
        assert "Odd Owner reads that you would come along to a meeting, and pick them up." in offered
        assert "You offered to come along to a meeting, and to pick them up." in offered
        assert "Take it back" in offered
        assert "Going to a meeting together" not in offered, "there is nobody else to offer it to"
        assert "Mia M. would come along" in text_of(browser.get(to("my-meetings")))
        row, (when, said), *_more = CompanyOffer.objects.get(), *dates_to_go(saved.owner, now=datetime.now(UTC))
        assert said.startswith(f"{NAME}: ")
        assert sign_in(stranger).get(to("company-take-up", row.id)).status_code == 404
        at = to("company-take-up", row.id)
        for wrong in ({"when": "one|two", "way": "come"}, {"when": f"{tie.id}|2026-01-01", "way": "come"}, {}):
            assert browser.post(at, wrong).status_code == 422
        answer = browser.post(at, {"when": when, "way": "pick_up"}, follow=True)
        assert answer.redirect_chain == [(to("my-meeting", saved.id), 303)]
        assert "Mia M. picks you up, and comes along." in text_of(answer)
        assert "You go along with Odd Owner" in text_of(mate.get("/"))

    def test_who_saved_no_meeting_is_shown_the_way_to_one(self, tie: Tie, sign_in: SignIn) -> None:
        row, browser = offer(tie, "come"), sign_in(tie.owner)
        assert "First save a meeting" in text_of(browser.get(to("company-take-up", row.id)))
        assert browser.post(to("company-not-now", row.id)).status_code == 303
        assert offered_to(tie.owner) == []

    def test_a_contact_offers_and_takes_back_behind_their_link(self, contact: Supporter, sign_in: SignIn) -> None:
        Supporter.objects.filter(id=contact.id).update(locale="en")
        token = contact_token(contact)
        assert "Going to a meeting together" in text_of(sign_in().get(to("with", token)))
        assert sign_in().post(to("with-company", token), {"way": "come"}).status_code == 303
        assert "You offered to come along to a meeting." in text_of(sign_in().get(to("with", token)))
        assert sign_in().post(to("with-company", token), {"way": "none"}).status_code == 303
        assert CompanyOffer.objects.get().state == "taken_back"

    def test_asked_to_come_one_says_that_one_can_pick_them_up(self, saved: Saved, tie: Tie, sign_in: SignIn) -> None:
        day = date.fromisoformat(dates_to_go(saved.owner, now=datetime.now(UTC))[0][0].partition("|")[2])
        row = ask(saved, tie, on_date=day, now=datetime.now(UTC))
        mate, browser = sign_in(person_of(tie)), sign_in(saved.owner)
        assert "Yes, and I can pick them up" in text_of(mate.get("/"))
        assert mate.post(to("supporting-along", row.id, "yes-pick-up")).status_code == 303
        assert "have not said yet whether they would like that" in text_of(mate.get("/"))
        assert "Yes, please pick me up" in text_of(browser.get(to("my-meeting", saved.id)))
        assert mate.post(to("along-pick-me-up", row.id)).status_code == 404
        assert browser.post(to("along-pick-me-up", row.id)).status_code == 303
        assert "You said that you pick them up." in text_of(mate.get("/"))
