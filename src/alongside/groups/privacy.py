"""What groups hold about a person: where they are or were, under which alias, what they host, what they wrote."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.groups import outgoing
from alongside.groups.aliases.kept import keep_after_erasing
from alongside.groups.calling import privacy as calling_privacy
from alongside.groups.chat import privacy as chat_privacy
from alongside.groups.enums import GroupRole, Standing
from alongside.groups.models import DayWord, Group, Invitation, Membership
from alongside.groups.regular import privacy as regular_privacy
from alongside.groups.sealing import DAY_WORDS, WORD
from alongside.groups.stage import privacy as stage_privacy
from alongside.groups.threads import privacy as thread_privacy
from alongside.kernel.privacy import Holding, Said, Staying, Table, labels_of
from alongside.kernel.sealed import unseal_all
from alongside.ui import phrases
from alongside.ui.communities import community_ended
from alongside.ui.companies import Moment


def export(person_id: UUID) -> dict[str, Table]:
    """Return their memberships, what the groups they host say, the links they made, and what groups see of today."""
    return {
        "memberships": _memberships(person_id),
        "hosted_groups": _hosted(person_id),
        "group_invitations": _invitations(person_id),
        "group_days": _days(person_id),
        **thread_privacy.export(person_id),
        **chat_privacy.export(person_id),
        **stage_privacy.export(person_id),
        **regular_privacy.export(person_id),
        **calling_privacy.export(person_id),
    }


def _memberships(person_id: UUID) -> Table:
    rows = list(Membership.objects.filter(person=person_id).select_related("group").order_by("created_at", "id"))
    words = unseal_all([row.word_sealed for row in rows], what=WORD)
    return [
        {
            "group": row.group.name,
            "alias": row.alias,
            "role": row.role,
            "standing": row.state,
            "asked_at": row.created_at.isoformat(),
            "lets_write": row.lets_write,
            "shows_here": row.shows_here,
            "wants_coach": row.wants_coach,
            "word_to_hosts": word,
            "joined_at": row.joined_at.isoformat() if row.joined_at else None,
            "agreed_at": row.agreed_at.isoformat(),
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        }
        for row, word in zip(rows, words, strict=True)
    ]


def _hosted(person_id: UUID) -> Table:
    hosts = Membership.objects.filter(person=person_id, state=Standing.IN, role=GroupRole.HOST)
    rows = Group.objects.filter(memberships__in=hosts).order_by("created_at", "id")
    return [{"group": row.name, "purpose": row.purpose, "agreements": row.agreements} for row in rows]


def _invitations(person_id: UUID) -> Table:
    rows = Invitation.objects.filter(made_by__person=person_id).select_related("group").order_by("created_at", "id")
    return [
        {"group": row.group.name, "invited_at": row.created_at.isoformat(), "good_until": row.expires_at.isoformat()}
        for row in rows
    ]


def _days(person_id: UUID) -> Table:
    rows = list(DayWord.objects.filter(membership__person=person_id).select_related("membership__group"))
    texts = unseal_all([row.words_sealed for row in rows], what=DAY_WORDS)
    return [
        {"group": row.membership.group.name, "moment": row.moment, "words": text, "seen_until": row.until.isoformat()}
        for row, text in zip(rows, texts, strict=True)
    ]


@transaction.atomic
def erase(person_id: UUID, now: datetime) -> None:
    """Remove them from every group; where nobody is left the group goes too, where no host is left it looks for one.

    Nobody else can take what they were called there for a while.
    """
    groups = _locked(person_id)
    thread_privacy.erase(person_id, now)
    chat_privacy.erase(person_id, now)
    stage_privacy.erase(person_id)
    theirs = Membership.objects.filter(person=person_id)
    keep_after_erasing(theirs.filter(state=Standing.IN), now=now)
    theirs.delete()
    left = Membership.objects.filter(group__in=groups, state=Standing.IN).values_list("group_id", flat=True)
    ended = {group.id for group in groups} - set(left)
    for group_id in sorted(ended):
        community_ended(group_id, now=now)
    outgoing.tell_who_asked(ended, now=now)
    Group.objects.filter(id__in=ended).delete()


@transaction.atomic
def leave_nameless(person_id: UUID, now: datetime) -> None:
    """Have what they wrote in threads stay, without anything that leads to them, before all else is erased."""
    _locked(person_id)
    thread_privacy.leave_nameless(person_id, now)


def _locked(person_id: UUID) -> list[Group]:
    """Lock their groups, in the order of their ids: of two hosts who go at once, the second finds none left."""
    theirs = Group.objects.filter(memberships__person=person_id).order_by("id")
    groups = list(Group.objects.filter(id__in=theirs).order_by("id").select_for_update(no_key=True))
    # Whoever writes right now waits, and finds that they are not in the group any more.
    list(Membership.objects.filter(person=person_id).order_by("id").select_for_update())
    return groups


WORDS = {
    **thread_privacy.WORDS,
    **chat_privacy.WORDS,
    **stage_privacy.WORDS,
    **regular_privacy.WORDS,
    **calling_privacy.WORDS,
    "memberships": phrases.YOUR_GROUPS,
    "hosted_groups": _("Groups you host"),
    "group_invitations": _("Links you made into groups"),
    "group_days": _("What groups see of your day"),
    "moment": _("Moment"),
    "words": _("Words"),
    "seen_until": _("Seen until"),
    "group": _("Group"),
    "alias": _("Alias there"),
    "role": _("Role there"),
    "standing": phrases.HOW_IT_STANDS,
    "asked_at": _("Asked"),
    "lets_write": _("Members can write to them"),
    "shows_here": _("Others see when they are in a room"),
    "wants_coach": _("Shown what may sound like advice"),
    "word_to_hosts": _("Your word to those who let people in"),
    "joined_at": _("Joined"),
    "agreed_at": _("Agreed to the agreements"),
    "ended_at": _("Ended"),
    "invited_at": _("Made"),
    "good_until": _("Good until"),
    "purpose": phrases.WHAT_IT_IS_FOR,
    "agreements": phrases.AGREEMENTS,
}
MOMENTS = {Moment.MORNING: _("Morning"), Moment.EVENING: _("Evening")}
SAID: dict[str, Said] = {
    **thread_privacy.SAID,
    **stage_privacy.SAID,
    **calling_privacy.SAID,
    "moment": lambda moment: MOMENTS[Moment(moment)],
    "role": labels_of(GroupRole),
    "standing": labels_of(Standing),
}
STAYING = Staying(
    question=_("What you wrote in threads of groups"),
    goes=_("It is erased, and only its place stays"),
    stays=_("It stays, and says that somebody who is not here any more wrote it. Nothing leads to you from it"),
    is_there=thread_privacy.stands_somewhere,
    leave=leave_nameless,
)
HOLDING = Holding(app="groups", export=export, erase=erase, words=WORDS, said=SAID, staying=STAYING)
