"""What is held says what it would bring, before somebody decides: how many, and the first of them by name."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.accounts.models import Person, RoleGrant
from alongside.meetings import sentences, services
from alongside.meetings.enums import Outcome
from alongside.meetings.models import Meeting, Reading, Source
from alongside.meetings.organise_page import foretold
from tests.conftest import MakePerson
from tests.meetings.conftest import NOW, MakeSource

pytestmark = pytest.mark.django_db
MANY = [f"Meeting {letter}" for letter in "abcdefghijklmnopqrst"]


@pytest.fixture
def organiser(make_person: MakePerson) -> Person:
    person = make_person("Olga Organiser")
    RoleGrant.objects.create(created_at=NOW, person=person, role="organiser")
    return person


def feed(*names: str, **more: Any) -> bytes:
    usual = {"day": 1, "time": "19:00", **more}
    return json.dumps([{"slug": name.casefold().replace(" ", "-"), "name": name, **usual} for name in names]).encode()


def take(source: Source, body: bytes) -> services.Result:
    return services.take_in(source_id=source.id, body=body, now=NOW)


def page(organiser: Person, source: Source) -> str:
    client = Client()
    client.force_login(organiser)
    text = client.get(f"/organise/meetings/sources/{source.id}/").content.decode()
    return " ".join(text.split())


@pytest.fixture
def shrunk(make_source: MakeSource) -> Source:
    """A source of twenty meetings whose feed now names five of them, one at another time, and a new one."""
    source = make_source()
    take(source, feed(*MANY))
    other = json.loads(feed(*MANY[:5], "New & bold"))
    other[0]["time"] = "20:00"
    take(source, json.dumps(other).encode())
    return source


def test_what_is_held_keeps_what_it_would_bring(shrunk: Source) -> None:
    held = Reading.objects.get(source=shrunk, outcome=Outcome.HELD)
    assert (held.reason, held.added, held.gone) == (sentences.TOO_MANY_LOST, 0, 0)
    assert held.foreseen == {
        "before": 20,
        "after": 6,
        "added": 1,
        "changed": 1,
        "unchanged": 4,
        "gone": 15,
        "names": {"added": ["New & bold"], "changed": ["Meeting a"], "gone": MANY[5:15]},
    }
    assert Meeting.objects.filter(state="listed").count() == 20


def test_the_page_that_decides_says_so_with_the_first_names(organiser: Person, shrunk: Source) -> None:
    text = page(organiser, shrunk)
    assert "Meetings of this source now: 20. With this feed: 6." in text
    assert "15 meetings are lost" in text
    assert "1 meeting is added" in text
    assert "1 meeting is changed" in text
    assert "<bdi>New &amp; bold</bdi>" in text
    assert ("<bdi>Meeting o</bdi>" in text, "<bdi>Meeting p</bdi>" in text, "And 5 more" in text) == (True, False, True)
    assert "0 meetings" not in text


def test_what_was_foretold_comes_true_when_it_is_let_in(organiser: Person, shrunk: Source) -> None:
    held = Reading.objects.get(source=shrunk, outcome=Outcome.HELD)
    services.decide_held(actor=organiser, source_id=shrunk.id, reading_id=held.id, lets_in=True, now=NOW)
    done = Reading.objects.filter(source=shrunk, outcome=Outcome.DONE).latest("created_at", "id")
    assert (done.added, done.changed, done.unchanged, done.gone) == (1, 1, 4, 15)
    assert done.foreseen is None
    assert Meeting.objects.filter(state="listed").count() == 6
    assert "With this feed" not in page(organiser, shrunk)


def test_a_first_look_says_what_is_new(organiser: Person, make_source: MakeSource) -> None:
    source = make_source(trust="look")
    take(source, feed("One"))
    text = page(organiser, source)
    assert sentences.LOOKED_AT_FIRST in text
    assert "Meetings of this source now: 0. With this feed: 1." in text
    assert "1 meeting is added" in text


def test_a_look_at_what_changes_nothing_says_that(organiser: Person, make_source: MakeSource) -> None:
    source = make_source()
    take(source, feed("One"))
    Source.objects.filter(id=source.id).update(trust="look")
    take(source, feed("One"))
    assert "Nothing changes: every meeting stays as it is." in page(organiser, source)


def test_what_waits_is_asked_about_with_its_own_reason_whatever_failed_since(organiser: Person, shrunk: Source) -> None:
    for hours in range(1, 13):
        later = NOW + timedelta(hours=hours)
        Reading.objects.create(created_at=later, source=shrunk, outcome="failed", reason="The address was gone.")
    asked = page(organiser, shrunk).partition("Please have a look")[2].partition("How it was read lately")[0]
    assert sentences.TOO_MANY_LOST in asked
    assert "The address was gone." not in asked


def test_what_was_held_before_this_was_kept_is_asked_about_all_the_same(organiser: Person, shrunk: Source) -> None:
    Reading.objects.update(foreseen=None)
    text = page(organiser, shrunk)
    assert "Let it in" in text
    assert "With this feed" not in text


def test_a_record_of_several_days_counts_as_so_many_meetings(organiser: Person, make_source: MakeSource) -> None:
    source = make_source(trust="look")
    result = take(source, feed("Workdays", day=[1, 2, 3, 4, 5]))
    assert result.foreseen is not None
    assert (result.foreseen.after, result.foreseen.added, result.foreseen.names["added"]) == (5, 5, ["Workdays"])
    text = page(organiser, source)
    assert "Meetings of this source now: 0. With this feed: 5." in text
    assert ("5 meetings are added" in text, "more" in text.partition("5 meetings are added")[2][:200]) == (True, False)
    Source.objects.filter(id=source.id).update(trust="whole")
    assert take(source, feed("Workdays", day=[1, 2, 3, 4, 5])).added == 1


def test_one_meeting_of_each_is_one() -> None:
    names = {"added": ["A"], "changed": [], "gone": ["B"]}
    facts = {"before": 1, "after": 1, "added": 1, "changed": 0, "unchanged": 0, "gone": 1, "names": names}
    assert [(one.words, one.names, one.more) for one in foretold(facts)] == [
        ("1 meeting is lost", ["B"], 0),
        ("1 meeting is added", ["A"], 0),
    ]


class TestTheList:
    """The list of sources: whose meetings, how many, when read, what could not be used."""

    def line(self, organiser: Person) -> str:
        client = Client()
        client.force_login(organiser)
        text = " ".join(client.get("/organise/meetings/").content.decode().split())
        return text.partition("Where meetings come from")[2].partition("Add a source")[0]

    def test_it_says_whose_they_are_and_how_they_stand(self, organiser: Person, make_source: MakeSource) -> None:
        source = make_source(program="na")
        take(source, feed(*MANY[:4]))
        records = json.loads(feed(*MANY[:3]))
        take(source, json.dumps([*records, {"slug": "odd", "name": "Odd", "day": 9}]).encode())
        line = self.line(organiser)
        assert "Narcotics Anonymous · 3 meetings · Not confirmed: 1 · Could not be used: 1" in line
        assert f'Last read: <time datetime="{NOW:%Y-%m-%dT%H:%M}' in line

    def test_what_is_well_is_not_spoken_of(self, organiser: Person, make_source: MakeSource) -> None:
        take(make_source(), feed("One"))
        line = self.line(organiser)
        assert "Alcoholics Anonymous · 1 meeting </p>" in line
        assert "Not confirmed" not in line

    def test_a_wrong_file_is_forgotten_when_another_was_read(self, organiser: Person, make_source: MakeSource) -> None:
        source = make_source()
        take(source, b"[{")
        assert "Could not be read" in self.line(organiser)
        take(source, feed("One"))
        take(source, b"[{")
        assert "Could not be read" not in self.line(organiser)
        Source.objects.filter(id=source.id).update(url="https://one.example/feed")
        assert "Could not be read" in self.line(organiser), "nobody mends an address but its office"

    def test_a_feed_that_waits_is_spoken_of_whatever_failed_since(self, organiser: Person, shrunk: Source) -> None:
        later = NOW + timedelta(hours=1)
        Reading.objects.create(created_at=later, source=shrunk, outcome="failed", reason="The address was gone.")
        assert "Waits for somebody to have a look" in self.line(organiser)

    def test_what_was_never_read_says_so(self, organiser: Person, make_source: MakeSource) -> None:
        make_source()
        line = self.line(organiser)
        assert ("Not read yet" in line, "Last read" in line) == (True, False)
