"""Messages are forgotten after the shorter of the times that the two chose; a conversation once nothing needs it."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef

from alongside.messaging.enums import Stand
from alongside.messaging.models import Conversation, Message, Seat

# How long a first message waits for a yes, whatever time its writer chose: it can be shown to a moderator so long.
ASKED_FOR = timedelta(days=90)
FORGET = """
DELETE FROM messaging_message AS message USING (
    SELECT conversation_id, CASE WHEN bool_and(stand = 'in') THEN min(keeps_days) ELSE %(asked)s END AS days
    FROM messaging_seat GROUP BY conversation_id
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
    # One that somebody stopped hearing in is kept, empty: it is what keeps the other from beginning anew.
    stopped = Seat.objects.filter(conversation=OuterRef("pk"), blocked_at__isnull=False)
    # So is one to which somebody has not said yes, for as long as they are not to be asked again.
    asked = Seat.objects.filter(conversation=OuterRef("pk")).exclude(stand=Stand.IN)
    ended = Conversation.objects.filter(ended_at__lte=now - timedelta(days=1))
    ended = ended.exclude(Exists(asked), ended_at__gt=now - ASKED_FOR)
    ended.exclude(Exists(said)).exclude(Exists(stopped)).delete()
    return forgotten
