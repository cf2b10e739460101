"""The listening coach: what it finds and misses exactly, for whom it asks, and that it never holds an answer back."""

from pathlib import Path

import pytest

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.coach import Heard, Missed, listen
from alongside.groups.models import Membership, Post
from alongside.kernel.errors import NotAllowed
from scripts.listening import table
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Open, Three, standing

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "listening.md"


def test_the_page_says_what_the_rules_find_and_miss() -> None:
    assert table() in PAGE.read_text(encoding="utf-8")


def test_each_way_is_named_once_in_the_order_of_the_text() -> None:
    text = "At least you are home. You should sleep. You should eat. I know exactly how you feel."
    assert listen(text) == (
        Heard(Missed.SMALL, "At least"),
        Heard(Missed.ADVICE, "You should"),
        Heard(Missed.KNOWING, "I know exactly how you feel"),
    )
    assert listen("I hear you.") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "You should go to a meeting every day and just stop buying it. Have you tried AA?",
            "You should, just stop, Have you tried",
        ),
        ("Why don't you call him? You need to sleep, you gotta eat.", "Why don't you, You need to, you gotta"),
        ("Deberías dormir más, y solo deja de comprarlo. ¿Has probado AA?", "Deberías, solo deja de, Has probado"),
    ],
)
def test_more_than_one_piece_of_advice_is_marked(text: str, words: str) -> None:
    assert listen(text) == (Heard(Missed.ADVICE, words),)


@pytest.mark.parametrize("piece", ["you should be ", "> ", "at least ", "why don't ", "hay gente que ", "\n> a"])
def test_a_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    assert len(listen((piece * 100_000)[:100_000] + ". You should call him.")) <= 3


@pytest.fixture
def answering(begin: Begin, join: Join, open_thread: Open, mate: Person, sign_in: SignIn) -> tuple[str, SignIn]:
    """The page of a thread in a group that the mate is in."""
    group = begin()
    join(group, mate)
    thread = open_thread(group)
    return to("group-thread", group.slug, thread.id), sign_in


@pytest.mark.django_db
def test_whoever_wants_it_is_asked_once_and_sends_it_as_it_is(answering: tuple[str, SignIn], mate: Person) -> None:
    page, sign_in = answering
    browser = sign_in(mate)
    assert "Help me to listen" in text_of(browser.get(page))
    browser.post(f"{page}coach/", {"move": "yes"})
    asked = browser.post(page, {"text": "You should sleep more."})
    assert asked.status_code == 422
    assert "“<mark>You should</mark>” may sound like advice." in asked.content.decode()
    assert "You should sleep more." in asked.content.decode()
    assert Post.objects.count() == 1
    assert browser.post(page, {"text": "You should sleep more.", "sure": "on"}).status_code == 303
    assert Post.objects.count() == 2
    assert browser.post(page, {"text": "That sounds hard."}).status_code == 303
    browser.post(f"{page}coach/", {"move": "no"})
    assert browser.post(page, {"text": "You should eat something."}).status_code == 303


@pytest.mark.django_db
def test_nobody_is_asked_who_did_not_ask_for_it(answering: tuple[str, SignIn], owner: Person, mate: Person) -> None:
    page, sign_in = answering
    sign_in(mate).post(f"{page}coach/", {"move": "yes"})
    assert sign_in(owner).post(page, {"text": "You should sleep more."}).status_code == 303


@pytest.mark.django_db
def test_it_is_asked_together_with_what_may_give_somebody_away(answering: tuple[str, SignIn], mate: Person) -> None:
    page, sign_in = answering
    browser = sign_in(mate)
    browser.post(f"{page}coach/", {"move": "yes"})
    said = {"text": "You should call me on 555 0142 717."}
    asked = text_of(browser.post(page, said))
    assert "This looks like a phone number" in asked
    assert "may sound like advice" in asked
    assert asked.count("Send it as it is") == 1
    assert browser.post(page, {**said, "sure": "on"}).status_code == 303


@pytest.mark.django_db
def test_a_draft_that_is_opened_again_has_beside_it_what_a_check_would_say(
    answering: tuple[str, SignIn], owner: Person, mate: Person
) -> None:
    page, sign_in = answering
    browser, host = sign_in(mate), sign_in(owner)
    browser.post(f"{page}coach/", {"move": "yes"})
    for one in (browser, host):
        one.post(page, {"text": "You should sleep more.", "keep": "yes"})
    again = browser.get(page).content.decode()
    assert "“<mark>You should</mark>” may sound like advice." in again
    assert "Send it as it is" in again
    assert "autofocus" not in again, "the thread is read from where it was left"
    assert "<mark>You should</mark>" not in host.get(page).content.decode(), "they did not ask for it"
    assert browser.post(page, {"text": "You should sleep more.", "sure": "on"}).status_code == 303


@pytest.mark.django_db
def test_a_draft_of_danger_that_is_opened_again_has_whom_to_turn_to(
    answering: tuple[str, SignIn], owner: Person, mate: Person
) -> None:
    page, sign_in = answering
    browser = sign_in(mate)
    browser.post(page, {"text": "I want to die.", "keep": "yes"})
    again = text_of(browser.get(page))
    assert again.count("You do not have to carry it alone") == 2, "as it was kept, and where they write"
    assert text_of(browser.get(page)).count("Only you are shown these numbers.") == 1
    assert "Only you are shown these numbers." not in text_of(sign_in(owner).get(page))


@pytest.mark.django_db
def test_it_is_for_members_and_ends_when_they_leave(begin: Begin, join: Join, three: Three) -> None:
    _owner, mate, stranger = three
    group = begin()
    row = join(group, mate)
    services.choose_coach(actor=mate, slug=group.slug, wants=True, now=group.created_at)
    assert Membership.objects.get(id=row.id).wants_coach
    with pytest.raises(NotAllowed):
        services.choose_coach(actor=stranger, slug=group.slug, wants=True, now=group.created_at)
    services.leave_group(actor=mate, slug=group.slug, now=group.created_at)
    assert not standing(mate, group).wants_coach


@pytest.mark.django_db
def test_whom_one_answers_and_what_one_began_goes_along_when_help_is_asked_for(
    answering: tuple[str, SignIn], mate: Person
) -> None:
    page, sign_in = answering
    browser, post = sign_in(mate), Post.objects.get()
    began = {"move": "yes", "answers": str(post.id), "text": "It was a long"}
    again = text_of(browser.post(f"{page}coach/", began, follow=True))
    assert "Your answer to what Quiet Heron wrote" in again
    assert "It was a long" in again
    assert "Show me that no more" in again


@pytest.mark.django_db
def test_words_that_are_too_long_to_keep_stay_and_lead_to_people_where_they_are_of_danger(
    answering: tuple[str, SignIn], mate: Person
) -> None:
    page, sign_in = answering
    browser, cry = sign_in(mate), "I want to die. " * 4_000
    refused = browser.post(f"{page}coach/", {"move": "yes", "text": cry})
    assert refused.status_code == 422
    assert "I want to die. I want to die." in refused.content.decode().partition("<textarea")[2]
    assert "You do not have to carry it alone" in text_of(refused)
    assert "Your changes are kept" not in text_of(refused)
    assert Post.objects.count() == 1
