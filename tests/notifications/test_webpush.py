"""Web Push against a real push service on loopback that checks, decrypts and answers by a script."""

import json
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.notifications.channels import Outcome, Outgoing, Result
from alongside.notifications.channels.webpush import (
    PADDED_TO,
    Pool,
    Subscription,
    Timeout,
    VapidKey,
    check_endpoint,
    payload,
    send,
    topic,
)
from tests.support.certificates import Tls
from tests.support.push_endpoint import Answer, PushEndpoint

NOW = datetime.now(UTC).replace(microsecond=0)
SHORT = Timeout(connect=2, total=0.3)

HandOver = Callable[[Subscription], Outcome]


@pytest.fixture
def hand_over(outgoing: Outgoing, vapid: VapidKey, pool: Pool) -> HandOver:
    return lambda subscription: send(subscription, outgoing, vapid, now=NOW, pool=pool)


def test_the_browser_reads_what_was_sent(push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool) -> None:
    outcome = send(push.subscribe(), outgoing, vapid, now=NOW, pool=pool)

    assert outcome == Outcome(Result.DELIVERED, "The push service took the message.")
    assert push.rejected == []
    [message] = push.received
    assert message["payload"] == {
        "title": "A message from your circle",
        "body": "Someone would like your company.\nOpen it when you can.",
        "url": "/answers/7?from=push",
        "tag": "reachout-7/wave-2/person-31",
        "lang": "en",
    }
    assert (message["ttl"], message["urgency"]) == (600, "high")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def test_any_text_arrives_as_it_left(outgoing: Outgoing, vapid: VapidKey, push: PushEndpoint, pool: Pool) -> None:
    subscription = push.subscribe()

    @settings(max_examples=40, deadline=None)
    @given(title=TEXT, body=TEXT)
    def arrives(title: str, body: str) -> None:
        push.forget()
        send(subscription, replace(outgoing, title=title, body=body), vapid, now=NOW, pool=pool)
        [message] = push.received
        assert (message["payload"]["title"], message["payload"]["body"]) == (title, body)

    arrives()


@pytest.mark.parametrize(
    ("status", "kind", "detail"),
    [
        (200, Result.DELIVERED, "The push service took the message."),
        (202, Result.DELIVERED, "The push service took the message."),
        (400, Result.REFUSED, "The push service refused the message."),
        (401, Result.REFUSED, "The push service does not accept our key for this subscription."),
        (403, Result.REFUSED, "The push service does not accept our key for this subscription."),
        (404, Result.GONE, "The push service says that this subscription has ended."),
        (408, Result.RETRY, "The push service did not answer in time."),
        (410, Result.GONE, "The push service says that this subscription has ended."),
        (413, Result.REFUSED, "The message is too long for a push."),
        (429, Result.RETRY, "The push service asked us to slow down."),
        (500, Result.RETRY, "The push service has trouble of its own."),
        (503, Result.RETRY, "The push service has trouble of its own."),
    ],
)
def test_each_answer_has_its_outcome(
    push: PushEndpoint, hand_over: HandOver, status: int, kind: Result, detail: str
) -> None:
    assert hand_over(push.subscribe(Answer(status))) == Outcome(kind, detail)


@pytest.mark.parametrize(
    ("status", "retry_after", "wait"),
    [
        (429, "30", timedelta(seconds=30)),
        (503, "0", timedelta(0)),
        (429, "86400", timedelta(hours=1)),
        (429, "999999999", timedelta(hours=1)),
        (429, format_datetime(NOW + timedelta(minutes=5), usegmt=True), timedelta(minutes=5)),
        (429, format_datetime(NOW + timedelta(minutes=5)).replace("+0000", "-0000"), timedelta(minutes=5)),
        (503, format_datetime(NOW + timedelta(days=5), usegmt=True), timedelta(hours=1)),
        (429, format_datetime(NOW - timedelta(days=5), usegmt=True), timedelta(0)),
        (429, "soon", None),
        (429, "-5", None),
        (429, "9" * 400, None),
    ],
    ids=lambda value: value if isinstance(value, int) else "named",  # the same in every process, whatever the time
)
def test_a_wait_the_service_names(
    push: PushEndpoint, hand_over: HandOver, status: int, retry_after: str, wait: timedelta | None
) -> None:
    outcome = hand_over(push.subscribe(Answer(status, retry_after=retry_after)))

    assert (outcome.kind, outcome.retry_after) == (Result.RETRY, wait)


