"""Fetching a feed: a real server on loopback, which only an operator's permission lets us reach."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from alongside.meetings import fetching, services
from alongside.meetings.fetching import Fetched, NotFetched, fetch
from alongside.meetings.models import Meeting, Reading, Source
from tests.meetings.conftest import NOW, MakeSource
from tests.meetings.feed_server import FEED, server

__all__ = ["server"]


def test_a_feed_comes_and_comes_no_more_when_nothing_changed(server: str) -> None:
    first = fetch(f"{server}/moved", allow_private=True)
    assert (first.body, first.etag) == (FEED, '"v1"')
    assert fetch(f"{server}/feed", etag=first.etag, allow_private=True).body is None


def test_a_large_feed_comes_whole_though_the_server_hangs_up_after_it(server: str) -> None:
    assert fetch(f"{server}/large", allow_private=True).body == FEED * 20_000


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/404", fetching.NOT_THERE),
        ("/403", fetching.REFUSED),
        ("/503", fetching.TROUBLE),
        ("/round", fetching.TOO_FAR),
        ("/inside", fetching.NOT_ALLOWED),
    ],
)
def test_what_goes_wrong_is_a_sentence(server: str, path: str, sentence: str) -> None:
    with pytest.raises(NotFetched) as failure:
        fetch(server + path, allow_private=True)
    assert str(failure.value) == sentence


def test_nothing_inside_is_fetched_unless_allowed(server: str) -> None:
    for url in (
        f"{server}/feed",
        server.replace("http:", "https:"),
        "https://[::1]/",
        "https://169.254.169.254/",
        "file:///x",
    ):
        with pytest.raises(NotFetched) as failure:
            fetch(url)
        assert str(failure.value) == fetching.NOT_ALLOWED, url


def test_too_much_is_too_much(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 10)
    with pytest.raises(NotFetched, match="too big"):
        fetch(f"{server}/feed", allow_private=True)


@pytest.mark.django_db
def test_the_chore_reads_what_is_due_and_one_dead_source_blocks_no_other(
    server: str, make_source: MakeSource, settings: object
) -> None:
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = True  # type: ignore[attr-defined]  # pytest-django's settings take anything
    dead = make_source("Dead", url=f"{server}/503", next_read_at=NOW - timedelta(minutes=2))
    good = make_source("Good", url=f"{server}/feed", next_read_at=NOW - timedelta(minutes=1))
    services.read_next(NOW)
    services.read_next(NOW)
    services.read_next(NOW)
    assert Reading.objects.get(source=dead).reason == fetching.TROUBLE
    assert not Reading.objects.filter(source=good).exclude(outcome="done").values_list("outcome", "reason")
    assert Meeting.objects.get().source == good
    assert Source.objects.get(id=dead.id).next_read_at == NOW + timedelta(hours=1)
    good.refresh_from_db()
    assert (good.next_read_at, good.etag) == (NOW + timedelta(hours=24), '"v1"')
    services.read_next(NOW + timedelta(hours=1, minutes=1))  # the dead one again
    services.read_next(NOW + timedelta(hours=24))
    services.read_next(NOW + timedelta(hours=24))
    assert Reading.objects.filter(source=good).latest("created_at").outcome == "unchanged"


@pytest.mark.django_db
def test_a_source_with_which_something_unforeseen_happens_blocks_no_other(
    server: str, make_source: MakeSource, settings: object
) -> None:
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = True  # type: ignore[attr-defined]  # pytest-django's settings take anything
    odd = make_source("Odd", url=f"{server}/other", next_read_at=NOW - timedelta(minutes=2))
    good = make_source("Good", url=f"{server}/feed", next_read_at=NOW - timedelta(minutes=1))
    with connection.cursor() as cursor:  # as a database does that refuses what nobody thought of
        cursor.execute(f"ALTER TABLE meetings_meeting ADD CONSTRAINT unforeseen CHECK (source_id <> '{odd.id}')")
    services.read_next(NOW)
    services.read_next(NOW)
    assert Reading.objects.get(source=odd).outcome == "failed"
    assert Source.objects.get(id=odd.id).next_read_at == NOW + timedelta(hours=1)
    assert Meeting.objects.get().source == good


@pytest.mark.django_db
def test_what_came_for_an_address_that_was_changed_meanwhile_is_not_taken_in(
    server: str, make_source: MakeSource, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = True  # type: ignore[attr-defined]  # pytest-django's settings take anything
    source = make_source("Good", url=f"{server}/feed", next_read_at=NOW)

    def fetch_while_it_changes(url: str, **more: Any) -> Fetched:
        found = fetch(url, **more)
        Source.objects.filter(id=source.id).update(url=f"{server}/503")
        return found

    monkeypatch.setattr("alongside.meetings.services.sources.fetch", fetch_while_it_changes)
    services.read_next(NOW)
    assert not Meeting.objects.exists()
    source.refresh_from_db()
    assert (source.next_read_at, source.etag) == (NOW, "")
