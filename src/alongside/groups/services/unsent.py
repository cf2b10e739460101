"""A cry for help that could not be sent: nobody else reads it, and moderators learn of it all the same."""

from datetime import datetime
from uuid import uuid4, uuid5

from django.db import transaction

from alongside.groups.models import Membership
from alongside.groups.services.brought import bring_danger
from alongside.groups.things import unsent_as_thing
from alongside.kernel.markdown import calmed
from alongside.safety.services.reporting import POSTS_GO_ON


@transaction.atomic
def bring_unsent(*, standing: Membership, words: str, is_anonymous: bool = False, now: datetime) -> None:
    """Bring before moderators what somebody typed who is in danger, and who may not write there.

    What one asked without a name is brought without one, and is no part of what they typed elsewhere.
    """
    subject = uuid5(standing.id, "nameless") if is_anonymous else standing.id
    thing = unsent_as_thing(standing, uuid4(), subject, calmed(words), is_anonymous=is_anonymous, now=now)
    bring_danger(thing, goes_on=None if is_anonymous else POSTS_GO_ON, now=now)
