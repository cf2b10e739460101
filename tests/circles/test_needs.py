"""What the owner of a circle wants support for: kept in their words, and theirs alone."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import policies, privacy, queries, services
from alongside.circles.details import NeedDetails
from alongside.circles.models import Need, Tie
from alongside.circles.needs_forms import NeedsForm
from alongside.circles.services import needs
from alongside.circles.suggestions import BY_KEY, TOPICS
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.kernel.live import CHANNEL
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn

pytestmark = pytest.mark.django_db

RIDE = NeedDetails(support="practical", words="A ride to the CANARY clinic")


@pytest.fixture
def ride(owner: Person, now: datetime) -> Need:
    """One need of the owner."""
    need = services.add_need(actor=owner, details=RIDE, now=now)
    assert need
    return need


@pytest.fixture
def others(mate: Person, stranger: Person, accepted: Callable[..., Tie]) -> list[Person]:
    """A member of the owner's circle, and a stranger."""
    accepted(mate)
    return [mate, stranger]


def said(person: Person) -> list[tuple[str, str]]:
    return [(str(need.support), need.words) for need in queries.needs_of(person)]


def test_a_need_is_kept_sealed_in_its_owners_words(owner: Person, ride: Need) -> None:
    ride.refresh_from_db()
    assert (ride.owner_id, ride.support) == (owner.id, "practical")
    assert b"CANARY" not in bytes(ride.words_sealed)
    assert said(owner) == [("practical", "A ride to the CANARY clinic")]


