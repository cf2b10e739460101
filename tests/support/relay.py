"""Debian's coturn as a relay for tests: on loopback, to itself alone, as docs/how-to/voice-in-rooms.md has it."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TURNSERVER = shutil.which("turnserver")
MISSING = "no coturn here; on Debian: apt-get install coturn"
SECRET = "a secret that only the relay of the tests knows"
HOST = "127.0.0.1"


@contextmanager
def running_relay(port: int, folder: Path, *, host: str = HOST) -> Iterator[str]:
    """Run a relay meanwhile; give its address."""
    assert TURNSERVER, MISSING
    lines = relay_settings(port, host, SECRET, folder)
    settings = folder / "turnserver.conf"
    settings.write_text("\n".join(lines) + "\n")
    log = (folder / "turnserver.log").open("w")
    with log, subprocess.Popen([TURNSERVER, "-c", str(settings)], stdout=log, stderr=log) as process:
        try:
            yield f"turn:{host}:{port}?transport=udp"
        finally:
            process.terminate()
            process.wait(10)


def relay_settings(port: int, host: str, secret: str, folder: Path) -> list[str]:
    """Return the settings of a relay on this machine, to itself alone."""
    return [
        f"listening-port={port}",
        f"listening-ip={host}",
        f"relay-ip={host}",
        "realm=turn.example",
        "fingerprint",
        "use-auth-secret",
        f"static-auth-secret={secret}",
        "denied-peer-ip=0.0.0.0-255.255.255.255",
        f"allowed-peer-ip={host}",
        "allow-loopback-peers",
        "no-multicast-peers",
        "no-cli",
        "no-tls",
        "no-dtls",
        "cli-password=unused",
        f"userdb={folder / 'turndb'}",
        f"pidfile={folder / 'turnserver.pid'}",
        "log-file=stdout",
        "simple-log",
    ]
