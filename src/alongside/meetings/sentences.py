"""Why a record or a feed cannot be used: sentences, marked for translation (pure)."""


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translation and return it as it is; Django's own wants settings to do that."""
    return sentence


_ = gettext_noop

NO_RECORD = _("This is no record with fields. Please write each meeting as an object with its fields.")
NO_SLUG = _("This record has no slug and no id, so it cannot be told from others. Please give it a slug of its own.")
NO_NAME = _("This meeting has no name, group or place to call it by. Please give it a name.")
SAME_SLUG = _("An earlier record has the same slug. Please give each meeting a slug of its own.")
NO_DAY = _("Its day is no day of the week. Please write a number from 0 (Sunday) to 6 (Saturday), or leave it out.")
NO_TIME = _("Its time is no time of day. Please write it like 19:30, or leave day and time out.")
NOT_PUBLISHED = _("Its server says that this meeting is not published.")
NO_RHYTHM = _(
    "This calendar entry comes back in a way that we cannot follow: only every day, every week, once, or each month on "
    "a day of the week, such as the last Friday."
)
ENDED = _("This series has ended.")
ENDS = _("This calendar entry comes back only for a while. We can only follow one that goes on.")
NO_START = _("This calendar entry has no start with a time of day.")
NO_SERIES = _("This calendar entry is one date of a series that is not in the feed.")
CANCELLED = _("This calendar entry is cancelled.")

MADE_SLUG = _("It has no slug, so its name, place and time stand for it: change one of them, and it is a new meeting.")
NO_WEB_ADDRESS = _("This is no address of a web page, so it leads nobody anywhere: it stands among the notes.")
NO_SAFE_ADDRESS = _("This is no address of a web page, so it was left out.")
NO_NUMBER = _("This is no number to call, so it stands among the notes.")
SUSPENDED = _("Its words say that it is suspended, so it is taken as closed for now.")
ROOM_SUSPENDED = _("Its words say that it is suspended, so of its ways only the one online is taken.")

EMPTY = _("The feed holds no meeting.")
TOO_MANY = _("The feed holds more than 250,000 meetings. Please give it in several parts.")
NOT_JSON = _("The feed is not JSON. A page or a damaged file may have come instead.")
HTML = _("A web page came instead of the feed. Please look at whether the address is right.")
NOT_A_LIST = _("The feed is no list of meetings.")
NOT_MEETINGS = _(
    "This is a list of something else: nothing in it has what a meeting has, such as a name, a day or a time."
)
OTHER_OF_BMLT = _(
    "This is another list of a BMLT server, such as its formats, and none of meetings. "
    "Please take what its GetSearchResults gives."
)
NOT_A_TABLE = _("The file is no table with a line of headings.")
NOT_A_CALENDAR = _("The feed is no calendar.")
TOO_MANY_LOST = _("More than three in ten meetings of this source would be lost at once.")
LOOKED_AT_FIRST = _("What this source says is looked at before it goes in.")

LOOK_AT_ADDRESS = _("Please look at whether the address is right and can be reached from here.")
