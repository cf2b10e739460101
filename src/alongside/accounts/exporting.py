"""What somebody takes along: one archive that a program and a person can read, with nothing in it to load."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation

from alongside.accounts.models import Person
from alongside.kernel.privacy import Table

Held = Mapping[str, Mapping[str, Table]]


def write_archive(person: Person, held: Held, *, now: datetime) -> bytes:
    """Return a ZIP of `data.json` and `index.html`; `held` is by app and table, as `kernel.privacy` says."""
    data = {"instance": settings.INSTANCE_NAME, "alias": person.alias, "made_at": now, "holdings": held}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        file.writestr("index.html", _page(person, held, now))
    return archive.getvalue()


def _page(person: Person, held: Held, now: datetime) -> str:
    with translation.override(person.locale), timezone.override(ZoneInfo(person.time_zone)):
        parts = [(apps.get_app_config(app).verbose_name, _tables(tables)) for app, tables in held.items()]
        context = {"instance_name": settings.INSTANCE_NAME, "person": person, "now": now, "parts": parts}
        return render_to_string("accounts/export_index.html", context)


def _tables(tables: Mapping[str, Table]) -> list[tuple[str, list[str], list[list[object]]]]:
    """Return (name, column heads, rows) of every table that has rows."""
    return [
        (_words(name), [_words(column) for column in rows[0]], [list(row.values()) for row in rows])
        for name, rows in tables.items()
        if rows
    ]


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
