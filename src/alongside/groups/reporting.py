"""What of groups can be reported, as the one who reports sees it, and who looks after which group."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.chat.models import ChatLine, ChatRoom
from alongside.groups.chat.things import LINE
from alongside.groups.enums import Standing, ThreadState, Use
from alongside.groups.holding import hold
from alongside.groups.models import DayWord, Group, Membership, Post, Thread
from alongside.groups.policies import (
    standing_of,
    those_who_may,
    visible_day_words,
    visible_groups,
    visible_members,
    visible_requests,
)
from alongside.groups.sealing import DAY_WORDS, WORD
from alongside.groups.things import (
    DAY_WORD,
    MEMBER,
    POST,
    REQUEST,
    UNSENT,
    day_word_as_thing,
    member_as_thing,
    post_as_thing,
    request_as_thing,
)
from alongside.groups.threads.policies import visible_posts
from alongside.groups.unheard import unheard_of
from alongside.groups.written_since import since_posts
from alongside.kernel.clock import to_the_minute
from alongside.kernel.sealed import unseal
from alongside.safety.enums import Act
from alongside.safety.reportable import Doing, Piece, Reportable, Thing, Wards, behind

GROUP = "group"


def look_at_post(person: Person, subject: UUID) -> Thing | None:
    """Return a post that somebody may read; None for others."""
    row = Post.objects.filter(id=subject, taken_back_at=None).select_related("thread__group", "membership").first()
    standing = standing_of(person, row.thread.group) if row else None
    if row is None or standing is None or not visible_posts(standing).filter(id=row.id).exists():
        return None
    return post_as_thing(row)


def look_at_member(person: Person, subject: UUID) -> Thing | None:
    """Return somebody in a group that this person is in, too; None for others."""
    row = Membership.objects.filter(id=subject).select_related("group").first()
    standing = standing_of(person, row.group) if row else None
    if row is None or standing is None or not visible_members(standing).filter(id=row.id).exists():
        return None
    return member_as_thing(row)


def look_at_day_word(person: Person, subject: UUID) -> Thing | None:
    """Return what somebody reads of a day in a group, also just after it is over; None for others."""
    row = DayWord.objects.filter(id=subject).select_related("membership__group").first()
    standing = standing_of(person, row.membership.group) if row else None
    if row is None or standing is None or row.membership_id in unheard_of(standing):
        return None
    words = unseal(row.words_sealed, what=DAY_WORDS)
    is_read = visible_day_words(standing, now=row.created_at).filter(id=row.id).exists()
    return day_word_as_thing(row, words) if words and is_read else None


def look_at_request(person: Person, subject: UUID) -> Thing | None:
    """Return the word of somebody who asks to join, to those who let people in; None for others."""
    row = Membership.objects.filter(id=subject).select_related("group").first()
    standing = standing_of(person, row.group) if row else None
    if row is None or standing is None or not visible_requests(standing).filter(id=row.id).exists():
        return None
    word = unseal(row.word_sealed, what=WORD)
    return request_as_thing(row, word) if word else None


def look_at_unsent(_person: Person, _subject: UUID) -> Thing | None:
    """Return None: what could not be sent, nobody reads anywhere."""
    return None


def look_at_group(person: Person, subject: UUID) -> Thing | None:
    """Return a group that somebody may know of; None for others. Those who look after it do not judge it."""
    row = visible_groups(person).filter(id=subject).first()
    if row is None:
        return None
    piece = Piece(row.id, row.name, to_the_minute(row.created_at), f"{row.purpose}\n\n{row.agreements}")
    return Thing(GROUP, row.id, row.name, row.name, (piece,), None, None, reverse("group", args=[row.slug]))


def within(person: Person) -> set[UUID]:
    """Return the groups that somebody looks after."""
    rows = those_who_may(Use.MODERATE).filter(person=person)
    return set(rows.values_list("group_id", flat=True))


def keepers(group_ids: Iterable[UUID]) -> Mapping[UUID, set[UUID]]:
    """Return the accounts that look after groups, by group."""
    found: dict[UUID, set[UUID]] = {}
    rows = those_who_may(Use.MODERATE).filter(group__in=list(group_ids))
    for group_id, person_id in rows.values_list("group_id", "person_id"):
        found.setdefault(group_id, set()).add(person_id)
    return found


def names(group_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return what groups are called, those alone that are there."""
    return dict(Group.objects.filter(id__in=list(group_ids)).values_list("id", "name"))


def remove(group_id: UUID, person_id: UUID, for_good: bool, now: datetime) -> str:
    """Remove somebody from a group."""
    return services.put_out(group_id=group_id, person_id=person_id, for_good=for_good, now=now)


def let_back(group_id: UUID, person_id: UUID, memo: str, now: datetime) -> None:
    """Let somebody back into a group."""
    services.take_in_again(group_id=group_id, person_id=person_id, alias=memo, now=now)


