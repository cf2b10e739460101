"""Choosing people of one's circle: with whom something is shared, who is told, who is asked."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.accounts.removed import not_removed
from alongside.circles.enums import TieState
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.circles.policies import visible_ties
from alongside.kernel import live
from alongside.kernel.errors import Conflict

NOT_WITH_YOU = _(
    "Somebody you chose does not stand with you any more. Nothing was shared. Please look at your choice again."
)
CANNOT_BE_ASKED = _("They cannot be asked at the moment, so they were not. Nothing was changed.")


class TiesField(forms.TypedMultipleChoiceField):
    """A choice among those who stand with the owner, nobody to begin with; clean values are ids of their ties.

    The form says whose circle it is: `offer_people(form, people_of(owner))`.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"coerce": UUID, "required": False, "widget": forms.CheckboxSelectMultiple, **options})

    def offer(self, people: dict[UUID, str]) -> None:
        """Let these be chosen."""
        self.choices = [(str(tie_id), name) for tie_id, name in people.items()]


def offer_people(form: forms.BaseForm, people: dict[UUID, str]) -> None:
    """Let these be chosen wherever a form asks for people."""
    for field in form.fields.values():
        if isinstance(field, TiesField):
            field.offer(people)


def people_of(owner: Person) -> dict[UUID, str]:
    """Return who said yes to the owner, by tie id, as the owner calls them and in the order of these names."""
    names = names_of(visible_ties(owner).filter(state=TieState.ACCEPTED))
    return dict(sorted(names.items(), key=lambda one: one[1].casefold()))


def chosen(owner: Person, tie_ids: Iterable[UUID]) -> list[Tie]:
    """Return these ties of the owner's circle, for a service that keeps whom they chose.

    Conflict when somebody among them does not stand with the owner (any more): nobody is left out in silence.
    """
    wanted = set(tie_ids)
    ties = list(visible_ties(owner).filter(id__in=wanted, state=TieState.ACCEPTED).select_related("supporter__person"))
    if len(ties) < len(wanted):
        raise Conflict(NOT_WITH_YOU)
    return ties


def can_be_asked(tie: Tie) -> bool:
    """Tell whether anything can be asked of whoever is at the other end of a tie; not of who was asked to leave."""
    return Tie.objects.filter(not_removed("supporter__person"), id=tie.id).exists()


def have_look_again(tie_ids: Iterable[UUID]) -> None:
    """Have the open pages of those at the other end of these ties show what is shared with them by now."""
    people = Tie.objects.filter(id__in=set(tie_ids)).values_list("supporter__person_id", flat=True)
    live.announce([person for person in people if person], topic="supporting")
