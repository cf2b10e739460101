"""Messages are forgotten after the shorter of the times that the two chose; a conversation once nothing needs it."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, Subquery

from alongside.messaging.enums import Stand
from alongside.messaging.models import Conversation, Message, Seat

# How long a first message waits for a yes, whatever time its writer chose: it can be shown to a moderator so long.
ASKED_FOR = timedelta(days=90)
# Who left a small circle reads nothing of it any more, and chooses for nobody; unless nobody is left in it.
FORGET = """
DELETE FROM messaging_message AS message USING (
    SELECT talk.id AS conversation_id,
        CASE WHEN bool_and(talk.is_circle OR seat.stand = 'in' AND seat.begins_after = 0)
            THEN coalesce(
                min(seat.keeps_days) FILTER (WHERE NOT (talk.is_circle AND seat.left_at IS NOT NULL)),
                min(seat.keeps_days)
            )
            ELSE %(asked)s
        END AS days
    FROM messaging_seat AS seat JOIN messaging_conversation AS talk ON talk.id = seat.conversation_id
    GROUP BY talk.id
) AS kept
WHERE message.conversation_id = kept.conversation_id
  AND message.created_at <= %(now)s - make_interval(days => kept.days)
  AND message.created_at <= %(now)s - interval '1 day'
"""


def forget_messages(now: datetime) -> int:
    """Delete what has had its time, and conversations that ended with nothing left; return how many messages."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, {"now": now, "asked": ASKED_FOR.days})
        forgotten: int = cursor.rowcount
    said = Message.objects.filter(conversation=OuterRef("pk"))
    _let_go_of_requests(Exists(said))
    # One that somebody stopped hearing in is kept, empty: it is what keeps the other from beginning anew.
    others = Seat.objects.filter(conversation=OuterRef("conversation")).exclude(id=OuterRef("id"))
    stopped = Seat.objects.filter(Exists(others), conversation=OuterRef("pk"), blocked_at__isnull=False)
    # So is one to which somebody has not said yes, for as long as they are not to be asked again.
    asked = Seat.objects.filter(conversation=OuterRef("pk")).exclude(stand=Stand.IN)
    ended = Conversation.objects.filter(ended_at__lte=now - timedelta(days=1))
    ended = ended.exclude(Exists(asked), ended_at__gt=now - ASKED_FOR)
    ended.exclude(Exists(said)).exclude(Exists(stopped)).delete()
    return forgotten


@transaction.atomic
def _let_go_of_requests(has_messages: Exists) -> None:
    """End what nobody said yes to with its message, so that it can be asked anew.

    Who stopped hearing meanwhile goes on hearing nothing, and for the other it was never there, as after stopping where
    nobody wrote: they see no difference.
    """
    open_ones = Conversation.objects.filter(ended_at=None, is_circle=False, last_number__gt=0).exclude(has_messages)
    waits = ~Q(stand=Stand.IN) | Q(begins_after__gt=0)
    unanswered = open_ones.filter(Exists(Seat.objects.filter(waits, conversation=OuterRef("pk"))))
    held = [row.id for row in unanswered.order_by("id").select_for_update()]
    unanswered = unanswered.filter(id__in=held)  # somebody may have said yes, and written, before they were held
    stops = Seat.objects.filter(blocked_at__isnull=False, is_unseen=False)
    unanswered.exclude(Exists(stops.filter(conversation=OuterRef("pk")))).delete()
    number = Conversation.objects.filter(id=OuterRef("conversation")).values("last_number")
    rows = Seat.objects.filter(conversation__in=list(unanswered.values_list("id", flat=True)))
    rows.update(begins_after=Subquery(number[:1]), read_number=Subquery(number[:1]))
    rows.filter(blocked_at__isnull=False, is_unseen=False).update(stand=Stand.ASKED)
    rows.exclude(blocked_at__isnull=False, is_unseen=False).update(stand=Stand.IN, is_unseen=True)
