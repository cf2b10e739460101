"""What an operator may set: environment variables, typed; a wrong value is a sentence and a refusal to start.

Each `NAME` may instead come as `NAME_FILE`, the path of a file that holds the value. Secrets that are not set
are made at the first start and kept, readable by the owner alone, in `<data folder>/secrets/`.
"""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from alongside.instruments.files import instruments_in
from alongside.instruments.scoring import Instrument
from alongside.kernel.keyring import InstanceKeys, UnusableKeys, make_key_line, parse_keys
from alongside.meetings.voice.bridge import (
    MOST_OVER_BRIDGE,
    Bridge,
    parse_api_secret,
    parse_most_over_bridge,
    parse_url,
)
from alongside.meetings.voice.turn import MOST_IN_VOICE, Relays, parse_most, parse_secret, parse_urls
from alongside.notifications.channels.mail_settings import MailSettings
from alongside.notifications.channels.vapid import VapidKey

KNOWN = frozenset(
    {
        "ALONGSIDE_ALLOWED_HOSTS",
        "ALONGSIDE_BASE_URL",
        "ALONGSIDE_DATA_DIR",
        "ALONGSIDE_DEBUG",
        "ALONGSIDE_EMAIL_FROM",
        "ALONGSIDE_EMAIL_URL",
        "ALONGSIDE_EVIDENCE_DAYS",
        "ALONGSIDE_FEEDS_FROM_PRIVATE_ADDRESSES",
        "ALONGSIDE_HOLD_NEW_GROUPS",
        "ALONGSIDE_PROPOSE_MEETINGS",
        "ALONGSIDE_INSTANCE_KEYS",
        "ALONGSIDE_INSTANCE_NAME",
        "ALONGSIDE_JANUS_MOST",
        "ALONGSIDE_JANUS_SECRET",
        "ALONGSIDE_JANUS_URL",
        "ALONGSIDE_PUSH_TO_PRIVATE_ADDRESSES",
        "ALONGSIDE_QUESTIONNAIRES_DIR",
        "ALONGSIDE_SECOND_STEP_FOR",
        "ALONGSIDE_SECRET_KEY",
        "ALONGSIDE_SENDERS",
        "ALONGSIDE_SLOW_START_DAYS",
        "ALONGSIDE_TRUSTED_PROXIES",
        "ALONGSIDE_TURN_SECRET",
        "ALONGSIDE_TURN_URLS",
        "ALONGSIDE_VAPID_KEY",
        "ALONGSIDE_VOICE_MOST",
        "ALONGSIDE_WAVE_MINUTES",
    }
)


Value = TypeVar("Value")
Default = TypeVar("Default")


class UnusableSetting(ValueError):
    """A setting cannot be used; the message is a sentence for the operator and holds no secret."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Everything the environment decides. Addresses and keys are checked, paths absolute."""

    data_dir: Path
    database_url: str | None
    debug: bool
    base_url: str
    allowed_hosts: tuple[str, ...]
    trusted_proxies: int
    second_step_for: tuple[str, ...]
    instance_name: str
    secret_key: str
    instance_keys: InstanceKeys | Path
    vapid_key: str
    email_url: str | None
    email_from: str
    feeds_from_private_addresses: bool
    evidence_days: int
    hold_new_groups: bool
    propose_meetings: bool
    push_to_private_addresses: bool
    questionnaires: tuple[Instrument, ...]
    senders: int
    slow_start_days: int
    wave_waits: tuple[timedelta, timedelta, timedelta]
    relays: Relays
    bridge: Bridge


