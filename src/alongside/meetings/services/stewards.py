"""Looking after a meeting together: asking somebody to, their answer, and stepping back, never from a meeting alone."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel.errors import Conflict
from alongside.kernel.ratelimit import count_try
from alongside.meetings import run_outgoing
from alongside.meetings.models import Hosting, Steward, StewardAsked
from alongside.meetings.policies import access_stewarded, looks_after, takes_part
from alongside.meetings.steward_policies import access_asked_to_look_after, take_over, who_looks_after

ASKED_A_DAY = 10
KEPT_FOR = timedelta(days=60)
LOOKS_AFTER_IT = _("They look after this meeting already.")
NOT_IN_GROUP = _("They are not in the group of this meeting any more, so they were not asked. Nothing is lost.")
NOT_YOURS = _("You look after it by your role here, so there is nothing to step back from. Nothing is lost.")
LAST = _("Nobody else would look after this meeting then. Please ask somebody first. Nothing is lost.")


@transaction.atomic
def ask_steward(*, actor: Person, slug: str, person: Person, now: datetime) -> None:
    """Ask somebody whom the actor may ask (see `stewards_page.stewards_to_ask`) to look after a meeting with them.

    Conflict for who does so already; NotAllowed, NotFound, TooMany.
    """
    hosting = access_stewarded(actor, slug, lock=True)
    if looks_after(person, hosting):
        raise Conflict(LOOKS_AFTER_IT)
    if not takes_part(person, hosting.meeting):
        raise Conflict(NOT_IN_GROUP)
    asked, made = StewardAsked.objects.get_or_create(hosting=hosting, person=person, defaults={"created_at": now})
    if made:
        count_try("meetings.steward_asked", str(actor.id), limit=ASKED_A_DAY, window=timedelta(days=1), now=now)
        run_outgoing.tell_asked(asked, now=now)
        record("meetings.steward_asked", actor=actor.id, subject=hosting.id, about=person.id, now=now)


@transaction.atomic
def answer_steward_ask(*, actor: Person, slug: str, says_yes: bool, now: datetime) -> None:
    """Look after a meeting from now on, or not; those who do hear of a yes, and nobody of a no. NotFound."""
    asked = access_asked_to_look_after(actor, slug, lock=True)
    hosting = asked.hosting
    asked.delete()
    if says_yes:
        run_outgoing.tell_looked_after(hosting, who_looks_after(hosting), about=actor, now=now)
        Steward.objects.get_or_create(hosting=hosting, person=actor, defaults={"created_at": now})
    action = "meetings.steward_yes" if says_yes else "meetings.steward_no"
    record(action, actor=actor.id, subject=hosting.id, about=actor.id, now=now)


@transaction.atomic
def step_back(*, actor: Person, slug: str, now: datetime) -> None:
    """Look after a meeting no longer; who takes it over from the last one is told. Conflict when nobody would."""
    hosting = access_stewarded(actor, slug, lock=True)
    mine = hosting.stewards.filter(person=actor)
    if not mine.exists():
        raise Conflict(NOT_YOURS)
    after = take_over(actor, hosting)
    if not after:
        raise Conflict(LAST)
    mine.delete()
    run_outgoing.tell_looked_after(hosting, after, about=actor, now=now)
    record("meetings.stepped_back", actor=actor.id, subject=hosting.id, about=actor.id, now=now)


def tell_of_offer(hosting: Hosting, actor: Person, now: datetime) -> None:
    """Tell those who look after a meeting that somebody offers to serve it."""
    run_outgoing.tell_looked_after(hosting, who_looks_after(hosting), about=actor, now=now)


@transaction.atomic
def forget_steward_asks(now: datetime) -> int:
    """Forget whom nobody has an answer of for some weeks: a chore; return how many."""
    return StewardAsked.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]
