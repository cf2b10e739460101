"""Which sealed columns groups have; the label is authenticated, so that a value moved elsewhere does not open."""

DAY_WORDS = "groups_dayword.words_sealed"
CALL_NUMBER = "groups_callwish.number_sealed"
WORD = "groups_membership.word_sealed"
DRAFT = "groups_draft.words_sealed"
CHAT_LINE = "groups_chatline.words_sealed"
EVENT_QUESTION = "groups_eventquestion.words_sealed"
EVENT_LINE = "groups_eventline.words_sealed"
