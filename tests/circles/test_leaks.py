"""Who is told nothing: no page tells a supporter what is the owner's alone, and nobody else opens an owner's page."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from alongside.accounts.models import Person
from alongside.circles import services
from alongside.circles.details import CardDetails, NeedDetails
from alongside.circles.models import Need, Supporter, Tie
from alongside.circles.urls import urlpatterns
from alongside.kernel.clock import current_time
from tests.circles.browser import to
from tests.circles.conftest import SignIn, contact_token
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


CANARIES = ("CANARY", "Makes it harder", "undermines", "Closest to me", "uncle@example.org")


@pytest.fixture
def tie(mate: Person, accepted: Callable[..., Tie], make_person: MakePerson, contact: Supporter) -> Tie:
    """The mate's tie to an owner whose every secret is a canary, with another supporter called so too."""
    secret: dict[str, Any] = {"stance": "undermines", "ring": 1, "ways": "CANARY-WAYS"}
    tie = accepted(mate, "CANARY-NAME", **secret)
    accepted(make_person("CANARY-OTHER"), "CANARY-OTHER-NAME", **secret)
    Tie.objects.filter(supporter=contact).update(stance="undermines", ring=1, name_sealed=tie.name_sealed)
    card = CardDetails("CANARY-CALLED", "CANARY-SENTENCE", frozenset([tie.id]))
    services.write_safety_card(actor=tie.owner, card=card, now=tie.created_at)
    services.add_need(actor=tie.owner, details=NeedDetails("emotional", "CANARY-NEED"), now=tie.created_at)
    return tie


@pytest.fixture
def addresses(tie: Tie, mate: Person, contact: Supporter, invited: Callable[..., str]) -> dict[str, str]:
    """Every page by name, with what its address takes."""
    token = invited("CANARY-ASKED", stance="undermines", ring=1, ways="CANARY-WAYS")
    thanks = services.send_thanks(actor=tie.owner, tie_id=tie.id, words="Thank you", key="test", now=tie.created_at)
    takes = {
        "tie_id": tie.id,
        "need_id": Need.objects.get().id,
        "check_id": services.keep_burnout_check(actor=mate, answers=[75] * 6, now=tie.created_at).id,
        "thanks_id": thanks.id,
    }
    made = {}
    for pattern in urlpatterns:
        route, name = str(pattern.pattern), pattern.name or ""
        tokens = {"token": contact_token(contact) if route.startswith("with/") else token}
        made[name] = to(name, *({**takes, **tokens}[part] for part in re.findall(r"<\w+:(\w+)>", route)))
    return made


NAMES = [pattern.name or "" for pattern in urlpatterns]
OF_SUPPORTERS = [name for name in NAMES if not name.startswith("circle")]
OF_OWNERS = [name for name in NAMES if name.startswith("circle-tie")]
# What is only done, and the card that only its owner has.
NOT_SHOWN = {
    "invitation-decline",
    "supporting-back",
    "supporting-thanks-seen",
    "with-back",
    "with-thanks-seen",
    "safety-card-remove",
}


@pytest.mark.parametrize("name", OF_SUPPORTERS)
def test_no_page_of_a_supporter_tells_what_is_the_owners_alone(
    name: str, addresses: dict[str, str], mate: Person, stranger: Person, sign_in: SignIn
) -> None:
    # Their own address is for the contact to see, on the page where they change it.
    canaries = CANARIES[:-1] if name == "with-details" else CANARIES
    opened = set()
    for method in ("get", "post"):
        for reader in (None, stranger, mate):
            answer = getattr(sign_in(reader), method)(addresses[name])
            opened.add((method, answer.status_code))
            assert [canary for canary in canaries if canary in answer.content.decode()] == []
    assert ("get", 200) in opened or name in NOT_SHOWN


def test_the_canaries_would_be_seen(owner: Person, addresses: dict[str, str], sign_in: SignIn) -> None:
    pages = "".join(sign_in(owner).get(addresses[name]).content.decode() for name in ("circle", "circle-tie"))
    assert [canary for canary in CANARIES if canary in pages] == ["CANARY", "Makes it harder", "Closest to me"]


@pytest.mark.parametrize("name", OF_OWNERS)
def test_an_owners_pages_are_closed_to_everybody_else(
    name: str, addresses: dict[str, str], mate: Person, stranger: Person, sign_in: SignIn
) -> None:
    method = "post" if sign_in(mate).get(addresses[name]).status_code == 405 else "get"
    for reader, status in ((mate, 403), (stranger, 404), (None, 302)):
        answer = getattr(sign_in(reader), method)(addresses[name])
        assert answer.status_code == status
        assert "CANARY" not in answer.content.decode()
    assert getattr(sign_in(stranger), method)(to(name, uuid4())).status_code == 404


@pytest.mark.parametrize("name", ["supporting-offer", "supporting-leave"])
def test_a_supporters_pages_are_closed_to_everybody_else(
    name: str, addresses: dict[str, str], people: dict[str, Person], sign_in: SignIn
) -> None:
    codes = {who: sign_in(person).get(addresses[name]).status_code for who, person in people.items()}
    assert codes == {"mate": 200, "owner": 403, "stranger": 404}
    assert sign_in(people["mate"]).get(to(name, uuid4())).status_code == 404


@pytest.fixture
def people(owner: Person, mate: Person, stranger: Person) -> dict[str, Person]:
    """Who has an account."""
    return {"owner": owner, "mate": mate, "stranger": stranger}
