"""Made-up circles, drawn inside PostgreSQL: twelve accepted ties and eight needs each, half of the ties to members.

Several zones, hours as forms have them, quiet hours, breathers, capacities, and reach-outs of the last week that count
against them. Nothing is opened in these measurements, so sealed columns hold dummy bytes.
"""

import random
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from alongside.circles.week import hours_of_part

TIES, NEEDS = 12, 8
PATTERNS = 2_000
ZONES = (
    *["America/New_York"] * 4,
    *["America/Chicago", "America/Los_Angeles", "America/Mexico_City"] * 2,
    "Europe/Berlin",
    "Asia/Kolkata",
    "Australia/Sydney",
)
DAYS = (*[range(5)] * 2, range(5, 7), range(7))

TABLES = """
CREATE TEMPORARY TABLE zone (n int PRIMARY KEY, name text);
CREATE TEMPORARY TABLE pattern (n int PRIMARY KEY, hours smallint[]);
CREATE TEMPORARY TABLE quiet (n int PRIMARY KEY, starts time, ends time);
INSERT INTO quiet VALUES
    (0, '21:00', '06:00'), (1, '22:00', '07:00'), (2, '22:30', '06:30'), (3, '23:00', '08:00'), (4, '00:00', '09:00');
CREATE TEMPORARY TABLE member (n int PRIMARY KEY, owner uuid, key uuid, supporter uuid, zone text, strewn float);
CREATE FUNCTION pg_temp.number(below int) RETURNS int LANGUAGE sql VOLATILE AS 'SELECT floor(random() * below)::int';
"""

# New rows are those of the members from %(first)s up to, not in, %(last)s. Circles grow at their own pace in life, so
# rows of one circle lie between those of others: they are put in by `strewn`, in no order of people.
MEMBERS = """
INSERT INTO member
    SELECT made.n, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), name, random()
    FROM (SELECT n, pg_temp.number(%(zones)s) AS pick FROM generate_series(%(first)s, %(last)s - 1) AS n) AS made
    JOIN zone ON zone.n = pick;
INSERT INTO kernel_datakey (id, created_at, wrapped, instance_key)
    SELECT key, %(now)s, 'dummy', 'bench' FROM member WHERE n >= %(first)s;
INSERT INTO accounts_person
    (id, created_at, password, alias, alias_key, locale, time_zone, country, data_key_id, is_active)
    SELECT owner, %(now)s, '!', 'Made-up ' || n, 'made-up ' || n, 'en', zone, '', key, true
    FROM member WHERE n >= %(first)s;
INSERT INTO notifications_preferences (id, created_at, person_id, quiet_from, quiet_until, says_more)
    SELECT gen_random_uuid(), %(now)s, owner, starts, ends, false
    FROM (SELECT owner, pg_temp.number(5) AS pick FROM member WHERE n >= %(first)s AND random() < 0.3) AS resting
    JOIN quiet ON quiet.n = pick;
"""

SUPPORTERS = """
INSERT INTO circles_supporter
    (id, created_at, person_id, contact_of_id, locale, time_zone, weekly_capacity, breather_until)
    SELECT id, %(now)s, person, contact_of, 'en', zone,
        CASE WHEN random() < 0.4 THEN 1 + pg_temp.number(7) END,
        CASE WHEN random() < 0.05 THEN %(now)s + random() * interval '14 days' END
    FROM (
        SELECT supporter AS id, owner AS person, NULL::uuid AS contact_of, zone FROM member WHERE n >= %(first)s
        UNION ALL
        SELECT contact, NULL, owner, CASE WHEN random() < 0.8 THEN own ELSE zone.name END
        FROM contact JOIN zone ON zone.n = pick
    ) AS new;
"""

CONTACTS = """
CREATE TEMPORARY TABLE contact ON COMMIT DROP AS
    SELECT gen_random_uuid() AS contact, owner, member.zone AS own, pg_temp.number(%(zones)s) AS pick
    FROM member CROSS JOIN generate_series(1, %(contacts)s) WHERE n >= %(first)s;
"""

