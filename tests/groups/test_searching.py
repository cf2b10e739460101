"""Words are found in one's own groups, by the language of the group, and drafts are kept for who wrote them."""

import re
from datetime import datetime
from importlib import import_module

import pytest
from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Value

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.models import Draft, Membership, Post, Thread
from alongside.groups.policies import access_standing
from alongside.groups.privacy import export
from alongside.groups.threads.details import Said
from alongside.groups.threads.drafts import LENGTHS, draft_of, keep_draft
from alongside.groups.threads.page import own_part_of
from alongside.groups.threads.searching import found_posts
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Open, Three, Write

pytestmark = pytest.mark.django_db


def titles(person: Person, words: str) -> list[str]:
    """Return the titles of what somebody finds."""
    return [one.title for one in found_posts(person, words)]


def test_words_are_found_in_the_language_of_the_group(begin: Begin, open_thread: Open, owner: Person) -> None:
    open_thread(begin(), "I was walking by the lakes", title="English")
    open_thread(begin(languages=("es",)), "Caminamos por los lagos", title="Spanish")
    open_thread(begin(languages=("en", "es")), "Two lakes, dos lagos", title="Both")
    open_thread(begin(languages=("en", "fr")), "Deux lacs, and the evenings", title="French")
    assert titles(owner, "walk lake") == ["English"]
    for word in ("lago", "lagos"):
        assert sorted(titles(owner, word)) == ["Both", "Spanish"]
    assert sorted(titles(owner, "lake")) == ["Both", "English"]
    assert titles(owner, "lacs") == titles(owner, "evening") == ["French"]
    assert titles(owner, "english") == ["English"], "a title is found with its first post"
    for odd in ("", "   ", '"', "' OR 1=1 --", "& | !", "(" * 90):
        assert titles(owner, odd) == []


def test_spanish_is_found_by_a_keyboard_without_the_tilde_on_the_n(
    begin: Begin, open_thread: Open, owner: Person
) -> None:
    open_thread(begin(languages=("es",)), "Mañana salgo con mi niño", title="One")
    open_thread(begin(languages=("en", "es")), "Las mañanas con los niños. No friends there", title="Both")
    open_thread(begin(languages=("es",)), "Manana voy a la montana", title="Typed without")
    for word in ("manana", "MANANA", "mañanas"):
        assert sorted(titles(owner, word)) == ["Both", "One", "Typed without"], word
    for word in ("nino", "niños", "manana con nino", "NINO"):
        assert sorted(titles(owner, word)) == ["Both", "One"], word
    assert titles(owner, "montaña") == ["Typed without"]
    assert titles(owner, "nino -salgo") == []
    assert titles(owner, "una cana en la cabana de manana por la banana de una nina") == []


def test_where_several_languages_are_spoken_words_are_found_in_the_forms_of_each(
    begin: Begin, open_thread: Open, write: Write, owner: Person
) -> None:
    both = begin(languages=("en", "es"))
    first = open_thread(both, "Is it long for you, too?", title="Evenings are hard for me")
    write(first, owner, "Friday evening is hardest.")
    write(first, owner, "Caminamos por los lagos.")
    open_thread(begin(languages=("en", "fr")), "Les lacs, and what I was drinking", title="French")
    for looked_for, found in (
        ("evening", 2), ("evenings", 2), ("hard", 1), ("lago", 1), ("caminando", 1), ("drinks", 1), ("lacs", 1),
        ("evening -friday", 1), ('"long for you"', 1), ("heron", 0),
    ):  # fmt: skip
        assert len(titles(owner, looked_for)) == found, looked_for


def test_what_an_older_release_wrote_there_is_found_in_the_forms_of_each_language(
    begin: Begin, open_thread: Open, write: Write, owner: Person, now: datetime
) -> None:
    thread = open_thread(begin(languages=("en", "es")), "Is it long for you, too?", title="Evenings are hard for me")
    gone = write(thread, owner, "Canary walking")
    where = {"slug": thread.group.slug, "thread_id": thread.id, "post_id": gone.id, "now": now}
    services.take_post_back(actor=owner, **where)
    open_thread(begin(), "Walking in the evening", title="English")
    whole = SearchVector(Value("Evenings are hard for me\nIs it long for you, too?"), config="simple")
    Post.objects.filter(thread=thread, place=1).update(search=whole)
    assert titles(owner, "evening") == ["English"]
    migration = import_module("alongside.groups.migrations.0144_words_of_each_language")
    for _twice in range(2):
        with connection.schema_editor() as editor:
            migration.cut_anew(None, editor)
        assert sorted(titles(owner, "evening")) == ["English", "Evenings are hard for me"]
    assert titles(owner, "longs") == ["Evenings are hard for me"]
    assert titles(owner, "walks") == ["English"]


