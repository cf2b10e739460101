"""Which sealed columns circles has; each label is authenticated, so that a value moved elsewhere does not open."""

from alongside.notifications.sealing import ADDRESS

NAME = "circles_tie.name_sealed"
WAYS = "circles_tie.ways_sealed"
CALLED = "circles_safetycard.called_sealed"
SENTENCE = "circles_safetycard.sentence_sealed"
EMAIL = ADDRESS
NEED = "circles_need.words_sealed"
ASK = "circles_ask.words_sealed"
NOT_WANTED = "circles_terms.not_sealed"
THANKS = "circles_thanks.words_sealed"
BURNOUT = "circles_burnoutcheck.answers_sealed"
