"""What every calendar that is written has in common (pure): RFC 5545's lines, texts and moments."""

from collections.abc import Iterable
from datetime import UTC, datetime


def as_text(text: str) -> str:
    """Return a text as the value of a property, whatever it holds."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def as_utc(moment: datetime) -> str:
    """Return a moment by the clock of UTC, which every calendar understands."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def as_lines(lines: Iterable[str]) -> bytes:
    """Return lines, each in pieces of at most 75 bytes, never within a sign (RFC 5545, 3.1)."""
    return b"".join(map(_folded, lines))


def _folded(line: str) -> bytes:
    pieces, piece = [], b""
    for sign in line:
        more = sign.encode()
        if len(piece) + len(more) > 74:
            pieces.append(piece)
            piece = b" "
        piece += more
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