def test_nobody_finds_what_they_may_not_read_or_what_was_taken_back(
    begin: Begin, join: Join, open_thread: Open, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    thread = open_thread(group, "A canary sings")
    assert titles(mate, "canary") == ["Evenings"]
    assert titles(stranger, "canary") == []
    where = {"slug": group.slug, "thread_id": thread.id, "post_id": thread.posts.get().id, "now": now}
    services.change_post(actor=owner, said=Said("A heron stands"), title="Evenings", **where)
    assert titles(mate, "canary") == []
    assert titles(mate, "heron") == ["Evenings"]
    Thread.objects.update(state="hidden")
    assert titles(mate, "heron") == []
    Thread.objects.update(state="open")
    services.leave_group(actor=mate, slug=group.slug, now=now)
    assert titles(mate, "heron") == []
    services.take_post_back(actor=owner, **where)
    assert titles(owner, "heron") == []


def test_what_is_folded_shows_only_its_word_of_care(begin: Begin, open_thread: Open, owner: Person) -> None:
    open_thread(begin(), "Hard canary details", note="Speaks of using")
    assert [one.words for one in found_posts(owner, "canary")] == ["Speaks of using"]


def test_a_page_looks_for_words(begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn) -> None:
    open_thread(begin(), "A canary sings")
    browser = sign_in(owner)
    assert "Evenings A canary sings" in text_of(browser.get(to("group-search"), {"q": "canary"}))
    assert "Nothing was found for this in your groups." in text_of(browser.get(to("group-search"), {"q": "owl"}))
    assert browser.get(to("group-search"), {"q": "x" * 5000}).status_code == 200
    assert browser.get(to("group-search"), {"q": "a\x00b"}).status_code == 200


def test_what_one_began_is_kept_sealed_and_gone_once_it_is_sent(
    begin: Begin, join: Join, open_thread: Open, write: Write, three: Three, *, now: datetime
) -> None:
    owner, mate, _stranger = three
    group = begin()
    join(group, mate)
    thread = open_thread(group)
    mine, theirs = access_standing(owner, group.slug), access_standing(mate, group.slug)
    for text in ("First", "Canary words"):
        keep_draft(actor=owner, slug=group.slug, thread_id=thread.id, words={"text": text}, now=now)
    keep_draft(actor=owner, slug=group.slug, thread_id=None, words={"title": "Canary title"}, now=now)
    assert own_part_of(mine, thread).draft["text"] == "Canary words"
    assert draft_of(mine)["title"] == "Canary title"
    assert own_part_of(theirs, thread).draft == {}
    assert all(b"Canary" not in bytes(row.words_sealed) for row in Draft.objects.all())
    assert sorted(row["text"] or row["title"] for row in export(owner.id)["group_drafts"]) == [
        "Canary title",
        "Canary words",
    ]
    write(thread, owner, "Canary words, and more")
    assert own_part_of(mine, thread).draft == {}
    keep_draft(actor=owner, slug=group.slug, thread_id=None, words={}, now=now)
    assert not Draft.objects.exists()


def test_home_and_the_page_of_the_group_say_where_one_began_to_write(
    begin: Begin, join: Join, open_thread: Open, three: Three, sign_in: SignIn, *, now: datetime
) -> None:
    owner, mate, _stranger = three
    group = begin()
    join(group, mate)
    thread, other = open_thread(group), open_thread(group, title="Hidden title")
    browser, home, page = sign_in(mate), to("today"), to("group", group.slug)
    line = "What you began to write there is kept for you."
    assert line not in text_of(browser.get(home))
    assert "What you began to write" not in text_of(browser.get(page))
    for one in (None, thread, other):
        words = {"text": "Canary words"}
        keep_draft(actor=mate, slug=group.slug, thread_id=one.id if one else None, words=words, now=now)
    Thread.objects.filter(id=other.id).update(state="hidden")
    assert line in text_of(browser.get(home))
    shown = browser.get(page).content.decode()
    assert f'href="{to("group-thread", group.slug, thread.id)}#write"' in shown
    assert f'href="{to("group-thread-begin", group.slug)}"><strong>A new thread' in shown
    assert "Hidden title" not in shown
    assert "Canary" not in shown
    Draft.objects.exclude(thread=other.id).delete()
    assert line not in text_of(browser.get(home)), "they find it nowhere"
    Membership.objects.filter(person=mate).update(role="moderator")
    assert line in text_of(browser.get(home)), "who moderates reads what is hidden"
    theirs = sign_in(owner)
    assert line not in text_of(theirs.get(home))
    assert "What you began to write" not in text_of(theirs.get(page))


def test_a_draft_is_kept_by_a_button_and_stands_in_the_form(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    thread = open_thread(group)
    browser = sign_in(owner)
    page = to("group-thread", group.slug, thread.id)
    browser.post(page, {"text": "Half a thought", "keep": "yes"})
    assert "Half a thought" in browser.get(page).content.decode()
    assert thread.posts.count() == 1
    ticked = re.compile(r'<input type="checkbox" name="needs_answer"[^>]* checked')
    assert not ticked.search(browser.get(to("group-thread-begin", group.slug)).content.decode())
    half = {"title": "Half a title", "needs_answer": "on", "keep": "yes"}
    browser.post(to("group-thread-begin", group.slug), half)
    kept = browser.get(to("group-thread-begin", group.slug)).content.decode()
    assert "Half a title" in kept
    assert ticked.search(kept)


@pytest.mark.parametrize("is_new", [True, False])
def test_a_page_that_keeps_by_itself_is_told_so_and_nothing_is_said_of_it(
    begin: Begin, open_thread: Open, three: Three, sign_in: SignIn, *, is_new: bool
) -> None:
    group, browser = begin(), sign_in(three[0])
    page = to("group-thread-begin", group.slug) if is_new else to("group-thread", group.slug, open_thread(group).id)
    answered = browser.post(page, {"text": "Half a thought", "keep": "quiet"})
    assert (answered.status_code, answered.content) == (204, b"")
    said = text_of(browser.get(page))
    assert "Half a thought" in said
    assert "It is kept for you" not in said
    assert b"Half a thought" not in bytes(Draft.objects.get().words_sealed)
    assert sign_in(three[1]).post(page, {"text": "Not mine", "keep": "quiet"}).status_code in (403, 404)
    assert browser.post(page, {"text": "x" * (LENGTHS["text"] + 1), "keep": "quiet"}).status_code == 422
    assert "Half a thought" in text_of(browser.get(page))


@pytest.mark.parametrize("emptied", [{"text": " ", "keep": "yes"}, {"text": "Half a thought", "throw": "yes"}])
@pytest.mark.parametrize("is_new", [True, False])
def test_a_draft_that_is_emptied_or_thrown_away_is_said_to_be_gone(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn, *, emptied: dict[str, str], is_new: bool
) -> None:
    group, browser = begin(), sign_in(owner)
    page = to("group-thread-begin", group.slug) if is_new else to("group-thread", group.slug, open_thread(group).id)
    button = '<button class="button quiet" type="submit" name="throw"'
    assert button not in " ".join(browser.get(page).content.decode().split())
    browser.post(page, {"text": "Half a thought", "keep": "yes"})
    shown = " ".join(browser.get(page).content.decode().split())
    assert shown.index("<summary>Throw it away</summary>") < shown.index(button), "it takes a second press"
    thrown = text_of(browser.post(page, {**emptied, "needs_answer": "on"}, follow=True))
    assert "What you began to write is thrown away." in thrown
    assert "It is kept for you" not in thrown
    assert not Draft.objects.exists()
    assert "Half a thought" not in browser.get(page).content.decode()
    assert Post.objects.count() == (0 if is_new else 1)


def test_what_leads_to_a_post_leads_to_it_and_not_to_the_head_of_its_page(
    *, begin: Begin, open_thread: Open, write: Write, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    thread = open_thread(group, needs_answer=True)
    post = write(thread, owner, "By the lakes.")
    browser, page = sign_in(owner), to("group-thread", group.slug, thread.id)
    assert f'href="{page}?from=2#post-2"' in browser.get(to("group-search"), {"q": "lakes"}).content.decode()
    assert f'href="{page}?from=1#post-1"' in browser.get(to("group-care", group.slug)).content.decode()
    change, take = (
        to("group-post", group.slug, thread.id, post.id),
        to("group-post-take-back", group.slug, thread.id, post.id),
    )
    for path, words in ((change, {"text": "By the sea."}), (take, {})):
        assert browser.post(path, words).headers["Location"] == f"{page}?from=2#post-2"
