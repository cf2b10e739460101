"""Which sealed columns plans have; the label is authenticated, so that a value moved elsewhere does not open."""

ITEM = "plans_item.words_sealed"
