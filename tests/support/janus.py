"""Debian's Janus as a bridge for tests: its API on loopback, people through the relay of the tests alone."""

import base64
import hashlib
import hmac
import http.client
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import until
from tests.support.relay import HOST, SECRET

JANUS = shutil.which("janus")
MISSING = "no Janus here; on Debian: apt-get install janus"
API_SECRET = "a secret that only the bridge of the tests knows"
# A pass for the relay that lasts, made as docs/how-to/voice-for-many.md says.
RELAY_NAME = "2100000000:bridge"
RELAY_WORD = base64.b64encode(hmac.new(SECRET.encode(), RELAY_NAME.encode(), hashlib.sha1).digest()).decode()
FILES = {
    "janus.jcfg": """
general: {{
    api_secret = "{secret}"
    token_auth = false
    debug_level = 4
    hide_dependencies = true
}}
media: {{ ipv6 = false }}
nat: {{
    turn_server = "{relay_host}"
    turn_port = {relay_port}
    turn_type = "udp"
    turn_user = "{name}"
    turn_pwd = "{word}"
}}
plugins: {{ disable = "{plugins}" }}
transports: {{ disable = "{transports}" }}
""",
    "janus.transport.http.jcfg": """
general: {{ json = "compact", base_path = "/janus", http = true, port = {port}, ip = "{host}", https = false }}
admin: {{ admin_http = false }}
""",
    "janus.plugin.videoroom.jcfg": "general: {{ }}\n",
}
OTHERS = (
    "audiobridge",
    "duktape",
    "echotest",
    "lua",
    "nosip",
    "recordplay",
    "sip",
    "streaming",
    "textroom",
    "videocall",
)


def own_address() -> str:
    """Return the address of this machine that Janus stands at: it never uses loopback. "" where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))  # nothing is sent
        except OSError:
            return ""
        found: str = probe.getsockname()[0]
    return "" if found.startswith("127.") else found


def _names(*names: str) -> str:
    return ",".join(f"libjanus_{name}.so" for name in names)


@contextmanager
def running_janus(port: int, relay_port: int, folder: Path, *, relay_host: str) -> Iterator[str]:
    """Run a bridge meanwhile; give the address of its API."""
    assert JANUS, MISSING
    values = {
        "secret": API_SECRET,
        "host": HOST,
        "port": port,
        "relay_host": relay_host,
        "relay_port": relay_port,
        "name": RELAY_NAME,
        "word": RELAY_WORD,
        "plugins": _names(*OTHERS, "voicemail"),
        "transports": _names("mqtt", "nanomsg", "pfunix", "rabbitmq", "websockets"),
    }
    for name, text in FILES.items():
        (folder / name).write_text(text.format(**values))
    with (
        (folder / "janus.log").open("w") as log,
        subprocess.Popen(
            [JANUS, "-F", str(folder), "-C", str(folder / "janus.jcfg")], stdout=log, stderr=log
        ) as process,
    ):
        try:
            until(lambda: answers(port), seconds=20)
            yield f"http://{HOST}:{port}/janus"
        finally:
            process.terminate()
            process.wait(10)


def answers(port: int) -> bool:
    """Tell whether its API is there."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/janus/info")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
