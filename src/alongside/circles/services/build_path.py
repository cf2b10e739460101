"""The owner's writes on the guided path to a network. What they say and name on it goes through `needs` and `ties`."""

from datetime import datetime

from django.db import transaction

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.enums import PathStep
from alongside.circles.models import BuildPath


@transaction.atomic
def pass_build_step(*, actor: Person, step: PathStep, now: datetime) -> None:
    """Go past a step, with or without having done it; a second time changes nothing."""
    path, _made = BuildPath.objects.select_for_update(of=("self",), no_key=True).get_or_create(
        owner=actor, defaults={"created_at": now}
    )
    if step not in path.passed:
        path.passed = [known for known in PathStep.values if known in {*path.passed, step}]
        path.save(update_fields=["passed"])
        record("build-path.passed", actor=actor.id, subject=path.id, about=actor.id, now=now)
