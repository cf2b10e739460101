"""Who is told nothing: no page tells a supporter what is the owner's alone, and nobody else opens an owner's page."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from alongside.accounts.models import Person
from alongside.circles import policies, services
from alongside.circles.details import AskDetails, CardDetails, NeedDetails
from alongside.circles.models import Ask, Need, Supporter, Tie
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
    tokens = {"invitation/": token, "with/": contact_token(contact)}
    asks = {"supporting/": an_ask(tie), "with/": an_ask(policies.access_contact_tie(contact)), "circle/": an_ask(tie)}
    thanks = services.send_thanks(actor=tie.owner, tie_id=tie.id, words="Thank you", key="test", now=tie.created_at)
    check = services.keep_burnout_check(actor=mate, answers=[75] * 6, now=tie.created_at)
    made = {}
    for pattern in urlpatterns:
        route, name = str(pattern.pattern), pattern.name or ""
        place = route.partition("/")[0] + "/"
        takes = {
            "tie_id": tie.id,
            "need_id": Need.objects.get().id,
            "token": tokens.get(place),
            "ask_id": asks.get(place),
            "check_id": check.id,
            "thanks_id": thanks.id,
            "support": "practical",
            "step": "needs",
        }
        made[name] = to(name, *(takes[part] for part in re.findall(r"<\w+:(\w+)>", route)))
    return made


def an_ask(tie: Tie) -> UUID:
    """Have the owner ask whoever is at the other end for more; return which ask that is."""
    waiting = Ask.objects.filter(tie=tie, state="open").first()
    ask = waiting or services.ask_tie(
        actor=tie.owner, tie_id=tie.id, ask=AskDetails("practical", (3,), "Would you?"), now=tie.created_at
    )
    return ask.id


NAMES = [pattern.name or "" for pattern in urlpatterns]
OF_SUPPORTERS = [name for name in NAMES if not name.startswith("circle")]
OF_OWNERS = [name for name in NAMES if name.startswith("circle-tie")]
# What is only done, and the card that only its owner has.
NOT_SHOWN = {
    "invitation-decline",
    "safety-card-remove",
    *(
        f"{place}-{move}"
        for place in ("supporting", "with")
        for move in ("back", "ask-agree", "ask-not-now", "thanks-seen")
    ),
    *(f"{who}-agreement-{move}" for who in ("supporting", "with") for move in ("take-over", "confirm", "still-right")),
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
