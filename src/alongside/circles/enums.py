"""Choices of circles, with the words a person reads. The bare values are those of the pure module `offers`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.ui import phrases


class Relation(models.TextChoices):
    """What somebody is to the owner of the circle."""

    PEER = "peer", _("Peer")
    FAMILY = "family", _("Family")
    FRIEND = "friend", _("Friend")
    PROFESSIONAL = "professional", _("Professional")
    GROUP = "group", _("Group")
    ONLINE = "online", _("Online community")


class Support(models.TextChoices):
    """The three kinds of support."""

    EMOTIONAL = "emotional", phrases.SOMEONE_TO_TALK_TO
    ACCOUNTABILITY = "accountability", _("Help me keep to what I decided")
    PRACTICAL = "practical", _("Practical help")


class Stance(models.TextChoices):
    """How somebody stands to the owner's recovery. The owner's alone to see."""

    SUPPORTS = "supports", _("Supports my recovery")
    MIXED = "mixed", _("Mixed")
    UNDERMINES = "undermines", _("Makes it harder")


class Level(models.TextChoices):
    """How pressing a reach-out is."""

    TALK = "talk", _("I would like to talk")
    STRUGGLING = "struggling", _("I am struggling")
    URGENT = "urgent", _("It is urgent")


class TieState(models.TextChoices):
    """Where a tie stands. A named tie is one the owner wrote down.

    One that ended keeps its name until its owner has put it away; then only the bare row stays, for history.
    """

    NAMED = "named", phrases.NOT_ASKED_YET
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", phrases.WITH_YOU
    DECLINED = "declined", phrases.NOT_NOW
    ENDED = "ended", _("Ended")


# What may become of a tie: every service checks its move against this table.
TIE_MOVES: dict[TieState, frozenset[TieState]] = {
    TieState.NAMED: frozenset({TieState.INVITED, TieState.ENDED}),
    TieState.INVITED: frozenset(
        {TieState.INVITED, TieState.ACCEPTED, TieState.DECLINED, TieState.NAMED, TieState.ENDED}
    ),
    TieState.ACCEPTED: frozenset({TieState.ENDED}),
    TieState.DECLINED: frozenset({TieState.INVITED, TieState.ENDED}),
    TieState.ENDED: frozenset(),
}


class Rhythm(models.TextChoices):
    """How often the owner is in touch with somebody, as they say themself. The owner's alone to see."""

    DAILY = "daily", _("On most days")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")
    RARELY = "rarely", _("Less often")


class Weight(models.IntegerChoices):
    """How much a need matters to its owner."""

    GOOD_TO_HAVE = 1, _("It would be good to have")
    MATTERS = 2, _("It matters to me")
    CANNOT_DO_WITHOUT = 3, _("I cannot do without it")


class Channel(models.TextChoices):
    """The ways in which two people of an agreement are in touch."""

    CALL = "call", _("A call")
    WRITE = "write", _("Messages")
    MEET = "meet", _("Meeting in person")
    HERE = "here", _("Here, in Alongside")


class Within(models.IntegerChoices):
    """How quickly an answer is expected, in minutes."""

    MINUTES_15 = 15, _("Within a quarter of an hour")
    HOUR = 60, _("Within an hour")
    DAY = 1440, _("Within a day")
    DAYS_3 = 4320, _("Within three days")


class Side(models.TextChoices):
    """The two sides of a tie."""

    OWNER = "owner", _("The person whose circle it is")
    SUPPORTER = "supporter", _("The person who supports them")


class AskState(models.TextChoices):
    """Where an ask stands: whether a supporter would also give a kind of support, or at more hours."""

    OPEN = "open", phrases.ASKED_NO_ANSWER_YET
    AGREED = "agreed", phrases.THEY_SAID_YES
    NOT_NOW = "not_now", phrases.NOT_NOW
    TAKEN_BACK = "taken_back", _("Taken back")


class PathStep(models.TextChoices):
    """The steps of the guided path to a network, in their order."""

    NEEDS = "needs", phrases.WHAT_YOU_NEED
    PEOPLE = "people", _("Whom you know already")
    GROUPS = "groups", _("Groups and programmes")
    ONLINE = "online", _("Places online")
    PROFESSIONAL = "professional", _("Professional help")


# Ties to places: nobody at the other end is invited or notified, so they stay named.
PLACES: frozenset[Relation] = frozenset({Relation.GROUP, Relation.ONLINE})


class Ring(models.IntegerChoices):
    """How near somebody is: the three rings of the convoy model of social relations."""

    NEAREST = 1, _("Closest to me")
    NEAR = 2, _("Close")
    OUTER = 3, _("Further out")


class TieUse(models.TextChoices):
    """What somebody wants to do with a tie; see `policies`."""

    SEE = "see"
    CHANGE = "change"
    INVITE = "invite"
    ASK = "ask"
    THANK = "thank"
    REMOVE = "remove"
