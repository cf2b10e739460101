"""What the database itself refuses, whoever writes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.accounts.models import Person
from alongside.groups.models import (
    DayWord,
    Draft,
    Group,
    Invitation,
    Membership,
    Post,
    Reaction,
    Reading,
    Thread,
    Waiting,
)
from tests.groups.conftest import Begin, Join, Open

pytestmark = pytest.mark.django_db


LATER = datetime.fromisoformat("2026-03-05T00:00+00:00")


def refused(name: str, write: Callable[[], object]) -> None:
    """Check that this constraint refuses that write."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("groups_group_says_what_it_is", {"name": ""}),
        ("groups_group_says_what_it_is", {"purpose": ""}),
        ("groups_group_says_what_it_is", {"agreements": ""}),
        ("groups_group_kind", {"kind": "other"}),
        ("groups_group_openness", {"openness": "secret"}),
        ("groups_group_state", {"state": "asleep"}),
        ("groups_group_languages", {"languages": []}),
        ("groups_group_answer_hours", {"answer_hours": 7}),
        ("groups_group_agreements_since", {"agreements_since": datetime.fromisoformat("2020-01-01T00:00+00:00")}),
    ],
)
def test_a_group_says_what_it_is(begin: Begin, name: str, change: dict[str, Any]) -> None:
    group = begin()
    refused(name, lambda: Group.objects.filter(id=group.id).update(**change))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("groups_membership_alias_while_there", {"alias": ""}),
        ("groups_membership_alias_while_there", {"state": "left", "ended_at": "2026-03-05T00:00Z"}),
        ("groups_membership_state", {"state": "gone", "alias": "", "alias_key": "", "ended_at": "2026-03-05T00:00Z"}),
        ("groups_membership_role", {"role": "king"}),
        ("groups_membership_role_while_in", {"state": "asked", "role": "greeter"}),
        ("groups_membership_role_while_in", {"state": "asked", "offered_role": "greeter"}),
        ("groups_membership_offered_role", {"offered_role": "king"}),
        ("groups_membership_offered_role", {"offered_role": "member"}),
        ("groups_membership_joined", {"joined_at": None}),
        ("groups_membership_ended", {"ended_at": "2026-03-05T00:00Z"}),
        ("groups_membership_word", {"word_sealed": b""}),
    ],
)
def test_a_membership_is_whole(begin: Begin, join: Join, mate: Person, name: str, change: dict[str, Any]) -> None:
    row = join(begin(), mate)
    refused(name, lambda: Membership.objects.filter(id=row.id).update(**change))


def test_nobody_is_in_a_group_twice_and_no_alias_stands_for_two(
    begin: Begin, join: Join, mate: Person, stranger: Person, now: datetime
) -> None:
    group = begin()
    row = join(group, mate, "Amber Test")
    said = {"created_at": now, "group": group, "state": "in", "agreed_at": now, "joined_at": now}
    twice = Membership(person=mate, alias="Another", alias_key="another", **said)
    refused("groups_membership_one_alive", lambda: twice.save(force_insert=True))
    alike = Membership(person=stranger, alias="AMBER TEST", alias_key=row.alias_key, **said)
    refused("groups_membership_alias", lambda: alike.save(force_insert=True))


def test_an_invitation_ends_once_and_after_it_was_made(begin: Begin, owner: Person, now: datetime) -> None:
    group = begin()
    said = {"created_at": now, "group": group, "made_by": group.memberships.get()}
    refused("groups_invitation_expiry", lambda: Invitation.objects.create(expires_at=now, **said))
    later = now + timedelta(days=1)
    refused(
        "groups_invitation_one_end",
        lambda: Invitation.objects.create(expires_at=later, used_at=now, revoked_at=now, **said),
    )


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("groups_dayword_once", {}),
        ("groups_dayword_moment", {"moment": "noon"}),
        ("groups_dayword_until", {"moment": "evening", "until": datetime.fromisoformat("2020-01-01T00:00+00:00")}),
        ("groups_dayword_words", {"moment": "evening", "words_sealed": b""}),
    ],
)
def test_what_is_shared_of_a_day_is_whole(begin: Begin, now: datetime, name: str, change: dict[str, Any]) -> None:
    said = {"created_at": now, "membership": begin().memberships.get(), "source": uuid4(), "moment": "morning"}
    said["until"] = now + timedelta(hours=1)
    DayWord.objects.create(**said)
    refused(name, lambda: DayWord.objects.create(**{**said, **change}))


