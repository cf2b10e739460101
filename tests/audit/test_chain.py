"""The chain shows every later change, and nobody gets to make one quietly."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from alongside.audit import privacy, queries, services
from alongside.audit.chain import FIRST, Facts, link_digest
from alongside.audit.models import Entry, Link

ADA = UUID("01900000-0000-7000-8000-00000000000a")
BEN = UUID("01900000-0000-7000-8000-00000000000b")
NONE_SETTLE = timedelta(0)


def facts(**changes: object) -> Facts:
    values: dict[str, object] = {
        "id": 1,
        "at": datetime(2026, 3, 4, 20, tzinfo=UTC),
        "actor": ADA,
        "action": "tie.named",
        "subject": BEN,
        "about": None,
    }
    return Facts(**{**values, **changes})  # type: ignore[arg-type]  # a dict of mixed values on purpose


@pytest.mark.parametrize(
    "change",
    [
        {"id": 2},
        {"at": datetime(2026, 3, 4, 20, 0, 0, 1, tzinfo=UTC)},
        {"actor": None},
        {"actor": BEN},
        {"action": "tie.ended"},
        {"subject": None},
        {"subject": None, "about": BEN},
    ],
)
def test_every_fact_counts(change: dict[str, object]) -> None:
    assert link_digest(facts(**change), FIRST) != link_digest(facts(), FIRST)


def test_the_link_before_counts_and_the_zone_it_is_told_in_does_not() -> None:
    elsewhere = datetime(2026, 3, 4, 22, tzinfo=timezone(timedelta(hours=2)))
    assert link_digest(facts(at=elsewhere), FIRST) == link_digest(facts(), FIRST)
    assert link_digest(facts(), b"before") != link_digest(facts(), FIRST)


def make_entries(now: datetime, count: int = 3) -> list[Entry]:
    for number in range(count):
        services.record(f"thing.{number}", actor=ADA, subject=BEN, about=ADA, now=now)
    return list(Entry.objects.order_by("-id")[:count])[::-1]


@pytest.mark.django_db
def test_sealing_links_settled_entries_once(now: datetime) -> None:
    make_entries(now)
    assert services.seal_chain(now=now + timedelta(seconds=9)) == 0
    assert services.seal_chain(now=now + timedelta(seconds=10), limit=2) == 2
    assert services.seal_chain(now=now + timedelta(seconds=10)) == 1
    assert services.seal_chain(now=now + timedelta(seconds=10)) == 0
    assert queries.verify_chain() is None
    last = Entry.objects.latest("id")
    assert queries.chain_head() == (last.id, bytes(last.link.digest).hex())


@pytest.mark.django_db
def test_an_entry_waits_behind_a_younger_one_with_a_lower_id(now: datetime) -> None:
    services.record("late.clock", actor=None, now=now + timedelta(minutes=1))
    services.record("right.clock", actor=None, now=now)
    assert services.seal_chain(now=now + timedelta(seconds=30)) == 0
    assert services.seal_chain(now=now + timedelta(minutes=2)) == 2
    assert queries.verify_chain() is None


@pytest.mark.django_db
def test_an_empty_chain_is_whole() -> None:
    assert queries.verify_chain() is None
    assert queries.verify_chain(newest=2) is None
    assert queries.chain_head() is None


def without_triggers(statement: str, values: list[object]) -> None:
    """Do what somebody with full rights over the database could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER; ALTER TABLE audit_link DISABLE TRIGGER USER")
        cursor.execute(statement, values)


@pytest.mark.django_db
def test_a_changed_entry_is_found(now: datetime) -> None:
    entries = make_entries(now)
    services.seal_chain(now=now, settle=NONE_SETTLE)
    without_triggers("UPDATE audit_entry SET actor = %s WHERE id = %s", [BEN, entries[1].id])
    assert queries.verify_chain() == entries[1].id


