"""A site whose pages are measured."""

from collections.abc import Mapping
from dataclasses import dataclass

from bench.community.processes import cpu_seconds, parent_of


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site listens, the process that serves it, who asks, its pages by what they show, and its database."""

    name: str
    port: int
    pid: int
    cookie: str
    pages: Mapping[str, str]
    database: int

    def database_cpu(self) -> float:
        """Return the processor time of the database server and of all its processes."""
        return cpu_seconds(self.database)


def database_pid() -> int:
    """Return the process of the database server that this process talks to."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return parent_of(int(cursor.fetchone()[0]))
