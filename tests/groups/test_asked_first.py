"""Before a post is sent: it is asked about once, sent as it is if so wanted, and danger to life holds nothing back."""

from datetime import timedelta

import pytest
from django.db.models import F

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.groups.enums import GroupState, ThreadState
from alongside.groups.models import Group, Membership, Post, Thread
from alongside.groups.threads.forms import TitledForm
from alongside.safety.models import Case, Report
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import DETAILS, Begin, Join, Open, Three

WRITTEN = {name: getattr(DETAILS, name) for name in DETAILS.__slots__}
pytestmark = pytest.mark.django_db


def test_what_gives_away_is_asked_about_once_and_sent_as_it_is(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    thread, browser = open_thread(begin()), sign_in(owner)
    path = to("group-thread", thread.group.slug, thread.id)
    asked = browser.post(path, {"text": "Call me: <b>555 0142 717</b>", "note": ""})
    assert asked.status_code == 422
    page = asked.content.decode()
    assert page.count("phone number: <mark>555 0142 717</mark>. Do you want others to see it?") == 1
    assert "Call me: &lt;b&gt;555 0142 717&lt;/b&gt;" in page
    assert Post.objects.count() == 1
    sent = browser.post(path, {"text": "Call me: 555 0142 717", "note": "", "sure": "on"}, follow=True)
    assert "It is sent." in text_of(sent)
    assert Post.objects.count() == 2


def test_what_is_asked_is_a_question_and_no_error(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    thread, browser = open_thread(begin()), sign_in(owner)
    path = to("group-thread", thread.group.slug, thread.id)
    asked = browser.post(path, {"text": "Call 555 0142 717, or 555 0142 717", "note": ""}).content.decode()
    assert "Something needs another look" not in asked
    assert 'aria-invalid="true"' not in asked
    assert asked.count("<mark>") == 1
    form = asked.partition("</textarea>")[2].partition("</form>")[0]
    assert "Nothing is sent yet." in form
    assert '<a class="button" href="#id_text">Change what I wrote</a>' in form
    assert '<button class="button quiet" type="submit" name="sure" value="on">Send it as it is</button>' in form
    assert asked.index("<button hidden>") < asked.index('name="sure"')
    assert "autofocus" in form
    both = browser.post(path, {"text": "Call 555 0142 717", "note": "x" * 500}).content.decode()
    assert "Something needs another look" in both
    assert both.count("<mark>") == 1
    assert "Send it as it is" in both
    assert "autofocus" not in both


@pytest.mark.parametrize("field", ["name", "purpose", "agreements", "milestone_words"])
def test_what_a_group_says_of_itself_is_asked_about(begin: Begin, owner: Person, sign_in: SignIn, field: str) -> None:
    group, browser = begin(), sign_in(owner)
    said = {**WRITTEN, field: "For suicidal minds: 555 0142 717"}
    for path, more in ((to("group-change", group.slug), {}), (to("group-begin"), {"alias": "Silver Pebble"})):
        asked = browser.post(path, {**said, **more})
        assert asked.status_code == 422
        assert "phone number: <mark>555 0142 717</mark>" in asked.content.decode()
        assert browser.post(path, {**said, **more, "sure": "on"}).status_code == 303


@pytest.mark.parametrize("field", ["name", "purpose"])
def test_what_a_room_says_of_itself_is_asked_about(begin: Begin, owner: Person, sign_in: SignIn, field: str) -> None:
    browser, path = sign_in(owner), to("group-chat-open", begin().slug)
    said = {"name": "Open", "purpose": "Evenings.", "slow_seconds": "0", field: "Call 555 0142 717"}
    asked = browser.post(path, said)
    assert asked.status_code == 422
    assert "phone number: <mark>555 0142 717</mark>" in asked.content.decode()
    assert browser.post(path, {**said, "sure": "on"}).status_code == 303


def test_a_field_is_looked_at_as_far_as_it_takes_and_a_cry_is_heard_in_a_text_too_long_to_send() -> None:
    number, cry = "555 0142 717", "I want to die."
    title, text = "x " * 40, "x " * 5000
    assert TitledForm({"title": f" {' ' * 80}Call {number}", "text": "Hello"}).questions() != []
    assert TitledForm({"title": f"{title * 2}Call {number}", "text": f"{text}Call {number}"}).questions() == []
    assert not TitledForm({"title": f"{title * 2}{cry}", "text": "Hello"}).is_heavy()
    assert TitledForm({"title": "Tonight", "text": f"{text}{cry}"}).is_heavy()


def test_whether_it_is_a_cry_is_worked_out_once() -> None:
    form = TitledForm({"title": "Tonight", "text": "I want to die."})
    assert form.is_heavy()
    form.data = {"title": "Tonight", "text": "A calm one."}
    assert form.is_heavy()


def test_a_title_is_asked_about_too(begin: Begin, owner: Person, sign_in: SignIn) -> None:
    path = to("group-thread-begin", begin().slug)
    asked = sign_in(owner).post(path, {"title": "heron@example.org", "text": "Hello", "note": ""})
    assert "This looks like an e-mail address: <mark>heron@example.org</mark>." in asked.content.decode()
    assert not Post.objects.exists()


def test_an_ordinary_post_is_never_asked_about(begin: Begin, owner: Person, sign_in: SignIn) -> None:
    browser, path = sign_in(owner), to("group-thread-begin", begin().slug)
    assert "Send it as it is" not in text_of(browser.get(path))
    sent = browser.post(path, {"title": "Day 100", "text": "A calm one.", "note": ""}, follow=True)
    assert "Your thread is there." in text_of(sent)
    assert "sounds very heavy" not in text_of(sent)


def test_words_of_danger_are_sent_and_lead_to_people_and_lines(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    thread, browser = open_thread(begin()), sign_in(owner)
    path = to("group-thread", thread.group.slug, thread.id)
    sent = browser.post(path, {"text": "I want to die.", "note": ""}, follow=True)
    assert Post.objects.count() == 2
    assert "You do not have to carry it alone." in text_of(sent)
    warm = sent.content.decode()
    warm = warm[warm.index("sounds very heavy") :]
    assert f'<a href="{to("crisis-lines")}">Crisis lines</a>' in warm
    assert f'<a href="{to("reach-out")}">Reach out</a>' in warm


def test_where_somebody_is_is_not_asked_about_who_cries_for_help(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    thread = open_thread(begin())
    Membership.objects.update(wants_coach=True)
    path = to("group-thread", thread.group.slug, thread.id)
    words = "You should call. I want to die tonight. I am at 12 Oak Street. Call 555 0142 717"
    sent = sign_in(owner).post(path, {"text": words, "note": ""}, follow=True)
    assert Post.objects.get(place=2).text == words
    assert "You do not have to carry it alone." in text_of(sent)
    assert Case.objects.filter(is_urgent=True).count() == 1


def test_who_cries_for_help_reads_last_what_others_can_find_them_by(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    thread, browser = open_thread(begin()), sign_in(owner)
    path = to("group-thread", thread.group.slug, thread.id)
    number, more = "There is a phone number in what you wrote.", "There is more than one thing in what you wrote"
    for words, is_number, is_more in (
        ("I want to die tonight.", False, False),
        ("I want to die tonight. Call 555 0142 717", True, False),
        ("I want to die tonight. I am at 12 Oak Street. Call 555 0142 717", False, True),
    ):
        shown = text_of(browser.post(path, {"text": words, "note": ""}, follow=True))
        said = shown[shown.rindex("These are there right now:") :]
        assert (number in said, more in said) == (is_number, is_more), "last, after whom to turn to"
        assert ("You can change it or take it back." in said) is (is_number or is_more)
        assert "555 0142 717" not in said[: said.find("You can change it") + 1], "it is not repeated"


def test_what_is_written_where_a_thread_was_locked_meanwhile_stays(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    thread, browser = open_thread(begin()), sign_in(owner)
    Thread.objects.update(state=ThreadState.LOCKED)
    path = to("group-thread", thread.group.slug, thread.id)
    for text, is_heavy in (("A calm one.", False), ("I want to die.", True)):
        refused = browser.post(path, {"text": text, "note": ""})
        assert refused.status_code == 422
        assert "This thread is locked" in text_of(refused)
        assert f">{text}</textarea>" in " ".join(refused.content.decode().split()).replace("> ", ">")
        assert ("You do not have to carry it alone." in text_of(refused)) is is_heavy
        main = refused.content.decode().partition("<main")[2].partition("</main>")[0]
        assert (f'href="{to("reach-out")}"' in main) is is_heavy
    assert Post.objects.count() == 1
    assert 'id="write"' not in browser.get(path).content.decode()


def test_who_moderates_finds_the_way_to_who_cries_for_help(
    begin: Begin, join: Join, open_thread: Open, three: Three, sign_in: SignIn
) -> None:
    owner, mate, elsewhere = three
    group = begin()
    join(group, mate)
    thread = open_thread(group, "I want to die.", by=mate)
    RoleGrant.objects.create(created_at=group.created_at, person=elsewhere, role=Role.MODERATOR)
    Case.objects.update(instance_from=group.created_at)
    case, way = Case.objects.get(), f'href="{to("group-thread", group.slug, thread.id)}?from=1#post-1"'
    assert way in sign_in(owner).get(to("moderate-case", case.id)).content.decode()
    other = sign_in(elsewhere).get(to("moderate-case", case.id)).content.decode()
    assert "Somebody may be in danger." in other
    assert way not in other


def test_something_warm_is_said_where_the_page_begins(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    thread, browser = open_thread(begin()), sign_in(owner)
    path = to("group-thread", thread.group.slug, thread.id)
    assert browser.post(path, {"text": "A calm one.", "note": ""}).headers["Location"] == f"{path}#post-2"
    cry = browser.post(path, {"text": "I want to die.", "note": ""})
    assert cry.headers["Location"] == f"{path}?from=3#post-3", "whom to turn to stands below it"
    page = browser.get(f"{path}?from=3")
    assert page.content.decode().count("You do not have to carry it alone") == 1
    assert "It is sent." in text_of(page)
    kept = browser.post(path, {"text": "I want to die tonight.", "note": "", "keep": "yes"}, follow=True)
    assert "It is kept for you, and nobody else sees it." in text_of(kept)
    assert "You do not have to carry it alone. These are there right now: Reach out" in text_of(kept)
    assert Post.objects.count() == 3
    assert Case.objects.count() == 1


def test_who_may_not_write_for_a_while_and_cries_for_help_is_led_to_people(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    thread, browser = open_thread(begin()), sign_in(owner)
    Group.objects.update(state=GroupState.CLOSED)
    path = to("group-thread", thread.group.slug, thread.id)
    refused = browser.post(path, {"text": "I want to die.", "note": ""})
    assert refused.status_code == 422
    assert "I want to die." in refused.content.decode().partition("<textarea")[2]
    assert "You do not have to carry it alone. These are there right now: Reach out" in text_of(refused)


def test_who_cries_for_help_again_and_again_is_asked_something_else(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    thread, browser = open_thread(begin()), sign_in(owner)
    path = to("group-thread", thread.group.slug, thread.id)
    said = [
        text_of(browser.post(path, {"text": f"I want to die, {number}.", "note": ""}, follow=True))
        for number in range(4)
    ]
    assert all("You do not have to carry it alone." in one for one in said[:3])
    assert not any("Is somebody beside you" in one for one in said[:3])
    assert "Is somebody beside you, or is there somebody you could call this minute?" in said[3]
    assert "These are there right now: Reach out , Crisis lines" in said[3]
    Report.objects.update(created_at=F("created_at") - timedelta(hours=2))
    later = browser.post(path, {"text": "I want to die, still.", "note": ""}, follow=True)
    assert "You do not have to carry it alone." in text_of(later)


def test_over_a_thread_that_was_begun_in_danger_stands_whom_to_turn_to(
    begin: Begin, owner: Person, sign_in: SignIn
) -> None:
    path, browser, kept = to("group-thread-begin", begin().slug), sign_in(owner), "Only you are shown these numbers."
    typed = {"title": "Tonight", "text": "A calm one.", "note": "", "keep": "yes"}
    browser.post(path, typed)
    assert kept not in text_of(browser.get(path))
    browser.post(path, {**typed, "text": "I want to die."})
    assert text_of(browser.get(path)).count(kept) == 1
