"""What an app must register, it has registered: what it holds about people, and what is due."""

from functools import cache

import pytest
from django.apps import apps
from django.db import models

from alongside.accounts.models import Person
from alongside.kernel.due import kinds
from alongside.kernel.models import DueRow
from alongside.kernel.privacy import holdings
from alongside.notifications.models import Delivery
from tests.architecture.source import PACKAGE, layers, own_models


@cache
def is_personal(model: type[models.Model]) -> bool:
    """Tell whether the rows of a model belong to a person, directly or through what they hang on."""
    targets = [
        field.related_model for field in model._meta.local_fields if field.is_relation and field.related_model != model
    ]
    return model is Person or any(is_personal(target) for target in targets)


PERSONAL_APPS = sorted({model._meta.app_label for model in own_models() if is_personal(model)})


def test_personal_rows_are_recognised() -> None:
    assert {"accounts", "notifications", "circles", "reachouts"} <= set(PERSONAL_APPS)
    assert "kernel" not in PERSONAL_APPS


@pytest.mark.parametrize("app", PERSONAL_APPS)
def test_an_app_with_personal_rows_says_how_to_export_and_erase_them(app: str) -> None:
    assert (PACKAGE / app / "privacy.py").is_file()
    assert app in {holding.app for holding in holdings()}


def test_what_is_held_is_erased_from_the_top_layer_down() -> None:
    heights = [layers()[holding.app] for holding in holdings()]
    assert heights == sorted(heights, reverse=True)


@pytest.mark.parametrize(
    "model", [model for model in own_models() if issubclass(model, DueRow)], ids=lambda model: model._meta.label
)
def test_everything_that_is_due_has_somebody_who_moves_it(model: type[DueRow]) -> None:
    assert model in {kind.model for kind in kinds()}


def test_a_worker_moves_the_deliveries_that_others_only_watch() -> None:
    from alongside.notifications.outbox import Outbox

    outbox = Outbox(senders=1, has_room=lambda: None)
    try:
        moved = [(kind.name, kind.where) for kind in outbox.kinds]
        assert moved == [(kind.name, kind.where) for kind in kinds() if kind.model is Delivery]
        assert all(kind.limit() > 0 for kind in outbox.kinds)
    finally:
        outbox.close()


def test_other_peoples_apps_keep_nothing_that_outlives_a_person() -> None:
    kept = [
        str(field)
        for model in apps.get_models()
        if not model.__module__.startswith("alongside.")
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is Person and field.remote_field.on_delete is not models.CASCADE
    ]
    assert kept == []
