"""The pages of threads: reading, writing, kind words, taking back, and the same few statements for each page."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.models import Membership, Post, Reaction, Reading, Thread
from alongside.groups.threads.details import Said
from alongside.kernel.clock import current_time
from alongside.safety.models import Case
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Open, Three, Write

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def test_somebody_begins_a_thread_and_another_answers_it(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    host, member = sign_in(owner), sign_in(mate)
    assert "Nothing is written here yet" in text_of(host.get(to("group-threads", group.slug)))
    typed = {"title": "Evenings", "text": "It is **long**.", "note": "", "needs_answer": "on"}
    sent = host.post(to("group-thread-begin", group.slug), typed, follow=True)
    assert "Your thread is there." in text_of(sent)
    thread = Thread.objects.get()
    listed = text_of(member.get(to("group-threads", group.slug)))
    assert "Evenings Somebody needs an answer here New Begun by Quiet Heron , " in listed
    page = member.get(to("group-thread", group.slug, thread.id))
    assert "<strong>long</strong>" in page.content.decode()
    answers = f"{to('group-thread', group.slug, thread.id)}?answers={thread.posts.get().id}"
    assert "Your answer to what Quiet Heron wrote" in text_of(member.get(answers))
    member.post(answers, {"text": "I am here.", "answers": str(thread.posts.get().id)})
    read = text_of(host.get(to("group-thread", group.slug, thread.id)))
    assert "Amber Test" in read
    assert "I am here." in read
    assert "needs an answer" not in text_of(member.get(to("group-threads", group.slug)))


def test_how_to_write_and_a_word_of_care_are_folded_until_somebody_wants_them(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    thread, browser = open_thread(begin()), sign_in(owner)
    path = to("group-thread", thread.group.slug, thread.id)
    for page in (path, to("group-thread-begin", thread.group.slug)):
        form = browser.get(page).content.decode().partition('name="text"')[2]
        after = form.partition("<summary>How to write it</summary>")[2]
        assert "*stars* around what matters" in after.partition("</details>")[0]
        assert form.count("*stars*") == 1
        assert '<details class="field">' in after, "most of what is written needs no word of care"
        assert 'name="note"' in after.partition("</details>")[2].partition("</details>")[0]
    typed = browser.post(path, {"text": "", "note": "Speaks of food"}).content.decode()
    assert '<details class="field" open>' in typed, "what was typed stays in sight"
    assert "How to write it" not in text_of(browser.get(to("group-thread-begin", thread.group.slug) + "?hello=yes"))


def test_what_cannot_be_kept_is_said_and_stays_typed(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    thread = open_thread(group)
    browser = sign_in(owner)
    answer = browser.post(to("group-thread", group.slug, thread.id), {"text": "turned \u202e over"})
    assert answer.status_code == 422
    assert "This text holds hidden signs" in text_of(answer)
    huge = browser.post(to("group-thread", group.slug, thread.id), {"text": "x" * 1_000_000})
    assert huge.status_code == 422
    assert "Please keep it to 8000 signs." in text_of(huge)
    assert browser.post(to("group-thread", group.slug, thread.id), {"text": "a\x00b"}).status_code == 422
    assert thread.posts.count() == 1


def test_what_has_a_word_of_care_is_folded_for_others(
    begin: Begin, join: Join, open_thread: Open, *, mate: Person, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    thread = open_thread(group, "Hard details", note="Speaks of using")
    where, opened = to("group-thread", group.slug, thread.id), re.compile(r"<details\s+open>")
    assert len(opened.findall(sign_in(owner).get(where).content.decode())) == 1, "its writer sees that it is there"
    page = sign_in(mate).get(where).content.decode()
    assert not opened.search(page)
    folded = page[page.index("Speaks of using") :]
    assert page[: page.index("Speaks of using")].rstrip().endswith("<strong><bdi>")
    assert folded.index("</summary>") < folded.index("Hard details") < folded.index("</details>")


def test_one_says_a_kind_word_and_follows_or_mutes(
    begin: Begin, join: Join, open_thread: Open, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    thread = open_thread(group)
    browser, where = sign_in(mate), (group.slug, thread.id)
    assert 'value="1 proud_of_you"' in browser.get(to("group-thread", *where)).content.decode()
    said = browser.post(to("group-thread-react", *where), {"to": "1 proud_of_you", "from": "1"})
    assert said.headers["Location"] == f"{to('group-thread', *where)}?from=1#post-1"
    page = browser.get(said.headers["Location"])
    assert "Your kind word is with them now." in text_of(page)
    assert 'id="post-1" tabindex="-1"' in page.content.decode()
    assert Reaction.objects.get().kind == "proud_of_you"
    assert 'aria-pressed="true">Proud of you' in browser.get(to("group-thread", *where)).content.decode()
    back = browser.post(to("group-thread-react", *where), {"to": "1 proud_of_you", "from": "1"}, follow=True)
    assert "Your kind word is taken back." in text_of(back)
    assert browser.post(to("group-thread-react", *where), {"to": "nobody"}).status_code == 422
    assert browser.post(to("group-thread-react", *where), {"to": "1 hate"}).status_code == 422
    assert browser.post(to("group-thread-react", *where), {"to": "2 me_too"}).status_code == 404
    browser.post(to("group-thread-want", *where), {"wants": "mute"})
    assert Reading.objects.get(membership__person=mate).wants == "mute"
    assert "You muted this thread" in text_of(browser.get(to("group-thread", *where)))


def test_the_list_says_what_is_folded_under_a_word_of_care(
    begin: Begin, join: Join, open_thread: Open, *, mate: Person, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    open_thread(group, title="Plain")
    listed, reader = to("group-threads", group.slug), sign_in(mate)
    assert "word of care" not in text_of(reader.get(listed))
    hard = open_thread(group, "Hard details", title="Hard", note="Speaks of using")
    said = "Folded under a word of care: Speaks of using"
    assert text_of(reader.get(listed)).count(said) == 1
    assert said in text_of(sign_in(owner).get(listed)), "also to who wrote it"
    assert said in text_of(reader.get(to("group", group.slug)))
    assert "Hard details" not in text_of(reader.get(listed))
    hard.posts.update(hidden_at=current_time())
    assert said not in text_of(reader.get(listed)), "what is hidden is read nowhere"


def test_to_who_has_just_joined_not_all_that_was_written_before_is_new(
    begin: Begin, join: Join, open_thread: Open, write: Write, *, three: Three, now: datetime, sign_in: SignIn
) -> None:
    group = begin()
    join(group, three[1])
    before = open_thread(group, title="Long ago")
    Thread.objects.update(created_at=now - timedelta(days=9), last_at=now - timedelta(days=9))
    join(group, three[2], "Birch Test")
    newcomer = sign_in(three[2])

    def chips() -> list[str]:
        page = newcomer.get(to("group-threads", group.slug)).content.decode()
        return re.findall(r'<span class="chip">([^<]*)</span>', page)

    assert chips() == []
    Membership.objects.filter(person=three[2]).update(joined_at=now - timedelta(hours=1))
    open_thread(group, title="Just now")
    assert chips() == ["New"]
    write(before, three[1], "Still here.")
    assert chips() == ["New", "New"], "somebody wrote there since"


def test_above_the_list_of_threads_stand_the_ways_to_find_something(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    open_thread(group)
    page = sign_in(owner).get(to("group-threads", group.slug)).content.decode()
    above = page.partition("<h1>")[2].partition("Evenings")[0]
    ways = [to("group-search"), to("group-milestones", group.slug), to("group-regulars", group.slug)]
    assert [f'href="{way}"' in above for way in ways] == [True] * 3
    assert [page.count(f'href="{way}"') for way in ways] == [1] * 3, "each once"


def test_what_else_one_can_do_about_a_post_is_folded_into_a_menu(
    begin: Begin, join: Join, open_thread: Open, write: Write, *, three: Three, sign_in: SignIn
) -> None:
    """Kind words and the way to answer stay in sight; without a word of menu below what is the reader's own."""
    owner, mate, stranger = three
    group = begin()
    theirs = join(group, mate)
    thread = open_thread(group)
    write(thread, mate, "I am here.")
    page, stop = to("group-thread", group.slug, thread.id), f'href="{to("message-stop", theirs.id)}"'
    read = sign_in(owner).get(page).content.decode()
    own, post = read.partition('id="post-1"')[2].split('id="post-2"')
    seen, _, menu = post.partition('<details class="more">')
    assert ["Answer this" in seen, "Say a kind word" in seen] == [True, True]
    menu = menu.partition("</details>")[0]
    assert menu.index("What you can do about what Amber Test wrote") < menu.index("</summary>")
    assert menu.index("</summary>") < menu.index("Ask a moderator to look") < menu.index(stop)
    assert ["Take it back" in own, "<details" in own] == [True, False]
    assert stop not in sign_in(mate).get(page).content.decode(), "it is their own"
    assert sign_in(stranger).get(page).status_code == 403