def test_the_topic_is_the_same_for_the_same_key_and_for_no_other(
    push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool
) -> None:
    subscription = push.subscribe()
    for message in (outgoing, replace(outgoing, body="again"), replace(outgoing, key="another")):
        send(subscription, message, vapid, now=NOW, pool=pool)

    topics = [message["topic"] for message in push.received]
    assert topics[0] == topics[1] == topic("reachout-7/wave-2/person-31")
    assert topics[2] == topic("another") != topics[0]
    assert all(len(name) == 32 for name in topics)


def test_nothing_readable_leaves_the_instance(
    push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool
) -> None:
    canaries = ("canary-key", "canary-title", "canary-body", "canary-path", "canary-url")
    message = replace(
        outgoing,
        key=canaries[0],
        title=canaries[1],
        body=canaries[2],
        path="/" + canaries[3],
        url="https://circle.example/" + canaries[4],
    )

    send(push.subscribe(), message, vapid, now=NOW, pool=pool)

    headers = json.dumps(push.received[0]["headers"])
    assert "canary" not in headers
    assert set(push.received[0]["headers"]) == {
        "host",
        "accept-encoding",
        "content-length",
        "authorization",
        "content-encoding",
        "content-type",
        "ttl",
        "topic",
        "urgency",
    }


def test_the_length_does_not_tell_which_text_it_is(outgoing: Outgoing) -> None:
    lengths = {len(payload(replace(outgoing, body="x" * n))) for n in range(0, 300, 7)}

    assert lengths == {PADDED_TO}


def test_a_text_over_4096_bytes_goes_to_the_next_channel(
    push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool
) -> None:
    subscription = push.subscribe()
    bare = len(payload(replace(outgoing, body="")).rstrip())
    fits = send(subscription, replace(outgoing, body="x" * (3993 - bare)), vapid, now=NOW, pool=pool)
    over = send(subscription, replace(outgoing, body="x" * (3994 - bare)), vapid, now=NOW, pool=pool)

    assert (fits.kind, over.kind, over.detail) == (
        Result.DELIVERED,
        Result.REFUSED,
        "The message is too long for a push.",
    )


@pytest.mark.parametrize("act", ["hang", "drip"])
def test_a_service_that_does_not_finish_its_answer(
    push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool, act: Any
) -> None:
    started = time.monotonic()

    outcome = send(push.subscribe(Answer(act=act)), outgoing, vapid, SHORT, now=NOW, pool=pool)

    assert outcome == Outcome(Result.RETRY, "The push service did not answer in time.")
    assert 0.25 < time.monotonic() - started < 2


def test_a_service_that_hangs_up(push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool) -> None:
    outcome = send(push.subscribe(Answer(act="close")), outgoing, vapid, now=NOW, pool=pool)

    assert outcome == Outcome(Result.RETRY, "The push service could not be reached.")


def test_nobody_listens(push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool) -> None:
    subscription = push.subscribe()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    elsewhere = replace(subscription, endpoint=f"http://127.0.0.1:{port}/push/x")

    outcome = send(elsewhere, outgoing, vapid, now=NOW, pool=pool)

    assert outcome == Outcome(Result.RETRY, "The push service could not be reached.")


