"""Milestones in a group: in its own words, the newest first and nothing else, and said from a journey by choice."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import Person
from alongside.groups import privacy, services
from alongside.groups.enums import Kind
from alongside.groups.milestones.words import USUAL, checked_words, rooms_of, words_of
from alongside.groups.models import Group, Post, Thread
from alongside.groups.policies import access_standing
from alongside.groups.threads.details import Opening, Said
from alongside.groups.threads.drafts import draft_of, keep_draft
from alongside.groups.threads.lists import milestones_of
from alongside.journeys import services as journeys
from alongside.journeys.details import JourneyDetails
from alongside.journeys.wording import round_words
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.ui.celebrations import Marked, celebrate
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import DETAILS, Begin, Join, Open, Three, standing


def titles(person: Person, group: Group) -> list[str]:
    """Return what the page of milestones lists, from the top."""
    return [one.title for one in milestones_of(access_standing(person, group.slug))[0]]


@pytest.mark.parametrize("kind", sorted(Kind))
def test_every_kind_of_group_has_words_to_begin_with(kind: Kind) -> None:
    words = words_of(Group(kind=kind))
    assert words == tuple(str(word) for word in USUAL[kind])
    assert checked_words(words) == words


def test_a_group_says_it_in_its_own_words() -> None:
    assert words_of(Group(kind=Kind.PLACE, milestone_words=["Chip"])) == ("Chip",)
    assert checked_words([" Chip ", "", "Chip", "Treatment  free"]) == ("Chip", "Treatment free")
    for words in (["w" * 41], [f"word {number}" for number in range(13)], ["nul \0"]):
        with pytest.raises(Invalid) as refused:
            checked_words(words)
        assert refused.value.field == "milestone_words"


@pytest.mark.django_db
def test_a_milestone_is_said_in_a_word_of_the_group_under_the_alias_there(
    begin: Begin, join: Join, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    group = begin(milestone_words=("Chip", "Day one"))
    join(group, mate)
    thread = services.mark_milestone(actor=mate, slug=group.slug, marked=Marked("Chip", "some months"), now=now)
    assert (thread.title, thread.milestone) == ("Chip: some months", "Chip")
    # Another word at once is another milestone, though neither has words of its own.
    again = services.mark_milestone(actor=mate, slug=group.slug, marked=Marked("Day one"), now=now)
    assert (again.title, Thread.objects.count()) == ("Day one", 2)
    post = thread.posts.get()
    assert (post.membership, post.text) == (standing(mate, group), "I reached something, and I am glad to say it here.")
    with pytest.raises(Invalid):
        services.mark_milestone(actor=mate, slug=group.slug, marked=Marked("Steps walked"), now=now)
    with pytest.raises(NotAllowed):
        services.mark_milestone(actor=stranger, slug=group.slug, marked=Marked("Chip"), now=now)
    Group.objects.filter(id=group.id).update(state="closed")
    with pytest.raises(Conflict):
        services.mark_milestone(actor=owner, slug=group.slug, marked=Marked("Chip", text="Mine"), now=now)


@pytest.mark.django_db
def test_they_are_listed_by_when_they_were_said_and_by_nothing_else(
    begin: Begin, join: Join, open_thread: Open, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    group = begin()
    join(group, mate)
    open_thread(group, title="No milestone")
    said = [(mate, "10 years", 0), (owner, "1 day", 1), (mate, "2 years", 2)]
    for person, how_long, after in said:
        marked = Marked("Day one", how_long, how_long)
        services.mark_milestone(actor=person, slug=group.slug, marked=marked, now=now + timedelta(hours=after))
    first = Thread.objects.get(title="Day one: 10 years")
    kind = {"slug": group.slug, "thread_id": first.id, "post_id": first.posts.get().id}
    services.react(actor=owner, kind="proud_of_you", now=now, **kind)
    assert titles(mate, group) == ["Day one: 2 years", "Day one: 1 day", "Day one: 10 years"]


@pytest.mark.django_db
def test_what_is_taken_back_or_erased_says_nothing_any_more(
    begin: Begin, join: Join, mate: Person, owner: Person, now: datetime
) -> None:
    group = begin()
    join(group, mate)
    first = services.mark_milestone(actor=mate, slug=group.slug, marked=Marked("Day one", "", "Mine"), now=now)
    services.mark_milestone(actor=mate, slug=group.slug, marked=Marked("A good day", "", "Another"), now=now)
    held = privacy.HOLDING.export(mate.id)["group_posts"]
    assert sorted(str(one["milestone"]) for one in held) == ["A good day", "Day one"]
    post = Post.objects.get(thread=first)
    services.take_post_back(actor=mate, slug=group.slug, thread_id=first.id, post_id=post.id, now=now)
    assert titles(owner, group) == ["A good day"]
    privacy.HOLDING.erase(mate.id, now)
    assert titles(owner, group) == []
    assert not Thread.objects.exclude(milestone="").exists()


@pytest.mark.django_db
def test_hosts_choose_the_words_and_no_more_than_twelve(begin: Begin, owner: Person, sign_in: SignIn) -> None:
    group = begin()
    browser, form = sign_in(owner), to("group-change", group.slug)
    said = {name: getattr(DETAILS, name) for name in ("name", "purpose", "agreements", "kind")}
    sent = {**said, "openness": "open", "languages": "en"}
    assert browser.post(form, {**sent, "milestone_words": "Chip\r\n\r\nSteps walked"}).status_code == 303
    group.refresh_from_db()
    assert group.milestone_words == ["Chip", "Steps walked"]
    many = "\n".join(f"word {number}" for number in range(13))
    assert browser.post(form, {**sent, "milestone_words": many}).status_code == 422
    details = replace(DETAILS, milestone_words=("w" * 41,))
    with pytest.raises(Invalid):
        services.change_group(actor=owner, slug=group.slug, details=details, now=group.created_at)
    with pytest.raises(IntegrityError, match="groups_group_milestone_words"), transaction.atomic():
        Group.objects.filter(id=group.id).update(milestone_words=["w"] * 13)


@pytest.mark.parametrize("words", [(), ("Chip", "Steps walked")])
@pytest.mark.django_db
def test_who_changes_something_else_keeps_the_words(
    begin: Begin, owner: Person, sign_in: SignIn, words: tuple[str, ...]
) -> None:
    group, browser = begin(milestone_words=words), sign_in(owner)
    form = to("group-change", group.slug)
    shown = browser.get(form).context["form"]
    sent = {field.name: field.value() for field in shown}
    assert sent["milestone_words"] == "\n".join(words)
    assert browser.post(form, {**sent, "name": "Quiet evenings"}).status_code == 303
    group.refresh_from_db()
    assert (group.name, group.milestone_words) == ("Quiet evenings", list(words))


@pytest.mark.django_db
def test_only_ones_own_groups_hear_of_it(begin: Begin, join: Join, three: Three, now: datetime) -> None:
    owner, mate, stranger = three
    group = begin()
    row = join(group, mate)
    assert [room.id for room in rooms_of(mate)] == [row.id]
    assert rooms_of(stranger) == []
    for person in (owner, stranger):
        with pytest.raises(NotFound):
            celebrate(person, "groups", row.id, Marked("Day one"), now=now)
    services.leave_group(actor=mate, slug=group.slug, now=now)
    with pytest.raises(NotFound):
        celebrate(mate, "groups", row.id, Marked("Day one"), now=now)
    assert not Thread.objects.exists()


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("days-1", "Some days"),
        ("days-14", "Some weeks"),
        ("days-60", "Some months"),
        ("months-18", "Some months"),
        ("months-24", "Some years"),
        ("actions-50", "Many times"),
    ],
)
def test_how_long_is_said_as_roundly_as_it_goes(mark: str, words: str) -> None:
    assert round_words(mark) == words


@pytest.mark.django_db
def test_from_a_journey_it_is_one_tap_and_shows_nothing_else_of_it(
    begin: Begin, join: Join, three: Three, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    now = current_time()
    details = JourneyDetails(
        kind="sober", custom="twelve_step", title="CANARY-TITLE", why="", started_on=now.date() - timedelta(days=40)
    )
    journey = journeys.start_journey(actor=mate, details=details, now=now)
    browser, page = sign_in(mate), to("journey-tell-group", journey.id, "days-30")
    assert "You are in no group yet" in text_of(browser.get(page))
    group = begin(milestone_words=("Chip",))
    row = join(group, mate)
    # What is chosen beforehand says where it goes, and under which alias.
    assert ">Chip, in Lantern group, where you are Amber Test</option>" in browser.get(page).content.decode()
    assert sign_in(stranger).get(page).status_code == 404
    assert browser.get(to("journey-tell-group", journey.id, "days-90")).status_code == 404
    # Somebody else's place in the group is no choice, and neither is a word that is not there.
    for where in (f"groups/{standing(owner, group).id}/Chip", f"groups/{row.id}/Day one", "nowhere"):
        assert browser.post(page, {"where_words": where, "how": "round"}).status_code == 422
    said = text_of(browser.post(page, {"where_words": f"groups/{row.id}/Chip", "how": "round"}, follow=True))
    assert "Chip: Some weeks" in said
    post = Post.objects.get()
    assert "CANARY" not in f"{post.thread.title} {post.text}"
    assert "30" not in post.thread.title
    assert "Chip: Some weeks" in text_of(sign_in(owner).get(to("group-milestones", group.slug)))


@pytest.mark.django_db
def test_the_form_of_the_group(begin: Begin, owner: Person, sign_in: SignIn) -> None:
    group, browser = begin(milestone_words=("Chip",)), sign_in(owner)
    assert "Nobody has said one here yet." in text_of(browser.get(to("group-milestones", group.slug)))
    form = to("group-milestone", group.slug)
    assert browser.post(form, {"word": "Day one"}).status_code == 422
    assert "Chip: a while" in text_of(browser.post(form, {"word": "Chip", "how_long": "a while"}, follow=True))


@pytest.mark.django_db
def test_telling_a_milestone_leaves_what_one_has_begun_to_write(
    begin: Begin, join: Join, mate: Person, now: datetime
) -> None:
    group = begin()
    member = join(group, mate)
    keep_draft(actor=mate, slug=group.slug, thread_id=None, words={"title": "A long letter"}, now=now)
    services.mark_milestone(actor=mate, slug=group.slug, marked=Marked(words_of(group)[0]), now=now)
    assert draft_of(member)["title"] == "A long letter"
    services.begin_thread(actor=mate, slug=group.slug, opening=Opening("A long letter", Said("Here.")), now=now)
    assert draft_of(member) == {}
