"""Who else wrote in a thread or a room after words of somebody in danger: how many people, and when the last did."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Case, Count, F, Max, OuterRef, Q, QuerySet, Subquery, UUIDField, Value, When

from alongside.groups.chat.models import ChatLine
from alongside.groups.threads.models import Post
from alongside.safety.reportable import Since

Row = TypeVar("Row", Post, ChatLine)


def since_posts(subjects: Mapping[UUID, UUID]) -> Mapping[UUID, Since]:
    """Return it of posts, each given with the account of its writer."""
    rows = Post.objects.filter(id__in=subjects)
    return _since(rows, subjects, _others(Post.objects.filter(thread=OuterRef("thread"), place__gt=OuterRef("place"))))


def since_lines(subjects: Mapping[UUID, UUID]) -> Mapping[UUID, Since]:
    """Return it of lines of chat rooms."""
    rows = ChatLine.objects.filter(id__in=subjects)
    later = ChatLine.objects.filter(room=OuterRef("room"), number__gt=OuterRef("number"))
    return _since(rows, subjects, _others(later))


def _others(later: QuerySet[Row]) -> QuerySet[Row, Any]:
    """Return what others wrote and everybody reads, one row for all of it.

    Whoever left and came back writes by another name, as another: else that nobody else wrote would tell who it is.
    """
    by_same = Q(membership__person=OuterRef("writer"), membership__created_at__lte=OuterRef("created_at"))
    read = later.filter(~by_same, taken_back_at=None, hidden_at=None)
    return read.order_by().annotate(one=Value(1)).values("one")


def _since(rows: QuerySet[Row], subjects: Mapping[UUID, UUID], others: QuerySet[Row, Any]) -> Mapping[UUID, Since]:
    writers = [When(id=subject, then=Value(person)) for subject, person in subjects.items()]
    found = rows.annotate(writer=Case(*writers, output_field=UUIDField())).annotate(
        people=Subquery(others.annotate(n=Count("membership", distinct=True)).values("n")),
        last=Subquery(others.annotate(m=Max("created_at")).values("m")),
    )
    return {
        subject: Since(people or 0, last) for subject, people, last in found.values_list("id", F("people"), F("last"))
    }
