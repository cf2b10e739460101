"""What people read about moderation, in whole sentences."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.safety.enums import Act, CaseState, DecisionState, Reach
from alongside.safety.models import Case, Decision
from alongside.safety.policies import is_claimed
from alongside.safety.reportable import keepers_of, reportable
from alongside.ui import phrases

DECIDED = {
    (Act.HIDE, ""): _("Something you wrote is hidden for now."),
    (Act.LOCK, ""): _("A thread you wrote in is locked: it can be read, and nothing is added."),
    (Act.MOVE, ""): _("Something you wrote is in a thread of its own now."),
    (Act.WRITE, ""): _("Somebody who looks after this place wrote to you."),
    (Act.WARN, ""): _("Somebody who looks after this place asks something of you."),
    (Act.PAUSE, Reach.GROUP): _("Your writing in a group is paused for a while."),
    (Act.PAUSE, Reach.INSTANCE): _("Your writing here is paused for a while."),
    (Act.REMOVE, Reach.GROUP): _("You are not in a group any more."),
    (Act.REMOVE, Reach.INSTANCE): _("You cannot take part here any more."),
}
# Once it holds no more.
WAS_DECIDED = {
    (Act.HIDE, ""): _("Something you wrote was hidden, and is not any more."),
    (Act.LOCK, ""): _("A thread you wrote in was locked, and is open again."),
    (Act.MOVE, ""): _("Something you wrote was in a thread of its own, and is back."),
    (Act.WRITE, ""): _("Somebody who looks after this place wrote to you, and took it back."),
    (Act.WARN, ""): _("Somebody who looks after this place asked something of you, and took it back."),
    (Act.PAUSE, Reach.GROUP): _("Your writing in a group was paused, and is not any more."),
    (Act.PAUSE, Reach.INSTANCE): _("Your writing here was paused, and is not any more."),
    (Act.REMOVE, Reach.GROUP): _("You were removed from a group, and are not any more."),
    (Act.REMOVE, Reach.INSTANCE): _("You could not take part here, and can again."),
}
BY_GROUP = _("Somebody who looks after this group")
BY_PLACE = _("Somebody who looks after this whole place")
# To moderators: what was done, and once it holds no more.
DONE = {
    (Act.NOTE, ""): _("A note for the other moderators."),
    (Act.HIDE, ""): _("It is hidden."),
    (Act.LOCK, ""): _("The thread is locked."),
    (Act.MOVE, ""): _("It stands in a thread of its own."),
    (Act.WRITE, ""): _("Somebody who moderates wrote to them."),
    (Act.WARN, ""): _("They were told what does not go here."),
    (Act.PAUSE, Reach.GROUP): _("Their writing in this group is paused."),
    (Act.PAUSE, Reach.INSTANCE): _("Their writing everywhere here is paused."),
    (Act.REMOVE, Reach.GROUP): _("They are not in this group any more."),
    (Act.REMOVE, Reach.INSTANCE): _("They cannot take part here any more."),
}
WAS_DONE = {
    (Act.HIDE, ""): _("It was hidden, and is shown again."),
    (Act.LOCK, ""): _("The thread was locked, and is open again."),
    (Act.MOVE, ""): _("It was in a thread of its own, and is back."),
    (Act.WRITE, ""): _("Somebody who moderates wrote to them, and took it back."),
    (Act.WARN, ""): _("They were told what does not go here, and it was taken back."),
    (Act.PAUSE, Reach.GROUP): _("Their writing in this group was paused, and is not any more."),
    (Act.PAUSE, Reach.INSTANCE): _("Their writing everywhere here was paused, and is not any more."),
    (Act.REMOVE, Reach.GROUP): _("They were removed from this group, and can be in it again."),
    (Act.REMOVE, Reach.INSTANCE): _("They could not take part here, and can again."),
}
LATELY_HIDDEN = _("What they wrote here in the days before is hidden.")
LATELY_SHOWN = _("What they wrote here in the days before was hidden, and is shown again.")
# What a removal does, by how far it goes and whether it is for good.
FOR_GOOD = {
    Reach.GROUP: _(
        "Keep them out of this group for good: they cannot join or ask again, until somebody there lets them"
    ),
    Reach.INSTANCE: _("Keep them out of everything here for good: they can still reach out, read why and answer that"),
}
ASKS_AGAIN = _("Remove them from this group for now: they can ask to come back")
PAUSES = {
    Reach.GROUP: _("Pause their writing in this group for a while"),
    Reach.INSTANCE: _("Pause their writing everywhere here for a while"),
}
# Once it is not known any more whether they may come back.
REMOVALS = {
    Reach.GROUP: _("Ask them to leave this group"),
    Reach.INSTANCE: _("Ask them to leave this place"),
}
# What undoes each, to whoever moderates.
UNDOES = {
    Act.HIDE: _("Show it again"),
    Act.LOCK: _("Open the thread again"),
    Act.MOVE: _("Put it back where it was"),
    Act.PAUSE: _("Let them write again"),
}
CANNOT_COME_BACK = _("You cannot join it again or ask to, until those who look after it let you.")
CAN_ASK = _("You can ask to come back. Those who look after it decide.")
UNDONE = _("This was undone. It is as if it had not been.")
OVER = _("This is over. You can write again.")
REPORT_WAITS = _("It waits for a moderator.")
REPORT_CLAIMED = _("Somebody looks at it right now.")
REPORT_DONE = _("Somebody looked, and something was done. What that was stays between them and whom it is about.")
REPORT_NOTHING = _("Somebody looked, and nothing had to be done. It was right to ask all the same.")


def act_words(act: Act, reach: Reach | None, *, for_good: bool | None = True) -> str:
    """Say what is decided and how far it goes; a removal with what it does, unless that is not known any more."""
    if act == Act.REMOVE and reach is not None and for_good is not None:
        return str(FOR_GOOD[reach] if for_good or reach == Reach.INSTANCE else ASKS_AGAIN)
    if act in (Act.PAUSE, Act.REMOVE) and reach is not None:
        return str((PAUSES if act == Act.PAUSE else REMOVALS)[reach])
    return str(act.label)


def undo_words(act: Act) -> str:
    """Say what becomes of it when a moderator undoes what was done; of a removal, while it is only proposed."""
    return str(UNDOES.get(act, phrases.TAKE_IT_BACK))


def done_words(row: Decision, act: str, *, is_lately: bool, now: datetime) -> str:
    """Say to moderators what was done, as it stands by now; of a removal that is not in force, what it would do."""
    if row.state in (DecisionState.PROPOSED, DecisionState.DROPPED):
        return act
    is_over = holds_words(row, now=now) != ""
    if is_lately:
        return str(LATELY_SHOWN if is_over else LATELY_HIDDEN)
    return str((WAS_DONE if is_over else DONE)[(Act(row.act), row.reach)])


def by_words(row: Decision) -> str:
    """Say to somebody who was written to what whoever wrote does here, and never who that is."""
    if row.act != Act.WRITE:
        return ""
    is_of_group = row.case.for_community and row.by_id in {None, *keepers_of(row.case.community)}
    return str(BY_GROUP if is_of_group else BY_PLACE)


def decided_words(row: Decision, *, now: datetime) -> str:
    """Say to whom it is about what was decided, and that it holds no more."""
    words = WAS_DECIDED if holds_words(row, now=now) else DECIDED
    return str(words[(Act(row.act), row.reach)])


def back_words(*, for_good: bool | None) -> str:
    """Say to whoever was removed whether they can come back; '' where that is not known, or they are."""
    if for_good is None:
        return ""
    return str(CANNOT_COME_BACK if for_good else CAN_ASK)


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


def place_words(community: UUID | None, names: Mapping[UUID, str]) -> str:
    """Return what a community is called among `names`; '' where there is none, or it is gone."""
    return names.get(community, "") if community else ""


def kind_words(case: Case) -> str:
    """Say what kind of thing a case is about."""
    kind = reportable(case.kind)
    return str(kind.label) if kind else ""
