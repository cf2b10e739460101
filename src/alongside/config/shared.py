"""What many look at together: put into words once for each change and language, and handed to every reader as it is."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from uuid import UUID

from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone, translation

from alongside.kernel.clock import current_time
from alongside.kernel.live import Shared, Snapshot

Aside = Callable[..., Awaitable[Any]]
OVER = b"event: shared-over\ndata: {}\n\n"
EVERYTHING = {"topic": "everything", "ref": None}
TRY_AGAIN_SECONDS = 1.0
MOST_CAUGHT_UP = 50


def put(queue: "asyncio.Queue[Any]", event: object) -> None:
    """Put an event before a reader; one this slow looks at everything once it catches up."""
    if queue.full():
        while not queue.empty():
            queue.get_nowait()
        event = EVERYTHING
    queue.put_nowait(event)


@dataclass(frozen=True, slots=True)
class News:
    """An event for all readers of one language; `number` counts up, so that nobody is told of something older."""

    number: int
    body: bytes
    version: int = 0

    @property
    def is_over(self) -> bool:
        """Tell whether nothing comes after it."""
        return self.body is OVER


NOTHING = News(-1, b"")
"""Wakes a stream that has something to finish, and says nothing."""


class Ear(Protocol):
    """One reader of a shared thing."""

    def hear(self, news: News) -> None:
        """Take news, without ever making others wait."""


@dataclass(slots=True)
class Said:
    """What was said last in one language, and to those who had an older version of its lines."""

    number: int
    snapshot: Snapshot
    caught_up: dict[int, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Channel:
    """One shared thing, what was said of it last, and who reads it, each in a language."""

    shared: Shared
    ref: UUID
    aside: Aside
    readers: dict[Ear, str] = field(default_factory=dict)
    said: dict[str, Said] = field(default_factory=dict)
    number: int = 0
    is_stale: bool = False
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    work: "asyncio.Task[None] | None" = None

    def freshen(self) -> None:
        """Put it into words anew, soon: what changes meanwhile goes into the same words or the next."""
        self.is_stale = True
        if self.work is None or self.work.done():
            self.work = asyncio.create_task(self._freshen())

    async def whole(self, language: str, *, known: str) -> News:
        """Return all that is to be said now; to a reader who has a version already, the time or what is newer."""
        async with self.lock:
            if language not in self.said:
                snapshot = await self.aside(_render, self.shared, self.ref, language)
                if snapshot is None:
                    return News(self.number, OVER)
                self.said[language] = Said(self.number, snapshot)
            said = self.said[language]
            if self.shared.since:
                return News(said.number, await self._caught_up(said, language, known), said.snapshot.version)
        parts = {} if known == str(said.snapshot.version) else dict(said.snapshot.parts)
        return News(said.number, _event(said.snapshot.version, parts), said.snapshot.version)

    async def _caught_up(self, said: Said, language: str, known: str) -> bytes:
        """Return the lines after those that a reader has; put into words once for all who have the same."""
        now_at = said.snapshot.version
        since = int(known) if known.isascii() and known.isdigit() and len(known) < 19 else 0
        since = min(since, now_at)  # a page that was made just now may be ahead of what was said last
        if since not in said.caught_up:
            if len(said.caught_up) >= MOST_CAUGHT_UP:
                said.caught_up.clear()
            lines = {} if since == now_at else await self.aside(_lines, self.shared, self.ref, language, since)
            # It may hold lines that are told next: the version stays that of before, and they come again.
            said.caught_up[since] = _event(now_at, dict(said.snapshot.parts), lines)
        return said.caught_up[since]

    async def _freshen(self) -> None:
        while self.is_stale:
            self.is_stale = False
            try:
                async with self.lock:
                    await self._say_in_every_language()
            except (OperationalError, InterfaceError):
                self.is_stale = True
                await asyncio.sleep(TRY_AGAIN_SECONDS)

    async def _say_in_every_language(self) -> None:
        self.number += 1
        # Somebody may come with another language meanwhile: what was said in it is of before.
        for language in self.said.keys() - set(self.readers.values()):
            del self.said[language]
        for language in sorted(set(self.readers.values())):
            await self._say(language)

    async def _say(self, language: str) -> None:
        before = self.said.get(language)
        since = before.snapshot.version if before else None
        snapshot = await self.aside(_render, self.shared, self.ref, language, since)
        self.said.pop(language, None)
        if snapshot is None:
            self._hand(language, News(self.number, OVER))
            return
        known = before.snapshot.parts if before else {}
        changed = {name: html for name, html in snapshot.parts.items() if known.get(name) != html}
        self.said[language] = Said(self.number, snapshot)
        news = _event(snapshot.version, changed, snapshot.lines)
        self._hand(language, News(self.number, news, snapshot.version))

    def _hand(self, language: str, news: News) -> None:
        for ear, of in list(self.readers.items()):
            if of == language:
                ear.hear(news)


def _event(version: int, parts: dict[str, str], lines: Mapping[int, str] | None = None) -> bytes:
    """Return the event; `at` is what our clock says, so that a page counts down by it and not by its own."""
    said: dict[str, object] = {"at": round(current_time().timestamp() * 1000), "parts": parts}
    if lines:
        said["lines"] = sorted(lines.items())
    return f"event: shared\nid: {version}\ndata: {json.dumps(said)}\n\n".encode()


def _render(shared: Shared, ref: UUID, language: str, since: int | None = None) -> Snapshot | None:
    """Put it into words; with the lines after `since`, which are looked at later, so that none is between the two."""
    close_old_connections()
    with translation.override(language), timezone.override("UTC"):
        snapshot = shared.render(ref, current_time())
        if snapshot is None or shared.since is None or since is None:
            return snapshot
        newer = shared.since(ref, since, current_time())
        return replace(snapshot, version=max(snapshot.version, newer.version), lines=newer.lines)


def _lines(shared: Shared, ref: UUID, language: str, since: int) -> Mapping[int, str]:
    close_old_connections()
    with translation.override(language), timezone.override("UTC"):
        return shared.since(ref, since, current_time()).lines if shared.since else {}
