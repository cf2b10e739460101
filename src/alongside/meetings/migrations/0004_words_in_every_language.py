"""Words are kept as `kernel.places.fold` compares them, so that Łódź, Žižkov and a Straße are found."""

from django.db import migrations

# What is no letter of its own loses its accent first: then lower works also where a database knows ASCII letters alone.
# A column that is computed cannot be given another rule: it is made anew.
WORDS = """
ALTER TABLE meetings_meeting DROP COLUMN search_words;
ALTER TABLE meetings_meeting ADD COLUMN search_words tsvector GENERATED ALWAYS AS (
    to_tsvector('simple'::regconfig, replace(translate(
        lower(regexp_replace(normalize(
            name || ' ' || "group" || ' ' || location || ' ' || street || ' ' || city || ' ' || region
            || ' ' || postal_code || ' ' || formatted_address, NFKD), '[\\u0300-\\u036f]', '', 'g')),
        'ŁØÆŒĐς-/''’.,&@',
        'łøæœđσ        '), 'ß', 'ss'))
) STORED;
CREATE INDEX meetings_meeting_by_words ON meetings_meeting USING gin (search_words);
"""
BEFORE = """
ALTER TABLE meetings_meeting DROP COLUMN search_words;
ALTER TABLE meetings_meeting ADD COLUMN search_words tsvector GENERATED ALWAYS AS (
    to_tsvector('simple'::regconfig, translate(
        lower(name || ' ' || "group" || ' ' || location || ' ' || street || ' ' || city || ' ' || region
              || ' ' || postal_code || ' ' || formatted_address),
        'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ-/''’.,&@',
        'aaaaaaceeeeiiiinoooooouuuuyy        '))
) STORED;
CREATE INDEX meetings_meeting_by_words ON meetings_meeting USING gin (search_words);
"""


class Migration(migrations.Migration):
    """Makes the column of words anew. A release that does not know it is not troubled."""

    dependencies = [("meetings", "0003_dates")]

    operations = [migrations.RunSQL(WORDS, BEFORE)]
