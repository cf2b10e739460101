"""The pages of worksheets: filling in, the timer, sharing, and what another person meets of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.circles.models import Supporter, Tie
from alongside.kernel.clock import current_time
from alongside.toolbox import services
from alongside.toolbox.models import Sheet
from alongside.toolbox.worksheets import worksheets
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn, contact_token
from tests.toolbox.conftest import Write

pytestmark = pytest.mark.django_db


def share(sheet: Sheet, tie: Tie) -> None:
    """Let the person of a tie read a sheet."""
    services.share_sheet(actor=sheet.owner, sheet_id=sheet.id, tie_ids=[tie.id], now=current_time())


class TestFilling:
    def test_the_toolbox_shows_worksheets_to_everybody_and_asks_to_sign_in_for_them(self, owner: Person) -> None:
        said = text_of(Client().get(to("toolbox")))
        assert [one.title for one in worksheets().values() if one.title not in said] == []
        assert "For these you sign in" in said
        sent = Client().get(to("worksheet", "abc"))
        assert sent.status_code == 302
        browser = Client()
        browser.force_login(owner)
        assert "For these you sign in" not in text_of(browser.get(to("toolbox")))
        assert browser.get(to("worksheet", "other")).status_code == 404

    @pytest.mark.parametrize("key", list(worksheets()))
    def test_every_worksheet_asks_all_of_its_questions(self, owner: Person, sign_in: SignIn, key: str) -> None:
        page = sign_in(owner).get(to("worksheet", key))
        said = text_of(page)
        assert page.status_code == 200
        assert [one.asks for one in worksheets()[key].asked_first if one.asks not in said] == []
        assert "Only you see it, until you share it with somebody." in said

    def test_four_squares_stand_side_by_side_and_nothing_else_does(
        self, owner: Person, write: Write, sign_in: SignIn
    ) -> None:
        row = write("weighing", what="Fridays", do_good="Sleep", not_hard="The walk home")
        browser = sign_in(owner)
        assert browser.get(to("worksheet", "weighing")).content.decode().count('<div class="half">') == 4
        assert browser.get(to("sheet", row.id)).content.decode().count('class="row half"') == 2

    def test_what_is_kept_is_shown_and_stands_in_the_list(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        sent = {
            "once": "x",
            "sheet-change": "Sleep before one",
            "sheet-why": "My back\nMy mood",
            "sheet-steps-0-0": "Walk",
            "sheet-steps-0-2": "Sol",
            "sheet-sure": "0",
        }
        answer = browser.post(to("worksheet", "change"), sent, follow=True)
        said = text_of(answer)
        assert "It is kept, and you can change it at any time." in said
        for text in ("Sleep before one", "My back My mood", "What I do When and where Who could help Walk Sol"):
            assert text in said
        assert "0 out of 10" in said
        assert "Only you see this." in said
        assert "A plan for a change Sleep before one" in text_of(browser.get(to("sheets")))

    def test_nothing_typed_is_lost_when_something_cannot_be_kept(self, owner: Person, sign_in: SignIn) -> None:
        sent = {
            "once": "x",
            "sheet-change": "x" * 4001,
            "sheet-why": "My back",
            "sheet-steps-1-1": "At the “pond”",
            "sheet-sure": "4",
        }
        answer = sign_in(owner).post(to("worksheet", "change"), sent)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "Please keep it to 4000 signs." in text_of(answer)
        assert "x" * 4001 in html
        assert "My back</textarea>" in html
        assert 'value="At the “pond”"' in html
        assert answer.context["form"]["sheet-sure"].value() == "4"
        assert not Sheet.objects.exists()

    def test_a_sheet_without_an_answer_says_so(self, owner: Person, sign_in: SignIn) -> None:
        answer = sign_in(owner).post(to("worksheet", "abc"), {"once": "x", "sheet-a": " "})
        assert answer.status_code == 422
        assert "One answer is enough to keep it." in text_of(answer)

    def test_too_many_lines_are_said_of_their_field(self, owner: Person, sign_in: SignIn) -> None:
        answer = sign_in(owner).post(to("worksheet", "gratitude"), {"once": "x", "sheet-good": "a\nb\nc\nd"})
        assert answer.status_code == 422
        assert "There is room for 3 lines here." in text_of(answer)

    def test_what_was_written_in_one_worksheet_can_be_read_through(
        self, owner: Person, mate: Person, write: Write, sign_in: SignIn, now: datetime
    ) -> None:
        write("urges", strong=8, set_off="The bridge", helped="Cold water")
        write("urges", strong=5, set_off="A letter", at=now + timedelta(days=1))
        write(a="CANARY-OTHER")
        said = text_of(sign_in(owner).get(to("worksheet-read", "urges")))
        assert said.index("A letter") < said.index("The bridge") < said.rindex("Cold water")
        assert "CANARY" not in said
        assert "Nothing written yet" in text_of(sign_in(mate).get(to("worksheet-read", "urges")))
        assert sign_in(owner).get(to("worksheet-read", "other")).status_code == 404

    def test_changing_begins_with_what_stands_there(
        self, owner: Person, write: Write, sign_in: SignIn, now: datetime
    ) -> None:
        row = write("values", matters="My sister\nMusic", when="Today")
        browser = sign_in(owner)
        form = browser.get(to("sheet-change", row.id)).context["form"]
        assert form["sheet-matters"].value() == "My sister\nMusic"
        assert form["sheet-when"].value() == "Today"
        sent = {"once": "y", "sheet-matters": "Music", "sheet-when": ""}
        said = text_of(browser.post(to("sheet-change", row.id), sent, follow=True))
        assert "Your changes are kept. " in said
        assert "My sister" not in said
        assert Sheet.objects.count() == 1

    def test_deleting_asks_first(self, owner: Person, write: Write, sign_in: SignIn) -> None:
        row = write(a="One")
        browser = sign_in(owner)
        assert "Delete this sheet?" in text_of(browser.get(to("sheet-remove", row.id)))
        assert Sheet.objects.exists()
        assert "It is deleted." in text_of(browser.post(to("sheet-remove", row.id), follow=True))
        assert not Sheet.objects.exists()

    @pytest.mark.parametrize("page", ["", "0", "-1", "x", "99999999", "²", "000001" + "9" * 20])
    def test_an_odd_page_is_the_first_or_an_empty_one(
        self, owner: Person, write: Write, sign_in: SignIn, page: str
    ) -> None:
        write(a="One")
        assert sign_in(owner).get(to("sheets"), {"page": page}).status_code == 200

    def test_with_nothing_written_there_is_one_next_step(self, owner: Person, sign_in: SignIn) -> None:
        assert "Look what there is to write" in text_of(sign_in(owner).get(to("sheets")))


class TestSurfing:
    def test_an_urge_is_written_down_waited_out_and_looked_at_again(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        assert "How strong is it now?" not in text_of(browser.get(to("worksheet", "urges")))
        sent = browser.post(to("worksheet", "urges"), {"once": "x", "sheet-strong": "8", "surf": "10"})
        row = Sheet.objects.get()
        assert sent.headers["Location"] == to("sheet-surf", row.id)
        page = browser.get(to("sheet-surf", row.id))
        said = text_of(page)
        assert "it is over." in said
        assert [step for step in worksheets()["urges"].surf_steps if step not in said] == []
        assert 590 <= page.context["seconds"] <= 600
        assert "Look whether it is over" in said
        sent = browser.post(to("sheet-after", row.id), {"once": "x", "sheet-after": "3"}, follow=True)
        assert "You gave it time, and that counts." in text_of(sent)
        assert "How strong is it now? 3 out of 10" in text_of(sent)
        assert "What may help meanwhile" not in text_of(sent)

    def test_when_the_time_is_over_the_page_says_so_without_a_script(
        self, owner: Person, write: Write, sign_in: SignIn
    ) -> None:
        row = write("urges", strong=8, minutes=10, at=current_time() - timedelta(minutes=11))
        page = sign_in(owner).get(to("sheet-surf", row.id))
        said = text_of(page)
        assert "it is over." not in said
        assert "surf.js" not in page.content.decode()
        assert "The time is over" in said
        assert "One thing you can do now Breathe out slowly" in said
        assert "How strong is it now?" in said

    def test_it_can_be_only_written_down_and_waited_out_later(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        said = text_of(browser.post(to("worksheet", "urges"), {"once": "x", "sheet-strong": "8"}, follow=True))
        row = Sheet.objects.get()
        assert row.surf_until is None
        assert "Write how it is now" in said
        assert "It is strong right now. That is no fault of yours" in said
        assert browser.get(to("sheet-surf", row.id)).headers["Location"] == to("sheet", row.id)
        assert browser.post(to("sheet-surf", row.id), {"surf": "20"}).headers["Location"] == to("sheet-surf", row.id)
        assert 1190 <= browser.get(to("sheet-surf", row.id)).context["seconds"] <= 1200
        assert browser.post(to("sheet-surf", row.id), {"surf": "500"}).status_code == 422

    def test_after_an_urge_an_answer_is_needed_and_others_stay(
        self, owner: Person, write: Write, sign_in: SignIn
    ) -> None:
        row = write("urges", strong=8, body="Jaw", minutes=10)
        browser = sign_in(owner)
        sent = browser.post(to("sheet-after", row.id), {"once": "x", "sheet-helped": "a\nb\nc\nd\ne\nf"})
        assert sent.status_code == 422
        browser.post(to("sheet-after", row.id), {"once": "x", "sheet-helped": "Cold water", "sheet-after": "2"})
        assert "Jaw" in text_of(browser.get(to("sheet", row.id)))

    def test_while_it_runs_today_and_the_sheet_lead_back_to_it(
        self, owner: Person, write: Write, sign_in: SignIn
    ) -> None:
        row = write("urges", strong=8, minutes=20, at=current_time() - timedelta(minutes=5))
        browser = sign_in(owner)
        for path in (to("today"), to("sheet", row.id)):
            page = browser.get(path)
            assert "Back to the timer" in text_of(page)
            assert to("sheet-surf", row.id) in page.content.decode()
        assert "Wait with me" not in text_of(browser.get(to("sheet", row.id)))
        browser.post(to("sheet-after", row.id), {"once": "x", "sheet-after": "2"})
        assert "Back to the timer" not in text_of(browser.get(to("today")))

    def test_today_asks_for_an_hour_how_it_is_now(self, owner: Person, write: Write, sign_in: SignIn) -> None:
        for minutes, is_asked in ((80, False), (69, True)):
            write("urges", strong=8, minutes=10, at=current_time() - timedelta(minutes=minutes))
            said = text_of(sign_in(owner).get(to("today")))
            assert ("The time is over You waited with it." in said) is is_asked
            assert "Back to the timer" not in said
        row = Sheet.objects.latest("created_at")
        sign_in(owner).post(to("sheet-after", row.id), {"once": "x", "sheet-after": "2"})
        assert "The time is over" not in text_of(sign_in(owner).get(to("today")))

    def test_somebody_else_reads_nothing_of_it(
        self, mate: Person, accepted: Callable[..., Tie], write: Write, sign_in: SignIn
    ) -> None:
        accepted(mate)
        write("urges", strong=8, minutes=20, at=current_time())
        assert "Back to the timer" not in text_of(sign_in(mate).get(to("today")))

    def test_opened_again_the_bar_stands_where_the_time_does(
        self, owner: Person, write: Write, sign_in: SignIn
    ) -> None:
        row = write("urges", strong=8, minutes=20, at=current_time() - timedelta(minutes=5))
        page = sign_in(owner).get(to("sheet-surf", row.id))
        assert 899 <= page.context["seconds"] <= 900
        assert (page.context["whole"], 300 <= page.context["passed"] <= 301) == (1200, True)
        Sheet.objects.update(surf_from=None)
        page = sign_in(owner).get(to("sheet-surf", row.id))
        assert (page.context["passed"], 899 <= page.context["whole"] <= 900) == (0, True)

    def test_read_through_it_shows_before_after_and_what_helped(
        self, owner: Person, write: Write, sign_in: SignIn
    ) -> None:
        write("urges", strong=6)
        assert "at a glance" not in text_of(sign_in(owner).get(to("worksheet-read", "urges")))
        write("urges", strong=8, after=3, helped="Cold water\nA walk")
        page = sign_in(owner).get(to("worksheet-read", "urges"))
        assert page.context["page"].headings == (
            "Day",
            "How strong is the urge?",
            "How strong is it now?",
            "What helped?",
        )
        assert [row[1:] for row in page.context["page"].glance] == [
            ("8 out of 10", "3 out of 10", "Cold water · A walk"),
            ("6 out of 10", "–", "–"),
        ]
        assert "Before and after, at a glance" in text_of(page)
        assert "at a glance" not in text_of(sign_in(owner).get(to("worksheet-read", "abc")))

    def test_waiting_on_loses_nothing_that_was_typed(self, owner: Person, write: Write, sign_in: SignIn) -> None:
        row = write("urges", strong=8, minutes=10, at=current_time() - timedelta(minutes=11))
        browser = sign_in(owner)
        sent = {"once": "x", "sheet-after": "7", "sheet-helped": "Cold water", "surf": "10"}
        assert browser.post(to("sheet-after", row.id), sent).headers["Location"] == to("sheet-surf", row.id)
        page = browser.get(to("sheet-surf", row.id))
        assert 590 <= page.context["seconds"] <= 600
        assert page.context["form"]["sheet-helped"].value() == "Cold water"

    def test_other_worksheets_have_no_timer(self, owner: Person, write: Write, sign_in: SignIn) -> None:
        row = write(a="One")
        for name in ("sheet-surf", "sheet-after"):
            assert sign_in(owner).get(to(name, row.id)).status_code == 404

    def test_the_practice_for_an_urge_leads_to_it_once_signed_in(self, owner: Person, sign_in: SignIn) -> None:
        assert to("worksheet", "urges") in sign_in(owner).get(to("practice", "urge")).content.decode()
        assert to("worksheet", "urges") not in sign_in().get(to("practice", "urge")).content.decode()
        assert to("worksheet", "urges") not in sign_in(owner).get(to("practice", "breathing")).content.decode()


class TestSharing:
    def test_nobody_is_chosen_beforehand_and_the_page_says_who_reads_what(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, sign_in: SignIn
    ) -> None:
        tie, row = accepted(mate, "Mia Test"), write(a="One")
        browser = sign_in(owner)
        page = browser.get(to("sheet-share", row.id))
        assert page.context["form"]["readers"].value() == []
        assert "Nobody else does, and no other sheet is shown." in text_of(page)
        browser.post(to("sheet-share", row.id), {"readers": [str(tie.id)]})
        for name in ("sheet", "sheet-change"):
            assert "Beside you this sheet can be read by Mia Test." in text_of(browser.get(to(name, row.id)))
        browser.post(to("sheet-share", row.id), {"readers": []})
        assert "Only you see this." in text_of(browser.get(to("sheet", row.id)))

    def test_without_anybody_it_says_what_to_do(self, owner: Person, write: Write, sign_in: SignIn) -> None:
        assert "Nobody has said yes to you here yet." in text_of(
            sign_in(owner).get(to("sheet-share", write(a="One").id))
        )

    def test_a_supporter_finds_it_reads_it_and_that_is_said(
        self, mate: Person, accepted: Callable[..., Tie], write: Write, sign_in: SignIn
    ) -> None:
        tie, row = accepted(mate, "Mia Test"), write("message", message="I count the days", is_at_hand=True)
        other = write(a="CANARY-OTHER")
        share(row, tie)
        browser = sign_in(mate)
        page = text_of(browser.get(to("supporting")))
        assert "Worksheets shared with you Worksheets that Odd Owner shares with you" in page
        listed = browser.get(to("supporting-sheets", tie.id))
        assert "A message to myself 4 March 2026" in text_of(listed)
        said = text_of(browser.get(to("supporting-sheet", tie.id, row.id)))
        assert "I count the days" in said
        assert "They see that you read it." in said
        assert "hard hour" not in said
        assert "CANARY" not in said + text_of(listed)
        assert browser.get(to("supporting-sheet", tie.id, other.id)).status_code == 404
        assert "Who has read it Mia Test just now" in text_of(sign_in(row.owner).get(to("sheet", row.id)))

    def test_a_contact_finds_it_by_their_own_link(self, contact: Supporter, write: Write, sign_in: SignIn) -> None:
        token, row = contact_token(contact), write(a="I count the days")
        for name, parts in (("with-sheets", (token,)), ("with-sheet", (token, row.id))):
            assert sign_in().get(to(name, *parts)).status_code == 404
        share(row, contact.ties.get())
        assert to("with-sheets", token) in sign_in().get(to("with", token)).content.decode()
        assert to("with-sheet", token, row.id) in sign_in().get(to("with-sheets", token)).content.decode()
        assert "I count the days" in text_of(sign_in().get(to("with-sheet", token, row.id)))

    def test_a_page_of_a_sheet_is_for_its_owner_alone(
        self, mate: Person, accepted: Callable[..., Tie], write: Write, sign_in: SignIn
    ) -> None:
        accepted(mate)
        row = write("urges", strong=8, body="CANARY-LINE", minutes=10)
        for name in ("sheet", "sheet-after", "sheet-change", "sheet-remove", "sheet-share", "sheet-surf"):
            for person in (mate, None):
                answer = sign_in(person).get(to(name, row.id))
                assert answer.status_code == (404 if person else 302)
                assert "CANARY" not in answer.content.decode()
        for name in ("sheets", "supporting", "today"):
            assert "CANARY" not in sign_in(mate).get(to(name)).content.decode()
