"""The answer that shows a picture."""

from django.http import HttpResponse

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Disposition": 'inline; filename="picture.jpg"',
    # Opened by itself it is a picture and nothing else: whatever it held, nothing runs and nothing is loaded.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Content-Type": "image/jpeg",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def seen(image: bytes) -> HttpResponse:
    """Answer with a picture; nothing between may keep it or take it for something else."""
    return HttpResponse(image, headers=HEADERS)
