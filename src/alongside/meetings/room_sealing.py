"""Which sealed columns rooms have; each label is authenticated, so that a value moved elsewhere does not open."""

LINE = "meetings_line.words_sealed"
NOTE = "meetings_hostnote.words_sealed"
