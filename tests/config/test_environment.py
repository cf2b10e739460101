"""Settings are checked before anything starts: a wrong one is refused with a sentence that gives no secret away."""

import base64
import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from alongside.config.environment import KNOWN, Environment, UnusableSetting, kept_secret, read_environment
from alongside.instruments.files import instruments_in
from alongside.kernel.keyring import parse_keys
from alongside.meetings.voice.bridge import Bridge
from alongside.meetings.voice.turn import Relays

KEY = base64.b64encode(bytes(32)).decode()
VAPID = base64.urlsafe_b64encode(b"v" * 32).decode().rstrip("=")
WAIT_SENTENCE = "it must be three numbers of minutes for talk/struggling/urgent, such as 10/5/2."
ADDRESS_SENTENCE = "it must look like https://alongside.example, with no path."
DATABASE_SENTENCE = "it must look like postgresql://name:password@host:5432/database."
JANUS_SENTENCE = "it must look like http://127.0.0.1:8088/janus."
TURN_SENTENCE = "it must be a list of addresses such as turn:turn.example:3478?transport=udp, with commas."
MOST_SENTENCE = "it must be a whole number from 2 to 12."
COUNT_SENTENCE = "it must be a whole number, 0 or more."
VAPID_SENTENCE = "The key for Web Push is 32 bytes as base64url, or a PEM file."
OPEN_LINE_SENTENCE = "A mail password is not sent over an open line: use smtps:// or add ?tls=starttls."
ROLES_SENTENCE = "it must be a list of listener, moderator and organiser, with commas."
QUESTIONNAIRES = Path(__file__).parents[1] / "instruments" / "packs"
KEYS_SENTENCE = "An instance key must look like id:base64, with 32 bytes of key."

