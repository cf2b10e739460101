"""Made-up communities of any size, written by COPY: people with a push subscription and eight accepted ties each."""

import hashlib
import json
import os
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection
from django.db.models import NOT_PROVIDED, Model

from alongside.accounts.models import Person
from alongside.circles.enums import Relation, Support, TieState
from alongside.circles.models import Supporter, Tie
from alongside.circles.sealing import NAME
from alongside.kernel.ids import new_id
from alongside.kernel.keyring import instance_keys
from alongside.kernel.models import DataKey
from alongside.kernel.sealed import NONCE_BYTES, WRAP_LABEL
from alongside.notifications.models import PushSubscription
from alongside.notifications.sealing import SUBSCRIPTION

TIES = 8
AT_ONCE = 5_000

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One person of a community, with what sealing for them needs."""

    id: UUID
    supporter_id: UUID
    key_id: UUID
    key: bytes

    def seal(self, text: str, what: str) -> bytes:
        """Seal as `kernel.sealed.seal` does, without asking the database for the key each time."""
        return self.key_id.bytes + _encrypt(self.key, text.encode(), what.encode())


class Community:
    """People in the order they came; the same seed draws the same circles."""

    def __init__(self, *, seed: int, now: datetime, subscribe: Callable[[int], Sequence[Mapping[str, str]]]) -> None:
        """Set up empty; `subscribe(count)` makes browsers at a push service."""
        self.people: list[MadeUp] = []
        self._draw = random.Random(seed)
        self._now = now
        self._subscribe = subscribe

    def grow(self, size: int, *, with_ties: bool = True) -> None:
        """Add people until there are so many; the circles of the new ones are drawn from everybody."""
        first = len(self.people)
        while len(self.people) < size:
            self._add(min(AT_ONCE, size - len(self.people)))
        if with_ties:
            self._copy(Tie, (row for number in range(first, size) for row in self._ties(number)))
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # what autovacuum would have done by the time a community is so large

    def _add(self, count: int) -> None:
        first = len(self.people)
        new = [MadeUp(new_id(), new_id(), new_id(), AESGCM.generate_key(bit_length=256)) for _ in range(count)]
        self._copy(DataKey, map(_key_row, new))
        self._copy(Person, (_person_row(one, number) for number, one in enumerate(new, first)))
        self._copy(Supporter, ({"id": one.supporter_id, "person_id": one.id} for one in new))
        self._copy(PushSubscription, map(_browser_row, new, self._subscribe(count)))
        self.people += new

    def _ties(self, number: int) -> list[Row]:
        owner = self.people[number]
        drawn = [other for other in self._draw.sample(range(len(self.people)), TIES + 1) if other != number]
        return [
            {
                "owner_id": owner.id,
                "supporter_id": self.people[other].supporter_id,
                "name_sealed": owner.seal(f"Made-up {other}", NAME),
                "relation": self._draw.choice([Relation.PEER, Relation.FAMILY, Relation.FRIEND]),
                "ring": self._draw.randint(1, 3),
                "gives": [self._draw.choice(Support.values)],
                "state": TieState.ACCEPTED,
            }
            for other in drawn[:TIES]
        ]

    def _copy(self, model: type[Model], rows: Iterable[Row]) -> None:
        copy_rows(model, rows, now=self._now)


def copy_rows(model: type[Model], rows: Iterable[Row], *, now: datetime) -> None:
    """Write rows by COPY: columns not named get the field's default, `created_at` gets `now`."""
    meta = model._meta  # noqa: SLF001 - Django's documented way to a model's columns
    fields = [field for field in meta.concrete_fields if not getattr(field, "generated", False)]
    columns = [str(field.column) for field in fields]
    defaults = {str(field.column): field.default for field in fields}
    quoted = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{meta.db_table}" ({quoted}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([row[c] if c in row else _default(defaults[c], c, now) for c in columns])


def _default(default: object, column: str, now: datetime) -> object:
    if column == "created_at":
        return now
    if default is NOT_PROVIDED:
        return None
    return default() if callable(default) else default


def _encrypt(key: bytes, plain: bytes, label: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, label)


def _key_row(one: MadeUp) -> Row:
    keys = instance_keys()
    wrapped = _encrypt(keys.by_id[keys.current], one.key, WRAP_LABEL + one.key_id.bytes)
    return {"id": one.key_id, "wrapped": wrapped, "instance_key": keys.current}


def _person_row(one: MadeUp, number: int) -> Row:
    alias = f"Made-up {number}"
    return {"id": one.id, "alias": alias, "alias_key": alias.casefold(), "data_key_id": one.key_id, "password": "!"}


def _browser_row(one: MadeUp, browser: Mapping[str, str]) -> Row:
    text = json.dumps({name: browser[name] for name in ("endpoint", "p256dh", "auth")})
    return {
        "person_id": one.id,
        "endpoint_digest": hashlib.sha256(browser["endpoint"].encode()).digest(),
        "subscription_sealed": one.seal(text, SUBSCRIPTION),
    }
