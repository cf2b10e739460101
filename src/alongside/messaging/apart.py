"""Which people do not hear each other any more, for whoever would otherwise bring them together."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef

from alongside.messaging.models import Seat


def apart(person_id: UUID, others: Iterable[UUID]) -> set[UUID]:
    """Return those of these people with whom this one has a conversation that one of the two stopped hearing."""
    stopped = Seat.objects.filter(conversation=OuterRef("conversation"), blocked_at__isnull=False)
    own = Seat.objects.filter(person=person_id, conversation__is_circle=False).values("conversation")
    rows = Seat.objects.filter(Exists(stopped), conversation__in=own, person__in=list(others))
    return set(rows.exclude(person=person_id).values_list("person_id", flat=True))