TIES_OF = """
INSERT INTO circles_tie (id, created_at, owner_id, supporter_id, name_sealed, relation, ring, gives, stance, state,
        hours, wakes_at, by_email, by_push)
    SELECT gen_random_uuid(), %(now)s, owner, supporter, 'dummy',
        (ARRAY['peer', 'family', 'friend'])[1 + pg_temp.number(3)], 1 + pg_temp.number(3),
        (ARRAY['{emotional}', '{emotional}', '{accountability}', '{practical}', '{emotional,practical}',
            '{emotional,accountability}', '{accountability,practical}', '{emotional,accountability,practical}'
        ])[1 + pg_temp.number(8)]::varchar[],
        CASE WHEN random() < 0.02 THEN 'undermines' WHEN random() < 0.08 THEN 'mixed' ELSE 'supports' END, 'accepted',
        CASE WHEN random() < 0.7 THEN hours ELSE '{}' END,
        (ARRAY['talk', 'struggling', 'struggling', 'urgent', 'urgent', 'urgent'])[1 + pg_temp.number(12)], true, true
    FROM (
        SELECT owner, contact AS supporter, pg_temp.number(%(patterns)s) AS pick, random() AS strewn FROM contact
        UNION ALL
        SELECT drawn.owner, member.supporter, drawn.pick, random()
        FROM (
            SELECT DISTINCT ON (owner, other) owner, other, pg_temp.number(%(patterns)s) AS pick
            FROM (
                SELECT owner, pg_temp.number(%(last)s) AS other
                FROM member CROSS JOIN generate_series(1, %(members)s) WHERE n >= %(first)s
            ) AS all_drawn
        ) AS drawn
        JOIN member ON member.n = other
    ) AS tie
    JOIN pattern ON pattern.n = pick
    ORDER BY strewn;
"""

NEEDS_OF = """
INSERT INTO circles_need (id, created_at, owner_id, support, words_sealed, hours, weight)
    SELECT gen_random_uuid(), %(now)s, owner,
        (ARRAY['emotional', 'accountability', 'practical'])[1 + pg_temp.number(3)], 'dummy',
        CASE WHEN drawn < 0.2 THEN NULL WHEN drawn < 0.3 THEN '{}' ELSE hours END, 2
    FROM (
        SELECT owner, random() AS drawn, pg_temp.number(%(patterns)s) AS pick, random() AS strewn
        FROM member CROSS JOIN generate_series(1, %(needs)s) WHERE n >= %(first)s
    ) AS need
    JOIN pattern ON pattern.n = pick
    ORDER BY strewn;
"""

# Every tenth member reached out within the last week and asked three; what these answered counts against a capacity.
REACH_OUTS = """
CREATE TEMPORARY TABLE asking ON COMMIT DROP AS
    SELECT gen_random_uuid() AS id, gen_random_uuid() AS wave, owner, %(now)s - random() * interval '7 days' AS at
    FROM member WHERE n >= %(first)s AND random() < 0.1;
INSERT INTO reachouts_reachout
    (id, created_at, set_aside_why, owner_id, level, request_key, state, ended_at)
    SELECT id, at, '', owner, 'talk', 'bench', 'closed', at FROM asking;
INSERT INTO reachouts_wave (id, created_at, reach_out_id, number, kind, tie_ids, wait, started_at)
    SELECT wave, at, id, 1, 'circle', '{}', interval '10 minutes', at FROM asking;
INSERT INTO reachouts_notification
    (id, created_at, reach_out_id, wave_id, supporter_id, handed_by_owner, response, responded_at)
    SELECT gen_random_uuid(), at, id, wave, supporter, false, 'answered', at
    FROM (
        SELECT DISTINCT ON (id, other) *
        FROM (SELECT asking.*, pg_temp.number(%(last)s) AS other FROM asking CROSS JOIN generate_series(1, 3)) AS drawn
    ) AS asked
    JOIN member ON member.n = other;
"""


class Circles:
    """A community that grows; the same seed draws the same circles."""

    def __init__(self, *, seed: int, now: datetime) -> None:
        """Set up empty."""
        self.size = 0
        self._now = now
        draw = random.Random(seed)
        with connection.cursor() as cursor:
            cursor.execute(TABLES)
            cursor.executemany("INSERT INTO zone VALUES (%s, %s)", list(enumerate(ZONES)))
            patterns = [(number, _hours(draw)) for number in range(PATTERNS)]
            cursor.executemany("INSERT INTO pattern VALUES (%s, %s)", patterns)
            cursor.execute("SELECT setseed(%s)", [draw.random()])

    def grow(self, size: int) -> None:
        """Add circles until there are so many; the members among the ties of the new ones are drawn from everybody."""
        values: dict[str, Any] = {
            "first": self.size,
            "last": size,
            "now": self._now,
            "zones": len(ZONES),
            "patterns": PATTERNS,
            "contacts": TIES // 2,
            "members": TIES - TIES // 2,
            "needs": NEEDS,
        }
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in (MEMBERS, CONTACTS, SUPPORTERS, TIES_OF, NEEDS_OF, REACH_OUTS):
                cursor.execute(statement, values)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # what autovacuum would have done by the time a community is so large
        self.size = size


def _hours(draw: random.Random) -> list[int]:
    """Draw parts of days as a form has them: the same parts on weekdays, at weekends, every day or on some days."""
    days = draw.choice(DAYS) if draw.random() < 0.8 else draw.sample(range(7), draw.randint(1, 6))
    parts = draw.sample(range(4), draw.randint(1, 3))
    return sorted(hour for day in days for part in parts for hour in hours_of_part(day * 4 + part))