WRONG = [
    ("ALONGSIDE_BASE_URL", "https://ada:hunter2@alongside.example", ADDRESS_SENTENCE),
    ("ALONGSIDE_BASE_URL", "https://alongside.example#part", ADDRESS_SENTENCE),
    ("DATABASE_URL", "mysql://localhost/alongside", DATABASE_SENTENCE),
    ("DATABASE_URL", "postgresql://localhost", DATABASE_SENTENCE),
    ("DATABASE_URL", "postgresql://localhost/", DATABASE_SENTENCE),
    ("DATABASE_URL", "nonsense", DATABASE_SENTENCE),
    ("DATABASE_URL", "postgresql://a:hunter2@localhost:port/alongside", DATABASE_SENTENCE),
    ("DATABASE_URL", "postgresql://a:hunter2@[::1/alongside", DATABASE_SENTENCE),
    ("ALONGSIDE_DEBUG", "perhaps", "it must be yes or no."),
    ("ALONGSIDE_FEEDS_FROM_PRIVATE_ADDRESSES", "2", "it must be yes or no."),
    ("ALONGSIDE_EVIDENCE_DAYS", "0", "with none there would be nothing to look at; it must be 1 or more."),
    ("ALONGSIDE_SLOW_START_DAYS", "4000", "it must be 3650 days or fewer."),
    ("ALONGSIDE_HOLD_NEW_GROUPS", "perhaps", "it must be yes or no."),
    ("ALONGSIDE_PROPOSE_MEETINGS", "perhaps", "it must be yes or no."),
    ("ALONGSIDE_PUSH_TO_PRIVATE_ADDRESSES", "2", "it must be yes or no."),
    ("ALONGSIDE_BASE_URL", "alongside.example", ADDRESS_SENTENCE),
    ("ALONGSIDE_BASE_URL", "ftp://alongside.example", ADDRESS_SENTENCE),
    ("ALONGSIDE_BASE_URL", "https://", ADDRESS_SENTENCE),
    ("ALONGSIDE_BASE_URL", "https://alongside.example/under", ADDRESS_SENTENCE),
    ("ALONGSIDE_BASE_URL", "https://alongside.example/?q=1", ADDRESS_SENTENCE),
    ("ALONGSIDE_BASE_URL", "https://alongside.example:99999", ADDRESS_SENTENCE),
    ("ALONGSIDE_SECOND_STEP_FOR", "listener, king", ROLES_SENTENCE),
    ("ALONGSIDE_TRUSTED_PROXIES", "-1", COUNT_SENTENCE),
    ("ALONGSIDE_TRUSTED_PROXIES", "one", COUNT_SENTENCE),
    ("ALONGSIDE_TURN_SECRET", "hunter2", "the secret of a relay needs at least 32 characters."),
    ("ALONGSIDE_TURN_URLS", "https://turn.example", TURN_SENTENCE),
    ("ALONGSIDE_TURN_URLS", "turn:turn.example, stun:turn.example", TURN_SENTENCE),
    ("ALONGSIDE_TURN_URLS", "turn:ada:hunter2@turn.example", TURN_SENTENCE),
    ("ALONGSIDE_TURN_URLS", ",", TURN_SENTENCE),
    ("ALONGSIDE_JANUS_SECRET", "hunter2", "the secret of a bridge needs at least 32 characters."),
    ("ALONGSIDE_JANUS_URL", "ws://127.0.0.1:8188", JANUS_SENTENCE),
    ("ALONGSIDE_JANUS_URL", "http://ada:hunter2@127.0.0.1:8088/janus", JANUS_SENTENCE),
    ("ALONGSIDE_JANUS_URL", "http://127.0.0.1:port/janus", JANUS_SENTENCE),
    ("ALONGSIDE_JANUS_MOST", "1", "it must be a whole number from 2 to 50."),
    ("ALONGSIDE_JANUS_MOST", "51", "it must be a whole number from 2 to 50."),
    ("ALONGSIDE_VOICE_MOST", "1", MOST_SENTENCE),
    ("ALONGSIDE_VOICE_MOST", "13", MOST_SENTENCE),
    ("ALONGSIDE_VOICE_MOST", "six", MOST_SENTENCE),
    ("ALONGSIDE_SENDERS", "²", COUNT_SENTENCE),
    ("ALONGSIDE_SENDERS", "1.5", COUNT_SENTENCE),
    ("ALONGSIDE_SENDERS", "0", "with none nothing would ever be sent; it must be 1 or more."),
    ("ALONGSIDE_QUESTIONNAIRES_DIR", "/nowhere/at-all", "it must name a folder."),
    ("ALONGSIDE_VAPID_KEY", "hunter2", VAPID_SENTENCE),
    (
        "ALONGSIDE_VAPID_KEY",
        "-----BEGIN hunter2",
        "The key for Web Push is not a readable PEM file without a password.",
    ),
    ("ALONGSIDE_EMAIL_URL", "mail.example", "The mail address starts with smtp:// or smtps://."),
    ("ALONGSIDE_EMAIL_URL", "smtp://a:hunter2@mail.example", OPEN_LINE_SENTENCE),
    ("ALONGSIDE_EMAIL_FROM", "circle.example", "The sender of mail is an address, such as Name <mail@example.org>."),
    ("ALONGSIDE_SECRET_KEY", "x" * 39, "a secret key needs at least 40 characters."),
    ("ALONGSIDE_INSTANCE_KEYS", "short:AAAA", KEYS_SENTENCE),
    ("ALONGSIDE_INSTANCE_KEYS", ",", "There is no instance key."),
    ("ALONGSIDE_WAVE_MINUTES", "10/5", WAIT_SENTENCE),
    ("ALONGSIDE_WAVE_MINUTES", "10/5/2/1", WAIT_SENTENCE),
    ("ALONGSIDE_WAVE_MINUTES", "10/five/2", WAIT_SENTENCE),
    ("ALONGSIDE_WAVE_MINUTES", "10/5/0", WAIT_SENTENCE),
    ("ALONGSIDE_WAVE_MINUTES", "10/-5/2", WAIT_SENTENCE),
    ("ALONGSIDE_WAVE_MINUTES", "nan/5/2", WAIT_SENTENCE),
    ("ALONGSIDE_WAVE_MINUTES", "1441/5/2", WAIT_SENTENCE),
]


@pytest.fixture
def nothing(tmp_path: Path) -> dict[str, str]:
    """An environment with nothing set but where secrets may be kept."""
    return {"ALONGSIDE_DATA_DIR": str(tmp_path / "var")}


def refusal(variables: Mapping[str, str]) -> str:
    """Return the sentence with which these settings are refused."""
    with pytest.raises(UnusableSetting) as refused:
        read_environment(variables)
    return str(refused.value)


