"""What the token's person wants support for."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from alongside.api.auth import TokenRequest
from alongside.api.schemas import NeedChange, NeedIn, NeedOut
from alongside.circles import policies, queries, services
from alongside.circles.details import NeedDetails
from alongside.circles.models import Need
from alongside.circles.queries import NeedView
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict

router = Router(tags=["circle"])


@router.post("", response={201: NeedOut}, summary="Say what you need")
def add_need(request: TokenRequest, body: NeedIn) -> Status[NeedOut]:
    """Write a need down, for its owner's eyes alone."""
    details = NeedDetails(**_taken(body.model_dump()))
    need = services.add_need(actor=request.auth.person, details=details, now=current_time())
    if need is None:
        raise Conflict(_("This need is on the list already, in the same words. Nothing was changed."))
    return Status(201, need_out(queries.need_view(need)))


@router.patch("/{uuid:need_id}", response=NeedOut, summary="Change a need")
def change_need(request: TokenRequest, need_id: UUID, body: NeedChange) -> NeedOut:
    """Change a need; what is left out stays as it is. Null does too, but for hours: it does not matter when."""
    person, now = request.auth.person, current_time()
    with transaction.atomic():  # two changes at once, each of another field, both stay
        need = policies.access_need(person, need_id, lock=True)
        details = replace(_details(need), **_changed(body))
        need = services.change_need(actor=person, need_id=need_id, details=details, now=now)
    return need_out(queries.need_view(need))


@router.delete("/{uuid:need_id}", response={204: None}, summary="Remove a need")
def remove_need(request: TokenRequest, need_id: UUID) -> Status[None]:
    """Delete a need and its words."""
    services.remove_need(actor=request.auth.person, need_id=need_id, now=current_time())
    return Status(204, None)


def need_out(need: NeedView) -> NeedOut:
    """Return a need as its owner reads it."""
    hours = None if need.hours is None else sorted(need.hours)
    return NeedOut(id=need.id, support=need.support, words=need.words, hours=hours, weight=need.weight)


def _taken(given: dict[str, Any]) -> dict[str, Any]:
    return {**given, "hours": tuple(given["hours"])} if given.get("hours") is not None else given


def _changed(body: NeedChange) -> dict[str, Any]:
    given = body.model_dump(exclude_unset=True)
    return _taken({name: value for name, value in given.items() if value is not None or name == "hours"})


def _details(need: Need) -> NeedDetails:
    shown = queries.need_view(need)
    return NeedDetails(
        support=shown.support,
        words=shown.words,
        hours=None if shown.hours is None else tuple(shown.hours),
        weight=shown.weight,
    )
