"""What the pages of groups read."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Lower
from django.utils.translation import get_language

from alongside.accounts.models import Person
from alongside.groups.enums import MAY, NAMED, GroupRole, GroupState, Kind, Openness, Standing, ThreadState, Use, Wants
from alongside.groups.languages import language_names, said_languages
from alongside.groups.links import invitation_link
from alongside.groups.models import Draft, Group, Membership, Post, Reading
from alongside.groups.policies import (
    askable_members,
    asks_again,
    listed_groups,
    listed_members,
    new_until,
    own_memberships,
    visible_banned,
    visible_invitations,
    visible_requests,
)
from alongside.groups.sealing import WORD
from alongside.groups.things import REQUEST
from alongside.groups.threads.policies import is_writable, visible_waiting
from alongside.groups.unanswered.page import WaitingLine, greeted_waiting, waiting_of
from alongside.groups.wording import OwnRow, in_threads, own_line, people_ask, posts_wait, standing_words
from alongside.kernel.sealed import unseal_all
from alongside.kernel.statements import Statement
from alongside.safety.queries import Urgent, have_cried, urgent_among, why_removed
from alongside.safety.words.danger import sounds_like_danger
from alongside.ui.letters import unheard_as

PAGE = 20
# For so long the page of a group invites who came in to say hello.
NEW_FOR = timedelta(days=14)
# For so long it is said on Today and among one's groups that one was not let in.
SAID_FOR = timedelta(days=7)
# For so long whom to turn to stays beside what one said with a request to join.
STAYS_FOR = timedelta(days=1)
# What the list of one's own groups is made of, in the order of `OwnRow`.
OF_OWN = (
    "id", "group_id", "group__slug", "group__name", "group__state", "group__agreements_since", "alias", "role",
    "offered_role", "state", "agreed_at", "has_draft", "is_new", "is_answered",
)  # fmt: skip
# What is new for those who greet: somebody asks to come in, a post waits for an answer.
ASKS, WAITS = "asks", "waits"
# Hosts first, then by alias: an order that says nothing about who came when.
RANKS = (GroupRole.HOST, GroupRole.MODERATOR, GroupRole.GREETER, GroupRole.MEMBER)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: words, and values of the enums or ''."""

    words: str = ""
    kind: str = ""
    language: str = ""
    start: int = 0


class Found(NamedTuple):
    """One group of the list."""

    slug: str
    name: str
    purpose: str
    kind: str
    openness: str
    languages: str


class Own(NamedTuple):
    """One of the reader's own groups: what they are called there, and in a sentence how it stands.

    Who was not let in has no alias there.
    `leads_in`: the sentence is of what is new in threads, and leads to them.
    """

    slug: str
    name: str
    alias: str
    line: str
    leads_in: bool = False
    was_refused: bool = False


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


class Asking(NamedTuple):
    """Who asks to join, with what they said to those who let people in, or ''; the rest is as in `WaitingLine`."""

    member: Membership
    word: str
    is_danger: bool
    urgent: Urgent | None


@dataclass(frozen=True, slots=True)
class Out:
    """Somebody who cannot come back: since which day, and what that was decided for, in its first words.

    `case_id` leads to where it was decided, None for whoever may not look after that.
    """

    id: UUID
    ended_at: datetime
    why: str
    case_id: UUID | None


@dataclass(frozen=True, slots=True)
class Care:
    """What those who look after a group see of it: who asks or waits, which links are out, who cannot come back."""

    requests: list[Asking]
    invitations: list[tuple[UUID, str, datetime]] = field(default_factory=list)
    banned: list[Out] = field(default_factory=list)
    waiting: list[WaitingLine] = field(default_factory=list)

    @property
    def asks_in_danger(self) -> bool:
        """Tell whether somebody who asks to join may be in danger: then these come before all else that waits."""
        return any(one.is_danger for one in self.requests)


def found_groups(wanted: Wanted) -> tuple[list[Found], bool]:
    """Return the listed groups that fit, a page of them by name, and whether there are more."""
    rows = _first_found() if wanted == Wanted() else list(_fitting(wanted)[wanted.start : wanted.start + PAGE + 1])
    return [_found(*row) for row in rows[:PAGE]], len(rows) > PAGE


def _fitting(wanted: Wanted) -> QuerySet[Group, Any]:
    groups = listed_groups().filter(state=GroupState.OPEN)
    for word in wanted.words.split()[:6]:
        groups = groups.filter(Q(name__icontains=word) | Q(purpose__icontains=word))
    if wanted.kind:
        groups = groups.filter(kind=wanted.kind)
    if wanted.language:
        groups = groups.filter(languages__contains=[wanted.language])
    return _shown_first(groups)


