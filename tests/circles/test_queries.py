"""What pages read: shaped for whoever looks, with a constant number of queries."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from alongside.accounts.models import Person
from alongside.circles import cards, load, queries, services
from alongside.circles.details import Offer, TieDetails
from alongside.circles.enums import Level, Support
from alongside.circles.load import Load
from alongside.circles.models import Supporter, Tie
from alongside.circles.policies import access_invitation
from tests.circles.conftest import OFFER, token_of
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db


def test_a_circle_is_read_with_four_queries_whatever_its_size(
    owner: Person,
    accepted: Callable[..., Tie],
    make_person: MakePerson,
    now: datetime,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for size in (1, 3):
        for number in range(size):
            accepted(make_person(f"Made Up {size} {number}", time_zone="Asia/Tokyo"), f"Friend {size} {number}")
        with django_assert_num_queries(4):
            circle = queries.circle_of(owner, now=now)
    assert circle.with_you == 4


def test_whom_one_supports_is_read_with_three_queries_whatever_their_number(
    mate: Person, make_person: MakePerson, now: datetime, django_assert_num_queries: Callable[[int], Any]
) -> None:
    before = load.register_load_source(None)
    try:
        for size in (1, 3):
            for number in range(size):
                other = make_person(f"Other {size} {number}")
                tie = services.name_tie(actor=other, details=TieDetails(name="Mia", relation="peer"), now=now)
                token = token_of(services.invite(actor=other, tie_id=tie.id, now=now).id)
                services.accept_invitation(actor=mate, token=token, offer=OFFER, weekly_capacity=None, now=now)
            with django_assert_num_queries(3):
                supporting = queries.supporting_of(mate, now=now)
    finally:
        load.register_load_source(before)
    assert [tie.owner_alias for tie in supporting.ties] == ["Other 1 0", "Other 3 0", "Other 3 1", "Other 3 2"]


def test_a_circle_is_told_nearest_first_then_by_name(owner: Person, named: Callable[..., Tie], now: datetime) -> None:
    for name, ring in (("zoe", 1), ("Bob", 3), ("Ann", 3), ("abe", 1)):
        named(name, ring=ring)
    circle = queries.circle_of(owner, now=now)
    assert [(ring.ring, [tie.name for tie in ring.ties]) for ring in circle.rings] == [
        (1, ["abe", "zoe"]),
        (3, ["Ann", "Bob"]),
    ]
    assert circle.with_you == 0
    assert not circle.is_empty


def test_an_empty_circle_is_empty(owner: Person, now: datetime) -> None:
    circle = queries.circle_of(owner, now=now)
    assert circle.is_empty
    assert (circle.ties, circle.ended) == ((), ())


def test_every_state_is_said_in_warm_words(
    owner: Person, mate: Person, named: Callable[..., Tie], invited: Callable[..., str], now: datetime
) -> None:
    named("group", relation="group")
    named("named")
    invited("invited")
    services.decline_invitation(actor=None, token=invited("declined"), now=now)
    token = invited("accepted")
    services.accept_invitation(actor=mate, token=token, offer=OFFER, weekly_capacity=None, now=now)
    words = {tie.name: str(tie.state_words) for tie in queries.circle_of(owner, now=now).ties}
    assert words == {
        "group": "A place you can go to",
        "named": "Not asked yet",
        "invited": "Invited, no answer yet",
        "declined": "Not now",
        "accepted": "With you",
    }
    later = {tie.name: str(tie.state_words) for tie in queries.circle_of(owner, now=now + timedelta(days=14)).ties}
    assert later == {**words, "invited": "The invitation has run out"}


def test_the_owner_sees_the_open_link_until_it_is_answered(
    owner: Person, mate: Person, invited: Callable[..., str], now: datetime
) -> None:
    token = invited()
    link = queries.circle_of(owner, now=now).ties[0].invitation
    assert link == queries.InvitationLink(
        link=f"http://127.0.0.1:8000/invitation/{token}/", expires_at=now + timedelta(days=14), has_run_out=False
    )
    services.accept_invitation(actor=mate, token=token, offer=OFFER, weekly_capacity=None, now=now)
    assert queries.circle_of(owner, now=now).ties[0].invitation is None


def test_hours_are_told_in_the_owners_time(
    owner: Person, mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    own = {"practical": (12, 6 * 24 - 5)}
    accepted(mate, offer=Offer(gives=("emotional", "practical"), hours=(12, 167), own_hours=own))
    view = queries.circle_of(owner, now=now).ties[0]
    # In that week New York (UTC-5) is six hours behind Berlin (UTC+1); Sunday's last hour there is Monday's here.
    assert view.hours == frozenset({18, 5})
    assert view.hours_words == "Between 05:00 and 06:00 (Mon) and between 18:00 and 19:00 (Mon)"
    assert view.own_hours == {Support.PRACTICAL: frozenset({18, 7 * 24 - 23})}
    assert (
        queries.supported_ties(mate)[0].hours_words == "Between 12:00 and 13:00 (Mon) and between 23:00 and 24:00 (Sun)"
    )


def test_hours_in_the_same_zone_and_any_hour_stay_as_they_are(
    owner: Person, mate: Person, stranger: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    Person.objects.filter(id=stranger.id).update(time_zone=owner.time_zone)
    accepted(stranger, "same zone")
    accepted(mate, "any hour", offer=replace(OFFER, hours=()))
    hours = {tie.name: tie.hours for tie in queries.circle_of(owner, now=now).ties}
    assert hours == {"same zone": frozenset({18, 19, 20}), "any hour": frozenset()}


def test_a_contact_is_known_to_the_owner_by_the_owners_name_alone(
    owner: Person, contact: Supporter, now: datetime
) -> None:
    view = queries.circle_of(owner, now=now).ties[0]
    assert (view.name, view.alias, view.wakes_at) == ("Uncle Test", None, "urgent")
    assert "uncle@example.org" not in repr(view)


def test_a_supporter_is_shown_nothing_the_owner_did_not_share(
    mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    tie = accepted(mate, "CANARY-NAME", ring=1, stance="undermines", ways="CANARY-WAYS")
    seen = {field.name for field in fields(queries.SupportedTie)}
    assert seen == {"id", "owner_alias", "since", "gives", "hours", "wakes_at", "by_email", "by_push", "own_hours"}
    supporting = queries.supporting_of(mate, now=now)
    assert supporting.ties[0] == queries.SupportedTie(
        id=tie.id,
        owner_alias="Odd Owner",
        since=now,
        gives=(Support.EMOTIONAL,),
        hours=frozenset({18, 19, 20}),
        wakes_at=Level.URGENT,
        by_email=True,
        by_push=True,
    )
    assert "CANARY" not in repr(supporting)


def test_ones_own_load_is_what_the_source_counts(mate: Person, accepted: Callable[..., Tie], now: datetime) -> None:
    supporter = accepted(mate).supporter
    assert supporter
    before = load.register_load_source(lambda ids, _now: {supporter.id: Load(5, len(ids))})
    try:
        assert queries.supporting_of(mate, now=now).load == Load(5, 1)
    finally:
        load.register_load_source(before)


def test_who_never_supported_anybody_carries_nothing(stranger: Person, now: datetime) -> None:
    assert queries.supporting_of(stranger, now=now) == queries.Supporting((), Load(), None, None)


def test_an_invitation_tells_who_asks_and_for_what(invited: Callable[..., str], now: datetime) -> None:
    token = invited("CANARY-NAME", gives=("practical", "emotional"), stance="undermines")
    view = queries.invitation_view(access_invitation(token, now=now))
    assert view == queries.InvitationView(
        owner_alias="Odd Owner",
        gives=(Support.EMOTIONAL, Support.PRACTICAL),
        expires_at=now + timedelta(days=14),
    )


def test_the_circles_card_says_how_it_stands_and_shows_who_is_there(
    owner: Person, mate: Person, accepted: Callable[..., Tie], invited: Callable[..., str], now: datetime
) -> None:
    assert cards.my_circle(owner, now) is None
    accepted(mate, "Mia M.", ring=3)
    invited("Asked", ring=1)
    told = cards.my_circle(owner, now)
    assert told
    assert (told["circle"].with_you, told["circle"].waiting, told["newly"]) == (1, 1, ["Mia M."])
    assert [(chip.tie.name, chip.letters, chip.look) for chip in told["chips"]] == [("Mia M.", "MM", "accepted")]
    later = cards.my_circle(owner, now + timedelta(days=3))
    assert later
    assert later["newly"] == []


def test_the_supporters_card_is_there_for_who_supports_somebody(
    owner: Person, mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    accepted(mate)
    filled = cards.people_i_support(mate, now)
    assert filled
    assert [tie.owner_alias for tie in filled["supporting"].ties] == ["Odd Owner"]
    assert cards.people_i_support(owner, now) is None