def modes(folder: Path) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


def test_an_empty_setting_is_one_that_was_not_set(nothing: dict[str, str]) -> None:
    empty = dict.fromkeys(KNOWN - {"ALONGSIDE_DATA_DIR"}, "")
    assert read_environment({**nothing, **empty, "DATABASE_URL": ""}) == read_environment(nothing)


def test_nothing_needs_to_be_set(nothing: dict[str, str], tmp_path: Path) -> None:
    found = read_environment(nothing)
    secrets = tmp_path / "var" / "secrets"
    assert found == Environment(
        data_dir=(tmp_path / "var").resolve(),
        database_url=None,
        debug=False,
        base_url="http://127.0.0.1:8000",
        allowed_hosts=("127.0.0.1", "localhost", "127.0.0.1", "[::1]"),
        trusted_proxies=0,
        instance_name="Alongside",
        secret_key=(secrets / "secret_key").read_text().strip(),
        instance_keys=secrets / "instance_keys",
        vapid_key=(secrets / "vapid_key").read_text().strip(),
        email_url=None,
        email_from="alongside@127.0.0.1",
        feeds_from_private_addresses=False,
        evidence_days=90,
        hold_new_groups=False,
        propose_meetings=True,
        push_to_private_addresses=False,
        questionnaires=(),
        second_step_for=(),
        senders=16,
        slow_start_days=0,
        wave_waits=(timedelta(minutes=10), timedelta(minutes=5), timedelta(minutes=2)),
        relays=Relays(),
        bridge=Bridge(),
    )


def everything(folder: Path, secret: str) -> dict[str, str]:
    """Give every setting a value."""
    return {
        "DATABASE_URL": "postgresql://a:b@db.example:5433/alongside",
        "ALONGSIDE_DATA_DIR": str(folder),
        "ALONGSIDE_DEBUG": "Yes",
        "ALONGSIDE_BASE_URL": "https://circle.example:8443/",
        "ALONGSIDE_ALLOWED_HOSTS": "circle.example, www.circle.example,",
        "ALONGSIDE_TRUSTED_PROXIES": "2",
        "ALONGSIDE_INSTANCE_NAME": "Riverside circle",
        "ALONGSIDE_SECRET_KEY": secret,
        "ALONGSIDE_INSTANCE_KEYS": f"k:{KEY}",
        "ALONGSIDE_VAPID_KEY": VAPID,
        "ALONGSIDE_EMAIL_URL": "smtp://mail.example",
        "ALONGSIDE_EMAIL_FROM": "hello@circle.example",
        "ALONGSIDE_FEEDS_FROM_PRIVATE_ADDRESSES": "true",
        "ALONGSIDE_EVIDENCE_DAYS": "30",
        "ALONGSIDE_HOLD_NEW_GROUPS": "on",
        "ALONGSIDE_PROPOSE_MEETINGS": "no",
        "ALONGSIDE_PUSH_TO_PRIVATE_ADDRESSES": "on",
        "ALONGSIDE_QUESTIONNAIRES_DIR": str(QUESTIONNAIRES),
        "ALONGSIDE_SECOND_STEP_FOR": "listener, organiser",
        "ALONGSIDE_SENDERS": "4",
        "ALONGSIDE_SLOW_START_DAYS": "2",
        "ALONGSIDE_TURN_URLS": "turn:turn.example:3478, turns:[2001:db8::1]:5349?transport=tcp",
        "ALONGSIDE_TURN_SECRET": "t" * 32,
        "ALONGSIDE_VOICE_MOST": "4",
        "ALONGSIDE_JANUS_URL": "http://10.0.0.5:8088/janus/",
        "ALONGSIDE_JANUS_SECRET": "j" * 32,
        "ALONGSIDE_JANUS_MOST": "40",
        "ALONGSIDE_WAVE_MINUTES": "30/0.5/1440",
    }


