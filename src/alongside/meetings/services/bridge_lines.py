"""Lines of browsers to the bridge: ending those that nobody has any more, and keeping the rest.

Whoever went out of a talk is cut off there at once; what could not be ended then is, as soon as the bridge answers.
"""

import logging
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from alongside.kernel import live
from alongside.meetings.models import BridgeLine, BridgeRoom, Gathering, VoiceSeat
from alongside.meetings.voice.janus import Janus, JanusAway, JanusRefused

logger = logging.getLogger(__name__)
TOPIC = "meeting-voice"
KEEP_EVERY = timedelta(seconds=20)
# Somebody who goes waits no longer than this for the bridge to know.
SECONDS_TO_HANG_UP = 2.0


def tell_voices(gathering: Gathering) -> None:
    """Have all who speak in a room look again who else does."""
    people = VoiceSeat.objects.filter(gathering=gathering).values_list("presence__person", flat=True)
    live.announce(people, topic=TOPIC, ref=gathering.id)


def hang_up_soon(gathering: Gathering) -> None:
    """Cut off, once this transaction commits, who is not in the talk of a room any more."""
    if settings.BRIDGE.is_there:
        transaction.on_commit(partial(_hang_up, gathering), robust=True)


def _hang_up(gathering: Gathering) -> None:
    lines = BridgeLine.objects.filter(seat=None, room__gathering=gathering)
    try:
        _end_lines(list(lines), Janus(settings.BRIDGE, seconds=SECONDS_TO_HANG_UP))
    except (JanusAway, JanusRefused):
        logger.warning("the bridge did not answer; lines are ended there later")


def look_after_bridge(now: datetime) -> None:
    """Have the bridge end what nobody has any more and keep the rest; what it forgot is forgotten here."""
    if not settings.BRIDGE.is_there:
        BridgeRoom.objects.all().delete()
        return
    try:
        _end_lines(list(BridgeLine.objects.filter(seat=None)))
        _keep_lines(now)
        _end_rooms()
    except (JanusAway, JanusRefused):
        # It is said to whoever wants to speak, and by `alongside doctor`. All is tried again the next time.
        logger.warning("the bridge did not answer; what is to be done there is done later")


def _end_lines(lines: list[BridgeLine], janus: Janus | None = None) -> None:
    for line in lines:
        (janus or Janus(settings.BRIDGE)).close(line.session)
        BridgeLine.objects.filter(id=line.id, seat=None).delete()


def _keep_lines(now: datetime) -> None:
    due = BridgeLine.objects.filter(seat__isnull=False, kept_at__lte=now - KEEP_EVERY).order_by("kept_at")
    for line in due.select_related("room__gathering"):
        if Janus(settings.BRIDGE).keep(line.session):
            BridgeLine.objects.filter(id=line.id).update(kept_at=now)
        elif BridgeLine.objects.filter(id=line.id).delete()[0] and line.room.gathering:
            tell_voices(line.room.gathering)


def _end_rooms() -> None:
    """End the rooms of gatherings that are over, once nobody has a line to one."""
    over = Q(gathering=None) | Q(gathering__closed_at__isnull=False)
    for room in BridgeRoom.objects.filter(over, lines=None):
        Janus(settings.BRIDGE).end_room(room.as_room())
        room.delete()
