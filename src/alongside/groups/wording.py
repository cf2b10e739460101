"""How it stands with somebody and a group, in sentences."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from alongside.groups.enums import GroupRole, GroupState, Standing
from alongside.groups.models import Membership
from alongside.groups.unanswered.turns import EVERYBODY, GREETERS, HOSTS, LEVELS, MODERATORS, ON_DUTY

SAYS: dict[str, Promise] = {
    Standing.ASKED: _(
        "You have asked to join. Those who look after the group were told, and decide; it can take them a day or more. "
        "You are told. You can take it back at any time."
    ),
    Standing.DECLINED: _(
        "You were not let in this time. That says nothing about you: groups stay small, or look for certain people. "
        "You can ask again, and there are other groups."
    ),
    Standing.REMOVED: _("Somebody who looks after this group ended your membership. You can ask to come back."),
    Standing.BANNED: _("Those who look after this group decided that you cannot join it again."),
}
LOOKS_FOR_HOST = _("This group has no host right now. Somebody who is in it can be the new one.")
STATES: dict[str, Promise] = {
    GroupState.HELD: _("An organiser of this place takes a look first. Nobody else sees the group until then."),
    GroupState.HOSTLESS: LOOKS_FOR_HOST,
    GroupState.CLOSED: _("This group is closed. Only its members still see it."),
}

# By the level that was asked last.
ASKED_SO_FAR: dict[int, Promise] = {
    GREETERS: _("Greeters were asked."),
    MODERATORS: _("Moderators were asked."),
    HOSTS: _("Hosts were asked."),
    ON_DUTY: _("Those who are on duty here were asked."),
    EVERYBODY: _("Everybody in the group was asked."),
}
# The same to who wrote what waits; None while nobody was asked yet.
ASKED_FOR_YOU: dict[int | None, Promise] = {
    None: _("Within half an hour somebody of this group is asked to answer you."),
    GREETERS: _("Greeters of this group were asked to answer you."),
    MODERATORS: _("Moderators of this group were asked to answer you."),
    HOSTS: _("Hosts of this group were asked to answer you."),
    ON_DUTY: _("Those who are on duty here were asked to answer you."),
    EVERYBODY: _("Everybody in this group was asked to answer you."),
}


def asked_for_you(level: int | None, *, is_alone: bool) -> str:
    """Say who was asked to answer what somebody wrote; where nobody else is in the group, only who outside it."""
    if is_alone and level != ON_DUTY:
        return ""
    return str(ASKED_FOR_YOU[level if level in LEVELS else None])


def standing_words(standing: Membership | None) -> str:
    """Say how somebody stands who is not in a group, '' where there is nothing to say."""
    return str(SAYS.get(standing.state, "")) if standing else ""


def state_words(state: str) -> str:
    """Say what is special about where a group stands, '' for an open one."""
    return str(STATES.get(state, ""))


class OwnRow(NamedTuple):
    """What is read of one of the reader's own groups and of how they stand in it; in the order of its fields.

    `is_new`: something is new in a thread that they follow. `is_answered`: in one of those, the first answer to what
    they wrote and waited with.
    """

    id: UUID
    group_id: UUID
    slug: str
    name: str
    group_state: str
    agreements_since: datetime
    alias: str
    role: str
    offered_role: str
    state: str
    agreed_at: datetime
    has_draft: bool
    is_new: bool
    is_answered: bool


def own_line(row: OwnRow, *, asks: int, waits: int = 0) -> str:
    """Say of one of the reader's groups what is new there, else how they stand in it."""
    return _news(row, asks, waits) or _there_as(get_language() or "") % {"alias": row.alias}


@lru_cache(maxsize=16)
def _there_as(_language: str) -> str:
    """Return the line of most groups of a list: it is looked up once a language, and not for every row."""
    return gettext("You are there as %(alias)s.")


def _news(row: OwnRow, asks: int, waits: int) -> str:
    if row.state == Standing.ASKED:
        return gettext("You have asked to join as %(alias)s.") % {"alias": row.alias}
    if row.state == Standing.DECLINED:
        return str(SAYS[Standing.DECLINED])
    if row.group_state in STATES:
        return state_words(row.group_state)
    if row.offered_role:
        return str(OFFERED_LINES[row.offered_role])
    if row.agreed_at < row.agreements_since:
        return gettext("The agreements have changed. Please read them once more.")
    said = posts_wait(waits) if waits else people_ask(asks) if asks else in_threads(row)
    return said or (gettext("What you began to write there is kept for you.") if row.has_draft else "")


def in_threads(row: OwnRow) -> str:
    """Say what is new in threads that the reader follows, what was answered to themself first; '' for nothing."""
    if row.is_answered:
        return gettext("Somebody has answered what you wrote.")
    # Without how many: it is no list of what somebody has missed.
    return gettext("Something is new in what you follow.") if row.is_new else ""


OFFERED_LINES: dict[str, Promise] = {
    GroupRole.GREETER: _("You are asked whether you would be a greeter."),
    GroupRole.MODERATOR: _("You are asked whether you would be a moderator."),
    GroupRole.HOST: _("You are asked whether you would be a host."),
}


def people_ask(people: int) -> str:
    """Say how many people ask to join."""
    return ngettext("%(people)d person asks to join.", "%(people)d people ask to join.", people) % {"people": people}


def posts_wait(posts: int) -> str:
    """Say how many posts wait for an answer."""
    return ngettext("%(posts)d post waits for an answer.", "%(posts)d posts wait for an answer.", posts) % {
        "posts": posts
    }