def test_everything_can_be_set(tmp_path: Path) -> None:
    secret = "s" * 40
    found = read_environment(everything(tmp_path, secret))
    assert found == Environment(
        data_dir=tmp_path.resolve(),
        database_url="postgresql://a:b@db.example:5433/alongside",
        debug=True,
        base_url="https://circle.example:8443",
        allowed_hosts=("circle.example", "www.circle.example"),
        trusted_proxies=2,
        instance_name="Riverside circle",
        secret_key=secret,
        instance_keys=parse_keys(f"k:{KEY}"),
        vapid_key=VAPID,
        email_url="smtp://mail.example",
        email_from="hello@circle.example",
        feeds_from_private_addresses=True,
        evidence_days=30,
        hold_new_groups=True,
        propose_meetings=False,
        push_to_private_addresses=True,
        questionnaires=instruments_in(QUESTIONNAIRES),
        second_step_for=("listener", "organiser"),
        senders=4,
        slow_start_days=2,
        wave_waits=(timedelta(minutes=30), timedelta(seconds=30), timedelta(days=1)),
        relays=Relays(("turn:turn.example:3478", "turns:[2001:db8::1]:5349?transport=tcp"), "t" * 32, 4),
        bridge=Bridge("http://10.0.0.5:8088/janus", "j" * 32, 40),
    )
    assert list(tmp_path.iterdir()) == []  # nothing is made that was given


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_a_wrong_value_is_refused_with_a_sentence(
    nothing: dict[str, str], name: str, value: str, sentence: str
) -> None:
    assert refusal({**nothing, name: value}) == f"{name} cannot be used: {sentence}"


def test_every_setting_that_can_be_wrong_is_tried_above() -> None:
    free_text = {
        "ALONGSIDE_ALLOWED_HOSTS",
        "ALONGSIDE_DATA_DIR",
        "ALONGSIDE_INSTANCE_NAME",
    }
    assert {name for name, _, _ in WRONG} == KNOWN - free_text | {"DATABASE_URL"}


@pytest.mark.parametrize(
    ("name", "value"), [("ALONGSIDE_TURN_URLS", "turn:turn.example"), ("ALONGSIDE_TURN_SECRET", "t" * 32)]
)
def test_a_relay_is_told_whole_or_not_at_all(nothing: dict[str, str], name: str, value: str) -> None:
    assert refusal({**nothing, name: value}) == (
        "ALONGSIDE_TURN_URLS and ALONGSIDE_TURN_SECRET belong together: "
        "relays need both their addresses and the secret shared with them."
    )


def test_a_bridge_needs_its_secret_and_a_relay(nothing: dict[str, str]) -> None:
    bridge = {"ALONGSIDE_JANUS_URL": "http://127.0.0.1:8088/janus"}
    assert refusal({**nothing, **bridge}) == (
        "ALONGSIDE_JANUS_URL and ALONGSIDE_JANUS_SECRET belong together: "
        "the bridge needs both its address and the secret of its API."
    )
    assert refusal({**nothing, **bridge, "ALONGSIDE_JANUS_SECRET": "j" * 32}) == (
        "ALONGSIDE_JANUS_URL needs ALONGSIDE_TURN_URLS: people reach the bridge by relays alone."
    )


@pytest.mark.parametrize("name", ["ALONGSIDE_SECRETKEY", "ALONGSIDE_BASEURL_FILE"])
def test_a_misspelt_name_is_refused(nothing: dict[str, str], name: str) -> None:
    expected = f"{name.removesuffix('_FILE')} is not a setting of Alongside; please check how it is spelt."
    assert refusal({**nothing, name: "x"}) == expected


@pytest.mark.parametrize("name", ["ALONGSIDE_SECRET_KEY", "ALONGSIDE_INSTANCE_KEYS", "DATABASE_URL"])
def test_a_secret_is_not_repeated(nothing: dict[str, str], name: str) -> None:
    assert "hunter2" not in refusal({**nothing, name: "hunter2"})


