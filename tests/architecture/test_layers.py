"""Relations and imports point down; what concerns HTTP stays with the views."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import models

from alongside.config import settings
from tests.architecture.source import PACKAGE, layers, modules, own_models, short

# Where a request or an answer may be named. `api` and `config` are made of little else.
HTTP_ROOMS = frozenset(
    {
        "adapters",
        "context",
        "decorators",
        "errors",
        "middleware",
        "receivers",
        "sessions",
        "templatetags",
        "urls",
        "views",
    }
)
HTTP_PARTS = frozenset({"api", "config"})
HTTP_MODULES = ("django.http", "django.shortcuts", "django.views", "allauth.core", "ninja")


def relations(model: type[models.Model]) -> Iterator[models.ForeignObject]:
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return (field for field in own if field.is_relation)


def test_there_is_something_to_look_at() -> None:
    assert len(own_models()) >= 20
    assert layers()["kernel"] == 0
    assert layers()["config"] == max(layers().values())


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_relations_follow_the_layers(model: type[models.Model]) -> None:
    height = layers()
    upward = [
        f"{field} -> {field.related_model._meta.label}"
        for field in relations(model)
        if field.related_model._meta.app_config.name.startswith("alongside.")
        and field.related_model._meta.app_label != model._meta.app_label
        and height[field.related_model._meta.app_label] >= height[model._meta.app_label]
    ]
    assert upward == []


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_the_way_back_of_a_relation_is_named_or_closed(model: type[models.Model]) -> None:
    unnamed = [
        str(field)
        for field in relations(model)
        if field.remote_field.related_name is None and not field.remote_field.parent_link
    ]
    assert unnamed == []


def test_apps_are_listed_from_the_lowest_layer_to_the_highest() -> None:
    heights = [layers()[name.removeprefix("alongside.")] for name in settings.OWN_APPS]
    assert heights == sorted(heights)
    assert {name.removeprefix("alongside.") for name in settings.OWN_APPS} == set(layers()) - {"config"}


def test_every_part_of_the_package_has_its_layer() -> None:
    parts = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert parts == set(layers())


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def may_speak_http(path: Path) -> bool:
    rooms = path.relative_to(PACKAGE).with_suffix("").parts
    return rooms[0] in HTTP_PARTS or not HTTP_ROOMS.isdisjoint(rooms[1:])


def test_no_http_below_the_views() -> None:
    wrong = [
        f"{short(path)} imports {name}"
        for path, tree in modules()
        if not may_speak_http(path)
        for name in imports(tree)
        if name.startswith(HTTP_MODULES)
    ]
    assert not wrong, "\n".join(wrong)