def test_something_else_than_http_answers(outgoing: Outgoing, vapid: VapidKey, push: PushEndpoint, pool: Pool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"220 mail.example ESMTP\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        elsewhere = replace(push.subscribe(), endpoint=f"http://127.0.0.1:{server.getsockname()[1]}/")
        outcome = send(elsewhere, outgoing, vapid, now=NOW, pool=pool)
        thread.join(5)

    assert outcome == Outcome(Result.RETRY, "The push service could not be reached.")


def test_a_redirect_is_not_followed(push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool) -> None:
    other = push.subscribe()
    subscription = push.subscribe(Answer(307, location=other.endpoint))

    outcome = send(subscription, outgoing, vapid, now=NOW, pool=pool)

    assert outcome.kind == Result.REFUSED
    assert [message["status"] for message in push.received] == [307]


def test_a_long_answer_is_not_read_to_the_end(
    push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool
) -> None:
    subscription = push.subscribe(Answer(400, body_bytes=5_000_000), Answer(400, body_bytes=1024))
    kinds = [send(subscription, outgoing, vapid, now=NOW, pool=pool).kind for _ in range(3)]

    assert kinds == [Result.REFUSED, Result.REFUSED, Result.DELIVERED]
    assert push.connections_opened == 2  # the first was given up, the second served the last two


@pytest.mark.parametrize("keys", [("", ""), ("AAAA", "AAAA"), ("A" * 87, "A" * 22)])
def test_keys_that_no_browser_made(
    push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool, keys: tuple[str, str]
) -> None:
    broken = replace(push.subscribe(), p256dh=keys[0], auth=keys[1])

    assert send(broken, outgoing, vapid, now=NOW, pool=pool).kind == Result.GONE
    assert push.received == []


def test_another_instance_cannot_use_the_subscription(push: PushEndpoint, outgoing: Outgoing, pool: Pool) -> None:
    stranger = VapidKey.generate("mailto:other@circle.example")

    assert send(push.subscribe(), outgoing, stranger, now=NOW, pool=pool).kind == Result.REFUSED
    assert push.rejected == ["signed by another application"]


def test_connections_are_kept(push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool) -> None:
    subscriptions = [push.subscribe() for _ in range(20)]
    for subscription in subscriptions:
        send(subscription, outgoing, vapid, now=NOW, pool=pool)

    assert len(push.received) == 20
    assert push.connections_opened == 1


def test_a_connection_dropped_at_rest_is_replaced(
    push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool
) -> None:
    subscription = push.subscribe()
    send(subscription, outgoing, vapid, now=NOW, pool=pool)
    push.hang_up()

    assert send(subscription, outgoing, vapid, now=NOW, pool=pool).kind == Result.DELIVERED
    assert push.connections_opened == 2
    assert push.topics() == {topic(outgoing.key): 2}


def test_a_connection_dropped_in_flight_repeats_under_the_same_topic(
    push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool
) -> None:
    subscription = push.subscribe(Answer(), Answer(act="close"))
    send(subscription, replace(outgoing, key="first"), vapid, now=NOW, pool=pool)

    assert send(subscription, outgoing, vapid, now=NOW, pool=pool).kind == Result.DELIVERED
    copies = [message for message in push.received if message["topic"] == topic(outgoing.key)]
    assert [copy["status"] for copy in copies] == [None, 201]


def test_a_service_that_closes_after_each_answer(push: PushEndpoint, hand_over: HandOver) -> None:
    subscription = push.subscribe(always=Answer(201, last=True, body_bytes=10))

    assert [hand_over(subscription).kind for _ in range(3)] == [Result.DELIVERED] * 3
    assert push.connections_opened == 3
    assert push.topics().total() == 3


def test_threads_share_the_pool(push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool) -> None:
    subscriptions = [push.subscribe() for _ in range(200)]

    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(lambda s: send(s, outgoing, vapid, now=NOW, pool=pool), subscriptions))

    assert {outcome.kind for outcome in outcomes} == {Result.DELIVERED}
    assert len({message["subscription"] for message in push.received}) == 200
    assert 1 <= push.connections_opened <= 4


def test_over_tls_only_with_a_certificate_we_trust(outgoing: Outgoing, vapid: VapidKey, tls: Tls) -> None:
    with PushEndpoint(tls=tls.server) as push:
        subscription = push.subscribe()
        trusting, careful = Pool(allow_private=True, tls=tls.client), Pool(allow_private=True)
        taken = [send(subscription, outgoing, vapid, now=NOW, pool=trusting).kind for _ in range(3)]
        opened = push.connections_opened
        refused = send(subscription, outgoing, vapid, now=NOW, pool=careful)
        trusting.close()

    assert taken == [Result.DELIVERED] * 3
    assert opened == 1
    assert refused == Outcome(Result.RETRY, "The push service could not be reached.")


