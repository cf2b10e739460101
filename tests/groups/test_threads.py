"""Threads of a group: what members write is read by members alone, changed and taken back by who wrote it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.groups import services
from alongside.groups.enums import GroupState, Openness, Reacts, ThreadState, Wants
from alongside.groups.models import Group, Post, Reaction, Reading, Thread
from alongside.groups.policies import access_standing
from alongside.groups.privacy import export
from alongside.groups.threads import following
from alongside.groups.threads.details import Opening, Said
from alongside.groups.threads.lists import threads_of
from alongside.groups.threads.page import own_part_of, start_for, thread_view
from alongside.groups.threads.policies import access_thread, visible_threads
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from tests.groups.conftest import Begin, Join, Open, Three, Write, standing

pytestmark = pytest.mark.django_db


def seen(person: Person, thread: Thread) -> list[tuple[str, str]]:
    """Return who wrote what in a thread, as somebody sees it."""
    there = access_standing(person, thread.group.slug)
    view = thread_view(there, thread, own_part_of(there, thread).reading, start=1)
    return [(post.alias, post.html) for post in view.posts]


@dataclass(frozen=True)
class Talk:
    """What one does in these tests: begin a group, come into it, begin a thread, answer."""

    begin: Begin
    join: Join
    open: Open
    write: Write


@pytest.fixture
def talk(begin: Begin, join: Join, open_thread: Open, write: Write) -> Talk:
    """All of it in one."""
    return Talk(begin, join, open_thread, write)


def test_members_read_what_members_write_under_their_alias_of_the_group(talk: Talk, three: Three) -> None:
    owner, mate, _stranger = three
    group = talk.begin()
    talk.join(group, mate)
    thread = talk.open(group, "It is a *long* evening.")
    talk.write(thread, mate)
    expected = [
        ("Quiet Heron", "<p>It is a <em>long</em> evening.</p>"),
        ("Amber Test", "<p>I am here.</p>"),
    ]
    assert seen(owner, thread) == seen(mate, thread) == expected
    services.change_alias(actor=mate, slug=group.slug, alias="Willow Test", now=group.created_at)
    assert seen(owner, thread)[1][0] == "Willow Test"


def test_who_is_not_in_the_group_reads_and_writes_nothing(talk: Talk, three: Three, now: datetime) -> None:
    owner, mate, stranger = three
    group = talk.begin(openness=Openness.BY_REQUEST)
    thread = talk.open(group)
    talk.join(group, mate)
    for person in (mate, stranger):
        with pytest.raises(NotAllowed):
            talk.write(thread, person)
        with pytest.raises(NotAllowed):
            talk.open(group, by=person)
    asks = standing(mate, group)
    assert not visible_threads(asks).exists()
    services.answer_request(actor=owner, slug=group.slug, membership_id=asks.id, lets_in=True, now=now)
    talk.write(thread, mate)
    services.remove_member(actor=owner, slug=group.slug, membership_id=asks.id, for_good=True, now=now)
    with pytest.raises(NotAllowed):
        talk.write(thread, mate, "Again")
    Group.objects.filter(id=group.id).update(openness=Openness.HIDDEN)
    with pytest.raises(NotFound):
        talk.write(thread, mate, "Again")


def test_a_thread_is_not_reached_through_another_group(talk: Talk, owner: Person, now: datetime) -> None:
    thread, other = talk.open(talk.begin()), talk.begin()
    with pytest.raises(NotFound):
        services.answer_thread(actor=owner, slug=other.slug, thread_id=thread.id, said=Said("Here"), now=now)


@pytest.mark.parametrize(
    ("title", "said", "field"),
    [
        ("", Said("Words"), "title"),
        ("x" * 121, Said("Words"), "title"),
        ("turned \u202e over", Said("Words"), "title"),
        ("Title", Said("   "), "text"),
        ("Title", Said("\u200b"), "text"),
        ("Title", Said("null \x00 byte"), "text"),
        ("Title", Said("x" * 8001), "text"),
        ("Title", Said("Words", "x" * 101), "note"),
        ("Title", Said("Words", "hidden \u2066 sign"), "note"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(
    talk: Talk, owner: Person, now: datetime, *, title: str, said: Said, field: str
) -> None:
    group = talk.begin()
    with pytest.raises(Invalid) as refusal:
        services.begin_thread(actor=owner, slug=group.slug, opening=Opening(title, said), now=now)
    assert refusal.value.field == field
    assert not Thread.objects.exists()


def test_the_same_words_sent_twice_are_one_post(talk: Talk, owner: Person, now: datetime) -> None:
    group = talk.begin()
    thread = talk.open(group)
    assert talk.open(group).id == thread.id
    assert talk.write(thread, owner).id == talk.write(thread, owner).id
    assert Post.objects.filter(thread=thread).count() == 2
    later = services.answer_thread(
        actor=owner, slug=group.slug, thread_id=thread.id, said=Said("I am here."), now=now + timedelta(minutes=3)
    )
    assert later.place == 3


def test_nobody_floods_a_group(talk: Talk, owner: Person) -> None:
    group = talk.begin()
    thread = talk.open(group)
    for number in range(60):
        talk.write(thread, owner, f"Post {number}")
    with pytest.raises(TooMany):
        talk.write(thread, owner, "One more")
    for number in range(19):
        talk.open(group, f"Thread {number}")
    with pytest.raises(TooMany):
        talk.open(group, "One more")


def test_a_change_is_silent_for_a_quarter_of_an_hour_and_marked_after(talk: Talk, owner: Person, now: datetime) -> None:
    thread = talk.open(talk.begin())
    post = thread.posts.get()
    where = {"actor": owner, "slug": thread.group.slug, "thread_id": thread.id, "post_id": post.id}
    at = now + timedelta(minutes=15)
    services.change_post(**where, said=Said("Other **words**"), title="Other title", now=at)
    post.refresh_from_db()
    assert (post.text, post.html) == ("Other **words**", "<p>Other <strong>words</strong></p>")
    assert post.edited_at is None
    later = at + timedelta(seconds=1)
    services.change_post(**where, said=Said("Again"), title="Other title", now=later)
    post.refresh_from_db()
    thread.refresh_from_db()
    assert post.edited_at == later
    assert thread.title == "Other title"


def test_only_who_wrote_a_post_changes_it_or_takes_it_back(talk: Talk, three: Three, now: datetime) -> None:
    owner, mate, _stranger = three
    group = talk.begin()
    talk.join(group, mate)
    thread = talk.open(group)
    theirs = talk.write(thread, mate)
    where = {"slug": group.slug, "thread_id": thread.id, "post_id": theirs.id, "now": now}
    with pytest.raises(NotAllowed):
        services.change_post(actor=owner, said=Said("Put into a mouth"), **where)
    with pytest.raises(NotAllowed):
        services.take_post_back(actor=owner, **where)
    services.take_post_back(actor=mate, **where)
    theirs.refresh_from_db()
    assert (theirs.text, theirs.html, theirs.membership_id, theirs.search) == ("", "", None, None)
    assert theirs.place == 2
    with pytest.raises(NotFound):
        services.change_post(actor=mate, said=Said("Back again"), **where)


def test_a_thread_whose_beginning_was_taken_back_keeps_its_answers(talk: Talk, three: Three, now: datetime) -> None:
    owner, mate, _stranger = three
    group = talk.begin()
    talk.join(group, mate)
    thread = talk.open(group, title="A name")
    first = thread.posts.get()
    talk.write(thread, mate, answers=first)
    services.take_post_back(actor=owner, slug=group.slug, thread_id=thread.id, post_id=first.id, now=now)
    there = access_standing(mate, group.slug)
    [line] = threads_of(there)[0]
    assert line.title == "A thread whose beginning was taken back"
    assert (line.begun_by, line.last_by) == ("", "Amber Test")
    view = thread_view(there, Thread.objects.get(), None, start=1)
    assert view.posts[0].is_taken_back
    quote = view.posts[1].quote
    assert quote is not None
    assert (quote.alias, quote.words, quote.note) == ("", "", "")


def test_a_thread_whose_only_post_was_taken_back_leaves_the_list(talk: Talk, three: Three, now: datetime) -> None:
    owner, mate, _stranger = three
    group = talk.begin()
    talk.join(group, mate)
    talk.open(group, "Something else", title="Mornings")
    thread = talk.open(group, title="A name")
    there = access_standing(mate, group.slug)
    assert {line.title for line in threads_of(there)[0]} == {"Mornings", "A name"}
    services.take_post_back(actor=owner, slug=group.slug, thread_id=thread.id, post_id=thread.posts.get().id, now=now)
    for person in (mate, owner):
        assert [line.title for line in threads_of(access_standing(person, group.slug))[0]] == ["Mornings"]
    assert access_thread(there, thread.id), "who has its address is not told that it never was"
    talk.write(thread, mate, "I would have answered you.")
    assert len(threads_of(there)[0]) == 2


def test_a_quote_of_what_is_folded_shows_only_the_word_of_care(talk: Talk, owner: Person) -> None:
    thread = talk.open(talk.begin(), "Hard details", note="Speaks of using")
    talk.write(thread, owner, answers=thread.posts.get())
    view = thread_view(access_standing(owner, thread.group.slug), thread, None, start=1)
    quote = view.posts[1].quote
    assert quote is not None
    assert (quote.words, quote.note) == ("", "Speaks of using")


def test_a_kind_word_is_said_once_and_counted_for_its_reader_alone(talk: Talk, three: Three, now: datetime) -> None:
    owner, mate, stranger = three
    group = talk.begin()
    talk.join(group, mate)
    talk.join(group, stranger, "Silver Test")
    thread = talk.open(group)
    where = {"slug": group.slug, "thread_id": thread.id, "post_id": thread.posts.get().id, "now": now}

    def said(person: Person) -> list[str]:
        return list(thread_view(access_standing(person, group.slug), thread, None, start=1).posts[0].said)

    for person in (mate, stranger):
        services.react(actor=person, kind=Reacts.WITH_YOU, **where)
    services.react(actor=mate, kind=Reacts.HOLDING_HOPE, **where)
    assert said(owner) == ["2 people are with you.", "1 person holds hope with you."]
    assert said(mate) == said(stranger) == ["With you", "Holding hope"]
    services.react(actor=mate, kind=Reacts.WITH_YOU, **where)
    assert said(owner) == ["1 person is with you.", "1 person holds hope with you."]
    with pytest.raises(NotAllowed):
        services.react(actor=owner, kind=Reacts.WITH_YOU, **where)
    with pytest.raises(Invalid):
        services.react(actor=mate, kind="down", **where)


@pytest.mark.parametrize("kind", [Reacts.ME_TOO, Reacts.PROUD_OF_YOU])
def test_what_would_hurt_is_not_said_to_heavy_words_and_can_be_taken_back(
    talk: Talk, three: Three, now: datetime, kind: str
) -> None:
    owner, mate, _stranger = three
    group = talk.begin()
    talk.join(group, mate)
    thread = talk.open(group)
    post = thread.posts.get()
    at = {"slug": group.slug, "thread_id": thread.id, "post_id": post.id, "now": now}
    assert services.react(actor=mate, kind=kind, **at)
    services.change_post(actor=owner, said=Said("I want to die."), title="Evenings", **at)
    assert not services.react(actor=mate, kind=kind, **at), "it is taken back"
    with pytest.raises(Invalid):
        services.react(actor=mate, kind=kind, **at)
    assert services.react(actor=mate, kind=Reacts.WITH_YOU, **at)
    assert [one["sounded_heavy"] for one in export(owner.id)["group_posts"]] == [True]


def test_who_follows_is_told_once_until_they_look(talk: Talk, three: Three, now: datetime, told: list[Person]) -> None:
    owner, mate, _stranger = three
    group = talk.begin()
    talk.join(group, mate)
    thread = talk.open(group)
    talk.write(thread, mate, "One")
    talk.write(thread, mate, "Two")
    assert told == [owner]
    following.mark_read(access_standing(owner, group.slug), thread, place=3, now=now)
    talk.write(thread, mate, "Three")
    assert told == [owner, owner]
    following.want_thread(actor=owner, slug=group.slug, thread_id=thread.id, wants=Wants.MUTE, now=now)
    talk.write(thread, owner, "Muted, I still write")
    talk.write(thread, mate, "Four")
    assert told == [owner, owner, mate]
    with pytest.raises(Invalid):
        following.want_thread(actor=owner, slug=group.slug, thread_id=thread.id, wants="all", now=now)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Person]:
    """Who was told, in order."""
    from alongside.groups import outgoing

    people: list[Person] = []
    monkeypatch.setattr(
        outgoing,
        "tell",
        lambda tellings, **_how: people.extend(Person.objects.get(id=one.person_id) for one in tellings),
    )
    return people


def test_what_is_new_is_counted_from_where_one_last_looked(talk: Talk, three: Three, now: datetime) -> None:
    owner, mate, _stranger = three
    group = talk.begin()
    talk.join(group, mate)
    thread = talk.open(group)
    there = access_standing(mate, group.slug)
    assert threads_of(there)[0][0].unread is None
    following.mark_read(there, thread, place=1, now=now)
    assert threads_of(there)[0][0].unread == 0
    talk.write(thread, owner, "Two")
    talk.write(thread, owner, "Three")
    assert threads_of(there)[0][0].unread == 2
    following.mark_read(there, thread, place=1, now=now)
    assert Reading.objects.get(membership=there).read_place == 1
    following.mark_read(there, thread, place=3, now=now)
    following.mark_read(there, thread, place=2, now=now)
    assert Reading.objects.get(membership=there).read_place == 3


def test_a_long_thread_comes_in_pages_of_fifty(talk: Talk, owner: Person, now: datetime) -> None:
    thread = talk.open(talk.begin())
    there = access_standing(owner, thread.group.slug)
    posts = [
        Post(created_at=now, thread=thread, membership=there, place=place, text="x", html="<p>x</p>")
        for place in range(2, 121)
    ]
    Post.objects.bulk_create(posts)
    Thread.objects.filter(id=thread.id).update(last_place=120)
    thread.refresh_from_db()
    pages = [thread_view(there, thread, None, start=start) for start in (1, 51, 101)]
    assert [(page.posts[0].place, page.posts[-1].place) for page in pages] == [(1, 50), (51, 100), (101, 120)]
    assert [(page.earlier, page.later) for page in pages] == [(None, 51), (1, 101), (51, None)]
    asked = {2: 1, 50: 1, 51: 51, 70: 51, 999: 101}
    assert {place: start_for(None, thread, place) for place in asked} == asked, "above it stands what it answers"


def test_nothing_is_added_where_a_thread_is_locked_or_the_group_closed(talk: Talk, three: Three) -> None:
    owner, mate, _stranger = three
    group = talk.begin()
    talk.join(group, mate)
    thread = talk.open(group)
    Thread.objects.filter(id=thread.id).update(state=ThreadState.LOCKED)
    with pytest.raises(Conflict):
        talk.write(thread, mate)
    Thread.objects.filter(id=thread.id).update(state=ThreadState.HIDDEN)
    with pytest.raises(NotFound):
        talk.write(thread, mate)
    assert access_thread(access_standing(owner, group.slug), thread.id).id == thread.id
    Group.objects.filter(id=group.id).update(state=GroupState.CLOSED)
    with pytest.raises(Conflict):
        talk.open(group, "More", by=mate)


def test_who_leaves_chooses_whether_their_words_stay(talk: Talk, three: Three, now: datetime) -> None:
    owner, mate, stranger = three
    group = talk.begin()
    talk.join(group, mate, "Amber Canary")
    talk.join(group, stranger, "Silver Canary")
    thread = talk.open(group)
    stays = talk.write(thread, mate, "Mine stays")
    talk.write(thread, owner, "An answer", answers=stays)
    talk.write(thread, stranger, "Mine goes")
    services.react(
        actor=mate, slug=group.slug, thread_id=thread.id, post_id=thread.posts.get(place=1).id, kind="me_too", now=now
    )
    services.leave_group(actor=mate, slug=group.slug, now=now)
    services.leave_group(actor=stranger, slug=group.slug, takes_posts=True, now=now)
    assert seen(owner, thread)[1] == ("Somebody who is not here any more", "<p>Mine stays</p>")
    assert seen(owner, thread)[3] == ("", "")
    assert not Reaction.objects.exists()
    view = thread_view(access_standing(owner, group.slug), thread, None, start=1)
    assert "Canary" not in str(view)
    assert [row["text"] for row in export(mate.id)["group_posts"]] == ["Mine stays"]
    assert export(stranger.id)["group_posts"] == []


def test_an_export_holds_what_one_wrote_and_erasing_empties_it(talk: Talk, three: Three, now: datetime) -> None:
    owner, mate, _stranger = three
    group = talk.begin()
    talk.join(group, mate)
    thread = talk.open(group, "Canary opening", by=mate, title="Canary title", note="Canary care")
    talk.write(thread, owner, "An answer")
    talk.write(thread, mate, "Canary reply")
    held = export(mate.id)["group_posts"]
    assert [(row["title"], row["text"], row["content_note"]) for row in held] == [
        ("Canary title", "Canary opening", "Canary care"),
        (None, "Canary reply", None),
    ]
    erase_person(actor=mate, now=now)
    thread.refresh_from_db()
    assert thread.title == ""
    posts = thread.posts.order_by("place").values_list("text", "html", "note", "membership")
    assert list(posts) == [
        ("", "", "", None),
        ("An answer", "<p>An answer</p>", "", standing(owner, group).id),
        ("", "", "", None),
    ]


def test_ids_and_moments_tie_nothing_of_two_groups_together(talk: Talk, three: Three, now: datetime) -> None:
    owner, mate, _stranger = three
    posts, views = [], []
    for number in range(2):
        group = talk.begin(name=f"Lake {number}")
        talk.join(group, mate, f"Alias {number}")
        thread = talk.open(group)
        posts.append(talk.write(thread, mate))
        views.append(thread_view(access_standing(owner, group.slug), thread, None, start=1))
    assert {post.id.version for post in posts} == {Thread.objects.all()[0].id.version} == {4}
    assert posts[0].id.bytes[:6] != posts[1].id.bytes[:6]
    for view in views:
        assert str(mate.id) not in str(view)
        assert mate.alias not in str(view)
        assert {(post.at.second, post.at.microsecond) for post in view.posts} == {(0, 0)}
