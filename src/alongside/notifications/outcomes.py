"""What came of a delivery: noted after the channel answered, with the retry or the next channel it leads to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from alongside.kernel import due
from alongside.notifications.channels import Outcome, Result, gettext_noop
from alongside.notifications.enums import Channel, DeliveryState
from alongside.notifications.models import FORGOTTEN, ChannelRecord, Delivery, EmailAddress, PushSubscription
from alongside.notifications.retries import next_wait

FAILING_AFTER = 3
FAILING_WITHIN = timedelta(minutes=10)
TOO_LATE = gettext_noop("It was too late to be of use.")
# One address that is gone says nothing about its channel.
SPEAKS_AGAINST_CHANNEL = (Result.RETRY, Result.REFUSED)


@dataclass(frozen=True, slots=True)
class Report:
    """What the channel said to one attempt.

    `attempts` tells a late report from that of a newer lease; `address_id` is the row of the subscription or e-mail
    address that was used, if there was one.
    """

    delivery_id: UUID
    attempts: int
    outcome: Outcome
    address_id: UUID | None = None


Known = Sequence[tuple[Delivery, Report]]


def note_reports(reports: Sequence[Report], *, now: datetime) -> None:
    """Note what came of each attempt: handed over, tried again later, or failed and on to the next channel.

    A delivery taken back while it was being sent is noted as handed over when the channel took it: so it happened.
    """
    with transaction.atomic():
        rows = _locked_with_copies([report.delivery_id for report in reports])
        known = [(rows[report.delivery_id], report) for report in reports if report.delivery_id in rows]
        _hand_over(known, now)
        given_up = [row for row, report in known if not _is_over(row, report) and not _try_again(row, report, now)]
        _fall_back(given_up, rows.values(), now)
        _forget_addresses(known)
        _note_channels(known, now)


def _locked_with_copies(ids: Sequence[UUID]) -> dict[UUID, Delivery]:
    """Lock these deliveries and all copies of their keys: else two that fail at once would each wait for the other.

    Always in the order of their ids, so that two workers, or one and `withdraw`, never wait for each other in a circle.
    """
    keys = Delivery.objects.filter(id__in=ids).values("key")
    return {row.id: row for row in Delivery.objects.select_for_update().filter(key__in=keys).order_by("id")}


def _hand_over(known: Known, now: datetime) -> None:
    taken: defaultdict[str, list[UUID]] = defaultdict(list)
    for row, report in known:
        if report.outcome.kind is Result.DELIVERED and row.state != DeliveryState.HANDED_OVER:
            row.state = DeliveryState.HANDED_OVER
            taken[report.outcome.detail].append(row.id)
    for detail, ids in taken.items():
        Delivery.objects.filter(id__in=ids).update(
            state=DeliveryState.HANDED_OVER, due_at=None, finished_at=now, outcome=detail, **FORGOTTEN
        )


def _is_over(row: Delivery, report: Report) -> bool:
    """Tell whether this attempt decides nothing any more: it ended otherwise, or a newer lease runs."""
    return row.state != DeliveryState.WAITING or row.attempts != report.attempts


def _try_again(row: Delivery, report: Report, now: datetime) -> bool:
    """Have it sent again later; False, and failed for good, when that makes no sense."""
    outcome, wait = report.outcome, None
    if outcome.kind is Result.RETRY:
        wait = next_wait(row.attempts, urgent=row.urgent, is_last=not row.fallbacks, asked_for=outcome.retry_after)
    if wait is None or now + wait >= row.expires_at:
        give_up([row], outcome.detail, now=now)
        return False
    row.due_at, row.outcome = now + wait, outcome.detail
    row.save(update_fields=["due_at", "outcome"])
    return True


def give_up(rows: Iterable[Delivery], detail: str, *, now: datetime) -> None:
    """Mark deliveries as failed for good; `detail` is a sentence marked for translation."""
    for row in rows:
        row.state, row.due_at, row.finished_at, row.outcome = DeliveryState.FAILED, None, now, detail
        if row.person_id is None:
            row.address_sealed, row.path = b"", ""
        row.save(update_fields=["state", "due_at", "finished_at", "outcome", "address_sealed", "path"])


def _fall_back(given_up: Iterable[Delivery], copies: Iterable[Delivery], now: datetime) -> None:
    """Go on by the next channel where every copy has failed for good and there is still time."""
    alive = {row.key for row in copies if row.state != DeliveryState.FAILED}
    lost = {row.key: row for row in given_up if row.key not in alive and row.fallbacks and row.expires_at > now}
    if lost:
        Delivery.objects.bulk_create([_by_next_channel(row, now) for row in lost.values()], ignore_conflicts=True)
        due.wake()


def _by_next_channel(row: Delivery, now: datetime) -> Delivery:
    channel, *rest = row.fallbacks
    return Delivery(
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
        wakes=row.wakes,
        expires_at=row.expires_at,
    )


def _forget_addresses(known: Known) -> None:
    """Delete subscriptions that have ended, and take e-mail addresses for unproven that do not exist."""
    gone = [(row.channel, report.address_id) for row, report in known if report.outcome.kind is Result.GONE]
    PushSubscription.objects.filter(id__in=[used for channel, used in gone if channel == Channel.PUSH]).delete()
    mails = EmailAddress.objects.filter(id__in=[used for channel, used in gone if channel == Channel.EMAIL])
    mails.update(verified_at=None)


def _note_channels(known: Known, now: datetime) -> None:
    results: defaultdict[str, list[Result]] = defaultdict(list)
    for row, report in known:
        results[row.channel].append(report.outcome.kind)
    # In one order always: two workers that note both channels must not wait for each other in a circle.
    for channel, kinds in sorted(results.items()):
        if Result.DELIVERED in kinds:
            _note_channel(channel, 0, now)
        elif failures := sum(kind in SPEAKS_AGAINST_CHANNEL for kind in kinds):
            _note_channel(channel, failures, now)


def _note_channel(channel: str, failures: int, now: datetime) -> None:
    """Note `failures` on end, or with 0 that the channel works."""
    moment = "last_failure_at" if failures else "last_ok_at"
    record, _ = ChannelRecord.objects.select_for_update().get_or_create(channel=channel, defaults={moment: now})
    setattr(record, moment, now)
    record.failures_since_ok = record.failures_since_ok + failures if failures else 0
    record.save()


def channels_work(now: datetime) -> bool:
    """Tell whether some channel works: False when every channel tried lately has failed three times or more on end."""
    tried = [record for record in ChannelRecord.objects.all() if record.last_tried_at > now - FAILING_WITHIN]
    return not tried or any(record.failures_since_ok < FAILING_AFTER for record in tried)
