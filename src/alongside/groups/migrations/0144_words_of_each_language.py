"""What was written in groups of several languages is found by the forms of each: its words were kept whole alone.

They stay whole as well, as the release before looks for them: it finds what it found, also where this is undone.
Some thousands at a time, so that nobody waits for the whole.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CUT_ANEW = """
WITH chosen AS (
    SELECT post.id, groups_group.languages,
        CASE WHEN post.place = 1 THEN thread.title ELSE '' END || E'\\n' || post.text AS words
    FROM groups_post AS post
    JOIN groups_thread AS thread ON thread.id = post.thread_id
    JOIN groups_group ON groups_group.id = thread.group_id
    WHERE post.id > %s AND post.taken_back_at IS NULL AND cardinality(groups_group.languages) > 1
    ORDER BY post.id LIMIT 2000 FOR NO KEY UPDATE OF post
), done AS (
    UPDATE groups_post AS post SET search =
        CASE WHEN 'en' = ANY(chosen.languages) THEN to_tsvector('english', chosen.words) ELSE ''::tsvector END
        || CASE WHEN 'es' = ANY(chosen.languages) THEN to_tsvector('spanish', chosen.words) ELSE ''::tsvector END
        || to_tsvector('simple', chosen.words)
    FROM chosen WHERE post.id = chosen.id RETURNING post.id
)
SELECT id FROM done ORDER BY id DESC LIMIT 1
"""
BEFORE_ALL = "00000000-0000-0000-0000-000000000000"


def cut_anew(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Have each language that is spoken in a group cut the words that were written there."""
    with editor.connection.cursor() as cursor:
        last: Any = BEFORE_ALL
        while True:
            cursor.execute(CUT_ANEW, [last])
            row = cursor.fetchone()
            if row is None:
                return
            (last,) = row


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("groups", "0143_found_by_alias"),
    ]

    operations = [
        migrations.RunPython(cut_anew, migrations.RunPython.noop),
    ]
