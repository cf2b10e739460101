"""What `alongside doctor` looks at: whether a promise is at risk, and what to do about it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from alongside.audit.queries import verify_chain
from alongside.config.environment import is_own_machine
from alongside.kernel import due, health
from alongside.kernel.health import LATE_AFTER_SECONDS, Health
from alongside.kernel.heldback import landlock
from alongside.kernel.keyring import instance_keys
from alongside.kernel.models import DataKey
from alongside.meetings.voice.janus import PLUGIN, Janus, JanusAway, JanusRefused

LEAST_FREE_BYTES = 1_000_000_000
# As many entries of the audit are looked at unless all are asked for: about a second.
NEWEST_ENTRIES = 10_000
SECONDS_FOR_JANUS = 3.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, in a sentence an operator can act on."""

    name: str
    ok: bool
    sentence: str


def examine(*, now: datetime, whole_audit: bool = False) -> list[Finding]:
    """Look at everything, of the audit at its newest entries unless it is to be the whole.

    When the database does not answer, only say that.
    """
    findings = [_debug(), _address(), _disk(), _recordings(), _voice()]
    try:
        findings += [_schema(), *_engine(health.examine(now=now)), _set_aside(), _keys()]
        return [*findings, _audit(newest=None if whole_audit else NEWEST_ENTRIES), _mail(), _questionnaires()]
    except DatabaseError as error:
        return [*findings, Finding("database", False, f"It does not answer: {type(error).__name__}.")]


def _debug() -> Finding:
    if settings.DEBUG:
        return Finding("debug", False, "ALONGSIDE_DEBUG is on: error pages show what people wrote. Switch it off.")
    return Finding("debug", True, "Off.")


def _address() -> Finding:
    if settings.BEHIND_TLS or is_own_machine(settings.BASE_URL):
        return Finding("address", True, settings.BASE_URL)
    return Finding("address", False, f"{settings.BASE_URL} is not https: passphrases travel in the open.")


def _disk() -> Finding:
    free = shutil.disk_usage(settings.ENVIRONMENT.data_dir).free
    return Finding("disk", free >= LEAST_FREE_BYTES, f"{free // 1_000_000_000} GB free in the data folder.")


def _recordings() -> Finding:
    known = landlock.edition()
    if known:
        words = f"Read by a process that opens neither files nor connections (Landlock {known})."
        return Finding("recordings", True, words)
    words = "Read by a process that is held back by limits alone: this machine's kernel has no Landlock."
    return Finding("recordings", True, words)


def _voice() -> Finding:
    if not settings.RELAYS.are_there:
        return Finding("voice", True, "Not configured: rooms of meetings go on without it.")
    if not settings.BRIDGE.is_there:
        words = f"Through {len(settings.RELAYS.urls)} relays, for up to {settings.RELAYS.most} people at once."
        return Finding("voice", True, words)
    problem = _bridge_problem()
    return Finding("voice", not problem, problem or f"Janus answers; up to {settings.BRIDGE.most} people at once.")


def _bridge_problem() -> str:
    """Return what is wrong with the bridge, in a sentence; "" when all is well."""
    try:
        janus = Janus(settings.BRIDGE, seconds=SECONDS_FOR_JANUS)
        janus.close(janus.open())
        about = janus.about()
    except JanusAway:
        return "Janus does not answer at ALONGSIDE_JANUS_URL: nobody can speak in rooms, and they are told so."
    except JanusRefused as refusal:
        return f"Janus refuses us ({refusal.code}): its api_secret has to be ALONGSIDE_JANUS_SECRET."
    if PLUGIN not in about.get("plugins", {}):
        return "Janus runs without its VideoRoom plugin: nobody can speak in rooms."
    if not {"turn-server", "turn-rest-api"} & set(about):
        return "Janus has no relay of its own, so nobody reaches it: see docs/how-to/voice-for-many.md."
    return ""


def _schema() -> Finding:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return Finding("schema", False, f"{len(missing)} migrations are missing: run `alongside migrate`.")
    return Finding("schema", True, "Up to date.")


def _engine(found: Health) -> Iterator[Finding]:
    seen = found.worker_seconds_ago
    yield Finding(
        "worker",
        not found.worker_is_silent,
        "No worker was ever seen: run `alongside worker`." if seen is None else f"Last seen {seen:.0f} seconds ago.",
    )
    late = found.oldest_due_seconds
    yield Finding("due work", late <= LATE_AFTER_SECONDS, f"The oldest due row is {late:.0f} seconds late.")
    for name in found.failing:
        yield Finding(name, False, "Every try of the last minutes failed; look at the worker's log.")


def _set_aside() -> Finding:
    counts = due.count_set_aside()
    if counts:
        words = ", ".join(f"{count} {name}" for name, count in counts.items())
        return Finding("set aside", False, f"{words}: these raised an error; see the page Engine.")
    return Finding("set aside", True, "Nothing.")


def _keys() -> Finding:
    unknown = DataKey.objects.exclude(instance_key__in=instance_keys().by_id).count()
    if unknown:
        return Finding("keys", False, f"{unknown} data keys need an instance key that is not configured.")
    return Finding("keys", True, "Every data key can be opened.")


def _audit(*, newest: int | None) -> Finding:
    broken = verify_chain(newest=newest)
    if broken is not None:
        sentence = f"Entry {broken} was changed, or one before it taken away: compare it with your newest backup."
        return Finding("audit", False, sentence)
    if newest is None:
        return Finding("audit", True, "Every entry is as it was written.")
    return Finding("audit", True, f"The newest {newest} entries are as they were written; --whole-audit looks at all.")


def _mail() -> Finding:
    if settings.EMAIL_URL:
        return Finding("e-mail", True, "Configured.")
    return Finding("e-mail", True, "Not configured: contacts without account are reached by their link only.")


def _questionnaires() -> Finding:
    # A folder that cannot be used stops the start, so what is asked about here was read.
    own = [one.name for one in settings.OWN_QUESTIONNAIRES]
    words = f"Your own: {', '.join(own)}." if own else "Only those that Alongside brings."
    return Finding("questionnaires", True, words)