def test_every_write_is_audited_without_a_word_and_told_to_open_pages(owner: Person, now: datetime) -> None:
    with CaptureQueriesContext(connection) as captured:
        need = services.add_need(actor=owner, details=RIDE, now=now)
        assert need
        services.change_need(actor=owner, need_id=need.id, details=NeedDetails("emotional", "Listen"), now=now)
        services.remove_need(actor=owner, need_id=need.id, now=now)
    assert list(Entry.objects.order_by("id").values_list("action", "actor", "subject", "about", "at")) == [
        (action, owner.id, need.id, owner.id, now) for action in ("need.added", "need.changed", "need.removed")
    ]
    told = [query["sql"] for query in captured.captured_queries if CHANNEL in query["sql"]]
    assert len(told) == 3
    assert not any("CANARY" in query["sql"] for query in captured.captured_queries)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (NeedDetails("practical", ""), "words"),
        (NeedDetails("practical", " \u200b "), "words"),
        (NeedDetails("practical", "x" * 201), "words"),
        (NeedDetails("practical", "hidden \u202e sign"), "words"),
        (NeedDetails("money", "A loan"), "support"),
        (NeedDetails("", "Anything"), "support"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_field(
    owner: Person, ride: Need, now: datetime, details: NeedDetails, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        services.add_needs(actor=owner, needs=[NeedDetails("emotional", "Fine"), details], now=now)
    assert refusal.value.field == field
    with pytest.raises(Invalid):
        services.change_need(actor=owner, need_id=ride.id, details=details, now=now)
    assert said(owner) == [("practical", "A ride to the CANARY clinic")]


def test_what_was_said_before_is_not_kept_twice(owner: Person, ride: Need, now: datetime) -> None:
    again = [NeedDetails("emotional", "a ride to the canary CLINIC "), *[NeedDetails("emotional", "Listen")] * 2]
    added = services.add_needs(actor=owner, needs=again, now=now + timedelta(seconds=1))
    assert [queries.need_view(need).words for need in added] == ["Listen"]
    assert services.add_need(actor=owner, details=RIDE, now=now) is None
    assert said(owner) == [("practical", "A ride to the CANARY clinic"), ("emotional", "Listen")]


def test_a_list_holds_only_so_many(owner: Person, ride: Need, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "MOST_NEEDS", 2)
    with pytest.raises(Conflict):
        services.add_needs(actor=owner, needs=[NeedDetails("emotional", word) for word in ("One", "Two")], now=now)
    assert len(said(owner)) == 1
    services.add_needs(actor=owner, needs=[RIDE, NeedDetails("emotional", "One")], now=now)
    assert len(said(owner)) == 2


def test_needs_are_read_with_two_queries_however_many(
    owner: Person, now: datetime, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for words in (["One"], ["Two", "Three"]):
        services.add_needs(actor=owner, needs=[NeedDetails("emotional", word) for word in words], now=now)
        with django_assert_num_queries(2):
            found = queries.needs_of(owner)
    assert [need.words for need in found] == ["One", "Two", "Three"]


def test_nobody_else_sees_or_touches_a_need(owner: Person, others: list[Person], ride: Need, now: datetime) -> None:
    assert policies.access_need(owner, ride.id) == policies.access_need(owner, ride.id, lock=True) == ride
    assert list(policies.visible_needs(owner)) == [ride]
    for other in others:
        assert not policies.visible_needs(other).exists()
        for need_id in (ride.id, uuid4()):
            with pytest.raises(NotFound):
                policies.access_need(other, need_id)
            with pytest.raises(NotFound):
                services.change_need(actor=other, need_id=need_id, details=RIDE, now=now)
            with pytest.raises(NotFound):
                services.remove_need(actor=other, need_id=need_id, now=now)
    assert said(owner) == [("practical", "A ride to the CANARY clinic")]


@pytest.mark.parametrize(
    ("values", "constraint"),
    [({"support": "money"}, "circles_need_support"), ({"words_sealed": b""}, "circles_need_words")],
)
def test_the_database_refuses_a_need_that_cannot_be(ride: Need, values: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Need.objects.filter(id=ride.id).update(**values)


def test_needs_are_exported_in_words_and_erased_with_their_owner(
    owner: Person, mate: Person, ride: Need, now: datetime
) -> None:
    services.add_need(actor=mate, details=NeedDetails("emotional", "Listen"), now=now)
    assert privacy.export(owner.id)["needs"] == [
        {
            "support": "practical",
            "words": "A ride to the CANARY clinic",
            "hours": None,
            "weight": 2,
            "added_at": now.isoformat(),
        }
    ]
    privacy.erase(owner.id, now)
    assert said(owner) == []
    assert said(mate) == [("emotional", "Listen")]
    assert "CANARY" not in json.dumps(privacy.export(mate.id))


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_suggestion_can_be_kept_in_both_languages(owner: Person, now: datetime, language: str) -> None:
    assert len(BY_KEY) == sum(len(topic.suggestions) for topic in TOPICS)
    with override(language):
        tapped = NeedsForm({"chosen": list(BY_KEY)})
        assert tapped.is_valid()
        services.add_needs(actor=owner, needs=tapped.needs(), now=now)
        assert NeedsForm(kept=[need.words for need in queries.needs_of(owner)]).topics == []
    assert len(said(owner)) == len(BY_KEY)


def test_the_page_keeps_what_is_tapped_and_typed(owner: Person, sign_in: SignIn) -> None:
    browser = sign_in(owner)
    sent = {"chosen": ["night-call", "appointment"], "words": "Somebody for the dog", "support": "practical"}
    answer = browser.post(to("circle-needs"), sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, to("circle-needs"))
    assert said(owner) == [
        ("emotional", "Someone to call when a craving comes at night"),
        ("practical", "A ride to an appointment"),
        ("practical", "Somebody for the dog"),
    ]
    page = browser.get(to("circle-needs")).content.decode()
    assert 'value="night-call"' not in page
    assert 'value="my-day"' in page


def test_own_words_alone_are_taken_as_somebody_to_talk_to(owner: Person, sign_in: SignIn) -> None:
    assert sign_in(owner).post(to("circle-needs"), {"words": "Just be there"}).status_code == 303
    assert said(owner) == [("emotional", "Just be there")]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Please tap what fits, or say it in your own words."),
        ({"words": "  "}, "Please tap what fits, or say it in your own words."),
        ({"chosen": ["money"]}, "Please choose one of these."),
        ({"words": "Help", "support": "money"}, "Please choose one of these."),
        ({"words": "hidden \u202e"}, "hidden signs"),
        ({"words": "x" * 201}, "keep it to 200 signs"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_kept(
    owner: Person, sign_in: SignIn, sent: dict[str, Any], sentence: str
) -> None:
    answer = sign_in(owner).post(to("circle-needs"), {**sent, "chosen": [*sent.get("chosen", [])]})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert said(owner) == []


def test_what_was_tapped_stays_tapped_when_something_else_is_wrong(owner: Person, sign_in: SignIn) -> None:
    answer = sign_in(owner).post(to("circle-needs"), {"chosen": ["cry"], "words": "hidden \u202e"})
    page = answer.content.decode()
    ticked = page[page.index('value="cry"') :].partition(">")[0]
    assert "checked" in ticked
    assert re.findall(r"<details open>\s*<summary>([^<]*)<", page) == [
        "On any day",
        "Grief",
        "Say it in your own words",
    ]


def test_a_need_can_be_said_anew_and_taken_off(owner: Person, ride: Need, sign_in: SignIn) -> None:
    browser = sign_in(owner)
    assert "A ride to the CANARY clinic" in browser.get(to("circle-need", ride.id)).content.decode()
    browser.post(to("circle-need", ride.id), {"words": "A ride home", "support": "practical"})
    assert said(owner) == [("practical", "A ride home")]
    assert browser.post(to("circle-need", ride.id), {"words": "", "support": "practical"}).status_code == 422
    assert "A ride home" in text_of(browser.get(to("circle-need-remove", ride.id)))
    assert said(owner) == [("practical", "A ride home")]
    assert browser.post(to("circle-need-remove", ride.id)).status_code == 303
    assert said(owner) == []


def test_the_circle_leads_to_the_list(owner: Person, ride: Need, named: Callable[..., Tie], sign_in: SignIn) -> None:
    assert f'href="{to("circle-build")}"' in sign_in(owner).get(to("circle")).content.decode()
    named()
    assert f'href="{to("circle-needs")}"' in sign_in(owner).get(to("circle")).content.decode()


def test_somebody_elses_need_is_not_there(owner: Person, mate: Person, ride: Need, sign_in: SignIn) -> None:
    browser = sign_in(mate)
    for page in ("circle-need", "circle-need-remove"):
        assert browser.get(to(page, ride.id)).status_code == 404
        assert browser.post(to(page, ride.id), {"words": "Mine", "support": "emotional"}).status_code == 404
    assert "CANARY" not in text_of(browser.get(to("circle-needs")))
    assert said(owner) == [("practical", "A ride to the CANARY clinic")]


def test_the_limit_counts_needs_said_in_the_same_words(
    owner: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needs, "MOST_NEEDS", 2)
    for words in ("One", "Two"):
        need = services.add_need(actor=owner, details=NeedDetails("practical", words), now=now)
        assert need
        services.change_need(actor=owner, need_id=need.id, details=NeedDetails("practical", "The same"), now=now)
    with pytest.raises(Conflict):
        services.add_need(actor=owner, details=NeedDetails("practical", "Three"), now=now)