def at_commit() -> None:
    """Have what waits for the commit be checked now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_a_group_cannot_be_open_without_a_host(begin: Begin, now: datetime) -> None:
    group = begin()
    Membership.objects.filter(group=group).update(role="member")
    assert Group.objects.get(id=group.id).state == "hostless"

    def open_it() -> None:
        Group.objects.filter(id=group.id).update(state="open")
        at_commit()

    refused("an open group has a host", open_it)


def test_a_host_whom_an_older_release_erases_leaves_a_group_that_looks_for_one(
    begin: Begin, join: Join, owner: Person, mate: Person
) -> None:
    group = begin()
    join(group, mate)
    with connection.cursor() as cursor:
        # It names only the tables it knows; the key to the person follows in the database.
        cursor.execute("DELETE FROM accounts_person WHERE id = %s", [owner.id])
    at_commit()
    group.refresh_from_db()
    assert group.state == "hostless"
    assert [row.person_id for row in group.memberships.all()] == [mate.id]


def test_one_of_two_hosts_may_go_and_the_group_stays_open(
    begin: Begin, join: Join, owner: Person, mate: Person
) -> None:
    group = begin()
    row = join(group, mate)
    Membership.objects.filter(id=row.id).update(role="host")
    Membership.objects.filter(group=group, person=owner).delete()
    at_commit()
    group.refresh_from_db()
    assert group.state == "open"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("groups_thread_state", {"state": "lost"}),
        ("groups_thread_last_place", {"last_place": 0}),
        ("groups_thread_last_at", {"last_at": datetime.fromisoformat("2020-01-01T00:00+00:00")}),
    ],
)
def test_a_thread_is_whole(begin: Begin, open_thread: Open, name: str, change: dict[str, Any]) -> None:
    thread = open_thread(begin())
    refused(name, lambda: Thread.objects.filter(id=thread.id).update(**change))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("groups_post_place_counts", {"place": 0}),
        ("groups_post_whole_or_taken_back", {"text": ""}),
        ("groups_post_whole_or_taken_back", {"html": ""}),
        ("groups_post_whole_or_taken_back", {"taken_back_at": "2026-03-05T00:00Z"}),
        ("groups_post_whole_or_taken_back", {"taken_back_at": "2026-03-05T00:00Z", "text": "", "html": ""}),
    ],
)
def test_a_post_is_whole_or_nothing_is_left_of_it(
    begin: Begin, open_thread: Open, name: str, change: dict[str, Any]
) -> None:
    post = open_thread(begin()).posts.get()
    refused(name, lambda: Post.objects.filter(id=post.id).update(**change))


def test_what_hangs_on_a_thread_is_there_once(begin: Begin, open_thread: Open, now: datetime) -> None:
    group = begin()
    thread, host = open_thread(group), group.memberships.get()
    post, said = thread.posts.get(), {"created_at": now, "membership": host}
    twice = {**said, "thread": thread, "place": 1, "text": "x", "html": "x"}
    refused("groups_post_place", lambda: Post.objects.create(**twice))
    Reaction.objects.create(post=post, kind="me_too", **said)
    refused("groups_reaction_once", lambda: Reaction.objects.create(post=post, kind="me_too", **said))
    refused("groups_reaction_kind", lambda: Reaction.objects.create(post=post, kind="down", **said))
    refused("groups_reading_once", lambda: Reading.objects.create(thread=thread, **said))
    refused("groups_reading_wants", lambda: Reading.objects.update(wants="all"))
    Draft.objects.create(words_sealed=b"x", **said)
    refused("groups_draft_one_a_place", lambda: Draft.objects.create(words_sealed=b"x", **said))
    refused("groups_draft_words", lambda: Draft.objects.create(words_sealed=b"", thread=thread, **said))


def test_what_somebody_wrote_goes_with_them_where_an_older_release_erases_them(
    begin: Begin, join: Join, open_thread: Open, mate: Person
) -> None:
    group = begin()
    join(group, mate)
    thread = open_thread(group, by=mate)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_person WHERE id = %s", [mate.id])
    at_commit()
    assert Thread.objects.get().id == thread.id
    assert not Post.objects.exists()
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("groups_waiting_answer_by", {"answer_by": datetime.fromisoformat("2020-01-01T00:00+00:00")}),
        ("groups_waiting_answered", {"answered_at": LATER, "due_at": LATER}),
    ],
)
def test_what_waits_is_whole(begin: Begin, open_thread: Open, name: str, change: dict[str, Any]) -> None:
    group = begin()
    open_thread(group, needs_answer=True)
    refused(name, lambda: Waiting.objects.update(**change))
    refused("groups_waiting_claim", lambda: Waiting.objects.update(claimed_by=group.memberships.get()))
