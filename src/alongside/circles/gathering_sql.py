"""What `gathering` asks of the rows of all circles.

It is SQL, as Django has no words for bits. The joins stand in the order in which they are cheap, and `SETTINGS` has
PostgreSQL keep to it: it cannot know how few clocks there are. What `ALL_CIRCLES` gives of a circle are weeks as in
`community`: three side by side, the first kind of support on the right, and a bit for each kind on the left; and its
limited ties, each as an array of what `gathering.LimitedTie` names.
"""

from alongside.circles.offers import Support

# What is put together for 100,000 circles takes some 60 MB; on disk it would take twice as long.
SETTINGS = """
    SET LOCAL join_collapse_limit = 1;
    SET LOCAL enable_mergejoin = off;
    SET LOCAL work_mem = '256MB';
    SET LOCAL jit = off;
    SET LOCAL cursor_tuple_fraction = 1
"""

_NONE, _ALL = "0::bit(168)", "~ 0::bit(168)"

_STANDS = "state = %(accepted)s AND stance <> %(undermines)s AND relation <> ALL (%(places)s)"
_CAN_BE_ASKED = """
    supporter_id <> ALL (%(full)s::uuid[]) AND id <> ALL (%(asked_enough)s::uuid[])
    AND (from_level IS NULL OR from_level = ANY (%(levels)s))
"""
_KINDS = [kind.value for kind in reversed(Support)]
_GIVEN = ", ".join(f"'{kind}' = ANY (gives) AS gives_{kind}" for kind in _KINDS)

# A *clock* is that of a zone, or of a zone with a quiet window that some keep there: people alone keep one. Supporters
# get theirs before their ties are looked at, as one supporter has several.
_TIES = f"""
    (
        SELECT *, stands AND {_CAN_BE_ASKED} AS can_be_asked, {_GIVEN}
        FROM (SELECT *, {_STANDS} AS stands FROM circles_tie WHERE state <> %(ended)s) AS tie
        OFFSET 0
    ) AS tie
    LEFT JOIN (
        circles_supporter AS supporter
        LEFT JOIN accounts_person AS person ON person.id = supporter.person_id
        LEFT JOIN notifications_preferences AS kept ON kept.person_id = person.id AND kept.quiet_from IS NOT NULL
        LEFT JOIN quiet ON quiet.zone = person.time_zone
            AND quiet.quiet_from = kept.quiet_from AND quiet.quiet_until = kept.quiet_until
        LEFT JOIN plain ON plain.zone = coalesce(person.time_zone, supporter.time_zone)
    ) ON supporter.id = tie.supporter_id
    LEFT JOIN (
        SELECT tie_id, json_object_agg(support, hours) AS hours FROM circles_supporthours GROUP BY tie_id
    ) AS other ON other.tie_id = tie.id
    JOIN (
        accounts_person AS owner JOIN plain AS owners ON owners.zone = owner.time_zone
    ) ON owner.id = tie.owner_id AND owner.is_active
    LEFT JOIN turn ON turn.owners = owners.number AND turn.clock = coalesce(quiet.number, plain.number)
"""  # noqa: S608 - every value is a parameter, every name one of ours
_IS_LIMITED = "(tie.until IS NOT NULL OR other.hours IS NOT NULL)"
# Whoever may be woken answers at any hour.
_USUAL = """
    CASE
        WHEN tie.wakes_at = ANY (%(levels)s) THEN turn.hours
        ELSE ((tie.week >> turn.ahead) | (tie.week << (168 - turn.ahead))) & turn.awake
    END
"""
# Of the hours to come, the first that does not begin before the breather ends, and all after it.
_RESTED = """
    (SELECT since[1 + width_bucket(supporter.breather_until - interval '1 microsecond', begins)]
        FROM coming WHERE coming.owners = owners.number)
"""
_GIVES = ", ".join(f"tie.gives_{kind}" for kind in _KINDS)
_OFFERED = ", ".join(f"coalesce(bit_or(answers) FILTER (WHERE gives_{kind}), {_NONE}) AS {kind}" for kind in _KINDS)
_WANTED = ", ".join(
    f"coalesce(bit_or(week) FILTER (WHERE {at}), {_NONE}) AS {kind}, bool_or({at}) AS is_{kind}"
    for kind, at in ((kind, f"support = '{kind}'") for kind in _KINDS)
)
_OFFERED_WEEKS = " || ".join(
    [f"(offered.{kind} <> {_NONE})::int::bit" for kind in _KINDS] + [f"offered.{kind}" for kind in _KINDS]
)
_WANTED_WEEKS = " || ".join([f"wanted.is_{kind}::int::bit" for kind in _KINDS] + [f"wanted.{kind}" for kind in _KINDS])

