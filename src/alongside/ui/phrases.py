"""What is said on more than one page, said once: `phrases.KEPT` in Python, `{% phrase "kept" %}` in a template.

A phrase stands for itself and is never put beside another piece to make a sentence. `scripts.texts check` fails for a
text of three words or more that two files say; it belongs here then, under a name that says what it means.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

# What one can do.
ADD_PASSKEY = _("Add a passkey")
ASK_ONCE_MORE = _("Ask once more")
BACK = _("Back")
BACK_TO_CIRCLE = _("Back to my circle")
CALL_IT_OFF = _("Call it off")
GO_TO_TODAY = _("Go to Today")
JOIN = _("Join")
KEEP = _("Keep")
KEEP_IT = _("Keep it")
LATER = _("Later")
MAKE_NEW_CODES = _("Make new codes")
LET_US_SEND_IT = _("Or let us send it by e-mail")
NAME_SOMEBODY = _("Name somebody")
NAME_ONE_PERSON = _("Name one person")
NAME_SOMEBODY_ELSE = _("Name somebody else")
NOT_NOW = _("Not now")
REACH_OUT = _("Reach out")
REMOVE = _("Remove")
REMOVE_NAMED = _('Remove <span class="sr-only">%(name)s</span>')
REMOVE_APP = _("Remove the app")
SEE_HOW_IT_STANDS = _("See how it stands")
SEND_BY_EMAIL = _("Send by e-mail")
SIGN_IN = _("Sign in")
SIGN_OUT = _("Sign out")
TAKE_A_BREATHER = _("Take a breather")
TRY_AGAIN = _("Try again")
USE_A_PASSKEY = _("Use a passkey")
WRITE_YOUR_CARD = _("Write your card")

# What pages are called, also where something leads to them.
ALIAS_LANGUAGE_PLACE = _("Alias, language and place")
CIRCLE_IN_NUMBERS = _("Your circle in numbers")
CRISIS_LINES = _("Crisis lines")
DEVICES = _("Devices you are signed in on")
ERASE_EVERYTHING = _("Erase everything")
HOW_YOU_ARE_TOLD = _("How you are told")
MAP_OF_CIRCLE = _("The map of your circle")
PEOPLE_I_SUPPORT = _("People I support")
RECOVERY_CODES = _("Recovery codes")
SECOND_STEPS = _("Second step and passkeys")
SAFETY_CARD = _("Your safety card")
TAKE_EVERYTHING_ALONG = _("Take everything along")
WHAT_I_NEED = _("What I need")

# What is asked.
CONFIRM_IT_IS_YOU = _("Please confirm that it is you")
EMAIL_ADDRESS = _("Your e-mail address")
LINK_TO_PASS_ON = _("Link to pass on")
APP_WITH_CODES = _("An app that shows codes")
HOURS_OF_THE_WEEK = _("Hours of the week")
HOW_YOU_REACH_THEM = _("How you reach them")
KIND_OF_SUPPORT = _("Kind of support")
WHAT_ARE_THEY_TO_YOU = _("What are they to you?")
WHAT_COULD_THEY_GIVE = _("What could they give you?")
WHAT_YOU_NEED = _("What you need")
WHAT_DO_YOU_CALL_THEM = _("What do you call them?")
YOUR_OWN_LINK = _("Your own link")
YOUR_PASSPHRASE = _("Your passphrase")

# Where something stands.
CANNOT_RIGHT_NOW = _("Cannot right now")
COULD_NOT_BE_DELIVERED = _("Could not be delivered")
DELIVERED = _("Delivered")
HOW_IT_STANDS = _("How it stands")
IS_WITH_YOU = _("%(name)s is with you")
NOBODY_HAS_ANSWERED_YET = _("Nobody has answered yet")
NOT_ASKED_YET = _("Not asked yet")
ON_ITS_WAY = _("On its way")
PEOPLE_WITH_YOU = ngettext_lazy("%(people)d person stands with you.", "%(people)d people stand with you.", "people")
SOMEBODY_IS_WITH_YOU = _("Somebody is with you")
SOMEBODY_REACHED_OUT = _("Somebody reached out")
SOMEONE_TO_TALK_TO = _("Someone to talk to")
TAKES_A_BREATHER = _("Takes a breather")
THIS_DEVICE = _("This device")
WHO_WAS_ASKED = _("Who was asked")
WE_ARE_ASKING = _("We are asking your people")
WITH_YOU = _("With you")
YOU_CALLED_IT_OFF = _("You called it off")

# What a safety card says.
I_AM_CALLED = _("I am called %(name)s")
I_CAN_CALL = _("I can call")

# What happened, and what to know.
ALERTS_CANNOT_GO_OUT = _("Alerts cannot go out right now.")
CHANGES_KEPT = _("Your changes are kept.")
CIRCLE_CHANGED = _("Your circle is changed.")
EMAIL_IS_ON_ITS_WAY = _("The invitation is on its way by e-mail.")
GOOD_TO_HAVE_YOU_BACK = _("Good to have you back.")
HOLDS_FIVE_MINUTES = _("What comes next matters, so we ask once more. It holds for five minutes.")
NEED_SOMEBODY_NOW = _(
    "If you need somebody now, please do not wait for this page. Call somebody you trust, or one of these numbers."
)
NUMBER_FOR_ANYWHERE = _(
    "112 works on mobile phones in most countries. Where it does not, ask somebody near you to call for help."
)
ONLY_YOU_SEE_THIS = _("Only you see this.")
TAKEN_CARE_OF = _("The others know that it is taken care of. You can write to each other here.")
THEY_SEE_YOUR_OFFER = _("They see what you give and when you can be reached, in their own time.")

# What needs another look.
DAY_WITHIN_A_YEAR = _("Please choose a day after today, within a year from now.")
LINK_NOT_COMPLETE = _("This link is not complete. Please open it once more from the message it came in.")
NO_EMAIL_ADDRESS = _("This does not look like an e-mail address. Please check it.")
NO_HOUR_OF_THE_WEEK = _("One of these hours is not an hour of the week. Please choose again.")
UNKNOWN_COUNTRY = _("We do not know this country. Please choose one from the list.")
UNKNOWN_TIME_ZONE = _("We do not know this time zone. Please choose one from the list.")
