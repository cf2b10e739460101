"""Choosing people of a circle: who is offered, and what becomes of a choice that is not true any more."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django import forms

from alongside.accounts.models import Person
from alongside.circles import services
from alongside.circles.choosing import TiesField, chosen, offer_people, people_of
from alongside.circles.models import Tie
from alongside.kernel.errors import Conflict
from tests.circles.conftest import Named

pytestmark = pytest.mark.django_db


class ShareForm(forms.Form):
    """Somebody shares something."""

    shared_with = TiesField(label="With")


def _form(owner: Person, **answers: object) -> ShareForm:
    form = ShareForm(answers)
    offer_people(form, people_of(owner))
    return form


def test_who_said_yes_is_offered_by_name_and_nobody_is_chosen_beforehand(
    owner: Person, mate: Person, stranger: Person, accepted: Callable[..., Tie], named: Named
) -> None:
    """Who was only named does not stand with anybody yet; and the circle of another has nobody in it."""
    mia, sol = accepted(mate, "zora"), accepted(stranger, "Auntie Test")
    named("Waiting Wanda")
    assert list(people_of(owner).items()) == [(sol.id, "Auntie Test"), (mia.id, "zora")]
    assert people_of(mate) == {}
    form = _form(owner)
    assert form.is_valid()
    assert form.cleaned_data["shared_with"] == []


def test_a_choice_is_kept_as_ties_of_that_circle_alone(
    owner: Person, mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    """The tie of another circle, one that has ended and one that never was are refused alike, with a sentence."""
    tie = accepted(mate)
    form = _form(owner, shared_with=[str(tie.id)])
    assert form.is_valid()
    assert chosen(owner, form.cleaned_data["shared_with"]) == [tie]
    with pytest.raises(Conflict, match="does not stand with you any more"):
        chosen(owner, [tie.id, uuid4()])
    with pytest.raises(Conflict):
        chosen(mate, [tie.id])
    services.leave_tie(actor=mate, tie_id=tie.id, now=now)
    assert not _form(owner, shared_with=[str(tie.id)]).is_valid()
    with pytest.raises(Conflict):
        chosen(owner, [tie.id])
