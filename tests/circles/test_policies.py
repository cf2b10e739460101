"""Who may see and do what with a circle: its owner, a supporter, a second supporter, a contact, a stranger."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from alongside.accounts.models import Person
from alongside.circles import links, policies, services
from alongside.circles.enums import TieUse
from alongside.circles.models import Supporter, Tie
from alongside.kernel.errors import AlongsideError, Gone, NotAllowed, NotFound
from tests.circles.conftest import contact_token
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db

EVERY_STATE = {"named", "invited", "declined", "accepted", "accepted by contact", "left", "put away"}


@pytest.fixture
def people(
    owner: Person, mate: Person, stranger: Person, contact: Supporter, make_person: MakePerson
) -> dict[str, Person | Supporter]:
    """Everybody there is around the owner's circle; `second` is another supporter of the same owner."""
    second = make_person("Sec Ond")
    return {"owner": owner, "mate": mate, "second": second, "stranger": stranger, "contact": contact}


@pytest.fixture
def ties(
    people: dict[str, Any],
    named: Callable[..., Tie],
    invited: Callable[..., str],
    accepted: Callable[..., Tie],
    now: datetime,
) -> dict[str, Tie]:
    """One tie in every state there is."""
    second = people["second"]
    made = {"named": named(), "accepted": accepted(people["mate"]), "accepted by contact": people["contact"].ties.get()}
    before = set(Tie.objects.values_list("id", flat=True))
    invited()
    made["invited"] = Tie.objects.exclude(id__in=before).get()
    services.decline_invitation(actor=None, token=invited("Nope Test"), now=now)
    made["declined"] = Tie.objects.get(state="declined")
    for state in ("left", "put away"):
        made[state] = accepted(second, state)
        services.leave_tie(actor=second, tie_id=made[state].id, now=now)
    services.put_away_tie(actor=people["owner"], tie_id=made["put away"].id, now=now)
    accepted(second, "Second")
    return {name: Tie.objects.get(id=tie.id) for name, tie in made.items()}


def outcome(access: Callable[..., object], *args: object, **kwargs: object) -> int:
    """Return 200, or the status of the error that the policy raised."""
    try:
        access(*args, **kwargs)
    except AlongsideError as error:
        return error.status if str(error.sentence) else 0
    return 200


def names_in(ties: dict[str, Tie], rows: Iterable[Tie]) -> set[str]:
    ids = {row.id for row in rows}
    return {name for name, tie in ties.items() if tie.id in ids}


def test_there_is_a_tie_of_every_state(ties: dict[str, Tie]) -> None:
    assert set(ties) == EVERY_STATE


def test_an_owner_sees_their_whole_circle_but_what_they_put_away(owner: Person, ties: dict[str, Tie]) -> None:
    assert names_in(ties, policies.visible_ties(owner)) == EVERY_STATE - {"put away"}


def test_a_supporter_sees_the_ties_they_accepted_and_nothing_else(people: dict[str, Any], ties: dict[str, Tie]) -> None:
    seen = {who: names_in(ties, policies.visible_supported(actor)) for who, actor in people.items()}
    expected = {"mate": {"accepted"}, "contact": {"accepted by contact"}}
    assert seen == {who: expected.get(who, set()) for who in people}
    for who in ("mate", "second", "stranger"):
        assert not policies.visible_ties(people[who]).exists()


@pytest.mark.parametrize("lock", [True, False])
@pytest.mark.parametrize("who", ["owner", "mate", "second", "stranger"])
def test_check_and_filter_agree_for_every_role(
    who: str, lock: bool, people: dict[str, Any], ties: dict[str, Tie]
) -> None:
    actor = people[who]
    seen = names_in(ties, policies.visible_ties(actor))
    supported = names_in(ties, policies.visible_supported(actor))
    for name, tie in ties.items():
        of_circle = outcome(policies.access_tie, actor, tie.id, to=TieUse.SEE, lock=lock)
        assert of_circle == (200 if name in seen else 403 if name in supported else 404)
        as_supporter = outcome(policies.access_supported, actor, tie.id, lock=lock)
        assert as_supporter == (200 if name in supported else 403 if name in seen else 404)


def test_a_contact_is_held_to_the_same(contact: Supporter, ties: dict[str, Tie]) -> None:
    for name, tie in ties.items():
        expected = 200 if name == "accepted by contact" else 404
        assert outcome(policies.access_supported, contact, tie.id) == expected


def test_a_row_that_is_not_there_looks_like_one_that_is_somebody_elses(owner: Person, stranger: Person) -> None:
    for actor in (owner, stranger):
        assert outcome(policies.access_tie, actor, uuid4(), to=TieUse.SEE) == 404
        assert outcome(policies.access_supported, actor, uuid4()) == 404


def test_what_an_owner_may_do_follows_from_the_state(
    owner: Person, ties: dict[str, Tie], named: Callable[..., Tie]
) -> None:
    ties["place"] = named("Group Test", relation="group")
    may = {
        name: {use.value for use in TieUse if outcome(policies.access_tie, owner, tie.id, to=use) == 200}
        for name, tie in ties.items()
    }
    every = {"see", "change", "invite", "remove"}
    assert may == {
        "named": every,
        "invited": every,
        "declined": every,
        "accepted": every - {"invite"} | {"ask", "thank"},
        "accepted by contact": every - {"invite"} | {"ask", "thank"},
        "place": every - {"invite"},
        "left": {"see"},
        "put away": set(),
    }


def test_an_owner_who_may_not_is_refused_with_a_sentence(owner: Person, ties: dict[str, Tie]) -> None:
    with pytest.raises(NotAllowed, match="not possible"):
        policies.access_tie(owner, ties["left"].id, to=TieUse.CHANGE)


def test_a_contacts_own_link_works_as_long_as_their_tie_lives(owner: Person, contact: Supporter, now: datetime) -> None:
    token = contact_token(contact)
    assert policies.access_contact(token) == contact
    assert policies.access_contact(token, lock=True) == contact
    assert set(policies.live_contacts()) == {contact}
    assert policies.access_contact_tie(contact) == contact.ties.get()
    services.remove_tie(actor=owner, tie_id=contact.ties.get().id, now=now)
    assert not policies.live_contacts().exists()
    with pytest.raises(Gone, match="Thank you"):
        policies.access_contact(token)
    with pytest.raises(NotFound):
        policies.access_contact_tie(contact)


def test_a_link_to_somebody_with_an_account_sends_them_to_sign_in(mate: Person, accepted: Callable[..., Tie]) -> None:
    supporter = accepted(mate).supporter
    assert supporter
    assert not policies.live_contacts().exists()
    with pytest.raises(Gone, match="Sign in"):
        policies.access_contact(contact_token(supporter))
    # Nor does the row itself open anything in the way a contact's does.
    assert not policies.visible_supported(supporter).exists()


def test_a_contacts_link_that_we_did_not_sign_leads_nowhere(contact: Supporter) -> None:
    token = contact_token(contact)
    hostile = (
        "",
        "\x00",
        token[:-2],
        f"{token}x",
        links.sign(contact.id, salt=links.INVITATION),
        links.sign(uuid4(), salt=links.CONTACT),
    )
    for text in hostile:
        with pytest.raises(NotFound, match="not complete"):
            policies.access_contact(text)
