"""The floor: the same questions answered by NumPy from arrays in memory, all meetings at each question."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from django.db import connection

from alongside.meetings.asking import EARTH_KM, Asked, begins, spans
from alongside.meetings.clocks import WEEK_MINUTES

SHOWN, MINUTE = 20, timedelta(minutes=1)


class Floor:
    """Where and when each meeting is, in minutes of the week in UTC as clocks stand now; types as bits."""

    def __init__(self, now: datetime) -> None:
        """Read the arrays from the database."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT latitude, longitude, week_minute, timezone, types, attendance FROM meetings_meeting"
                " WHERE week_minute IS NOT NULL AND NOT is_closed"
            )
            latitude, longitude, minute, zones, types, ways = zip(*cursor.fetchall(), strict=True)
        ahead = {zone: (now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()) // MINUTE for zone in set(zones)}
        self._codes = {code: number for number, code in enumerate(sorted({code for row in types for code in row})[:63])}
        self._latitude, self._longitude = np.radians(np.array(latitude)), np.radians(np.array(longitude))
        self._minute = (np.array(minute) - np.array([ahead[zone] for zone in zones])) % WEEK_MINUTES
        self._types = np.array([self._bits(row) for row in types], dtype=np.uint64)
        self._online = np.array(ways) != "in_person"

    def _bits(self, codes: tuple[str, ...]) -> int:
        return sum(1 << self._codes[code] for code in codes if code in self._codes)

    def find(self, asked: Asked, now: datetime) -> int:
        """Return how many of the first page were found. Words are not looked for."""
        begin = begins(asked, now)
        sunday = (begin.isoweekday() % 7) * 1440 + begin.hour * 60 + begin.minute
        wait = (self._minute - sunday) % WEEK_MINUTES
        fits = np.zeros(len(wait), dtype=bool)
        for span in spans(asked, begin=begin):
            first, last = ((one - begin).total_seconds() // 60 for one in (span.start, span.end))
            fits |= (wait >= first) & (wait < last)
        if asked.types:
            bits = np.uint64(self._bits(asked.types))
            fits &= (self._types & bits) == bits
        if asked.attendance == "online":
            fits &= self._online
        if asked.near:
            fits &= self._is_near(np.radians(asked.near.latitude), np.radians(asked.near.longitude), asked.within_km)
        found = np.flatnonzero(fits)
        return len(found[np.argsort(wait[found], kind="stable")[:SHOWN]])

    def _is_near(self, latitude: float, longitude: float, km: float) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        up, along = np.sin((self._latitude - latitude) / 2), np.sin((self._longitude - longitude) / 2)
        found = up * up + np.cos(latitude) * np.cos(self._latitude) * along * along
        near: np.ndarray[tuple[int], np.dtype[np.bool_]] = found <= np.sin(km / EARTH_KM / 2) ** 2
        return near
