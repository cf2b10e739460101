"""Choices of meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.ui import phrases


class Format(models.TextChoices):
    """What a source is written in."""

    MEETING_GUIDE = "meeting-guide", _("Meeting Guide")
    BMLT = "bmlt", _("BMLT")
    CSV = "csv", _("Table (CSV)")
    ICAL = "ical", _("Calendar (iCalendar)")


class Trust(models.TextChoices):
    """Whether what a source says goes in by itself."""

    WHOLE = "whole", _("What it says goes in at once")
    LOOK = "look", _("Somebody has a look first")


class Attendance(models.TextChoices):
    """How people meet."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


class Rhythm(models.TextChoices):
    """How often a meeting is held."""

    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")
    ONCE = "once", _("Once")
    BY_APPOINTMENT = "by_appointment", _("By appointment")


class State(models.TextChoices):
    """Whether a meeting is listed; what its source does not name any more is not confirmed, and later gone."""

    LISTED = "listed", _("Listed")
    NOT_CONFIRMED = "not_confirmed", _("Not confirmed")
    GONE = "gone", _("Gone")


class Confirmed(models.TextChoices):
    """Who said last that a meeting is as it stands here."""

    SOURCE = "source", _("Its source")
    SECRETARY = "secretary", _("Its secretary")
    ORGANISER = "organiser", _("An organiser of this place")


class Outcome(models.TextChoices):
    """How a reading of a source ended."""

    DONE = "done", _("It was read.")
    UNCHANGED = "unchanged", _("Nothing has changed since the last time.")
    HELD = "held", _("It waits for somebody to have a look.")
    FAILED = "failed", _("It could not be read.")


class Way(models.TextChoices):
    """How somebody is asked to come along."""

    COME = "come", _("Come along")
    PICK_UP = "pick_up", _("Pick me up, and come along")


class AlongState(models.TextChoices):
    """Where it stands that somebody was asked along; called off is what was taken back after a yes."""

    ASKED = "asked", phrases.ASKED_NO_ANSWER_YET
    AGREED = "agreed", phrases.THEY_SAID_YES
    NOT_NOW = "not_now", phrases.NOT_NOW
    TAKEN_BACK = "taken_back", _("Taken back")
    CALLED_OFF = "called_off", _("Called off")


class OfferState(models.TextChoices):
    """Where it stands that somebody offered to come along to a meeting."""

    OFFERED = "offered", _("Offered")
    TAKEN_UP = "taken_up", _("Taken up")
    NOT_NOW = "not_now", phrases.NOT_NOW
    TAKEN_BACK = "taken_back", _("Taken back")


class ProposalState(models.TextChoices):
    """Where it stands that somebody proposed a meeting."""

    WAITING = "waiting", _("Waits for the organisers")
    LET_IN = "let_in", _("Let in: everybody finds it")
    NOT_LET_IN = "not_let_in", _("Does not go in")


class RoleKind(models.TextChoices):
    """What somebody does for a meeting."""

    CHAIR = "chair", _("Chair")
    GREETER = "greeter", _("Greeter")
    TIMEKEEPER = "timekeeper", _("Timekeeper")
    READER = "reader", _("Reader of texts")
    TECH = "tech", _("Tech host")
    NEWCOMERS = "newcomers", _("Contact for newcomers")
    OWN = "own", _("A role of our own")


class Chat(models.TextChoices):
    """Who may write while a meeting is held in its room."""

    OFF = "off", _("Nobody writes")
    HOST = "host", _("Only whoever leads the meeting writes")
    OPEN = "open", _("Everybody may write")


class Admits(models.TextChoices):
    """Who may be in the room of a meeting."""

    MEMBERS = "members", _("Everybody who has an account here")
    TEAM = "team", _("Only those who serve the meeting, to try it out")
