"""The listeners' rota as a next step for a circle: they answer when a reach-out would go unanswered."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.circles.coverage import NEVER, Mask, mask_of
from alongside.circles.models import Supporter
from alongside.circles.next_step_providers import Offered, Said, Situation, register_provider
from alongside.circles.next_steps import Step, StepKind
from alongside.circles.offers import Support
from alongside.kernel.weekhours import coming_moments
from alongside.reachouts.rota import Turn, hours_on_call
from alongside.reachouts.waving import listening_shifts

# Between whom the owner knows and what is still to be found: it costs nothing, and helps in the hardest hours.
EFFORT = 45


def register() -> None:
    """Offer the rota to circles."""
    register_provider("listeners", listeners)


def listeners(situation: Situation) -> Iterator[Offered]:
    """Offer the listeners for needs to talk, in the hours nobody covers and a listener is on call."""
    gaps = {one.need.key: one.gaps for one in situation.coverage.needs if one.need.support == Support.EMOTIONAL}
    on_call = _on_call(situation) if any(gaps.values()) else NEVER
    for need, hours in gaps.items():
        if hours & on_call:
            step = Step(StepKind.LISTENERS, StepKind.LISTENERS, need, hours & on_call, effort=EFFORT)
            yield Offered(step, _said)


def _on_call(situation: Situation) -> Mask:
    """Return the hours of the owner's week in which a listener who does not rest is on call; nobody is their own."""
    resting = Supporter.objects.filter(breather_until__gt=situation.now, person__isnull=False).values("person")
    shifts = listening_shifts().exclude(person__in=resting)
    rows = shifts.exclude(person=situation.owner).select_related("person")
    turns = [Turn(row.person_id, row.start, row.hours, ZoneInfo(row.person.time_zone)) for row in rows]
    return mask_of(hours_on_call(turns, coming_moments(ZoneInfo(situation.owner.time_zone), situation.now)))


def _said() -> Said:
    return Said(
        _("Listeners are there when nobody of yours can be"),
        _("At these hours a listener is on call. When you reach out and nobody answers, we ask them by ourselves."),
        _("See how reaching out goes"),
        reverse("rehearse"),
    )
