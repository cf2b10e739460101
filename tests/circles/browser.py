"""A browser at the pages of circles: addresses, what a page says, and what people send."""

import re
from html import unescape

from django.http import HttpResponse
from django.urls import reverse

AUNT = {"name": "Auntie Test", "relation": "family", "ring": "1", "gives": ["emotional"], "stance": "mixed", "ways": ""}
OFFERED = {
    "gives": ["emotional"],
    "hours_when": "chosen",
    "hours_part": ["3"],
    "hours_hour": ["24"],
    "wakes_at": "urgent",
    "told_by": ["email"],
    "weekly_capacity": "4",
}
CONTACTED = {**OFFERED, "email": "uncle@example.org", "time_zone": "Europe/Paris", "locale": "es"}
HUGE = "x" * 20_000


def text_of(answer: HttpResponse) -> str:
    """Return what a page says, without its tags and without pictures, which say nothing that the words do not."""
    told = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(told).split())


def to(name: str, *args: object) -> str:
    """Return the address of a page."""
    return reverse(name, args=args)
