"""Which sealed columns messages have; each label is authenticated, so that a value moved elsewhere does not open."""

TEXT = "messaging_message.text_sealed"
DRAFT = "messaging_seat.draft_sealed"