def _shown_first(groups: QuerySet[Group]) -> QuerySet[Group, Any]:
    return groups.order_by(Lower("name"), "id").values_list("slug", "name", "purpose", "kind", "openness", "languages")


_first_found = Statement(lambda: _shown_first(listed_groups().filter(state=GroupState.OPEN))[: PAGE + 1])


def _found(slug: str, name: str, purpose: str, kind: str, openness: str, languages: list[str]) -> Found:  # noqa: PLR0917 - a row
    language = get_language() or ""
    return Found(
        slug, name, purpose, *_kind_words(kind, openness, language), said_languages(tuple(languages), language)
    )


@lru_cache(maxsize=64)
def _kind_words(kind: str, openness: str, _language: str) -> tuple[str, str]:
    return str(Kind(kind).label), str(Openness(openness).label)


def own_groups(actor: Person, *, now: datetime) -> list[Own]:
    """Return the groups the actor is in or asked to join, by name; nobody else is shown them.

    For a week also those where they were not let in: it is said where they look, and not on the group's page alone.
    """
    rows = [OwnRow(*row) for row in _named(person=actor.id, since=now - SAID_FOR)]
    memberships = _heard(actor, rows)
    greeting = [row for row in memberships if row.role in MAY[Use.GREET]]
    news = news_of(actor) if greeting else Counter()

    def own(row: OwnRow) -> Own:
        line = own_line(row, asks=news[row.group_id, ASKS], waits=news[row.group_id, WAITS])
        refused = row.state == Standing.DECLINED
        return Own(row.slug, row.name, row.alias, line, leads_in=line == in_threads(row), was_refused=refused)

    return [own(row) for row in memberships]


def _heard(actor: Person, rows: list[OwnRow]) -> list[OwnRow]:
    """Say of no group that somebody has answered there where all who did are people whom the reader does not hear."""
    told = {row.id for row in rows if row.is_answered and row.role not in MAY[Use.MODERATE]}
    unheard = unheard_as(actor.id, told) if told else frozenset()
    if not unheard:
        return rows
    theirs = own_memberships(actor).filter(id__in=told)
    heard = theirs.filter(Exists(_new_to(OuterRef("pk")).filter(answered(unheard)))).values_list("id", flat=True)
    unanswered = told.difference(heard)
    return [row._replace(is_answered=False) if row.id in unanswered else row for row in rows]


def _named_rows(person: UUID, since: datetime) -> QuerySet[Membership, Any]:
    own = own_memberships(Person(id=person))
    rows = own.filter(Q(state__in=sorted(NAMED)) | _not_let_in(since)).order_by(Lower("group__name"), "id")
    # What is new is looked for within the same statement: Today asks for it, and most who come there have groups.
    new = _new_to(OuterRef("pk"))
    rows = rows.annotate(has_draft=Exists(_begun()), is_new=Exists(new), is_answered=Exists(new.filter(answered())))
    return rows.values_list(*OF_OWN)


def _not_let_in(since: datetime) -> Q:
    """Tell of a membership whether nobody was let in by it lately, and nothing came of that group since."""
    later = Membership.objects.filter(person=OuterRef("person"), group=OuterRef("group"))
    later = later.filter(Q(ended_at=None) | Q(ended_at__gt=OuterRef("ended_at")))
    return Q(~Exists(later), state=Standing.DECLINED, ended_at__gt=since, group__in=listed_groups())


def _new_to(membership: OuterRef) -> QuerySet[Reading]:
    """Return how somebody stands to the threads that they follow and in which something is new to them."""
    followed = Reading.objects.filter(membership=membership, wants=Wants.FOLLOW)
    return followed.filter(thread__last_place__gt=F("read_place")).exclude(thread__state=ThreadState.HIDDEN)


def _begun() -> QuerySet[Draft]:
    """Return what somebody has begun to write and finds again, as `drafts.begun_by` lists it."""
    sees_hidden = Q(membership__role__in=sorted(MAY[Use.MODERATE]))
    found = Q(thread=None) | ~Q(thread__state=ThreadState.HIDDEN) | sees_hidden
    return Draft.objects.filter(found, membership=OuterRef("pk"))


def answered(unheard: Collection[UUID] = ()) -> Exists:
    """Tell of a thread that somebody follows whether the first answer to what they waited with is new to them.

    What these wrote whom they do not hear is no answer to them; that nobody else is asked for one stays so.
    """
    shown = Post.objects.filter(thread=OuterRef("thread"), place__gt=OuterRef("place"), hidden_at=None)
    answers = shown.filter(taken_back_at=None).exclude(membership=OuterRef("membership"))
    answers = answers.exclude(membership__in=unheard) if unheard else answers
    read_place = OuterRef(OuterRef("read_place"))
    own = Post.objects.filter(thread=OuterRef("thread"), membership=OuterRef("membership"), hidden_at=None)
    own = own.filter(Exists(answers.filter(place__gt=read_place)), ~Exists(answers.filter(place__lte=read_place)))
    return Exists(own.filter(waiting__answered_at__isnull=False))


