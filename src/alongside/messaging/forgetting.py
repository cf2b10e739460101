"""Messages are forgotten after the shorter of the times that the two chose; a conversation once nothing needs it."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef

from alongside.messaging.models import Conversation, Message, Seat

FORGET = """
DELETE FROM messaging_message AS message USING (
    SELECT conversation_id, min(keeps_days) AS days FROM messaging_seat GROUP BY conversation_id
) AS kept
WHERE message.conversation_id = kept.conversation_id
  AND message.created_at <= %(now)s - make_interval(days => kept.days)
  AND message.created_at <= %(now)s - interval '1 day'
"""


def forget_messages(now: datetime) -> int:
    """Delete what has had its time, and conversations that ended with nothing left; return how many messages."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, {"now": now})
        forgotten: int = cursor.rowcount
    said = Message.objects.filter(conversation=OuterRef("pk"))
    # One that somebody stopped hearing in is kept, empty: it is what keeps the other from beginning anew.
    stopped = Seat.objects.filter(conversation=OuterRef("pk"), blocked_at__isnull=False)
    ended = Conversation.objects.filter(ended_at__lte=now - timedelta(days=1))
    ended.exclude(Exists(said)).exclude(Exists(stopped)).delete()
    return forgotten
