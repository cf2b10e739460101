"""The groups somebody is in or asked to join, and what is new to them in each."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower

from alongside.accounts.models import Person
from alongside.groups.enums import MAY, NAMED, Standing, ThreadState, Use, Wants
from alongside.groups.models import Draft, Membership, Post, Reading
from alongside.groups.policies import listed_groups, own_memberships
from alongside.groups.things import REQUEST
from alongside.groups.unanswered.answers import counts_as_answer
from alongside.groups.unanswered.page import greeted_waiting
from alongside.groups.wording import OwnRow, in_threads, own_line
from alongside.kernel.statements import Statement
from alongside.safety.urgent import have_cried
from alongside.ui.letters import unheard_as

# For so long it is said on Today and among one's groups that one was not let in.
SAID_FOR = timedelta(days=7)
# What the list of one's own groups is made of, in the order of `OwnRow`.
OF_OWN = (
    "id", "group_id", "group__slug", "group__name", "group__state", "group__agreements_since", "alias", "role",
    "offered_role", "state", "agreed_at", "has_draft", "is_new", "is_answered",
)  # fmt: skip
# What is new for those who greet: somebody asks to come in, a post waits for an answer.
ASKS, WAITS = "asks", "waits"


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
    shown = shown.filter(counts_as_answer(answers=OuterRef("pk")), taken_back_at=None)
    answers = shown.exclude(membership=OuterRef("membership"))
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


def refused_in_danger(actor: Person, own: Collection[Own], *, now: datetime) -> bool:
    """Tell whether, among these groups of somebody's, is one that did not let them in who may be in danger."""
    if not any(one.was_refused for one in own):
        return False
    refused = own_memberships(actor).filter(_not_let_in(now - SAID_FOR))
    return have_cried(REQUEST, list(refused.values_list("id", flat=True)))
