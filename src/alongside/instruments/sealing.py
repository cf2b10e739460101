"""Which sealed columns instruments have; the label is authenticated, so that a value moved elsewhere does not open."""

ANSWERS = "instruments_result.answers_sealed"
