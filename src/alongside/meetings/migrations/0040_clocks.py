"""Meetings whose clocks run alike are found together: some sixty clocks instead of four hundred zones to look under."""

from importlib.resources import files

from django.db import migrations

# The numbers are kept with the rows: whoever changes the file computes the column anew, in another migration.
LINES = (files("alongside.meetings") / "data" / "clocks.txt").read_text(encoding="utf-8").splitlines()
CASES = " ".join(
    f"WHEN timezone IN ({', '.join(repr(zone) for zone in line.split())}) THEN {number}"
    for number, line in enumerate(LINES, start=1)
)
# Of meetings anywhere, those online are most asked for: they have an index of their own.
FORWARDS = f"""
ALTER TABLE meetings_meeting ADD COLUMN clock smallint GENERATED ALWAYS AS (CASE {CASES} ELSE 0 END) STORED;
DROP INDEX meetings_meeting_by_cell;
DROP INDEX meetings_meeting_by_clock;
CREATE INDEX meetings_meeting_by_cell ON meetings_meeting (cell, clock, week_minute);
CREATE INDEX meetings_meeting_by_clock ON meetings_meeting (clock, week_minute)
    WHERE NOT is_closed AND state <> 'gone';
CREATE INDEX meetings_meeting_online ON meetings_meeting (clock, week_minute)
    WHERE NOT is_closed AND state <> 'gone' AND attendance IN ('online', 'hybrid');
"""
BACKWARDS = """
ALTER TABLE meetings_meeting DROP COLUMN clock;
CREATE INDEX meetings_meeting_by_cell ON meetings_meeting (cell, timezone, week_minute);
CREATE INDEX meetings_meeting_by_clock ON meetings_meeting (timezone, week_minute);
"""


class Migration(migrations.Migration):
    """Adds a column that the database computes. No release uses the indexes that go."""

    dependencies = [("meetings", "0051_voice_cascades")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
