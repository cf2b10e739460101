"""What meetings are found by: the minute of the week, a coarse cell of the earth, and words. The database fills it."""

from django.db import migrations

# `lower` and `translate` never depend on settings, so the column may be kept; accents count for nothing.
FORWARDS = """
ALTER TABLE meetings_meeting
    ADD COLUMN week_minute smallint GENERATED ALWAYS AS (
        CASE WHEN rhythm = 'weekly'
        THEN day * 1440 + extract(hour FROM "time")::int * 60 + extract(minute FROM "time")::int END
    ) STORED,
    ADD COLUMN cell integer GENERATED ALWAYS AS (
        floor((latitude + 90) * 2)::int * 720 + floor((longitude + 180) * 2)::int % 720
    ) STORED,
    ADD COLUMN search_words tsvector GENERATED ALWAYS AS (
        to_tsvector('simple'::regconfig, translate(
            lower(name || ' ' || "group" || ' ' || location || ' ' || street || ' ' || city || ' ' || region
                  || ' ' || postal_code || ' ' || formatted_address),
            'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ-/''’.,&@',
            'aaaaaaceeeeiiiinoooooouuuuyy        '))
    ) STORED;
CREATE INDEX meetings_meeting_by_cell ON meetings_meeting (cell, timezone, week_minute);
CREATE INDEX meetings_meeting_by_clock ON meetings_meeting (timezone, week_minute);
CREATE INDEX meetings_meeting_by_words ON meetings_meeting USING gin (search_words);
CREATE INDEX meetings_meeting_not_weekly ON meetings_meeting (id)
    WHERE rhythm IN ('monthly', 'once') OR (is_closed AND closed_until IS NOT NULL);
"""
BACKWARDS = """
ALTER TABLE meetings_meeting DROP COLUMN week_minute, DROP COLUMN cell, DROP COLUMN search_words;
DROP INDEX meetings_meeting_not_weekly;
"""


class Migration(migrations.Migration):
    """Adds columns that the database computes, and their indexes. A release that does not know them is not troubled."""

    dependencies = [("meetings", "0001_meetings")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
