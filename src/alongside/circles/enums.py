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
    REMOVE = "remove"
