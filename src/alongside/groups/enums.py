"""Choices of groups, with the words a person reads, and who may do what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.ui import phrases


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


class ThreadState(models.TextChoices):
    """Where a thread stands: a locked one is read only, a hidden one is there for those who moderate."""

    OPEN = "open", _("Open")
    LOCKED = "locked", _("Locked: it can be read, and nothing is added")
    HIDDEN = "hidden", _("Hidden for now")


class Reacts(models.TextChoices):
    """The few words that can be said to a post without writing one. There is none against it."""

    WITH_YOU = "with_you", phrases.WITH_YOU
    ME_TOO = "me_too", _("Me too")
    PROUD_OF_YOU = "proud_of_you", phrases.PROUD_OF_YOU
    THANK_YOU = "thank_you", _("Thank you")
    HOLDING_HOPE = "holding_hope", _("Holding hope")


# To words that sound like danger to life these are not offered.
HURTING = (Reacts.ME_TOO, Reacts.PROUD_OF_YOU)


class Wants(models.TextChoices):
    """Whether a member wants to hear of what is new in a thread."""

    NOTHING = "nothing", _("Nothing said")
    FOLLOW = "follow", _("Followed")
    MUTE = "mute", _("Muted")


# Of one person there is at most one such standing in a group.
LIVE: frozenset[Standing] = frozenset({Standing.ASKED, Standing.IN, Standing.BANNED})
# Out by what others decided.
PUT_OUT: frozenset[Standing] = frozenset({Standing.REMOVED, Standing.BANNED})
# With an alias.
NAMED: frozenset[Standing] = frozenset({Standing.ASKED, Standing.IN})
MAY: dict[Use, frozenset[GroupRole]] = {
    Use.BE_THERE: frozenset(GroupRole),
    Use.GREET: frozenset({GroupRole.GREETER, GroupRole.MODERATOR, GroupRole.HOST}),
    Use.MODERATE: frozenset({GroupRole.MODERATOR, GroupRole.HOST}),
    Use.HOST: frozenset({GroupRole.HOST}),
}
