"""Recovery codes between their making and the moment their owner says they have kept them.

They wait in the session, sealed with their owner's data key, so that the sessions table alone shows nothing.
"""

import base64

from django.contrib.sessions.backends.base import SessionBase

from alongside.accounts.models import Person
from alongside.kernel.sealed import seal, unseal

KEY = "recovery_codes"
WHAT = "accounts_session.recovery_codes"


def keep(session: SessionBase, person: Person, codes: tuple[str, ...]) -> None:
    """Keep codes until they are confirmed."""
    session[KEY] = base64.b64encode(seal(person.data_key_id, " ".join(codes), what=WHAT)).decode()


def waiting(session: SessionBase) -> tuple[str, ...]:
    """Return the codes that wait to be confirmed, none when there are none."""
    held = session.get(KEY)
    return tuple((unseal(base64.b64decode(held), what=WHAT) or "").split()) if held else ()


def drop(session: SessionBase) -> None:
    """Forget the codes: from now on only their digests remain."""
    session.pop(KEY, None)
