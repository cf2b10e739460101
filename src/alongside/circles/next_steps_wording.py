"""How next steps are said to the owner: what to do, what is missing, why it helps, and the button."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.circles.coverage import ALWAYS, Mask, NeedCoverage, hours_in
from alongside.circles.enums import PathStep, Relation, Support
from alongside.circles.next_step_providers import Said
from alongside.circles.next_steps import Step, StepKind
from alongside.circles.wording import ROOM_FOR, hours_said

NOBODY_THEN: dict[Support, Promise] = {
    Support.EMOTIONAL: gettext_lazy("There is nobody to talk to at these hours: %(hours)s."),
    Support.ACCOUNTABILITY: gettext_lazy("Nobody helps you keep to what you decided at these hours: %(hours)s."),
    Support.PRACTICAL: gettext_lazy("Nobody gives practical help at these hours: %(hours)s."),
}
ALSO: dict[Support, Promise] = {
    Support.EMOTIONAL: gettext_lazy("Ask %(name)s whether you could talk to them, too"),
    Support.ACCOUNTABILITY: gettext_lazy("Ask %(name)s to help you keep to what you decided"),
    Support.PRACTICAL: gettext_lazy("Ask %(name)s whether they could give practical help, too"),
}
LOOK_FOR: dict[Support, Promise] = {
    Support.EMOTIONAL: gettext_lazy("Name somebody you could talk to"),
    Support.ACCOUNTABILITY: gettext_lazy("Name somebody who could help you keep to what you decided"),
    Support.PRACTICAL: gettext_lazy("Name somebody who could give practical help"),
}


def hours_value(hours: Mask) -> str:
    """Return hours of the week as an address holds them; `hours_of_value` reads them again."""
    return f"{hours:x}"


def hours_of_value(value: str) -> tuple[int, ...] | None:
    """Return the hours of the week in an address; None when there are none in it that could be."""
    try:
        mask = int(value, 16)
    except ValueError:
        return None
    return tuple(hours_in(mask)) if 0 < mask <= ALWAYS else None


def reason_of(step: Step, one: NeedCoverage) -> str:
    """Say what is missing: the hours that nobody covers, or else that one person alone does."""
    support = Support(one.need.support)
    if one.gaps == ALWAYS:
        return str(ROOM_FOR[support])
    gaps = step.hours & one.gaps
    if not gaps:
        return _("One person alone can be there for this. With two it is lighter for both of you.")
    return str(NOBODY_THEN[support]) % {"hours": hours_said(hours_in(gaps))}


def said_of_tie(step: Step, one: NeedCoverage, *, name: str, gives: bool) -> Said:
    """Put a step that is about somebody of the circle into words; `gives` says that they give this support already."""
    if step.kind == StepKind.ASK:
        return _ask(step, one, name, gives=gives)
    address = reverse("circle-tie", args=[step.key])
    if step.kind == StepKind.HAND_ON:
        return Said(
            _("Pass the link on to %(name)s once more") % {"name": name},
            _("They have not answered yet. A link is easily overlooked."),
            _("Find the link"),
            address,
        )
    return Said(
        _("Invite %(name)s to stand with you") % {"name": name},
        _("You named them already. They can only help once they know."),
        _("Go to their page"),
        address,
    )


def _ask(step: Step, one: NeedCoverage, name: str, *, gives: bool) -> Said:
    support = Support(one.need.support)
    words = _("Ask %(name)s whether you could reach them then, too: %(hours)s") if gives else str(ALSO[support])
    hours = "" if one.need.hours is None else f"?hours={hours_value(step.hours)}"
    return Said(
        words % {"name": name, "hours": hours_said(hours_in(step.hours))},
        _("They stand with you already. You see what they will read before it is sent."),
        _("See what would be sent"),
        reverse("circle-ask", args=[step.key, support.value]) + hours,
    )


def said_of_other(step: Step, one: NeedCoverage) -> Said:
    """Put a step that is about nobody of the circle yet into words."""
    support = Support(one.need.support)
    if step.kind == StepKind.PROFESSIONAL:
        return Said(
            _("Ask somebody whose work it is"),
            _("Doctors and counsellors are asked this every day. There are words you can use."),
            _("See how to ask"),
            reverse("circle-build-step", args=[PathStep.PROFESSIONAL.value]),
        )
    if step.kind == StepKind.PLACE:
        return Said(
            _("Find a group, or a place online"),
            _("There you meet people who know this from their own lives."),
            _("Add a place"),
            _naming(support, relation=Relation.GROUP.value),
        )
    return Said(
        str(LOOK_FOR[support]),
        _("Somebody you know may say yes. Nobody is told before you invite them."),
        _("Name somebody"),
        _naming(support),
    )


def _naming(support: Support, **more: str) -> str:
    return f"{reverse('circle-add')}?{urlencode({'gives': support.value, **more})}"