@pytest.mark.parametrize("name", sorted(KNOWN - {"ALONGSIDE_DATA_DIR"}))
def test_every_setting_can_stand_in_a_file(nothing: dict[str, str], tmp_path: Path, name: str) -> None:
    values = {
        "ALONGSIDE_BASE_URL": "https://circle.example",
        "ALONGSIDE_DEBUG": "yes",
        "ALONGSIDE_EMAIL_FROM": "hello@circle.example",
        "ALONGSIDE_EMAIL_URL": "smtp://mail.example",
        "ALONGSIDE_EVIDENCE_DAYS": "30",
        "ALONGSIDE_FEEDS_FROM_PRIVATE_ADDRESSES": "yes",
        "ALONGSIDE_HOLD_NEW_GROUPS": "yes",
        "ALONGSIDE_PROPOSE_MEETINGS": "no",
        "ALONGSIDE_INSTANCE_KEYS": f"k:{KEY}",
        "ALONGSIDE_JANUS_MOST": "20",
        "ALONGSIDE_JANUS_SECRET": "j" * 32,
        "ALONGSIDE_JANUS_URL": "http://127.0.0.1:8088/janus",
        "ALONGSIDE_PUSH_TO_PRIVATE_ADDRESSES": "yes",
        "ALONGSIDE_QUESTIONNAIRES_DIR": str(QUESTIONNAIRES),
        "ALONGSIDE_SECOND_STEP_FOR": "moderator",
        "ALONGSIDE_SECRET_KEY": "s" * 40,
        "ALONGSIDE_SENDERS": "3",
        "ALONGSIDE_SLOW_START_DAYS": "2",
        "ALONGSIDE_TRUSTED_PROXIES": "1",
        "ALONGSIDE_TURN_SECRET": "t" * 32,
        "ALONGSIDE_TURN_URLS": "turn:turn.example",
        "ALONGSIDE_VAPID_KEY": VAPID,
        "ALONGSIDE_VOICE_MOST": "3",
        "ALONGSIDE_WAVE_MINUTES": "3/2/1",
    }
    # One of these alone is refused.
    relay, bridge = (
        ("ALONGSIDE_TURN_SECRET", "ALONGSIDE_TURN_URLS"),
        ("ALONGSIDE_JANUS_SECRET", "ALONGSIDE_JANUS_URL"),
    )
    needed = dict.fromkeys(relay, relay) | dict.fromkeys(bridge, (*relay, *bridge))
    beside = nothing | {other: values[other] for other in needed.get(name, ()) if other != name}
    value = values.get(name, "said-otherwise")
    path = tmp_path / "setting"
    path.write_text(f"{value}\n")
    from_file = read_environment({**beside, f"{name}_FILE": str(path)})
    assert from_file == read_environment({**beside, name: value})
    assert from_file != read_environment(nothing)