def test_a_tls_service_that_drops_a_resting_connection(outgoing: Outgoing, vapid: VapidKey, tls: Tls) -> None:
    with PushEndpoint(tls=tls.server) as push:
        pool = Pool(allow_private=True, tls=tls.client)
        subscription = push.subscribe(Answer(), Answer(act="close"))
        kinds = [send(subscription, outgoing, vapid, now=NOW, pool=pool).kind for _ in range(2)]
        pool.close()

    assert kinds == [Result.DELIVERED, Result.DELIVERED]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_our_own_machine_is_out_of_reach(
    push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, scheme: str, host: str
) -> None:
    hostile = replace(push.subscribe(), endpoint=f"{scheme}://{host}:{push.port}/push/x")

    outcome = send(hostile, outgoing, vapid, now=NOW)

    assert outcome == Outcome(Result.REFUSED, "The address of this subscription is not a public push service.")
    assert push.connections_opened == 0


def test_a_name_that_resolves_differently_a_second_time(
    push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["9.9.9.9", "127.0.0.1"])

    def rebinding(_host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    hostile = replace(push.subscribe(), endpoint=f"https://rebind.example:{push.port}/push/x")
    check_endpoint(hostile.endpoint, allow_private=False)

    assert send(hostile, outgoing, vapid, now=NOW).kind == Result.REFUSED
    assert push.connections_opened == 0


def test_a_name_server_that_is_down_is_a_reason_to_try_again(
    push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "temporary failure")

    monkeypatch.setattr(socket, "getaddrinfo", down)
    named = replace(push.subscribe(), endpoint="https://push.example/x")

    outcome = send(named, outgoing, vapid, now=NOW)

    assert outcome == Outcome(Result.RETRY, "The push service could not be reached.")


def test_a_name_with_two_addresses_is_tried_at_both(
    push: PushEndpoint, hand_over: HandOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both(_host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        family = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*family, ("127.0.0.99", port)), (*family, ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    subscription = push.subscribe(always=Answer(404))
    named = replace(subscription, endpoint=f"http://push.example:{push.port}/push/nobody")

    assert hand_over(named).kind == Result.GONE  # so somebody answered
    assert push.connections_opened == 1


def test_a_name_without_an_address(push: PushEndpoint, hand_over: HandOver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [])

    outcome = hand_over(replace(push.subscribe(), endpoint="https://push.example/x"))

    assert outcome == Outcome(Result.RETRY, "The push service could not be reached.")


def test_no_time_is_no_attempt(push: PushEndpoint, outgoing: Outgoing, vapid: VapidKey, pool: Pool) -> None:
    outcome = send(push.subscribe(), outgoing, vapid, Timeout(connect=0, total=0), now=NOW, pool=pool)

    assert outcome == Outcome(Result.RETRY, "The push service did not answer in time.")
    assert push.connections_opened == 0


def test_an_address_is_a_secret() -> None:
    assert repr(Subscription("https://push.example/secret", "key", "auth")) == "Subscription()"


def test_the_service_runs_in_a_process_of_its_own(outgoing: Outgoing, vapid: VapidKey, pool: Pool) -> None:
    command = [sys.executable, "-m", "tests.support.push_endpoint", "--port", "0"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdin
        origin = json.loads(process.stdout.readline())["origin"]
        first, second = _order("POST", f"{origin}/control/subscriptions", {"count": 2})
        _order("POST", f"{origin}/control/answers", {"id": first["id"], "answers": [{"status": 410}]})
        kinds = [
            send(_subscription(known), outgoing, vapid, now=NOW, pool=pool).kind for known in (first, second, second)
        ]
        topics = _order("GET", f"{origin}/control/topics")
        received = _order("GET", f"{origin}/control/received?after=1")
        _order("DELETE", f"{origin}/control/received")
        left = _order("GET", f"{origin}/control/received")
        pool.close()
        process.stdin.close()
        assert process.wait(10) == 0

    assert kinds == [Result.GONE, Result.DELIVERED, Result.DELIVERED]
    assert topics == {topic(outgoing.key): 2}
    assert [message["payload"]["tag"] for message in received] == [outgoing.key] * 2
    assert left == []


def _subscription(known: dict[str, str]) -> Subscription:
    return Subscription(known["endpoint"], known["p256dh"], known["auth"])


def _order(method: str, url: str, content: object = None) -> Any:
    data = None if content is None else json.dumps(content).encode()
    request = urllib.request.Request(url, data=data, method=method)  # noqa: S310 - our own loopback server
    with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310 - our own loopback server
        return json.load(response)
