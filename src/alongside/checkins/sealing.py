"""Which sealed columns check-ins have; each label is authenticated, so that a value moved elsewhere does not open."""

NAME = "checkins_checkin.name_sealed"
PARTS = "checkins_checkin.parts_sealed"
MISSED = "checkins_checkin.missed_sealed"
ANSWER = "checkins_answer.value_sealed"
REPLY = "checkins_reply.words_sealed"
