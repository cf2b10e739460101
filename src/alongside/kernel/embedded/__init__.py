"""The PostgreSQL server Alongside brings along, for an instance without a database of its own.

What always holds: one data folder has one owner; the server is reached through a Unix socket only, and by password;
it stops when its owner stops or dies; what was committed is there at the next start, whatever was killed.
Others call `EmbeddedPostgres`; its errors hold one sentence or two for the person who runs the instance.
"""

from alongside.kernel.embedded.errors import AlreadyRunning, EmbeddedPostgresError, StartCancelled
from alongside.kernel.embedded.server import EmbeddedPostgres

__all__ = ["AlreadyRunning", "EmbeddedPostgres", "EmbeddedPostgresError", "StartCancelled"]
