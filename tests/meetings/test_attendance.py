"""A proof of attendance: what it says, that nothing in it can be changed, and that nothing of it is kept."""

import base64
import json
from datetime import date, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.config.cli import main
from alongside.kernel.errors import Conflict, NotFound
from alongside.meetings.attendance import Proof, proof_of, public_key, rounded, token_of
from alongside.meetings.proofs import check_proof, make_proof, public_keys
from tests.conftest import MakePerson
from tests.support.rooms import enters, hosted

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
PROOF = Proof("Evening circle", date(2026, 3, 4), 45, "Zoë Madeup")
TOKEN = token_of(PROOF, key_id="one", instance_key=KEY)
KEYS = {"one": public_key(KEY)}


def test_it_says_what_it_says_and_nothing_else() -> None:
    assert proof_of(TOKEN, KEYS) == PROOF
    said = TOKEN.split(".")[2]
    plain = json.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))
    assert plain == {"meeting": "Evening circle", "date": "2026-03-04", "minutes": 45, "name": "Zoë Madeup"}


def test_the_id_of_a_key_may_hold_a_point() -> None:
    assert proof_of(token_of(PROOF, key_id="2026.03", instance_key=KEY), {"2026.03": public_key(KEY)}) == PROOF


def test_it_can_be_copied_over_several_lines() -> None:
    assert proof_of(f"  {TOKEN[:40]}\n{TOKEN[40:90]}\r\n {TOKEN[90:]} \n", KEYS) == PROOF


@given(place=st.integers(0, len(TOKEN) - 1), sign=st.characters(codec="ascii", exclude_categories=("Cc", "Zs")))
def test_no_sign_of_it_can_be_another(place: int, sign: str) -> None:
    changed = TOKEN[:place] + sign + TOKEN[place + 1 :]
    assert (proof_of(changed, KEYS) == PROOF) == (changed == TOKEN)


@pytest.mark.parametrize(
    "token",
    ["", "...", TOKEN[:-1], TOKEN + "A", TOKEN + "=", TOKEN.replace(".", ",", 1), "x" * 5000],
    ids=["nothing", "dots", "shorter", "longer", "padded", "comma", "huge"],
)
def test_what_is_no_proof_is_none(token: str) -> None:
    assert proof_of(token, KEYS) is None


def test_another_place_cannot_make_it() -> None:
    assert proof_of(token_of(PROOF, key_id="one", instance_key=OTHER), KEYS) is None
    assert proof_of(token_of(PROOF, key_id="two", instance_key=OTHER), KEYS) is None


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (299, 0), (300, 5), (3599, 55), (3600, 60)])
def test_minutes_are_rounded_down(seconds: int, minutes: int) -> None:
    assert rounded(seconds) == minutes


@pytest.fixture
def ada(make_person: MakePerson) -> Person:
    return make_person("Ada Madeup")


@pytest.mark.django_db
def test_who_is_there_gets_one_and_nothing_of_it_is_kept(ada: Person, make_person: MakePerson, now: datetime) -> None:
    hosting = hosted(ada, now)
    enters(ada, hosting, now)
    noted = Entry.objects.count()
    with pytest.raises(Conflict):
        make_proof(actor=ada, slug=hosting.meeting.slug, name="Ada M.", now=now + timedelta(minutes=4))
    token = make_proof(actor=ada, slug=hosting.meeting.slug, name="Ada M.", now=now + timedelta(minutes=23))
    assert check_proof(token) == Proof("Evening circle Madeup", now.date(), 20, "Ada M.")
    assert Entry.objects.count() == noted
    with pytest.raises(NotFound):
        make_proof(actor=make_person("Ben Madeup"), slug=hosting.meeting.slug, name="Ben", now=now)


@pytest.mark.django_db
def test_whoever_was_given_one_checks_it_without_an_account(client: Client) -> None:
    key_id, key = next(iter(public_keys().items()))
    assert client.get("/attendance/keys.json").json() == {"kind": "Ed25519", "keys": public_keys()}
    assert len(base64.b64decode(key)) == 32
    page = client.post("/attendance/", {"token": token_of(PROOF, key_id=key_id, instance_key=KEY)})
    assert "We did not make this proof" in page.text
    assert "Zoë Madeup" not in page.text


@pytest.mark.django_db
def test_a_page_says_what_a_proof_says(ada: Person, client: Client, now: datetime) -> None:
    hosting = hosted(ada, now)
    enters(ada, hosting, now)
    token = make_proof(actor=ada, slug=hosting.meeting.slug, name="Ada M.", now=now + timedelta(minutes=23))
    page = client.post("/attendance/", {"token": token})
    assert "nothing in it was changed" in page.text
    assert "Ada M." in page.text


def test_the_command_checks_it_without_a_network_or_a_database() -> None:
    verify = ["meetings", "verify", "--key", f"one={KEYS['one']}"]
    result = CliRunner().invoke(main, [*verify, TOKEN])
    assert (result.exit_code, result.stdout) == (
        0,
        "Zoë Madeup was at Evening circle on 2026-03-04 for 45 minutes.\n",
    )
    result = CliRunner().invoke(main, [*verify, TOKEN[:-2] + "AA"])
    assert (result.exit_code, "not made with these keys" in result.stderr) == (1, True)