def test_a_database_address_can_stand_in_a_file(nothing: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "address"
    path.write_text("postgresql://a:b@db.example/alongside\n")
    found = read_environment({**nothing, "DATABASE_URL_FILE": str(path)})
    assert found.database_url == "postgresql://a:b@db.example/alongside"


def test_a_file_that_cannot_be_read_is_said(nothing: dict[str, str], tmp_path: Path) -> None:
    variables = {**nothing, "ALONGSIDE_SECRET_KEY_FILE": str(tmp_path / "missing")}
    expected = "ALONGSIDE_SECRET_KEY_FILE names a file that cannot be read: No such file or directory."
    assert refusal(variables) == expected


def test_a_file_of_something_else_is_said(nothing: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "setting"
    path.write_bytes(b"\xff\xfe\x00")
    expected = "ALONGSIDE_SECRET_KEY_FILE names a file that does not hold plain text."
    assert refusal({**nothing, "ALONGSIDE_SECRET_KEY_FILE": str(path)}) == expected


def test_a_setting_and_its_file_are_not_guessed_between(nothing: dict[str, str]) -> None:
    variables = {**nothing, "ALONGSIDE_SENDERS": "3", "ALONGSIDE_SENDERS_FILE": "/nowhere"}
    expected = "ALONGSIDE_SENDERS and ALONGSIDE_SENDERS_FILE are both set; please keep one of them."
    assert refusal(variables) == expected


def test_a_wrong_value_in_a_file_is_refused_as_well(nothing: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "setting"
    path.write_text("many\n")
    expected = f"ALONGSIDE_SENDERS cannot be used: {COUNT_SENTENCE}"
    assert refusal({**nothing, "ALONGSIDE_SENDERS_FILE": str(path)}) == expected


def test_secrets_are_made_once_and_kept_for_their_owner_alone(nothing: dict[str, str], tmp_path: Path) -> None:
    first, second = read_environment(nothing), read_environment(nothing)
    secrets = tmp_path / "var" / "secrets"
    assert first == second
    assert modes(secrets) == {"instance_keys": 0o600, "secret_key": 0o600, "vapid_key": 0o600}
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700
    assert len(first.secret_key) >= 40
    assert load_pem_private_key(first.vapid_key.encode(), password=None).key_size == 256


def test_two_instances_have_no_secret_in_common(tmp_path: Path) -> None:
    one, two = (read_environment({"ALONGSIDE_DATA_DIR": str(tmp_path / name)}) for name in ("one", "two"))
    assert one.secret_key != two.secret_key
    assert one.vapid_key != two.vapid_key
    assert Path(str(one.instance_keys)).read_text() != Path(str(two.instance_keys)).read_text()


def test_two_first_starts_at_once_agree(tmp_path: Path) -> None:
    # Each call is as a process of its own would make it: the name of its scratch file is what keeps them apart.
    code = (
        "import sys; from pathlib import Path; from alongside.config.environment import kept_secret; "
        "from secrets import token_hex; print(kept_secret(Path(sys.argv[1]), 'shared', lambda: token_hex(16)))"
    )

    def start(_number: int) -> str:
        command = [sys.executable, "-c", code, str(tmp_path)]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout

    with ThreadPoolExecutor(4) as starts:
        secrets = set(starts.map(start, range(4)))
    assert len(secrets) == 1
    assert modes(tmp_path / "secrets") == {"shared": 0o600}


def test_who_comes_second_takes_what_the_first_has_made(tmp_path: Path) -> None:
    def make() -> str:
        (tmp_path / "secrets" / "word").write_text("of the first\n")
        return "of the second"

    assert kept_secret(tmp_path, "word", make) == "of the first"
    assert list(modes(tmp_path / "secrets")) == ["word"]


@pytest.mark.parametrize("content", [b"damaged\n", b"", b"\xff\xfe"])
def test_kept_keys_that_were_damaged_are_refused(nothing: dict[str, str], tmp_path: Path, content: bytes) -> None:
    read_environment(nothing)
    path = tmp_path / "var" / "secrets" / "instance_keys"
    path.write_bytes(content)
    assert refusal(nothing) == (
        f"{path} is damaged. Please restore it from your backup of the keys: without it sealed text stays sealed."
    )
    assert path.read_bytes() == content


def test_a_folder_that_cannot_keep_secrets_is_said(tmp_path: Path) -> None:
    in_the_way = tmp_path / "var"
    in_the_way.write_text("a file where the folder should be")
    assert refusal({"ALONGSIDE_DATA_DIR": str(in_the_way)}) == (
        f"Secrets cannot be kept in {in_the_way}/secrets: Not a directory. Please let this account write there, or "
        "choose another folder with ALONGSIDE_DATA_DIR."
    )


def test_a_kept_secret_is_never_made_again(tmp_path: Path) -> None:
    assert kept_secret(tmp_path, "word", lambda: "first") == "first"
    assert kept_secret(tmp_path, "word", lambda: "second") == "first"


def test_a_process_with_a_wrong_setting_says_so_and_exits_with_2(nothing: dict[str, str]) -> None:
    ours = {**nothing, "ALONGSIDE_WAVE_MINUTES": "soon", "DJANGO_SETTINGS_MODULE": "alongside.config.settings"}
    others = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE_")}
    ended = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env={**others, **ours},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"ALONGSIDE_WAVE_MINUTES cannot be used: {WAIT_SENTENCE}\n"


def test_questionnaires_of_ones_own_are_read_at_the_start(tmp_path: Path) -> None:
    settings = {"ALONGSIDE_DATA_DIR": str(tmp_path), "ALONGSIDE_QUESTIONNAIRES_DIR": str(QUESTIONNAIRES)}
    assert [one.name for one in read_environment(settings).questionnaires] == ["BAM", "CBI", "MSPSS", "WHO-5"]


def test_a_questionnaire_that_is_wrong_stops_the_start_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "who-5.json").write_text('{"name": "WHO-5"}')
    with pytest.raises(UnusableSetting, match=r"QUESTIONNAIRES_DIR cannot be used: who-5\.json: items is a list"):
        read_environment({"ALONGSIDE_DATA_DIR": str(tmp_path), "ALONGSIDE_QUESTIONNAIRES_DIR": str(tmp_path)})
