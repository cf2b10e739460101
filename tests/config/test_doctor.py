"""What `alongside doctor` says of the audit, and with which status it ends."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from pytest_django import Settings

from alongside.audit.models import Entry
from alongside.audit.services import record, seal_chain
from alongside.config import doctor
from alongside.config.cli import main
from alongside.instruments.files import instruments_in
from alongside.meetings.voice.bridge import Bridge
from alongside.meetings.voice.turn import Relays
from tests.support.janus_server import SECRET, made_up_janus

pytestmark = pytest.mark.django_db

WELL = "The newest 2 entries are as they were written; --whole-audit looks at all."


@pytest.fixture
def entries(now: datetime, monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """Four entries, sealed, of which the newest two are looked at unless all are asked for."""
    monkeypatch.setattr(doctor, "NEWEST_ENTRIES", 2)
    for number in range(4):
        record(f"thing.{number}", actor=None, now=now)
    seal_chain(now=now, settle=now - now)
    return list(Entry.objects.order_by("id"))


def change(entry: Entry) -> None:
    """Do what somebody with full rights over the database could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_entry SET action = 'thing.else' WHERE id = %s", [entry.id])


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["doctor", *words])


def audit(result: Result) -> str:
    """The line about the audit."""
    return next(line for line in result.output.splitlines() if "audit: " in line)


def test_an_audit_nobody_has_touched_is_well(entries: list[Entry]) -> None:
    assert audit(run()) == f"ok    audit: {WELL}"
    assert audit(run("--whole-audit")) == "ok    audit: Every entry is as it was written."


@pytest.mark.parametrize("words", [(), ("--whole-audit",)])
def test_a_changed_entry_is_a_risk_and_named(entries: list[Entry], words: tuple[str, ...]) -> None:
    change(entries[2])
    result = run(*words)
    sentence = f"Entry {entries[2].id} was changed, or one before it taken away: compare it with your newest backup."
    assert (result.exit_code, audit(result)) == (1, f"RISK  audit: {sentence}")


def test_an_old_entry_is_looked_at_when_all_are_asked_for(entries: list[Entry]) -> None:
    change(entries[0])
    assert audit(run()) == f"ok    audit: {WELL}"
    assert f"Entry {entries[0].id} was changed" in audit(run("--whole-audit"))


def test_a_program_reads_the_same(entries: list[Entry]) -> None:
    told = json.loads(run("--json").output)
    assert {"name": "audit", "ok": True, "sentence": WELL} in told["findings"]


def test_questionnaires_of_ones_own_are_named(db: None, settings: Settings) -> None:
    said = "ok    questionnaires: "
    assert f"{said}Only those that Alongside brings." in run().output
    settings.OWN_QUESTIONNAIRES = instruments_in(Path(__file__).parents[1] / "instruments" / "packs")
    assert f"{said}Your own: BAM, CBI, MSPSS, WHO-5." in run().output


def voice() -> str:
    """The line about voice."""
    return next(line for line in run().output.splitlines() if "voice: " in line)


def test_voice_is_said_with_and_without_a_bridge(settings: Settings) -> None:
    assert voice() == "ok    voice: Not configured: rooms of meetings go on without it."
    settings.RELAYS = Relays(("turn:turn.example:3478",), "s" * 32, 4)
    assert voice() == "ok    voice: Through 1 relays, for up to 4 people at once."
    with made_up_janus() as server:
        settings.BRIDGE = Bridge(server.url, SECRET, 30)
        assert voice() == "ok    voice: Janus answers; up to 30 people at once."
        assert server.sessions == {}


def test_a_bridge_that_would_not_do_is_a_risk(settings: Settings) -> None:
    settings.RELAYS = Relays(("turn:turn.example:3478",), "s" * 32, 4)
    with made_up_janus() as server:
        settings.BRIDGE = Bridge(server.url, SECRET)
        del server.info["turn-server"]
        assert voice().startswith("RISK  voice: Janus has no relay of its own")
        server.info["plugins"] = {}
        assert voice().startswith("RISK  voice: Janus runs without its VideoRoom")
        server.how = "broken"
        assert voice().startswith("RISK  voice: Janus does not answer")
        server.how = ""
        settings.BRIDGE = Bridge(server.url, "x" * 32)
        assert voice() == "RISK  voice: Janus refuses us (403): its api_secret has to be ALONGSIDE_JANUS_SECRET."