_LIMITED_TIE = """
    json_build_array(plain.zone, tie.gives, tie.hours, tie.wakes_at, kept.quiet_from, kept.quiet_until,
        supporter.breather_until, tie.until, other.hours)
"""

# There may be as many windows as people keep, and each is reckoned for every zone of those they support.
QUIET_WINDOWS = """
    SELECT DISTINCT owner.time_zone, person.time_zone, kept.quiet_from, kept.quiet_until
    FROM notifications_preferences AS kept
    JOIN accounts_person AS person ON person.id = kept.person_id
    JOIN circles_supporter AS supporter ON supporter.person_id = person.id
    JOIN circles_tie AS tie ON tie.supporter_id = supporter.id AND tie.state = %(accepted)s
    JOIN accounts_person AS owner ON owner.id = tie.owner_id
    WHERE kept.quiet_from IS NOT NULL
"""

ALL_CIRCLES = f"""
    WITH plain AS MATERIALIZED (
        SELECT number::int, zone FROM unnest(%(plain_zone)s::text[]) WITH ORDINALITY AS plain (zone, number)
    ), quiet AS MATERIALIZED (
        SELECT -number::int AS number, zone, quiet_from, quiet_until
        FROM unnest(%(quiet_zone)s::text[], %(quiet_quiet_from)s::time[], %(quiet_quiet_until)s::time[])
            WITH ORDINALITY AS quiet (zone, quiet_from, quiet_until, number)
    ), turn AS MATERIALIZED (
        SELECT owners, clock, part, ahead, hours::bit(168), awake::bit(168)
        FROM unnest(%(turn_owners)s::int[], %(turn_clock)s::int[], %(turn_part)s::int[], %(turn_ahead)s::int[],
            %(turn_hours)s::text[], %(turn_awake)s::text[]) AS turn (owners, clock, part, ahead, hours, awake)
    ), coming AS MATERIALIZED (
        SELECT owners, begins::timestamptz[], since::bit(168)[]
        FROM unnest(%(coming_owners)s::int[], %(coming_begins)s::text[], %(coming_since)s::text[])
            AS coming (owners, begins, since)
    ), offered AS (
        SELECT owner_id, count(*) FILTER (WHERE stands) AS people, {_OFFERED},
            json_agg(limited) FILTER (WHERE limited IS NOT NULL) AS limited
        FROM (
            SELECT tie.owner_id, {_GIVES}, tie.stands AND turn.part = 0 AS stands,
                CASE WHEN tie.can_be_asked AND {_IS_LIMITED} AND turn.part = 0 THEN {_LIMITED_TIE} END AS limited,
                CASE
                    WHEN NOT tie.can_be_asked OR {_IS_LIMITED} THEN NULL
                    WHEN supporter.breather_until > %(now)s THEN {_USUAL} & {_RESTED}
                    ELSE {_USUAL}
                END AS answers
            FROM {_TIES}
            OFFSET 0
        ) AS answering
        GROUP BY owner_id
    ), wanted AS (
        SELECT owner_id, {_WANTED}
        FROM circles_need GROUP BY owner_id
    )
    SELECT owner.time_zone, coalesce(offered.people, 0), coalesce(({_WANTED_WEEKS})::text, '0'),
        coalesce(({_OFFERED_WEEKS})::text, '0'), offered.limited::text
    FROM accounts_person AS owner
    LEFT JOIN offered ON offered.owner_id = owner.id
    LEFT JOIN wanted ON wanted.owner_id = owner.id
    WHERE owner.is_active AND (offered.owner_id IS NOT NULL OR wanted.owner_id IS NOT NULL)
"""  # noqa: S608 - every value is a parameter, every name one of ours
