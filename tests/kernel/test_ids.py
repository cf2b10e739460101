"""Identifiers are UUIDs of version 7: in the order of their making, and unguessable."""

import time
from uuid import RFC_4122

import pytest

from alongside.kernel.errors import Invalid, NotFound
from alongside.kernel.ids import new_id, read_id


def test_an_id_is_a_uuid_of_version_seven() -> None:
    one = new_id()
    assert (one.version, one.variant) == (7, RFC_4122)


def test_it_begins_with_the_moment_of_its_making() -> None:
    before = time.time_ns() // 1_000_000
    milliseconds = new_id().int >> 80
    assert before <= milliseconds <= time.time_ns() // 1_000_000


def test_the_rest_is_random() -> None:
    ids = [new_id() for _ in range(500)]
    assert len({one.int & (1 << 62) - 1 for one in ids}) == 500
    # Every one of the 74 random bits takes both values.
    free = (1 << 80) - 1 & ~(0xF << 76) & ~(0x3 << 62)
    ever, always = 0, free
    for one in ids:
        ever |= one.int
        always &= one.int
    assert ever & free == free
    assert always == 0


def test_an_id_that_somebody_names_is_read() -> None:
    one = new_id()
    assert read_id(str(one)) == read_id(str(one).upper()) == one


@pytest.mark.parametrize("text", ["", "7", "\0", "x" * 32, "é" * 32, "0" * 31, "0" * 100_000])
def test_what_is_no_id_is_refused_as_whoever_asks_wants(text: str) -> None:
    with pytest.raises(NotFound):
        read_id(text)
    with pytest.raises(Invalid, match="again"):
        read_id(text, refusal=Invalid("Please try again."))
