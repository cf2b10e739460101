"""What is rare is found by its words and kinds, online or not; and what is not simply weekly, by its date."""

from django.db import migrations

FORWARDS = """
DROP INDEX meetings_meeting_by_words;
CREATE INDEX meetings_meeting_by_words ON meetings_meeting USING gin (search_words, (
    types || languages || program || CASE WHEN attendance IN ('online', 'hybrid') THEN 'online' ELSE attendance END
));
DROP INDEX meetings_meeting_not_weekly;
CREATE INDEX meetings_meeting_not_weekly ON meetings_meeting (cell)
    WHERE rhythm IN ('monthly', 'once') OR (is_closed AND closed_until IS NOT NULL);
CREATE INDEX meetings_meeting_monthly ON meetings_meeting ((day * 10 + nth)) WHERE rhythm = 'monthly';
CREATE INDEX meetings_meeting_single ON meetings_meeting (on_date) WHERE rhythm = 'once';
CREATE INDEX meetings_meeting_until ON meetings_meeting (closed_until) WHERE is_closed AND closed_until IS NOT NULL;
CREATE INDEX meetings_occurrence_on ON meetings_occurrence (on_date);
CREATE INDEX meetings_occurrence_moved ON meetings_occurrence (moved_date) WHERE moved_date IS NOT NULL;
"""
BACKWARDS = """
DROP INDEX meetings_meeting_by_words;
CREATE INDEX meetings_meeting_by_words ON meetings_meeting USING gin (search_words);
DROP INDEX meetings_meeting_not_weekly;
CREATE INDEX meetings_meeting_not_weekly ON meetings_meeting (id)
    WHERE rhythm IN ('monthly', 'once') OR (is_closed AND closed_until IS NOT NULL);
DROP INDEX meetings_meeting_monthly;
DROP INDEX meetings_meeting_single;
DROP INDEX meetings_meeting_until;
DROP INDEX meetings_occurrence_on;
DROP INDEX meetings_occurrence_moved;
"""


class Migration(migrations.Migration):
    """Adds indexes, and one to that of words. A release that does not know them is not troubled."""

    dependencies = [("meetings", "0040_clocks")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
