"""What the log may hold: what went wrong and where, never what somebody wrote nor a link that lets anybody in.

An exception's text can hold both: PostgreSQL quotes the row it refuses. Django names the address of a request, and an
address here can be a signed link. So exceptions are written down without their text, requests by their route.
"""

import logging
import traceback
from collections.abc import Iterator
from copy import copy

OWN = "alongside."
# What PostgreSQL says beside its sentence that is a name in the schema, not a value in a row.
NAMES = ("sqlstate", "table_name", "column_name", "constraint_name")


class Reticent(logging.Formatter):
    """Formats a record as its pattern says, without texts of exceptions and addresses of requests."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the traceback beneath it if there is one."""
        record = copy(record)
        record.exc_text = None  # another handler may have written the whole text there
        if hasattr(record, "request"):
            record.msg, record.args = _said_about(record), ()
        return super().format(record)

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name logging calls it by
        """Return where it happened, each exception of the chain by its type."""
        error = ei[1] if isinstance(ei, tuple) else None
        return "\n".join(_told(error)) if isinstance(error, BaseException) else ""


def _said_about(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    where = match.route if match else "no page of ours"
    return f"{getattr(record, 'status_code', 'no')} for {getattr(request, 'method', '?')} {where!r}"


def _told(error: BaseException) -> Iterator[str]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from _told(earlier)
        yield "which led to"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    yield _named(error)


def _named(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if kind.startswith(OWN):
        return f"{kind}: {error}"  # our own sentences hold nothing of anybody
    said = [getattr(getattr(error, "diag", None), name, None) for name in NAMES]
    return " ".join([kind, *filter(None, said)])