def relieve(person_id: UUID, now: datetime) -> list[str]:
    """Have somebody be a member like others in every group."""
    return services.take_roles(person_id=person_id, now=now)


def reinstate(person_id: UUID, words: Iterable[str]) -> None:
    """Have somebody look after groups again as before."""
    services.give_roles_back(person_id=person_id, words=words)


def out(person_id: UUID) -> Mapping[UUID, bool]:
    """Return the groups that somebody is out of because they were removed, each with whether that is for good."""
    rows = Membership.objects.filter(person=person_id, state__in=[Standing.BANNED, Standing.REMOVED])
    back = Membership.objects.filter(person=person_id, state=Standing.IN).values("group")
    found: dict[UUID, bool] = {}
    for group_id, state in rows.exclude(group__in=back).values_list("group_id", "state"):
        found[group_id] = found.get(group_id, False) or state == Standing.BANNED
    return found


def here_since(pairs: Collection[tuple[UUID, UUID]]) -> Mapping[tuple[UUID, UUID], datetime | None]:
    """Return of a group and somebody each when they came in by the alias they have now; nothing of who is not in."""
    groups, people = {group for group, _person in pairs}, {person for _group, person in pairs}
    rows = Membership.objects.filter(group__in=groups, person__in=people, state=Standing.IN)
    found = {(group, person): at for group, person, at in rows.values_list("group_id", "person_id", "joined_at")}
    return {pair: found[pair] for pair in pairs if pair in found}


def called(pairs: Collection[tuple[UUID, UUID]]) -> Mapping[tuple[UUID, UUID], str]:
    """Return of a group and somebody each by which alias they go there; nothing of who is not in."""
    rows = Membership.objects.filter(group__in={one for one, _person in pairs}, state=Standing.IN)
    rows = rows.filter(person__in={person for _group, person in pairs})
    found = {(group, person): alias for group, person, alias in rows.values_list("group_id", "person_id", "alias")}
    return {pair: found[pair] for pair in pairs if pair in found}


def written(group_id: UUID, person_id: UUID, since: datetime) -> list[tuple[str, UUID]]:
    """Return what somebody wrote in threads and rooms of a group by the alias they have there, and is to be read.

    The group is held, and who they are in it, and then these threads and rooms: as erasing does, so that neither waits
    for the other.
    """
    hold(group_id)
    here = Membership.objects.filter(group=group_id, person=person_id, state=Standing.IN)
    list(here.select_for_update(no_key=True))
    there = {"membership__in": here, "created_at__gte": since, "taken_back_at": None, "hidden_at": None}
    posts = Post.objects.filter(**there).exclude(place=1, thread__state=ThreadState.HIDDEN)
    lines = ChatLine.objects.filter(**there)
    list(Thread.objects.filter(id__in=posts.values("thread")).order_by("id").select_for_update(no_key=True))
    list(ChatRoom.objects.filter(id__in=lines.values("room")).order_by("id").select_for_update(no_key=True))
    return [(POST, one) for one in posts.order_by("thread", "place").values_list("id", flat=True)] + [
        (LINE, one) for one in lines.order_by("room", "number").values_list("id", flat=True)
    ]


WARDS = Wards(
    within=within,
    keepers=keepers,
    names=names,
    remove=remove,
    let_back=let_back,
    relieve=relieve,
    reinstate=reinstate,
    out=out,
    here_since=here_since,
    called=called,
    written=written,
)
DOINGS = {
    Act.HIDE: Doing(services.hide_post, services.show_post, do_each=services.hide_posts, undo_each=services.show_posts),
    Act.LOCK: Doing(services.lock_thread_of, services.unlock_thread_of, to=services.locked_for),
    Act.MOVE: Doing(services.move_post, services.move_post_back),
}
REPORTABLE = (
    Reportable(
        POST,
        _("Something written in a thread"),
        look_at_post,
        DOINGS,
        since=since_posts,
        behind=behind(Post.objects, "membership__person"),
    ),
    Reportable(
        DAY_WORD,
        _("What somebody shared of a day with a group"),
        look_at_day_word,
        {Act.HIDE: Doing(services.hide_day_word, services.leave_day_word)},
        behind=behind(DayWord.objects, "membership__person"),
    ),
    Reportable(MEMBER, _("Somebody in a group"), look_at_member, behind=behind(Membership.objects, "person")),
    Reportable(
        REQUEST,
        _("The word of somebody who asks to join a group"),
        look_at_request,
        goes_along=True,
        behind=behind(Membership.objects, "person"),
    ),
    Reportable(GROUP, _("A group"), look_at_group),
    # It may be what somebody asked without a name; and nobody is put out for what they cried for help with.
    Reportable(
        UNSENT,
        _("A cry for help that could not be sent"),
        look_at_unsent,
        spared=frozenset({Act.PAUSE, Act.REMOVE}),
        goes_along=True,
    ),
)
