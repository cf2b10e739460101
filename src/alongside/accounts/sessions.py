"""Sessions in the database that know whose they are, so that their owner can see and end them."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from alongside.accounts.models import Session


class SessionStore(DatabaseStore):
    """Django's database sessions, with the columns of `accounts.models.Session` filled in."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Use our session table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Copy what the session says about itself into columns."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 - tells the type checker what get_model_class promises
        row.person_id = data.get("_auth_user_id")
        row.device = data.get("device", "")
        row.started_at = data.get("started_at")
        row.last_seen_at = data.get("last_seen_at")
        return row
