"""Long lists of ids as PostgreSQL reads them."""

from collections.abc import Iterable
from uuid import UUID


def uuid_array(ids: Iterable[UUID]) -> str:
    """Return ids as one text for `%s::uuid[]`: the driver would look at each of them for signs that need quoting."""
    return f"{{{','.join([str(one) for one in ids])}}}"
