"""Choices of groups, with the words a person reads, and who may do what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What brings the people of a group together."""

    CONDITION = "condition", _("People who live with the same thing")
    PROGRAMME = "programme", _("People of the same programme")
    PLACE = "place", _("People of the same place")
    FAMILY_FRIENDS = "family_friends", _("Family and friends of somebody")
    SUPPORTERS = "supporters", _("Supporters and caregivers")
    ALUMNI = "alumni", _("People who were at the same treatment centre")


class Openness(models.TextChoices):
    """How people come into a group."""

    OPEN = "open", _("Open: whoever is here may join")
    BY_REQUEST = "by_request", _("By request: one asks, and a host lets in")
    HIDDEN = "hidden", _("Hidden: nobody finds it, one needs an invitation")


class GroupState(models.TextChoices):
    """Where a group stands. Nobody joins one that is held, waits for a host, or is closed."""

    HELD = "held", _("Waits for a look by an organiser")
    OPEN = "open", _("Open")
    HOSTLESS = "hostless", _("Looks for a host")
    CLOSED = "closed", _("Closed")


class GroupRole(models.TextChoices):
    """What somebody does in a group; everybody said yes to it."""

    MEMBER = "member", _("Member")
    GREETER = "greeter", _("Greeter")
    MODERATOR = "moderator", _("Moderator")
    HOST = "host", _("Host")


class Standing(models.TextChoices):
    """Where somebody stands in a group. Only who is in has an alias there, and who asks to be."""

    ASKED = "asked", _("Asked to join")
    IN = "in", _("In")
    DECLINED = "declined", _("Not let in")
    LEFT = "left", _("Left")
    REMOVED = "removed", _("Removed")
    BANNED = "banned", _("Cannot come back")


class Use(models.TextChoices):
    """What one does in a group, each open to some of its roles."""

    BE_THERE = "be_there"
    GREET = "greet"
    MODERATE = "moderate"
    HOST = "host"


# Of one person there is at most one such standing in a group.
LIVE: frozenset[Standing] = frozenset({Standing.ASKED, Standing.IN, Standing.BANNED})
# With an alias.
NAMED: frozenset[Standing] = frozenset({Standing.ASKED, Standing.IN})
MAY: dict[Use, frozenset[GroupRole]] = {
    Use.BE_THERE: frozenset(GroupRole),
    Use.GREET: frozenset({GroupRole.GREETER, GroupRole.MODERATOR, GroupRole.HOST}),
    Use.MODERATE: frozenset({GroupRole.MODERATOR, GroupRole.HOST}),
    Use.HOST: frozenset({GroupRole.HOST}),
}
