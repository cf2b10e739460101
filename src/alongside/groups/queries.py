"""What the page of a group shows to one reader, and who is in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.db.models import Case, CharField, QuerySet, Value, When

from alongside.groups.enums import NAMED, GroupRole, GroupState, Openness, Standing, Use
from alongside.groups.languages import language_names
from alongside.groups.models import Group, Membership, Post
from alongside.groups.own_groups import SAID_FOR
from alongside.groups.policies import asks_again, listed_members, may, new_until
from alongside.groups.sealing import WORD
from alongside.groups.things import REQUEST
from alongside.groups.threads.policies import is_writable
from alongside.groups.wording import standing_words
from alongside.kernel.sealed import unseal_all
from alongside.safety.urgent import have_cried
from alongside.safety.words.danger import sounds_like_danger

MEMBERS = 100
# For so long the page of a group invites who came in to say hello.
NEW_FOR = timedelta(days=14)
# For so long whom to turn to stays beside what one said with a request to join.
STAYS_FOR = timedelta(days=1)
# Hosts first, then by alias: an order that says nothing about who came when.
RANKS = (GroupRole.HOST, GroupRole.MODERATOR, GroupRole.GREETER, GroupRole.MEMBER)


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group as its page shows it to one reader. `standing` is theirs, None when they never had to do with it."""

    group: Group
    kind: str
    openness: str
    languages: list[str]
    standing: Membership | None
    says: str
    asks_again: bool

    @property
    def is_in(self) -> bool:
        """Tell whether the reader is in the group."""
        return self.standing is not None and self.standing.state == Standing.IN

    @property
    def has_asked(self) -> bool:
        """Tell whether the reader waits to be let in."""
        return self.standing is not None and self.standing.state == Standing.ASKED

    @property
    def may_join(self) -> bool:
        """Tell whether the reader may join now, or ask to."""
        is_out = self.standing is None or self.standing.state not in (*NAMED, Standing.BANNED)
        return is_out and self.group.state == GroupState.OPEN

    @property
    def joins_at_once(self) -> bool:
        """Tell whether nobody is asked first."""
        return self.group.openness == Openness.OPEN and not self.asks_again

    @property
    def agrees_anew(self) -> bool:
        """Tell whether the agreements have changed since the reader agreed."""
        return self.standing is not None and self.is_in and self.standing.agreed_at < self.group.agreements_since

    @property
    def offered(self) -> str:
        """Return the role the reader is asked for, in words, or ''."""
        offered = self.standing.offered_role if self.standing else ""
        return str(GroupRole(offered).label) if offered else ""

    @property
    def role(self) -> str:
        """Return the reader's role in words, '' for a member like others."""
        role = self.standing.role if self.standing and self.is_in else GroupRole.MEMBER
        return str(GroupRole(role).label) if role != GroupRole.MEMBER else ""

    @property
    def looks_after(self) -> bool:
        """Tell whether the reader has a role here."""
        return self.role != ""

    @property
    def may_step_up(self) -> bool:
        """Tell whether the group looks for a host and the reader could be it."""
        return self.is_in and self.group.state == GroupState.HOSTLESS

    @property
    def may_open_again(self) -> bool:
        """Tell whether the group is closed and the reader hosts it."""
        return self.standing is not None and may(self.standing, Use.HOST) and self.group.state == GroupState.CLOSED


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a group, as the others there see them. `since` is shown as a month, None while they are new.

    It is never shown closer, and is the month of one clock for all: told by each reader's own, two of them would know
    the hour.
    """

    id: UUID
    alias: str
    role: str
    since: datetime | None
    is_reader: bool


@dataclass(frozen=True, slots=True)
class Members:
    """A page of who is in a group; `earlier` and `later` are the numbers of the pages before and after, or None."""

    shown: list[Member]
    earlier: int | None
    later: int | None


def group_view(group: Group, standing: Membership | None) -> GroupView:
    """Return what the page of a group shows to somebody who stands like this in it."""
    return GroupView(
        group=group,
        kind=group.get_kind_display(),
        openness=group.get_openness_display(),
        languages=language_names(group.languages),
        standing=standing,
        says=standing_words(standing),
        asks_again=standing is not None and asks_again(standing.person, group),
    )


def is_new_here(standing: Membership, *, now: datetime) -> bool:
    """Tell whether somebody came in of late, as a member like others, and has written nothing they could."""
    is_plain = standing.state == Standing.IN and standing.role == GroupRole.MEMBER
    if not is_plain or standing.joined_at is None or standing.joined_at < now - NEW_FOR:
        return False
    return is_writable(standing) and not Post.objects.filter(membership=standing).exists()


def members_of(standing: Membership, *, page: int = 1, now: datetime) -> Members:
    """Return who is in the group, as somebody there sees them, a page of them; past the last page it is the last."""
    rows = listed_members(standing, now=now)
    last = max(1, ceil(rows.count() / MEMBERS))
    page = min(page, last)
    shown = _in_order(rows)[MEMBERS * (page - 1) : MEMBERS * page]
    return Members(
        shown=[_member(row, standing, now) for row in shown],
        earlier=page - 1 if page > 1 else None,
        later=page + 1 if page < last else None,
    )


def _in_order(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    rank = Case(
        *(When(role=role, then=Value(str(place))) for place, role in enumerate(RANKS)), output_field=CharField()
    )
    return rows.order_by(rank, "alias_key")


def _member(row: Membership, standing: Membership, now: datetime) -> Member:
    role = "" if row.role == GroupRole.MEMBER else str(GroupRole(row.role).label)
    since = None if new_until(row, now) else row.joined_at
    return Member(row.id, row.alias, role, since, row.id == standing.id)


def asks_in_danger(standing: Membership | None, *, now: datetime) -> bool:
    """Tell whether whom to turn to stays beside a request to join, whose words sounded like danger to life.

    It does for a day, and beside a refusal for as long as that is said: it is then that it is needed most.
    """
    if standing is None:
        return False
    if standing.state == Standing.DECLINED and standing.ended_at and standing.ended_at > now - SAID_FOR:
        return have_cried(REQUEST, [standing.id])
    if standing.state != Standing.ASKED or standing.created_at < now - STAYS_FOR:
        return False
    return says_danger(standing)


def says_danger(row: Membership) -> bool:
    """Tell whether what somebody says with their request to join sounds like danger to life."""
    return sounds_like_danger(word_of(row))


def word_of(row: Membership) -> str:
    """Return what somebody says with their request to join, '' for nothing."""
    [word] = unseal_all([row.word_sealed], what=WORD)
    return word or ""
