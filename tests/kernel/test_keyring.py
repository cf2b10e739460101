"""Instance keys are read as written, noticed when they change, and replaced without leaving a half-written file."""

import base64
import stat
from pathlib import Path

import pytest
from pytest_django import Settings

from alongside.kernel import keyring
from alongside.kernel.keyring import InstanceKeys, UnusableKeys, add_key, drop_older, parse_keys

SECRET = base64.b64encode(bytes(range(32))).decode()
OTHER = base64.b64encode(bytes(32)).decode()


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    "text", [f"new:{SECRET}\nold:{OTHER}\n", f" new:{SECRET} , old:{OTHER},", f"\nnew:{SECRET}\n\nold:{OTHER}"]
)
def test_the_first_key_is_the_one_in_force(text: str) -> None:
    assert parse_keys(text) == InstanceKeys(current="new", by_id={"new": bytes(range(32)), "old": bytes(32)})


def test_a_key_named_twice_is_the_first_of_them() -> None:
    assert parse_keys(f"k:{SECRET}\nk:{OTHER}").by_id == {"k": bytes(range(32))}


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        f":{SECRET}",
        f"{'x' * 17}:{SECRET}",
        "k:",
        "k:not base64!",
        f"k:{base64.b64encode(bytes(31)).decode()}",
    ],
)
def test_what_is_no_key_is_refused_without_being_repeated(line: str) -> None:
    with pytest.raises(UnusableKeys) as refused:
        parse_keys(f"good:{OTHER}\n{line}")
    assert str(refused.value) == "An instance key must look like id:base64, with 32 bytes of key."


@pytest.mark.parametrize("text", ["", " \n , \n"])
def test_no_key_at_all_is_refused(text: str) -> None:
    with pytest.raises(UnusableKeys, match=r"^There is no instance key\.$"):
        parse_keys(text)


def test_a_fresh_key_can_be_read_and_is_never_the_same() -> None:
    one, two = keyring.make_key_line(), keyring.make_key_line()
    assert parse_keys(one) != parse_keys(two)
    assert len(parse_keys(one).by_id[parse_keys(one).current]) == 32


def test_adding_puts_the_new_key_in_front_and_keeps_the_old(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    first = add_key(path)
    second = add_key(path)
    keys = parse_keys(path.read_text())
    assert (keys.current, list(keys.by_id)) == (second, [second, first])
    assert mode_of(path) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["keys"]


def test_dropping_keeps_only_the_key_in_force(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    add_key(path)
    newest = add_key(path)
    drop_older(path, than=newest)
    assert list(parse_keys(path.read_text()).by_id) == [newest]
    assert mode_of(path) == 0o600


def test_a_changed_file_is_read_again(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "keys"
    settings.INSTANCE_KEYS = path
    for _ in range(20):
        newest = add_key(path)
        assert keyring.instance_keys().current == newest


def test_an_unchanged_file_is_read_once(tmp_path: Path, settings: Settings) -> None:
    settings.INSTANCE_KEYS = tmp_path / "keys"
    add_key(settings.INSTANCE_KEYS)
    assert keyring.instance_keys() is keyring.instance_keys()


def test_keys_given_in_the_environment_are_taken_as_they_are(settings: Settings) -> None:
    settings.INSTANCE_KEYS = parse_keys(f"k:{SECRET}")
    assert keyring.instance_keys() is settings.INSTANCE_KEYS
