"""Choices of moderation, with the words a person reads, and what may become of what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.ui import phrases


class Reason(models.TextChoices):
    """Why somebody asks a moderator to look."""

    DANGER = "danger", _("Somebody may be in danger")
    PREYING = "preying", _("Somebody preys on people here, or it is sexual")
    MONEY = "money", _("Somebody sells something, or asks for money")
    MEDICAL = "medical", _("Medical advice that could do harm")
    UNKIND = "unkind", _("It is unkind, or it hurts people")
    IDENTITY = "identity", _("It gives away who somebody is")
    SPAM = "spam", _("It is advertising, or the same again and again")
    OTHER = "other", _("Something else")


class Source(models.TextChoices):
    """How something came into the queue."""

    PERSON = "person", _("Somebody reported it")
    WORDS = "words", _("Its words sound like danger to life")
    FIRST = "first", _("The first that a new member wrote")
    SEEN = "seen", _("Somebody who looks after it saw it")


class CaseState(models.TextChoices):
    """Whether a case still waits for somebody."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Looked at")


class Act(models.TextChoices):
    """What can be decided about a case."""

    NOTE = "note", _("Leave a note for the other moderators")
    HIDE = "hide", phrases.HIDE_IT
    LOCK = "lock", _("Lock the thread")
    MOVE = "move", _("Move it into a thread of its own")
    WRITE = "write", phrases.WRITE_TO_THEM
    WARN = "warn", _("Say what does not go here")
    PAUSE = "pause", _("Pause their writing for a while")
    REMOVE = "remove", _("Ask them to leave")


class Shows(models.TextChoices):
    """What is kept of a case beside words."""

    PICTURE = "picture"
    VOICE = "voice"


class Reach(models.TextChoices):
    """How far a pause or a removal goes."""

    GROUP = "group", _("In this group")
    INSTANCE = "instance", _("Everywhere here")


class DecisionState(models.TextChoices):
    """Where a decision stands."""

    PROPOSED = "proposed", _("Waits for a second person")
    IN_FORCE = "in_force", _("Holds")
    UNDONE = "undone", _("Undone")
    DROPPED = "dropped", _("Not done")


class Answered(models.TextChoices):
    """What became of somebody who may be in danger, as whoever looked after it says."""

    HERE = "here", _("Somebody answered them where they wrote")
    WROTE = "wrote", _("Somebody wrote to them, or talked with them")
    UNREACHED = "unreached", _("They could not be reached")
    SAFE = "safe", _("Nobody was in danger")


class Event(models.TextChoices):
    """What the log of moderation notes."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    RELEASED = "released"
    HANDED_OVER = "handed_over"
    DECIDED = "decided"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"
    CLOSED = "closed"
    APPEALED = "appealed"
    APPEAL_GRANTED = "appeal_granted"
    APPEAL_DECLINED = "appeal_declined"
    EVIDENCE_FORGOTTEN = "evidence_forgotten"


# With these the moderators of the whole place look as well, whatever the reporter chose: nobody is alone with them.
GRAVE: frozenset[Reason] = frozenset({Reason.DANGER, Reason.PREYING})
# What a removal that waits keeps where whoever it is about may ask to come back: they are not out for good.
ASKS_AGAIN = "asks again"
# What undoes a hiding of all that somebody wrote in the last days begins so.
LATELY = "lately "
# What is done to a person, and what to something they wrote.
TO_A_PERSON: frozenset[Act] = frozenset({Act.WRITE, Act.WARN, Act.PAUSE, Act.REMOVE})
TO_A_THING: frozenset[Act] = frozenset({Act.HIDE, Act.LOCK, Act.MOVE})
