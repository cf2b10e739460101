"""What the chaos test does with the instance's own code and keys, in a process of its own; JSON in, JSON out.

people <number> <owners> <supporters> <ties each>   make them, with the push subscriptions on standard input
deliveries <from> <to>                              tell supporters so many things, each under a key of its own
examine                                             look at every table, as the state machine does after each step
"""

import json
import random
import sys
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.db import transaction

from alongside.accounts import sessions
from alongside.accounts.aliases import alias_key
from alongside.accounts.models import Person
from alongside.circles.models import Supporter, Tie
from alongside.circles.sealing import NAME
from alongside.kernel.clock import current_time
from alongside.kernel.sealed import create_data_key, seal
from alongside.notifications.channels.webpush import Subscription
from alongside.notifications.models import PushSubscription
from alongside.notifications.sealing import SUBSCRIPTION
from alongside.notifications.services import Telling, tell
from tests.reachouts import network


@transaction.atomic
def people(number: int, owners: int, supporters: int, ties: int) -> dict[str, Any]:
    """Make them, each with one device; every owner has so many accepted ties."""
    draw, now = random.Random(7), current_time()
    devices = json.load(sys.stdin)
    made = [_person(f"Made Up {number} {place}", devices[place]) for place in range(owners + supporters)]
    rows = {person.id: Supporter(person=person, created_at=now) for person in made[owners:]}
    Supporter.objects.bulk_create(rows.values())
    Tie.objects.bulk_create(
        Tie(
            created_at=now,
            owner=owner,
            supporter=rows[person.id],
            state="accepted",
            relation="friend",
            ring=draw.randint(1, 3),
            name_sealed=seal(owner.data_key_id, "somebody", what=NAME),
        )
        for owner in made[:owners]
        for person in draw.sample(made[owners:], ties)
    )
    cookies = [_session(person) for person in made]
    return {
        "owners": [{"id": str(p.id), "cookie": c} for p, c in zip(made[:owners], cookies[:owners], strict=True)],
        "supporters": {
            device["id"]: {"id": str(p.id), "cookie": c}
            for p, c, device in zip(made[owners:], cookies[owners:], devices[owners:], strict=True)
        },
    }


def _person(alias: str, device: dict[str, str]) -> Person:
    now = current_time()
    person = Person.objects.create(
        alias=alias,
        alias_key=alias_key(alias),
        created_at=now,
        data_key=create_data_key(now=now),
        password=make_password(None),
    )
    text = json.dumps(asdict(Subscription(**{name: device[name] for name in ("endpoint", "p256dh", "auth")})))
    PushSubscription.objects.create(
        created_at=now,
        person=person,
        endpoint_digest=uuid4().bytes,
        subscription_sealed=seal(person.data_key_id, text, what=SUBSCRIPTION),
    )
    return person


def _session(person: Person) -> str:
    session = sessions.SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    sessions.begin(session, user_agent="", now=current_time())
    session.save()
    return str(session.session_key)


@transaction.atomic
def deliveries(first: int, last: int) -> int:
    """Tell supporters one thing for each number."""
    now = current_time()
    reached = list(PushSubscription.objects.order_by("id").values_list("person", flat=True))
    told = tell(
        [
            Telling(
                key=f"chaos:{number}",
                text="reach-out.taken-care-of",
                path=f"/chaos/{number}/",
                expires_at=now + timedelta(hours=12),
                person_id=reached[number % len(reached)],
            )
            for number in range(first, last)
        ],
        now=now,
    )
    return sum(told.values())


def examine() -> str:
    """Raise where a promise is broken."""
    network.check_everything(latest=current_time())
    return "every table is as it should be"


COMMANDS = {"people": people, "deliveries": deliveries, "examine": examine}


def main() -> None:
    """Do what the arguments say; Django is set up."""
    json.dump(COMMANDS[sys.argv[1]](*map(int, sys.argv[2:])), sys.stdout)
