"""What somebody who supports changes: their offer, what they carry, a breather, leaving; with an account or without."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import policies, privacy, queries, services
from alongside.circles.details import ContactDetails, Offer
from alongside.circles.events import SupporterMerged, TieEnded
from alongside.circles.models import Supporter, Tie
from alongside.circles.sealing import EMAIL
from alongside.kernel import events
from alongside.kernel.errors import Conflict, Gone, Invalid, NotAllowed, NotFound
from alongside.kernel.live import CHANNEL
from alongside.kernel.sealed import unseal
from tests.circles.conftest import OFFER, contact_token

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["person", "contact"])
def actor(
    request: pytest.FixtureRequest, mate: Person, contact: Supporter, accepted: Callable[..., Tie]
) -> policies.SupportingActor:
    """Somebody who supports the owner: with an account, then as a contact."""
    if request.param == "contact":
        return contact
    accepted(mate)
    return mate


def tie_of(actor: policies.SupportingActor) -> Tie:
    return policies.visible_supported(actor).get()


def row_of(actor: policies.SupportingActor) -> Supporter:
    return Supporter.objects.get(person=actor) if isinstance(actor, Person) else Supporter.objects.get(id=actor.id)


def test_an_offer_is_changed_as_a_whole(actor: policies.SupportingActor, owner: Person, now: datetime) -> None:
    offer = Offer(gives=("practical", "practical"), hours=(), wakes_at="talk", by_email=False, by_push=True)
    tie = services.change_offer(actor=actor, tie_id=tie_of(actor).id, offer=offer, now=now)
    tie.refresh_from_db()
    assert (tie.gives, tie.hours, tie.wakes_at, tie.by_email, tie.by_push) == (["practical"], [], "talk", False, True)
    entry = Entry.objects.get(action="tie.offer_changed")
    assert (entry.actor, entry.subject, entry.about) == (actor.id, tie.id, owner.id)


def test_an_offer_that_cannot_be_is_refused(actor: policies.SupportingActor, now: datetime) -> None:
    tie = tie_of(actor)
    with pytest.raises(Invalid):
        services.change_offer(actor=actor, tie_id=tie.id, offer=replace(OFFER, hours=(168,)), now=now)
    tie.refresh_from_db()
    assert tie.hours == [18, 19, 20]


def test_nobody_changes_an_offer_for_somebody_else(
    owner: Person, stranger: Person, mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    tie = accepted(mate)
    for person, refusal in ((owner, NotAllowed), (stranger, NotFound)):
        with pytest.raises(refusal):
            services.change_offer(actor=person, tie_id=tie.id, offer=OFFER, now=now)
        with pytest.raises(refusal):
            services.leave_tie(actor=person, tie_id=tie.id, now=now)


def test_leaving_ends_the_tie_and_says_no_more(actor: policies.SupportingActor, owner: Person, now: datetime) -> None:
    tie = tie_of(actor)
    heard: list[TieEnded] = []
    events.subscribe(TieEnded, heard.append)
    try:
        services.leave_tie(actor=actor, tie_id=tie.id, now=now)
    finally:
        events.unsubscribe(TieEnded, heard.append)
    tie.refresh_from_db()
    assert (tie.state, tie.ended_at, tie.gives, tie.hours) == ("ended", now, [], [])
    assert heard == [
        TieEnded(tie_id=tie.id, owner_id=owner.id, supporter_id=row_of(actor).id, at=now),
    ]
    assert row_of(actor).email_sealed is None
    with pytest.raises(NotFound):
        services.leave_tie(actor=actor, tie_id=tie.id, now=now)
    view = queries.circle_tie(tie, now=now)
    assert (str(view.state_words), view.alias, view.gives, view.hours) == ("This tie has ended", None, (), frozenset())


def test_leaving_looks_to_the_owner_like_any_other_end(
    owner: Person, mate: Person, stranger: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    left, erased = accepted(mate, "Same"), accepted(stranger, "Same")
    services.leave_tie(actor=mate, tie_id=left.id, now=now)
    privacy.erase(stranger.id, now)
    one, other = queries.circle_of(owner, now=now).ended
    assert replace(one, id=other.id) == other
    assert {one.id, other.id} == {left.id, erased.id}


def test_capacity_is_kept_and_can_be_lifted(actor: policies.SupportingActor, now: datetime) -> None:
    for capacity in (1, 100, None):
        services.change_capacity(actor=actor, weekly_capacity=capacity, now=now)
        assert row_of(actor).weekly_capacity == capacity
    with pytest.raises(Invalid):
        services.change_capacity(actor=actor, weekly_capacity=0, now=now)
    assert Entry.objects.filter(action="supporter.capacity_changed", actor=actor.id).count() == 3


def test_a_breather_begins_ends_and_is_told_to_the_owner(
    actor: policies.SupportingActor, owner: Person, now: datetime
) -> None:
    until = now + timedelta(days=3)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        services.start_breather(actor=actor, until=until, now=now)
    told = [query["sql"] for query in captured.captured_queries if CHANNEL in query["sql"]]
    assert len(told) == 1
    assert str(owner.id) in told[0]
    assert row_of(actor).breather_until == until
    circle = queries.circle_of(owner, now=now)
    assert until in {tie.breather_until for tie in circle.ties}
    assert queries.circle_of(owner, now=until).ties[0].breather_until is None
    services.end_breather(actor=actor, now=now)
    assert row_of(actor).breather_until is None
    assert (
        queries.supporting_of(row_of(actor) if isinstance(actor, Supporter) else actor, now=now).breather_until is None
    )


@pytest.mark.parametrize("days", [0, -1, 367, 100_000])
def test_a_breather_is_for_days_to_come_within_a_year(
    actor: policies.SupportingActor, now: datetime, days: int
) -> None:
    with pytest.raises(Invalid) as refusal:
        services.start_breather(actor=actor, until=now + timedelta(days=days), now=now)
    assert refusal.value.field == "back_on"
    assert row_of(actor).breather_until is None


def test_who_supports_nobody_has_nothing_to_change(
    mate: Person, stranger: Person, contact: Supporter, accepted: Callable[..., Tie], now: datetime
) -> None:
    services.leave_tie(actor=mate, tie_id=accepted(mate).id, now=now)
    services.leave_tie(actor=contact, tie_id=contact.ties.get().id, now=now)
    details = ContactDetails(email="", locale="en", time_zone="UTC")
    for actor in (mate, stranger, contact):
        with pytest.raises(NotFound):
            services.change_capacity(actor=actor, weekly_capacity=1, now=now)
        with pytest.raises(NotFound):
            services.start_breather(actor=actor, until=now + timedelta(days=1), now=now)
        with pytest.raises(NotFound):
            services.end_breather(actor=actor, now=now)
    with pytest.raises(NotFound):
        services.change_contact(actor=contact, contact=details, now=now)


def test_a_contact_changes_how_they_are_told(contact: Supporter, now: datetime) -> None:
    details = ContactDetails(email="new@example.org", locale="en", time_zone="Asia/Tokyo")
    services.change_contact(actor=contact, contact=details, now=now)
    contact.refresh_from_db()
    assert unseal(contact.email_sealed, what=EMAIL) == "new@example.org"
    assert (contact.locale, contact.time_zone) == ("en", "Asia/Tokyo")
    services.change_contact(actor=contact, contact=replace(details, email=""), now=now)
    contact.refresh_from_db()
    assert contact.email_sealed is None
    with pytest.raises(Invalid):
        services.change_contact(actor=contact, contact=replace(details, time_zone="Nowhere"), now=now)


def test_a_contact_becomes_part_of_an_account(
    owner: Person, stranger: Person, contact: Supporter, now: datetime
) -> None:
    heard: list[SupporterMerged] = []
    events.subscribe(SupporterMerged, heard.append)
    services.start_breather(actor=contact, until=now + timedelta(days=2), now=now)
    token = contact_token(contact)
    try:
        tie = services.adopt_contact(actor=stranger, token=token, now=now)
    finally:
        events.unsubscribe(SupporterMerged, heard.append)
    tie.refresh_from_db()
    own = Supporter.objects.get(person=stranger)
    assert (tie.supporter, tie.state, tie.hours) == (own, "accepted", [18, 19, 20])
    assert (own.weekly_capacity, own.breather_until, own.email_sealed) == (3, now + timedelta(days=2), None)
    assert heard == [SupporterMerged(old_id=contact.id, new_id=own.id, at=now)]
    contact.refresh_from_db()
    assert contact.email_sealed is None
    with pytest.raises(Gone):
        services.adopt_contact(actor=stranger, token=token, now=now)
    assert queries.circle_tie(tie, now=now).alias == "Sol Stranger"


def test_what_an_account_says_of_itself_stands_when_a_contact_joins_it(
    owner: Person, mate: Person, contact: Supporter, now: datetime
) -> None:
    Supporter.objects.create(
        person=mate, created_at=now, weekly_capacity=7, breather_until=datetime(2026, 5, 1, tzinfo=UTC)
    )
    services.adopt_contact(actor=mate, token=contact_token(contact), now=now)
    own = Supporter.objects.get(person=mate)
    assert (own.weekly_capacity, own.breather_until) == (7, datetime(2026, 5, 1, tzinfo=UTC))


def test_a_contact_does_not_become_the_owner_nor_somebody_who_stands_there_already(
    owner: Person, mate: Person, contact: Supporter, accepted: Callable[..., Tie], now: datetime
) -> None:
    accepted(mate)
    for person, refusal in ((owner, NotAllowed), (mate, Conflict)):
        with pytest.raises(refusal):
            services.adopt_contact(actor=person, token=contact_token(contact), now=now)
    contact.refresh_from_db()
    assert contact.email_sealed is not None
    assert policies.visible_supported(contact).exists()


@pytest.mark.django_db(transaction=True)
def test_somebody_who_is_just_leaving_holds_no_wave_up(
    mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    tie = accepted(mate)

    def refer_to_it() -> bool:
        # What a foreign key check of PostgreSQL does when a row that refers to the tie is written.
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM circles_tie WHERE id = %s FOR KEY SHARE NOWAIT", [tie.id])
                return cursor.fetchone() is not None
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        services.leave_tie(actor=mate, tie_id=tie.id, now=now)
        assert pool.submit(refer_to_it).result(timeout=10)
