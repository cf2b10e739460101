"""What came of a delivery: noted after the channel answered, with the retry or the next channel it leads to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from alongside.kernel import due
from alongside.notifications.channels import Outcome, Result
from alongside.notifications.enums import Channel, DeliveryState
from alongside.notifications.models import ChannelRecord, Delivery, EmailAddress, PushSubscription
from alongside.notifications.retries import next_wait

FAILING_AFTER = 3
FAILING_WITHIN = timedelta(minutes=10)
TOO_LATE = Outcome(Result.REFUSED, "It was too late to be of use.")


@dataclass(frozen=True, slots=True)
class Report:
    """What the channel said to one attempt. `attempts` tells a late report from that of a newer lease."""

    delivery_id: UUID
    attempts: int
    outcome: Outcome


def note_reports(reports: Sequence[Report], *, now: datetime) -> None:
    """Note what came of each attempt: handed over, tried again later, or failed and on to the next channel.

    A delivery taken back while it was being sent is noted as handed over when the channel took it: that is what happened.
    """
    with transaction.atomic():
        wanted = [report.delivery_id for report in reports]
        rows = {row.id: row for row in Delivery.objects.select_for_update().filter(id__in=wanted).order_by("id")}
        known = [(rows[report.delivery_id], report) for report in reports if report.delivery_id in rows]
        taken = [row for row, report in known if report.outcome.kind is Result.DELIVERED]
        _hand_over(taken, known, now)
        for row, report in known:
            if report.outcome.kind is not Result.DELIVERED and _is_current(row, report):
                _fail(row, report.outcome, now)
        _note_channels(known, now)


def _is_current(row: Delivery, report: Report) -> bool:
    return row.state == DeliveryState.WAITING and row.attempts == report.attempts


def _hand_over(taken: Sequence[Delivery], known: Iterable[tuple[Delivery, Report]], now: datetime) -> None:
    if not taken:
        return
    detail = next(report.outcome.detail for _, report in known if report.outcome.kind is Result.DELIVERED)
    Delivery.objects.filter(id__in=[row.id for row in taken]).exclude(state=DeliveryState.HANDED_OVER).update(
        state=DeliveryState.HANDED_OVER, due_at=None, finished_at=now, outcome=detail
    )


def _fail(row: Delivery, outcome: Outcome, now: datetime) -> None:
    wait = (
        next_wait(row.attempts, urgent=row.urgent, asked_for=outcome.retry_after)
        if outcome.kind is Result.RETRY
        else None
    )
    row.outcome = outcome.detail
    if wait is not None and now + wait < row.expires_at:
        row.due_at = now + wait
        row.save(update_fields=["outcome", "due_at"])
        return
    if outcome.kind is Result.GONE:
        _forget_address(row)
    give_up([row], outcome.detail, now=now)


def give_up(rows: Sequence[Delivery], detail: str, *, now: datetime) -> None:
    """Mark deliveries as failed for good and hand each over to its next channel when no other copy can still arrive."""
    for row in rows:
        row.state, row.due_at, row.finished_at, row.outcome = DeliveryState.FAILED, None, now, detail
        row.save(update_fields=["state", "due_at", "finished_at", "outcome"])
        if row.fallbacks and row.expires_at > now:
            _fall_back(row, now)


def _fall_back(row: Delivery, now: datetime) -> None:
    alive = Delivery.objects.filter(key=row.key).exclude(state=DeliveryState.FAILED).exists()
    if alive:
        return
    channel, *rest = row.fallbacks
    Delivery.objects.bulk_create(
        [
            Delivery(
                created_at=now,
                due_at=now,
                key=row.key,
                text=row.text,
                path=row.path,
                person_id=row.person_id,
                about_id=row.about_id,
                locale=row.locale,
                channel=channel,
                fallbacks=rest,
                urgent=row.urgent,
                expires_at=row.expires_at,
            )
        ],
        ignore_conflicts=True,
    )
    due.wake()


def _forget_address(row: Delivery) -> None:
    if row.channel == Channel.PUSH:
        PushSubscription.objects.filter(id=row.push_subscription_id).delete()
        row.push_subscription = None
    elif row.person_id:
        EmailAddress.objects.filter(person_id=row.person_id).update(verified_at=None)


def _note_channels(known: Iterable[tuple[Delivery, Report]], now: datetime) -> None:
    results: dict[str, list[Result]] = {}
    for row, report in known:
        results.setdefault(row.channel, []).append(report.outcome.kind)
    for channel, kinds in results.items():
        # One address that is gone says nothing about the channel; a channel that asks to try later does.
        failures = kinds.count(Result.RETRY)
        if Result.DELIVERED in kinds:
            _note_channel(channel, {"last_ok_at": now, "failures_since_ok": 0})
        elif failures:
            _note_channel(channel, {"last_failure_at": now, "failures_since_ok": F("failures_since_ok") + failures})


def _note_channel(channel: str, change: dict[str, object]) -> None:
    if not ChannelRecord.objects.filter(channel=channel).update(**change):
        first = {key: 1 if key == "failures_since_ok" and value != 0 else value for key, value in change.items()}
        ChannelRecord.objects.update_or_create(channel=channel, defaults=first)


def channels_work(now: datetime) -> bool:
    """Tell whether some channel works: False when every channel tried lately has failed three times or more on end."""
    tried = [
        record
        for record in ChannelRecord.objects.all()
        if max(filter(None, (record.last_ok_at, record.last_failure_at))) > now - FAILING_WITHIN
    ]
    return not tried or any(record.failures_since_ok < FAILING_AFTER for record in tried)