def is_own_machine(base_url: str) -> bool:
    """Tell whether only this machine itself gets to a checked address."""
    host = urlsplit(base_url).hostname or ""
    return host in {"localhost", "::1"} or bool(re.fullmatch(r"127(\.\d{1,3}){3}", host))


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Read and check all settings; UnusableSetting with a sentence at the first one that cannot be used."""
    reader = _Reader(variables)
    reader.refuse_unknown()
    data_dir = Path(reader.text("ALONGSIDE_DATA_DIR", "var")).resolve()
    base_url = reader.parsed("ALONGSIDE_BASE_URL", _address, "http://127.0.0.1:8000")
    host = urlsplit(base_url).hostname or ""
    relays = _relays(reader)
    return Environment(
        data_dir=data_dir,
        database_url=reader.parsed("DATABASE_URL", _database, None),
        debug=reader.parsed("ALONGSIDE_DEBUG", _yes_or_no, default=False),
        base_url=base_url,
        allowed_hosts=reader.parsed("ALONGSIDE_ALLOWED_HOSTS", _names, (host, "localhost", "127.0.0.1", "[::1]")),
        trusted_proxies=reader.parsed("ALONGSIDE_TRUSTED_PROXIES", _count, 0),
        second_step_for=reader.parsed("ALONGSIDE_SECOND_STEP_FOR", _roles, ()),
        instance_name=reader.text("ALONGSIDE_INSTANCE_NAME", "Alongside"),
        secret_key=reader.parsed("ALONGSIDE_SECRET_KEY", _long_enough, None)
        or kept_secret(data_dir, "secret_key", lambda: secrets.token_urlsafe(48)),
        instance_keys=reader.parsed("ALONGSIDE_INSTANCE_KEYS", _keys, None) or _kept_keys(data_dir),
        vapid_key=reader.parsed("ALONGSIDE_VAPID_KEY", _vapid_key, None)
        or kept_secret(data_dir, "vapid_key", _new_vapid_key),
        email_url=reader.parsed("ALONGSIDE_EMAIL_URL", _mail_server, None),
        email_from=reader.parsed("ALONGSIDE_EMAIL_FROM", _sender, f"alongside@{host or 'localhost'}"),
        feeds_from_private_addresses=reader.parsed("ALONGSIDE_FEEDS_FROM_PRIVATE_ADDRESSES", _yes_or_no, default=False),
        evidence_days=reader.parsed("ALONGSIDE_EVIDENCE_DAYS", _days_kept, 90),
        hold_new_groups=reader.parsed("ALONGSIDE_HOLD_NEW_GROUPS", _yes_or_no, default=False),
        propose_meetings=reader.parsed("ALONGSIDE_PROPOSE_MEETINGS", _yes_or_no, default=True),
        push_to_private_addresses=reader.parsed("ALONGSIDE_PUSH_TO_PRIVATE_ADDRESSES", _yes_or_no, default=False),
        questionnaires=reader.parsed("ALONGSIDE_QUESTIONNAIRES_DIR", _questionnaires, ()),
        senders=reader.parsed("ALONGSIDE_SENDERS", _one_or_more, 16),
        slow_start_days=reader.parsed("ALONGSIDE_SLOW_START_DAYS", _days, 0),
        wave_waits=reader.parsed("ALONGSIDE_WAVE_MINUTES", _waits, _waits("10/5/2")),
        relays=relays,
        bridge=_bridge(reader, relays),
    )


def _relays(reader: "_Reader") -> Relays:
    """Return the relays for voice, none as a rule; UnusableSetting where one half of what they need is missing."""
    try:
        return Relays(
            urls=reader.parsed("ALONGSIDE_TURN_URLS", parse_urls, ()),
            secret=reader.parsed("ALONGSIDE_TURN_SECRET", parse_secret, ""),
            most=reader.parsed("ALONGSIDE_VOICE_MOST", parse_most, MOST_IN_VOICE),
        )
    except UnusableSetting:
        raise
    except ValueError as error:
        raise UnusableSetting(f"ALONGSIDE_TURN_URLS and ALONGSIDE_TURN_SECRET belong together: {error}") from error


def _bridge(reader: "_Reader", relays: Relays) -> Bridge:
    """Return the bridge for voice, none as a rule; UnusableSetting where something that it needs is missing."""
    try:
        bridge = Bridge(
            url=reader.parsed("ALONGSIDE_JANUS_URL", parse_url, ""),
            secret=reader.parsed("ALONGSIDE_JANUS_SECRET", parse_api_secret, ""),
            most=reader.parsed("ALONGSIDE_JANUS_MOST", parse_most_over_bridge, MOST_OVER_BRIDGE),
        )
    except UnusableSetting:
        raise
    except ValueError as error:
        raise UnusableSetting(f"ALONGSIDE_JANUS_URL and ALONGSIDE_JANUS_SECRET belong together: {error}") from error
    if bridge.is_there and not relays.are_there:
        raise UnusableSetting("ALONGSIDE_JANUS_URL needs ALONGSIDE_TURN_URLS: people reach the bridge by relays alone.")
    return bridge


class _Reader:
    """Looks a variable up, or the file that its `_FILE` twin names, and says which one was wrong."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables

    def refuse_unknown(self) -> None:
        ours = {name.removesuffix("_FILE") for name in self._variables if name.startswith("ALONGSIDE_")}
        if unknown := sorted(ours - KNOWN):
            raise UnusableSetting(f"{unknown[0]} is not a setting of Alongside; please check how it is spelt.")

    def text(self, name: str, default: str) -> str:
        path = self._variables.get(f"{name}_FILE")
        if path is None:
            return self._variables.get(name) or default  # an empty one is one that was not set
        if name in self._variables:
            raise UnusableSetting(f"{name} and {name}_FILE are both set; please keep one of them.")
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise UnusableSetting(f"{name}_FILE names a file that cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise UnusableSetting(f"{name}_FILE names a file that does not hold plain text.") from error

    def parsed(self, name: str, parse: Callable[[str], Value], default: Default) -> Value | Default:
        text = self.text(name, "")
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as error:
            raise UnusableSetting(f"{name} cannot be used: {error}") from error


def _yes_or_no(text: str) -> bool:
    answers = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    if text.lower() not in answers:
        raise ValueError("it must be yes or no.")
    return answers[text.lower()]


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError("it must be a whole number, 0 or more.")
    return int(text)


def _one_or_more(text: str) -> int:
    if (number := _count(text)) == 0:
        raise ValueError("with none nothing would ever be sent; it must be 1 or more.")
    return number


def _days(text: str) -> int:
    if (number := _count(text)) > 3650:
        raise ValueError("it must be 3650 days or fewer.")
    return number


def _days_kept(text: str) -> int:
    if (number := _days(text)) == 0:
        raise ValueError("with none there would be nothing to look at; it must be 1 or more.")
    return number


def _names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in text.split(","))))


