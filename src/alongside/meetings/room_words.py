"""What the room says about what cannot be done there."""

from django.utils.translation import gettext_lazy as _

from alongside.meetings.room import No
from alongside.ui import phrases

WHY_NOT = {
    No.OVER: _("This meeting is over. Nothing else was changed."),
    No.NOT_HERE: _("You are not in the room right now. Please come in first."),
    No.REMOVED: _("You were asked to leave this meeting, and cannot come back in today. Your account is as it was."),
    No.NOT_LEADING: _("Whoever leads the meeting does this. Nothing was changed."),
    No.HAS_THE_WORD: _("They have the word already."),
    No.NOBODY_WAITS: _("Nobody waits for the word right now."),
    No.NOBODY_SPEAKS: phrases.NOBODY_HAS_THE_WORD,
    No.CHAIR_IS_HERE: _("Somebody leads the meeting already. Nothing was changed."),
    No.LAST_SEGMENT: _("This is the last part. You can end the meeting."),
    No.ENOUGH_TIME: _("It has an hour more already. Nothing was changed."),
    No.HOST_STAYS: _("Who hosts this meeting cannot be asked to leave."),
    No.CHAT_UNKNOWN: _("This choice is not known. Nothing was changed."),
    No.MAY_NOT_WRITE: _("Right now only who has the word writes. Raise your hand, and it comes to you."),
}
NAME_TAKEN = _("Somebody here has this name already. Please choose another one for this meeting.")
NOT_OPEN = _("The room is not open now. It opens shortly before the meeting.")
ONLY_HOSTS_YET = _("Whoever hosts the meeting opens the room. If nobody has by two minutes after the start, you can.")
TOO_SHORT = _("A proof counts in steps of five minutes. You have not been here for five minutes yet.")
ONE_NAME = _("You have a proof of this meeting under another name already. Please write that name again.")
WHY_OVER = _("This meeting is over for today. If you were in it: thank you for having been part of it.")
