"""Which sealed columns meetings have; the label is authenticated, so that a value moved elsewhere does not open."""

ALONG_WORDS = "meetings_along.words_sealed"
FEED_WORDS = "meetings_calendarfeed.words_sealed"
