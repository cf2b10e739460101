"""Which sealed column the toolbox has; the label is authenticated, so that a value moved elsewhere does not open."""

SHEET = "toolbox_sheet.words_sealed"
