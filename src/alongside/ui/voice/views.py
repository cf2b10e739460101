"""The answer that plays a voice note, and the page that may ask for the microphone."""

import re

from django.http import HttpRequest, HttpResponse

RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")
HEADERS = {
    "Accept-Ranges": "bytes",
    "Cache-Control": "private, no-store",
    "Content-Disposition": 'inline; filename="voice-note.mp3"',
    "Content-Type": "audio/mpeg",
    "Content-Encoding": "identity",  # compressed on the way, a part would not be the part that was asked for
    "Cross-Origin-Resource-Policy": "same-origin",
}
MICROPHONE_OF_OURS = "camera=(), geolocation=(), microphone=(self)"


def may_record(response: HttpResponse) -> HttpResponse:
    """Let this page, and no other, ask for the microphone."""
    response.headers["Permissions-Policy"] = MICROPHONE_OF_OURS
    return response


def played(request: HttpRequest, audio: bytes) -> HttpResponse:
    """Answer with a voice note, whole or the part that was asked for; nothing between may keep it or change it."""
    size = len(audio)
    part = _part(request.headers.get("Range", ""), size)
    first, after = part or (0, size)
    status = 200 if part is None else 206
    response = HttpResponse(audio[first:after], status=status, headers=HEADERS)
    if part is not None:
        response.headers["Content-Range"] = f"bytes {first}-{after - 1}/{size}"
    if first >= after:
        response.status_code, response.headers["Content-Range"] = 416, f"bytes */{size}"
    return response


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """Return where the part begins and where it is over, None for what we do not read and so answer whole.

    Nothing is in it when the one is not before the other.
    """
    found = RANGE.fullmatch(asked)
    if not found or found[0] == "bytes=-":
        return None
    first, last = found[1], found[2]
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1 if last else size)