def test_below_a_first_hello_its_writer_is_not_asked_to_answer_it_or_to_listen(
    begin: Begin, join: Join, open_thread: Open, *, mate: Person, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    page = to("group-thread", group.slug, open_thread(group, "Hello. I am new.", by=mate).id)
    newcomer, host = sign_in(mate), sign_in(owner)
    alone = text_of(newcomer.get(page))
    assert [one in alone for one in ("Answer here", "Help me to listen", "Add to what you wrote")] == [0, 0, 1]
    assert 'name="text"' in newcomer.get(page).content.decode(), "there may be more to say"
    assert [one in text_of(host.get(page)) for one in ("Answer here", "Help me to listen")] == [True] * 2
    host.post(page, {"text": "Welcome."})
    answered = text_of(newcomer.get(page))
    assert [one in answered for one in ("Answer here", "Help me to listen", "Add to what you wrote")] == [1, 1, 0]


def test_one_changes_and_takes_back_what_one_wrote(
    begin: Begin, join: Join, open_thread: Open, write: Write, mate: Person, *, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    thread = open_thread(group)
    post = write(thread, mate)
    browser = sign_in(mate)
    where = (group.slug, thread.id, post.id)
    assert "I am here." in browser.get(to("group-post", *where)).content.decode()
    browser.post(to("group-post", *where), {"text": "I am *near*.", "note": ""})
    post.refresh_from_db()
    assert post.html == "<p>I am <em>near</em>.</p>"
    assert browser.get(to("group-post", group.slug, thread.id, thread.posts.get(place=1).id)).status_code == 403
    assert "Take back what you wrote?" in text_of(browser.get(to("group-post-take-back", *where)))
    browser.post(to("group-post-take-back", *where))
    assert "What stood here was taken back." in text_of(browser.get(to("group-thread", group.slug, thread.id)))
    assert browser.get(to("group-post", *where)).status_code == 404


def test_a_page_takes_the_same_few_statements_however_much_is_written(
    begin: Begin, join: Join, open_thread: Open, write: Write, mate: Person, *, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    thread = open_thread(group)
    browser = sign_in(mate)

    def statements(name: str, *where: object) -> int:
        browser.get(to(name, *where))
        with CaptureQueriesContext(connection) as queries:
            browser.get(to(name, *where))
        return len(queries)

    few = [statements("group-threads", group.slug), statements("group-thread", group.slug, thread.id)]
    for number in range(3):
        post = write(thread, owner, f"Post {number}", answers=thread.posts.get(place=1))
        open_thread(group, f"Thread {number}")
        browser.post(to("group-thread-react", group.slug, thread.id), {"to": f"{post.place} me_too"})
    many = [statements("group-threads", group.slug), statements("group-thread", group.slug, thread.id)]
    assert few == many
    assert max(many) <= 9, "two of them say who is asking"
    assert Post.objects.filter(thread=thread).count() == 4


@pytest.mark.parametrize("asked", ["0", "-1", "99999999999", "x", "²", "7"])
def test_an_address_with_an_odd_place_shows_the_thread(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn, asked: str
) -> None:
    thread = open_thread(begin())
    page = sign_in(owner).get(to("group-thread", thread.group.slug, thread.id), {"from": asked, "answers": "x"})
    assert page.status_code == 200
    assert "It is a long evening." in text_of(page)


def test_below_words_of_danger_stands_what_one_can_do_and_no_kind_word_that_would_hurt(
    begin: Begin, join: Join, open_thread: Open, write: Write, *, mate: Person, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    thread = open_thread(group, "It is quiet here.")
    page, where = to("group-thread", group.slug, thread.id), (group.slug, thread.id)
    member, host = sign_in(mate), sign_in(owner)
    calm = member.get(page)
    assert "What you can do for them" not in text_of(calm)
    assert 'value="1 me_too"' in calm.content.decode()
    member.post(to("group-thread-react", *where), {"to": "1 proud_of_you"})
    post, now = thread.posts.get(), current_time()
    own = {"actor": owner, "slug": group.slug, "thread_id": thread.id, "post_id": post.id, "now": now}
    services.change_post(said=Said("I want to die."), title="Hm", **own)
    heavy = member.get(page).content.decode()
    assert "Say that you are here, ask how it is right now, and stay a while." in heavy
    asking = f"{to('report', 'post', post.id)}?reason=danger"
    assert f'href="{asking}">Tell those who look after the group</a>' in heavy
    assert re.search(r'value="danger"[^>]* checked', member.get(asking).content.decode())
    offered = ["with_you", "proud_of_you", "thank_you", "holding_hope"]
    assert re.findall('value="1 ([a-z_]+)"', heavy) == offered, "what one said before can be taken back"
    member.post(to("group-thread-react", *where), {"to": "1 proud_of_you"})
    offered.remove("proud_of_you")
    assert re.findall('value="1 ([a-z_]+)"', member.get(page).content.decode()) == offered
    assert "What you can do for them" not in text_of(host.get(page)), "they wrote it themself"
    write(thread, mate, "I want to kill myself.")
    shown = host.get(page)
    assert text_of(shown).count("What you can do for them") == 1
    assert "Tell those who look after the group" not in text_of(shown), "they are one of those"
    see = "You look after this group: see what waits for those who do"
    assert f'href="{to("moderate")}">{see}</a>' in " ".join(shown.content.decode().split())
    assert see not in text_of(member.get(page))
    services.take_post_back(**own)
    assert not Post.objects.get(id=post.id).is_heavy
    assert open_thread(group, "Words", title="I want to die").posts.get().is_heavy


def test_below_words_of_danger_of_ones_own_stays_whom_to_turn_to_for_a_day(
    begin: Begin, join: Join, open_thread: Open, *, mate: Person, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    thread = open_thread(group, "I want to die.", by=mate)
    page, kept = to("group-thread", group.slug, thread.id), "Only you are shown these numbers."
    writer, other = sign_in(mate), sign_in(owner)
    Person.objects.filter(id=mate.id).update(country="GB")
    for _time in (1, 2):
        read = writer.get(page)
        assert kept in text_of(read)
        main = read.content.decode().partition("<main")[2]
        assert main.index('href="tel:999"') < main.index("Hosts of this group were asked to answer you.")
        assert f'<a class="button accent" href="{to("reach-out")}">Reach out</a>' in main
    assert kept not in text_of(other.get(page))
    writer.post(page, {"text": "No quiero vivir.", "note": ""})
    assert text_of(writer.get(page)).count(kept) == 1, "below the last of them"
    Post.objects.filter(place=2).update(hidden_at=current_time())
    assert kept in text_of(writer.get(page)), "hidden or not"
    Post.objects.update(created_at=F("created_at") - timedelta(hours=25))
    assert kept not in text_of(writer.get(page))


def at_once(answer: HttpResponse) -> str:
    """Return what a page says once, above what it shows."""
    return answer.content.decode().partition('class="messages"')[2].partition("<main")[0]


def test_what_is_said_at_once_after_words_of_danger_has_numbers_to_call(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    thread, browser = open_thread(begin()), sign_in(owner)
    page = to("group-thread", thread.group.slug, thread.id)
    Person.objects.filter(id=owner.id).update(country="ES")
    typed = {"text": "I want to die.", "note": ""}
    kept = at_once(browser.post(page, {**typed, "keep": "yes"}, follow=True))
    sent = browser.post(page, typed, follow=True)
    assert "sounds very heavy" not in at_once(sent), "it stands below what was sent, and not twice"
    for said in (kept, sent.content.decode().partition("<main")[2]):
        assert said.count("sounds very heavy") == 1
        assert 'href="tel:112"' in said
        assert 'href="tel:024"' in said
    calm = at_once(browser.post(page, {"text": "I am here.", "note": ""}, follow=True))
    assert '<p class="notice">It is sent.</p>' in calm
    assert "tel:" not in calm


def test_a_post_that_comes_too_soon_after_many_stays_in_the_field(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread, browser = open_thread(begin()), sign_in(owner)
    page, begins = to("group-thread", thread.group.slug, thread.id), to("group-thread-begin", thread.group.slug)
    monkeypatch.setattr("alongside.groups.services.threads.POSTS_AN_HOUR", 0)
    monkeypatch.setattr("alongside.groups.services.threads.THREADS_A_DAY", 0)
    for address, typed in ((page, {"text": "Two.", "note": ""}), (begins, {"title": "T", "text": "Two.", "note": ""})):
        refused = browser.post(address, typed)
        assert refused.status_code == 429
        assert "That was a lot of tries in a short time." in text_of(refused)
        assert "Two.</textarea>" in refused.content.decode()
    assert Post.objects.count() == 1


def test_below_words_of_danger_of_who_is_gone_stands_that_they_were_seen(
    begin: Begin, join: Join, open_thread: Open, *, mate: Person, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    standing = join(group, mate)
    thread = open_thread(group, "I want to die.", by=mate)
    page, seen = to("group-thread", group.slug, thread.id), "Those who look after this place have seen this."
    reader, case, now = sign_in(owner), Case.objects.get(), current_time()
    invited = ("What you can do for them", "Say a kind word", "Answer this")
    before = text_of(reader.get(page))
    assert [one in before for one in invited] == [True] * 3
    services.leave_group(actor=mate, slug=group.slug, now=now)
    gone = text_of(reader.get(page))
    assert "Somebody who is not here any more" in gone
    assert [one in gone for one in invited] == [False] * 3, "they would not read it"
    assert "Ask a moderator to look" in gone
    assert (
        to("message-stop", standing.id) not in reader.get(to("report", "post", thread.posts.get().id)).content.decode()
    )
    assert seen not in text_of(reader.get(page)), "nobody has"
    Case.objects.update(claimed_by=owner, claimed_until=now + timedelta(hours=1))
    assert text_of(reader.get(page)).count(seen) == 1
    Case.objects.update(claimed_until=now - timedelta(hours=1))
    assert seen not in text_of(reader.get(page)), "they have let go of it"
    done = {"claimed_by": None, "claimed_until": None, "due_at": None}
    Case.objects.update(state="closed", closed_at=now, **done)
    assert text_of(reader.get(page)).count(seen) == 1
    assert case.about_id == standing.person_id


def test_by_keyboard_the_field_is_one_step_away_where_one_may_write(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    thread, browser = open_thread(begin()), sign_in(owner)
    page, way = to("group-thread", thread.group.slug, thread.id), '<a class="skip" href="#id_text">'
    read = browser.get(page).content.decode()
    assert read.index(f"{way}Go to where you write</a>") < read.index('id="post-1"')
    assert 'id="id_text"' in read
    Thread.objects.update(state="locked")
    assert way not in browser.get(page).content.decode()


def test_a_long_quote_shows_its_first_lines_and_unfolds(
    begin: Begin, open_thread: Open, write: Write, owner: Person, sign_in: SignIn
) -> None:
    thread = open_thread(begin(), " ".join(f"word{number}" for number in range(60)))
    write(thread, owner, "Short.", answers=thread.posts.get(place=1))
    write(thread, owner, "And this.", answers=thread.posts.get(place=2))
    page = sign_in(owner).get(to("group-thread", thread.group.slug, thread.id)).content.decode()
    first, second = re.findall(r"<blockquote.*?</blockquote>", page, re.DOTALL)
    seen, _, folded = first.partition("</summary>")
    assert seen.rstrip().endswith("word13…"), seen
    assert "…word14 word15" in folded
    assert "word59" in folded
    assert "<details" not in second, "what is short is there whole"
    assert "Short." in second


def test_an_answer_that_is_led_to_stands_below_what_it_answers(
    begin: Begin, join: Join, open_thread: Open, three: Three, sign_in: SignIn
) -> None:
    group = begin()
    join(group, three[1])
    thread = open_thread(group)
    page = to("group-thread", group.slug, thread.id)
    sign_in(three[1]).post(page, {"text": "Welcome here."})
    shown = sign_in(three[0]).get(f"{page}?from=2").content.decode()
    assert [name in shown for name in ('id="post-1"', 'id="post-2"', "See earlier posts")] == [True, True, False]


def test_ones_own_alias_is_no_full_name_to_be_asked_about(
    begin: Begin, join: Join, open_thread: Open, three: Three, sign_in: SignIn
) -> None:
    group = begin()
    join(group, three[1])
    page, mate = to("group-thread", group.slug, open_thread(group).id), sign_in(three[1])
    assert mate.post(page, {"text": "Hello, I am Amber Test."}).status_code == 303
    asked = mate.post(page, {"text": "Hello, I am Laura Madeup."})
    assert asked.status_code == 422
    assert "This looks like a full name" in text_of(asked)
    for words, is_asked in (("Hello, I am Amber Test.", False), ("Hello, I am Laura Madeup.", True)):
        mate.post(page, {"text": words, "keep": "yes"})
        again = text_of(mate.get(page))
        assert words in again
        assert ("This looks like a full name" in again) == is_asked, "what was begun is looked at as what was sent is"
    services.change_alias(actor=three[1], slug=group.slug, alias="Maria Luz Del Mar", now=current_time())
    assert mate.post(page, {"text": "Hello, I am Maria Luz Del Mar."}).status_code == 303
