"""Made-up people with a daily check-in, drawn inside PostgreSQL: several zones, quarter hours, a day of history.

Nothing is opened in these measurements, so sealed columns hold dummy bytes. Every tenth has chosen somebody to be told
of a missed one.
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from bench.coverage.circles import ZONES

TABLES = """
CREATE TEMPORARY TABLE zone (n int PRIMARY KEY, name text);
CREATE TEMPORARY TABLE member (n int PRIMARY KEY, person uuid, key uuid, check_in uuid, zone text, at time);
CREATE FUNCTION pg_temp.number(below int) RETURNS int LANGUAGE sql VOLATILE AS 'SELECT floor(random() * below)::int';
"""
MEMBERS = """
INSERT INTO member
    SELECT made.n, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), name,
        time '00:00' + quarter * interval '15 min'
    FROM (
        SELECT n, pg_temp.number(%(zones)s) AS pick, pg_temp.number(96) AS quarter
        FROM generate_series(%(first)s, %(last)s - 1) AS n
    ) AS made
    JOIN zone ON zone.n = pick;
INSERT INTO kernel_datakey (id, created_at, wrapped, instance_key)
    SELECT key, %(now)s, 'dummy', 'bench' FROM member WHERE n >= %(first)s;
INSERT INTO accounts_person
    (id, created_at, password, alias, alias_key, locale, time_zone, country, data_key_id, is_active)
    SELECT person, %(now)s, '!', 'Made-up ' || n, 'made-up ' || n, 'en', zone, '', key, true
    FROM member WHERE n >= %(first)s;
INSERT INTO checkins_checkin (id, created_at, person_id, name_sealed, parts_sealed, next_part)
    SELECT check_in, %(now)s, person, decode(repeat('ab', 48), 'hex'), decode(repeat('ab', 120), 'hex'), 5
    FROM member WHERE n >= %(first)s ORDER BY random();
"""
# Due at some time of the day after: none of these is due while anything is measured.
RHYTHMS = """
INSERT INTO checkins_rhythm (id, created_at, due_at, set_aside_why, check_in_id, rule, times, begins_on, zone, moves,
        within, nudges, next_on, next_time, nudged)
    SELECT gen_random_uuid(), %(now)s, (%(tomorrow)s::date + at) AT TIME ZONE zone, '', check_in, 'FREQ=DAILY',
        ARRAY[at], %(tomorrow)s::date - 30, zone, true, 180, true, %(tomorrow)s::date, at, false
    FROM member WHERE n >= %(first)s ORDER BY random();
INSERT INTO checkins_entry (id, created_at, check_in_id, on_day, asked_for, answered_at, key, is_private, was_asked)
    SELECT gen_random_uuid(), %(now)s, check_in, %(tomorrow)s::date - 2,
        ((%(tomorrow)s::date - 2) + at) AT TIME ZONE zone, %(now)s, 'bench', false, true
    FROM member WHERE n >= %(first)s ORDER BY random();
"""
WATCHES = """
CREATE TEMPORARY TABLE watching ON COMMIT DROP AS
    SELECT person, check_in, gen_random_uuid() AS supporter, gen_random_uuid() AS tie
    FROM member WHERE n >= %(first)s AND n %% 10 = 0;
INSERT INTO circles_supporter (id, created_at, contact_of_id, locale, time_zone)
    SELECT supporter, %(now)s, person, 'en', 'UTC' FROM watching;
INSERT INTO circles_tie (id, created_at, owner_id, supporter_id, name_sealed, relation, ring, gives, stance, state,
        hours, by_email, by_push)
    SELECT tie, %(now)s, person, supporter, 'dummy', 'friend', 2, '{emotional}', 'supports', 'accepted',
        '{}', true, true
    FROM watching;
INSERT INTO checkins_watch (id, created_at, check_in_id, tie_id)
    SELECT gen_random_uuid(), %(now)s, check_in, tie FROM watching;
"""
# The same people each time, strewn over all there are: the first of a fixed order of ids.
DUE = """
CREATE TEMPORARY TABLE IF NOT EXISTS chosen (id uuid PRIMARY KEY, due_at timestamptz, next_on date, next_time time);
INSERT INTO chosen SELECT id, due_at, next_on, next_time FROM checkins_rhythm ORDER BY id LIMIT %(rows)s;
"""
ASK = """
UPDATE checkins_rhythm AS row SET due_at = %(moment)s, next_on = (%(moment)s AT TIME ZONE zone)::date,
    next_time = (%(moment)s AT TIME ZONE zone)::time, times = ARRAY[(%(moment)s AT TIME ZONE zone)::time]
FROM chosen WHERE row.id = chosen.id
"""
MISS = """
UPDATE checkins_rhythm AS row SET due_at = %(moment)s, asked_for = %(asked)s, asked_at = %(asked)s,
    asked_on = (%(asked)s AT TIME ZONE zone)::date, nudged = true
FROM chosen WHERE row.id = chosen.id
"""
BACK = """
UPDATE checkins_rhythm AS row SET due_at = chosen.due_at, next_on = chosen.next_on, next_time = chosen.next_time,
    times = ARRAY[chosen.next_time], asked_for = NULL, asked_on = NULL, asked_at = NULL, nudged = false
FROM chosen WHERE row.id = chosen.id;
DELETE FROM checkins_entry WHERE key IS NULL;
TRUNCATE notifications_delivery CASCADE;
DELETE FROM notifications_pushsubscription;
"""
DEVICES = """
INSERT INTO notifications_pushsubscription (id, created_at, device, person_id, endpoint_digest, subscription_sealed)
    SELECT gen_random_uuid(), now(), gen_random_uuid(), person_id, decode(md5(person_id::text), 'hex'), 'dummy'
    FROM chosen JOIN checkins_rhythm AS row USING (id) JOIN checkins_checkin AS c ON c.id = row.check_in_id
"""


class People:
    """A community that grows, and some of whom come due."""

    def __init__(self, *, now: datetime, tomorrow: datetime) -> None:
        """Set up empty. `tomorrow` is a day on which nothing that waits is due while anything is measured."""
        self.size = 0
        self._now, self._tomorrow = now, tomorrow
        with connection.cursor() as cursor:
            cursor.execute(TABLES)
            cursor.executemany("INSERT INTO zone VALUES (%s, %s)", list(enumerate(ZONES)))

    def grow(self, size: int, *, due: int) -> None:
        """Add people until there are so many, and choose anew who will come due."""
        values: dict[str, Any] = {
            "first": self.size,
            "last": size,
            "now": self._now,
            "tomorrow": self._tomorrow.date(),
            "zones": len(ZONES),
        }
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in (MEMBERS, RHYTHMS, WATCHES):
                cursor.execute(statement, values)
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS chosen")
            cursor.execute(DUE.replace("%(rows)s", str(int(due))))
        self.size = size
        self.settle()

    def ask(self, moment: datetime, *, devices: bool) -> None:
        """Have those chosen be asked at that moment, each with a device to be told on or none."""
        with connection.cursor() as cursor:
            cursor.execute(ASK, {"moment": moment})
            if devices:
                cursor.execute(DEVICES)
        self.settle()

    def miss(self, moment: datetime, asked: datetime) -> None:
        """Have those chosen have been asked then, and not answered by that moment."""
        with connection.cursor() as cursor:
            cursor.execute(MISS, {"moment": moment, "asked": asked})
        self.settle()

    def put_back(self) -> None:
        """Take everything back that came of it."""
        with connection.cursor() as cursor:
            cursor.execute(BACK)

    def settle(self) -> None:
        """Have the database know what is in its tables, as it would by itself after a while."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
