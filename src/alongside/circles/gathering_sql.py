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

# Quiet windows are kept by people alone. Whoever may be woken answers at any hour.
_TIES = """
    circles_tie AS tie
    LEFT JOIN circles_supporter AS supporter ON supporter.id = tie.supporter_id
    LEFT JOIN accounts_person AS person ON person.id = supporter.person_id
    LEFT JOIN notifications_preferences AS kept ON kept.person_id = person.id AND kept.quiet_from IS NOT NULL
    LEFT JOIN (
        SELECT tie_id, json_object_agg(support, hours) AS hours FROM circles_supporthours GROUP BY tie_id
    ) AS other ON other.tie_id = tie.id
    JOIN accounts_person AS owner ON owner.id = tie.owner_id AND owner.is_active
"""
_ZONE = "coalesce(person.time_zone, supporter.time_zone)"
_STANDS = "tie.state = %(accepted)s AND tie.stance <> %(undermines)s AND tie.relation <> ALL (%(places)s)"
_CAN_BE_ASKED = """
    tie.supporter_id <> ALL (%(full)s::uuid[]) AND tie.id <> ALL (%(asked_enough)s::uuid[])
    AND (tie.from_level IS NULL OR tie.from_level = ANY (%(levels)s))
"""
_IS_LIMITED = "(supporter.breather_until > %(now)s OR tie.until IS NOT NULL OR other.hours IS NOT NULL)"


_KINDS = [kind.value for kind in reversed(Support)]
_OFFERED = ", ".join(
    f"coalesce(bit_or(answers) FILTER (WHERE gives @> '{{{kind}}}'), {_NONE}) AS {kind}" for kind in _KINDS
)
_WANTED = ", ".join(
    f"coalesce(bit_or(week) FILTER (WHERE {at}), {_NONE}) AS {kind}, bool_or({at}) AS is_{kind}"
    for kind, at in ((kind, f"support = '{kind}'") for kind in _KINDS)
)
_OFFERED_WEEKS = " || ".join(
    [f"(offered.{kind} <> {_NONE})::int::bit" for kind in _KINDS] + [f"offered.{kind}" for kind in _KINDS]
)
_WANTED_WEEKS = " || ".join([f"wanted.is_{kind}::int::bit" for kind in _KINDS] + [f"wanted.{kind}" for kind in _KINDS])

_LIMITED_TIE = f"""
    json_build_array({_ZONE}, tie.gives, tie.hours, tie.wakes_at, kept.quiet_from, kept.quiet_until,
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
    WITH turn AS MATERIALIZED (
        SELECT owner_zone, zone, number, ahead, hours::bit(168)
        FROM unnest(%(turn_owner_zone)s::text[], %(turn_zone)s::text[], %(turn_number)s::int[], %(turn_ahead)s::int[],
            %(turn_hours)s::text[]) AS turn (owner_zone, zone, number, ahead, hours)
    ), quiet AS MATERIALIZED (
        SELECT owner_zone, zone, quiet_from, quiet_until, hours::bit(168)
        FROM unnest(%(quiet_owner_zone)s::text[], %(quiet_zone)s::text[], %(quiet_quiet_from)s::time[],
            %(quiet_quiet_until)s::time[], %(quiet_hours)s::text[])
            AS quiet (owner_zone, zone, quiet_from, quiet_until, hours)
    ), offered AS (
        SELECT owner_id, count(*) FILTER (WHERE stands) AS people, {_OFFERED},
            json_agg(limited) FILTER (WHERE limited IS NOT NULL) AS limited
        FROM (
            SELECT tie.owner_id, tie.gives, {_STANDS} AND turn.number = 0 AS stands,
                CASE WHEN {_STANDS} AND {_CAN_BE_ASKED} AND {_IS_LIMITED} AND turn.number = 0
                    THEN {_LIMITED_TIE} END AS limited,
                CASE
                    WHEN NOT ({_STANDS} AND {_CAN_BE_ASKED}) OR {_IS_LIMITED} THEN NULL
                    WHEN tie.wakes_at = ANY (%(levels)s) THEN turn.hours
                    ELSE ((tie.week >> turn.ahead) | (tie.week << (168 - turn.ahead))) & turn.hours
                        & (~ coalesce(quiet.hours, {_NONE}))
                END AS answers
            FROM {_TIES}
            LEFT JOIN turn ON turn.owner_zone = owner.time_zone AND turn.zone = {_ZONE}
            LEFT JOIN quiet ON quiet.owner_zone = owner.time_zone AND quiet.zone = person.time_zone
                AND quiet.quiet_from = kept.quiet_from AND quiet.quiet_until = kept.quiet_until
            WHERE tie.state <> %(ended)s
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