_named = Statement(_named_rows, person=UUID, since=datetime)


def news_of(actor: Person) -> Counter[tuple[UUID, str]]:
    """Return how many ask to come in and how many posts wait, by group and which of the two, where the actor greets."""
    return Counter(_news(person=actor.id))


def _asking(person: UUID) -> QuerySet[Membership]:
    """Return who waits to be let in, in groups where this person may let them in."""
    return Membership.objects.filter(
        state=Standing.ASKED,
        group__memberships__person=person,
        group__memberships__state=Standing.IN,
        group__memberships__role__in=sorted(MAY[Use.GREET]),
    )


def _news_rows(person: UUID) -> QuerySet[Any, Any]:
    asking = _asking(person).values_list("group_id", Value(ASKS))
    return asking.union(greeted_waiting(person).values_list("post__thread__group", Value(WAITS)), all=True)


_news = Statement(_news_rows, person=UUID)


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


def members_of(standing: Membership, *, now: datetime) -> list[Member]:
    """Return who is in the group, as somebody there sees them."""
    return [_member(row, standing, now) for row in _in_order(listed_members(standing, now=now))]


def _in_order(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    rank = Case(
        *(When(role=role, then=Value(str(place))) for place, role in enumerate(RANKS)), output_field=CharField()
    )
    return rows.order_by(rank, "alias_key")


def _member(row: Membership, standing: Membership, now: datetime) -> Member:
    role = "" if row.role == GroupRole.MEMBER else str(GroupRole(row.role).label)
    since = None if new_until(row, now) else row.joined_at
    return Member(row.id, row.alias, role, since, row.id == standing.id)


def care_of(standing: Membership, *, now: datetime) -> Care:
    """Return what somebody who looks after a group sees to; of each only what their role may."""
    invitations = visible_invitations(standing, now=now).order_by("expires_at", "id")
    return Care(
        requests=_requests(standing, now=now),
        invitations=[(row.id, invitation_link(row.id), row.expires_at) for row in invitations],
        banned=_banned(standing, now=now),
        waiting=waiting_of(standing, now=now),
    )


def _banned(standing: Membership, *, now: datetime) -> list[Out]:
    rows = list(visible_banned(standing).order_by("ended_at", "id"))
    if not rows:
        return []
    why = why_removed(standing.person, standing.group_id, {row.person_id for row in rows}, now=now)
    return [Out(row.id, row.ended_at, *why.get(row.person_id, ("", None))) for row in rows if row.ended_at]


def still_waits(standing: Membership) -> list[str]:
    """Say what waits in a group for those who look after it: posts for an answer, and who asks to join."""
    posts, people = visible_waiting(standing).count(), visible_requests(standing).count()
    return [*([posts_wait(posts)] if posts else []), *([people_ask(people)] if people else [])]


def _requests(standing: Membership, *, now: datetime) -> list[Asking]:
    """Return who asks to join: who may be in danger, then who asks longest."""
    rows = list(visible_requests(standing).order_by("created_at", "alias_key"))
    words = unseal_all([row.word_sealed for row in rows], what=WORD)
    cases = urgent_among(standing.person, REQUEST, {row.id for row in rows}, now=now)
    found = []
    for row, word in zip(rows, words, strict=True):
        urgent = cases.get(row.id)
        is_danger = urgent is not None or sounds_like_danger(word or "")
        found.append(Asking(row, word or "", is_danger, urgent))
    return sorted(found, key=lambda one: not one.is_danger)


def roles_to_offer(standing: Membership, row: Membership) -> list[GroupRole]:
    """Return which roles somebody could ask a member to take: hosts ask, and others than themself."""
    if standing.role != GroupRole.HOST or row.role == GroupRole.HOST:
        return []
    if not askable_members(standing).exclude(id=standing.id).filter(id=row.id).exists():
        return []
    return [role for role in reversed(RANKS) if role not in (GroupRole.MEMBER, row.role, row.offered_role)]


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


def refused_in_danger(actor: Person, own: Collection[Own], *, now: datetime) -> bool:
    """Tell whether, among these groups of somebody's, is one that did not let them in who may be in danger."""
    if not any(one.was_refused for one in own):
        return False
    refused = own_memberships(actor).filter(_not_let_in(now - SAID_FOR))
    return have_cried(REQUEST, list(refused.values_list("id", flat=True)))
