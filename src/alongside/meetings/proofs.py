"""Proofs of attendance of this instance: made for somebody who is there, and checked for whoever was given one."""

from datetime import datetime

from django.db import transaction

from alongside.accounts.digests import digest
from alongside.accounts.models import Person
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.kernel.keyring import instance_keys
from alongside.meetings import room
from alongside.meetings.attendance import Proof, proof_of, public_key, rounded, token_of
from alongside.meetings.models import Presence
from alongside.meetings.room_policies import access_hosting, access_presence, open_gathering
from alongside.meetings.room_rows import state_of
from alongside.meetings.room_words import ONE_NAME, TOO_SHORT

NAME_LENGTH = 80
PROOF = "meetings.proof"


@transaction.atomic
def make_proof(*, actor: Person, slug: str, name: str, now: datetime) -> str:
    """Return a proof that somebody was in the room for so long by now; it is kept nowhere. NotFound, Conflict.

    Invalid for another name than on a proof that was made in this sitting before: one sitting proves one person.
    """
    gathering = open_gathering(access_hosting(actor, slug))
    if gathering is None:
        raise NotFound
    presence = access_presence(actor, gathering.id, lock=True)
    seat = state_of(gathering).seats[presence.id]
    minutes = rounded(room.seconds_here(seat, now))
    if minutes == 0:
        raise Conflict(TOO_SHORT)
    called = checked_text(name, field="name", most=NAME_LENGTH, required=True)
    _keep_to_one_name(presence, called)
    keys = instance_keys()
    proof = Proof(gathering.meeting.name, gathering.on_date, minutes, called)
    return token_of(proof, key_id=keys.current, instance_key=keys.by_id[keys.current])


def minutes_to_prove(seat: Presence, *, now: datetime) -> int:
    """Return how many minutes a proof would say that was made now; 0 when it is too early for one."""
    return rounded(room.seconds_here(state_of(seat.gathering).seats[seat.id], now))


def _keep_to_one_name(presence: Presence, name: str) -> None:
    said = digest(PROOF, f"{presence.id}:{' '.join(name.casefold().split())}")
    if presence.proof_digest is not None and bytes(presence.proof_digest) != said:
        raise Invalid(ONE_NAME, field="name")
    presence.proof_digest = said
    presence.save(update_fields=["proof_digest"])


def public_keys() -> dict[str, str]:
    """Return what the proofs of this instance are checked with, by the name of each key."""
    return {name: public_key(key) for name, key in instance_keys().by_id.items()}


def check_proof(token: str) -> Proof | None:
    """Return what a proof of this instance says, None when we did not make it so."""
    return proof_of(token, public_keys())
