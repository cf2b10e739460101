"""What somebody takes along: one archive that a program and a person can read, with nothing in it to load."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import formats, timezone, translation
from django.utils.translation import gettext

from alongside.accounts.models import Person
from alongside.accounts.zones import zone_name
from alongside.kernel.privacy import Holding, Table, holdings

Held = Mapping[str, Mapping[str, Table]]
# As holdings write moments that are to stay text (RFC 3339).
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d|Z)")


def write_archive(person: Person, held: Held, *, now: datetime, files: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """Return a ZIP of `data.json`, `index.html` and files; `held` is by app and table, as `kernel.privacy` says."""
    data = {"instance": settings.INSTANCE_NAME, "alias": person.alias, "made_at": now, "holdings": held}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        file.writestr("index.html", _page(person, held, now))
        for name, content in files:
            file.writestr(name, content)
    return archive.getvalue()


def _page(person: Person, held: Held, now: datetime) -> str:
    with translation.override(person.locale), timezone.override(ZoneInfo(person.time_zone)):
        context = {
            "instance_name": settings.INSTANCE_NAME,
            "person": person,
            "zone": zone_name(person.time_zone),
            "now": now,
            "parts": [_part(holding, held[holding.app]) for holding in holdings() if holding.app in held],
        }
        return render_to_string("accounts/export_index.html", context)


Entry = tuple[str, list[str]]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as people read it: its name and its rows, each of entries (name, what is to be said under it)."""

    name: str
    rows: list[list[Entry]]


def _part(holding: Holding, tables: Mapping[str, Table]) -> tuple[str, list[ShownTable]]:
    shown = [
        ShownTable(_name(holding, name), [_entries(holding, row) for row in rows])
        for name, rows in tables.items()
        if rows
    ]
    return str(apps.get_app_config(holding.app).verbose_name), shown


def _entries(holding: Holding, row: Mapping[str, object]) -> list[Entry]:
    said = ((column, _said(holding, column, value)) for column, value in row.items())
    return [(_name(holding, column), words) for column, words in said if words]


def _name(holding: Holding, name: str) -> str:
    return str(holding.words.get(name, name.replace("_", " ").capitalize()))


def _said(holding: Holding, column: str, value: object) -> list[str]:
    """Say a value, or each of several, in the active language and time zone; nothing where there is none."""
    if value is not None and value not in ("", []) and column in holding.said:
        value = holding.said[column](value)
    values = value if isinstance(value, list | tuple) else [value]
    return [_plain(one) for one in values if one is not None and one != ""]


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, str) and MOMENT.fullmatch(value):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return formats.time_format(value) if isinstance(value, time) else str(value)
