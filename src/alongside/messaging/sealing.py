"""Which sealed columns messages have; each label is authenticated, so that a value moved elsewhere does not open."""

TEXT = "messaging_message.text_sealed"
IMAGE = "messaging_picture.image_sealed"
SEEN = "messaging_picture.seen_sealed"
CARE = "messaging_picture.care_sealed"
VOICE = "messaging_voicenote.audio_sealed"
CALLED = "messaging_seat.name_sealed"
DRAFT = "messaging_seat.draft_sealed"