@pytest.mark.django_db
def test_of_the_newest_entries_each_is_looked_at_and_none_before_them(now: datetime) -> None:
    entries = make_entries(now, count=5)
    services.seal_chain(now=now, settle=NONE_SETTLE)
    without_triggers("UPDATE audit_entry SET actor = %s WHERE id = %s", [BEN, entries[2].id])
    assert [queries.verify_chain(newest=newest) for newest in (1, 2, 3, 4, 5, 6)] == [None, None, *[entries[2].id] * 4]


@pytest.mark.django_db
def test_a_removed_entry_is_found_at_the_next_one(now: datetime) -> None:
    entries = make_entries(now)
    services.seal_chain(now=now, settle=NONE_SETTLE)
    without_triggers("DELETE FROM audit_link WHERE entry_id = %s", [entries[1].id])
    without_triggers("DELETE FROM audit_entry WHERE id = %s", [entries[1].id])
    assert queries.verify_chain() == entries[2].id


@pytest.mark.django_db
def test_an_entry_that_lost_its_link_or_was_slipped_in_is_found(now: datetime) -> None:
    entries = make_entries(now)
    services.seal_chain(now=now, settle=NONE_SETTLE)
    without_triggers("DELETE FROM audit_link WHERE entry_id = %s", [entries[1].id])
    assert queries.verify_chain() == entries[1].id


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_entry", "audit_link"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_database_refuses_to_change_the_audit(now: datetime, table: str, statement: str) -> None:
    make_entries(now, count=1)
    services.seal_chain(now=now, settle=NONE_SETTLE)
    column = "action" if table == "audit_entry" else "digest"
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_truncate")
        with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
            cursor.execute(statement.format(table, column, column))


@pytest.mark.django_db(transaction=True)
def test_sealing_waits_for_an_older_transaction_that_still_writes(now: datetime) -> None:
    written, may_commit = threading.Event(), threading.Event()

    def write_slowly() -> None:
        try:
            with transaction.atomic():
                services.record("slow.write", actor=ADA, now=now)
                written.set()
                may_commit.wait(timeout=30)
        finally:
            connection.close()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    try:
        assert written.wait(timeout=30)
        services.record("quick.write", actor=ADA, now=now)
        assert services.seal_chain(now=now, settle=NONE_SETTLE) == 0
    finally:
        may_commit.set()
        writer.join(timeout=30)
    assert services.seal_chain(now=now, settle=NONE_SETTLE) == 2
    assert [link.entry.action for link in Link.objects.order_by("entry_id")] == ["slow.write", "quick.write"]


@pytest.mark.django_db(transaction=True)
def test_only_one_seals_at_a_time(now: datetime) -> None:
    make_entries(now)
    holding, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [services.SEALING])
                holding.set()
                may_end.wait(timeout=30)
        finally:
            connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert holding.wait(timeout=30)
        assert services.seal_chain(now=now, settle=NONE_SETTLE) == 0
    finally:
        may_end.set()
        holder.join(timeout=30)
    assert services.seal_chain(now=now, settle=NONE_SETTLE) == 3


@pytest.mark.django_db
def test_a_person_gets_what_they_did_and_what_was_done_about_them(now: datetime) -> None:
    services.record("own.act", actor=ADA, now=now)
    services.record("about.ada", actor=BEN, about=ADA, now=now)
    services.record("of.others", actor=BEN, about=BEN, now=now)
    assert privacy.export(ADA) == {
        "entries": [
            {"at": now, "action": "own.act", "actor": ADA, "subject": None, "about": None},
            {"at": now, "action": "about.ada", "actor": BEN, "subject": None, "about": ADA},
        ]
    }


@pytest.mark.django_db
def test_erasing_leaves_the_entries(now: datetime) -> None:
    services.record("own.act", actor=ADA, now=now)
    privacy.erase(ADA, now)
    assert Entry.objects.get().actor == ADA


@pytest.mark.django_db
def test_the_refusal_can_be_taken_back_and_put_in_again(now: datetime) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([("audit", "0001_initial")])
    services.record("to.be.deleted", actor=None, now=now)
    assert Entry.objects.all().delete()[0] == 1
    MigrationExecutor(connection).migrate([("audit", "0002_append_only")])
    services.record("to.stay", actor=None, now=now)
    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        Entry.objects.all().delete()
