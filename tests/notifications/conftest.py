"""What the channel tests share: one message, one key, real servers on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.notifications.channels import Outgoing
from alongside.notifications.channels.webpush import Pool, VapidKey
from tests.support.certificates import Tls, make_tls
from tests.support.push_endpoint import PushEndpoint


@pytest.fixture
def outgoing() -> Outgoing:
    return Outgoing(
        key="reachout-7/wave-2/person-31",
        title="A message from your circle",
        body="Someone would like your company.\nOpen it when you can.",
        path="/answers/7?from=push",
        url="https://circle.example/answers/7?from=mail",
        lang="en",
        urgency="high",
        ttl_seconds=600,
    )


@pytest.fixture(scope="session")
def vapid() -> VapidKey:
    return VapidKey.generate("mailto:operator@circle.example")


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    folder: Path = tmp_path_factory.mktemp("tls")
    return make_tls(folder)


@pytest.fixture
def push(vapid: VapidKey) -> Iterator[PushEndpoint]:
    with PushEndpoint(application_key=vapid.public_text()) as endpoint:
        yield endpoint


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(allow_private=True)
    yield pool
    pool.close()
