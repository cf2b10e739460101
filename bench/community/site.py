"""A site whose pages are measured."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from http.cookies import SimpleCookie

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


def visited(site: Site) -> Site:
    """Return the site asked as by a browser that has been there: with each cookie that its first page set."""
    asked = HTTPConnection("127.0.0.1", site.port, timeout=60)
    asked.request("GET", next(iter(site.pages.values())), headers={"Cookie": site.cookie, "Accept": "text/html"})
    answer = asked.getresponse()
    answer.read()
    asked.close()
    cookies = SimpleCookie(site.cookie)
    for given in answer.headers.get_all("Set-Cookie", []):
        cookies.load(given)
    return replace(site, cookie="; ".join(f"{one.key}={one.coded_value}" for one in cookies.values()))


def database_pid() -> int:
    """Return the process of the database server that this process talks to."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return parent_of(int(cursor.fetchone()[0]))
