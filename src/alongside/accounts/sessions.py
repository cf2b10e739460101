"""Sessions in the database that know whose they are, so that their owner can see and end them.

A session says about itself: `device`, `started_at` and `last_seen_at` (ISO 8601, UTC). It ends after `IDLE` without a
request and after `LONGEST` whatever happens (OWASP ASVS 5.0, V7.3).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.db.models.functions import Now

from alongside.accounts.devices import device_word
from alongside.accounts.digests import digest
from alongside.accounts.models import Session
from alongside.kernel.statements import Statement

IDLE = timedelta(days=14)
LONGEST = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)


class SessionStore(DatabaseStore):
    """Django's database sessions, with the columns of `accounts.models.Session` filled in."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Use our session table."""
        return Session

    def load(self) -> dict[str, Any]:
        """Return what the session holds: every page asks, so with a statement that is made once."""
        rows = _data(key=self.session_key)
        if not rows:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(rows[0][0])
        return data

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Copy what the session says about itself into columns."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 - tells the type checker what get_model_class promises
        row.person_id = data.get("_auth_user_id")
        row.device = data.get("device", "")
        row.started_at = moment(data, "started_at")
        row.last_seen_at = moment(data, "last_seen_at")
        return row


def _data_under(key: str) -> QuerySet[Session, Any]:
    return Session.objects.filter(session_key=key, expire_date__gt=Now()).values_list("session_data")


_data = Statement(_data_under, key=str)


def data_of(session_keys: Iterable[str], *, now: datetime) -> dict[str, dict[str, Any]]:
    """Return what each of these sessions holds, by its key; of those that have ended nothing."""
    keys = [key for key in session_keys if key.isalnum()]  # what a cookie says may be no key at all
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=now)
    found = {row.session_key: row.get_decoded() for row in rows}
    return {
        key: data
        for key, data in found.items()
        if not has_ended(moment(data, "started_at"), moment(data, "last_seen_at"), now=now)
    }


def moment(data: Mapping[str, Any] | SessionBase, key: str) -> datetime | None:
    """Return the moment (aware, UTC) that a session holds under `key`, None when it holds none."""
    said = data.get(key)
    return datetime.fromisoformat(said) if said else None


def begin(session: SessionBase, *, user_agent: str, now: datetime) -> None:
    """Have a session say from when on it counts and which device it is on."""
    session["device"] = device_word(user_agent)
    session["started_at"] = session["last_seen_at"] = now.isoformat()


def note_seen(session: SessionBase, *, now: datetime) -> None:
    """Write down that the session is in use, at most every five minutes."""
    seen = moment(session, "last_seen_at")
    if seen is None or now - seen >= SEEN_EVERY:
        session["last_seen_at"] = now.isoformat()


def has_ended(started_at: datetime | None, last_seen_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether a session is over, idle or not; one that has not begun is not over."""
    over = started_at is not None and now - started_at >= LONGEST
    return over or (last_seen_at is not None and now - last_seen_at >= IDLE)


def handle_of(session_key: str) -> str:
    """Return the name a page may call a session by; its key would open it."""
    return digest("session handle", session_key).hex()[:32]