def _roles(text: str) -> tuple[str, ...]:
    roles = _names(text)
    if not set(roles) <= {"listener", "moderator", "organiser"}:
        raise ValueError("it must be a list of listener, moderator and organiser, with commas.")
    return roles


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        # Its own message would repeat parts of the address, and a database's holds a password.
        return SplitResult("", "", "", "", "")
    return parts


def _address(text: str) -> str:
    parts = _split(text)
    extra = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in {"http", "https"} or not parts.hostname or extra:
        raise ValueError("it must look like https://alongside.example, with no path.")
    return f"{parts.scheme}://{parts.netloc}"


def _database(text: str) -> str:
    parts = _split(text)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError("it must look like postgresql://name:password@host:5432/database.")
    return text


def _long_enough(text: str) -> str:
    if len(text) < 40:
        raise ValueError("a secret key needs at least 40 characters.")
    return text


def _keys(text: str) -> InstanceKeys:
    try:
        return parse_keys(text)
    except UnusableKeys as error:
        raise ValueError(str(error)) from error


def _vapid_key(text: str) -> str:
    VapidKey.load(text, "mailto:nobody@alongside.example")
    return text


def _mail_server(text: str) -> str:
    MailSettings.parse(text, sender="nobody@alongside.example")
    return text


def _sender(text: str) -> str:
    MailSettings(host="localhost", port=25, sender=text)
    return text


def _questionnaires(text: str) -> tuple[Instrument, ...]:
    return instruments_in(Path(text))


def _waits(text: str) -> tuple[timedelta, timedelta, timedelta]:
    try:
        talk, struggling, urgent = (float(part) for part in text.split("/"))
    except ValueError:
        talk = struggling = urgent = 0.0
    if not all(0 < minutes <= 24 * 60 for minutes in (talk, struggling, urgent)):
        raise ValueError("it must be three numbers of minutes for talk/struggling/urgent, such as 10/5/2.")
    return timedelta(minutes=talk), timedelta(minutes=struggling), timedelta(minutes=urgent)


def kept_secret(data_dir: Path, name: str, make: Callable[[], str]) -> str:
    """Return the secret kept under that name in the data folder, made and stored (0600) when there is none.

    UnusableSetting when the folder cannot be written or read.
    """
    return _kept_path(data_dir, name, make).read_text().strip()


def _kept_keys(data_dir: Path) -> Path:
    path = _kept_path(data_dir, "instance_keys", make_key_line)
    try:
        parse_keys(path.read_text())
    except (UnusableKeys, UnicodeDecodeError) as error:
        raise UnusableSetting(
            f"{path} is damaged. Please restore it from your backup of the keys: without it sealed text stays sealed."
        ) from error
    return path


def _kept_path(data_dir: Path, name: str, make: Callable[[], str]) -> Path:
    path = data_dir / "secrets" / name
    try:
        _keep(path, make)
    except OSError as error:
        raise UnusableSetting(
            f"Secrets cannot be kept in {path.parent}: {error.strerror}. Please let this account write there, or "
            "choose another folder with ALONGSIDE_DATA_DIR."
        ) from error
    return path


def _keep(path: Path, make: Callable[[], str]) -> None:
    """Make the secret unless it is there; afterwards it is there and can be read."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Two processes may start at once: each writes its own file, the first link wins, and both read that one.
        scratch = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(make() + "\n")
            file.flush()
            os.fsync(file.fileno())  # what is wrapped with it must not be kept longer than it
        try:
            os.link(scratch, path)
        except FileExistsError:
            pass
        finally:
            scratch.unlink()
    path.open().close()


def _new_vapid_key() -> str:
    """Return a fresh P-256 private key as PEM, what Web Push servers know this instance by (RFC 8292)."""
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
