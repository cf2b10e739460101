"""What people read about moderation, in whole sentences."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from alongside.safety.enums import Act, CaseState, DecisionState, Reach
from alongside.safety.models import Case, Decision
from alongside.safety.policies import is_claimed

DECIDED = {
    (Act.HIDE, ""): _("Something you wrote is hidden for now."),
    (Act.LOCK, ""): _("A thread you wrote in is locked: it can be read, and nothing is added."),
    (Act.MOVE, ""): _("Something you wrote is in a thread of its own now."),
    (Act.WARN, ""): _("Somebody wants to tell you what does not go here."),
    (Act.PAUSE, Reach.GROUP): _("Your writing in a group is paused for a while."),
    (Act.PAUSE, Reach.INSTANCE): _("Your writing here is paused for a while."),
    (Act.REMOVE, Reach.GROUP): _("You are not in a group any more."),
    (Act.REMOVE, Reach.INSTANCE): _("You cannot take part here any more."),
}
UNDONE = _("This was undone. It is as if it had not been.")
OVER = _("This is over. You can write again.")
REPORT_WAITS = _("It waits for a moderator.")
REPORT_CLAIMED = _("Somebody looks at it right now.")
REPORT_DONE = _("Somebody looked, and something was done. What that was stays between them and whom it is about.")
REPORT_NOTHING = _("Somebody looked, and nothing had to be done. It was right to ask all the same.")


def decided_words(row: Decision) -> str:
    """Say to whom it is about what was decided."""
    return str(DECIDED[(Act(row.act), row.reach)])


def report_words(case: Case, *, did_something: bool, now: datetime) -> str:
    """Say to whoever reported something what became of it."""
    if case.state == CaseState.CLOSED:
        return str(REPORT_DONE if did_something else REPORT_NOTHING)
    return str(REPORT_CLAIMED if is_claimed(case, now=now) else REPORT_WAITS)


def holds_words(row: Decision, *, now: datetime) -> str:
    """Say that a decision does not hold any more; '' while it does."""
    if row.state == DecisionState.UNDONE:
        return str(UNDONE)
    return str(OVER) if row.until is not None and row.until <= now else ""
