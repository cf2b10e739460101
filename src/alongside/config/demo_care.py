"""Looking after a group of the demo community: who helps, a call to somebody quiet, and what came before moderators."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.calling.details import CallDetails
from alongside.groups.calling.enums import PartOfDay, Way
from alongside.groups.chat.things import LINE
from alongside.groups.enums import GroupRole
from alongside.groups.models import ChatLine, Group, Membership, Post
from alongside.groups.things import POST
from alongside.safety import services as safety
from alongside.safety.details import Choice, Telling
from alongside.safety.enums import Act, Reason

HOST = "Linden"
HELP = (("Swift", GroupRole.GREETER), ("Teal", GroupRole.MODERATOR))
# Who wants to be called once they are quiet, and has been for longer than the group waits.
QUIET = "Siskin"
BY_MESSAGE = CallDetails(Way.MESSAGE, frozenset(range(7)), PartOfDay.EVENING, "Europe/London")
WRITES_WHAT_DOES_NOT_GO = "Merlin"
SELLS, TELLS_OF_ANOTHER = "I sell a tea", "The man who drives the early bus"
WHY_HIDDEN = (
    "This is somebody else's story, and he can be known by it. What is said at a meeting stays there. You are welcome "
    "to write what it was like for you to hear it."
)


def ask_for_help(group: Group, people: Mapping[str, Person], *, now: datetime) -> None:
    """Have the host ask two members to help, who say yes; and somebody who has gone quiet be on the list of calls."""
    for alias, role in HELP:
        row = Membership.objects.get(group=group, person=people[alias])
        at = now - timedelta(days=30)
        services.offer_role(actor=people[HOST], slug=group.slug, membership_id=row.id, role=role, now=at)
        services.answer_offer(actor=people[alias], slug=group.slug, role=role, takes_it=True, now=at)
    wished = now - timedelta(days=25)
    wish = services.choose_calls(actor=people[QUIET], slug=group.slug, details=BY_MESSAGE, now=wished)
    services.move_wishes([wish], now - timedelta(hours=5))


def bring_before_moderators(group: Group, people: Mapping[str, Person], *, now: datetime) -> None:
    """Have what does not go be reported: two cases wait for somebody, and one post is hidden, which is told why.

    What sounds like danger came before moderators when it was written.
    """
    posts = Post.objects.filter(thread__group=group, membership__person=people[WRITES_WHAT_DOES_NOT_GO])
    told = posts.get(text__startswith=TELLS_OF_ANOTHER)
    case = safety.report(
        actor=people["Swift"],
        kind=POST,
        subject=told.id,
        telling=Telling(Reason.IDENTITY),
        now=now - timedelta(hours=25),
    ).case
    host, decided = people[HOST], now - timedelta(hours=24)
    safety.decide(actor=host, case_id=case.id, choice=Choice(Act.HIDE, WHY_HIDDEN), now=decided)
    safety.close_case(actor=host, case_id=case.id, now=decided + timedelta(minutes=1))
    selling = Telling(Reason.MONEY, "It was said in the room last week, too.")
    sold = posts.get(text__startswith=SELLS)
    safety.report(actor=people["Swift"], kind=POST, subject=sold.id, telling=selling, now=now - timedelta(hours=3))
    lines = ChatLine.objects.filter(room__group=group, membership__person=people[WRITES_WHAT_DOES_NOT_GO])
    luring = Telling(Reason.PREYING, "They are new here. I do not think that they know they can say no.")
    asked = now - timedelta(minutes=14)
    safety.report(actor=people["Heron"], kind=LINE, subject=lines.get().id, telling=luring, now=asked)
