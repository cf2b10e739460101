"""What it gains to fill posts into shapes (`groups/threads/post_rows.py`), beside the template run for each post."""

import time
from collections.abc import Callable

from django.template.loader import render_to_string

from alongside.groups.threads.models import Reading
from alongside.groups.threads.page import own_part_of, thread_view
from alongside.groups.threads.post_rows import TEMPLATE, drawn_posts
from alongside.ui.templatetags.ui import when
from bench.table import ms, percentile, show


def measure_drawing(*, rounds: int) -> None:
    """Draw the page of the thread both ways, by turns, and print what each costs of processor time."""
    reading = Reading.objects.select_related("thread__group", "membership__group").get()
    standing, thread = reading.membership, reading.thread
    view = thread_view(standing, thread, own_part_of(standing, thread).reading, start=1)
    values = {"view": view, "group": thread.group, "is_writable": True}

    def each() -> object:
        return [render_to_string(TEMPLATE, {**values, "post": post, "at": when(post.at)}) for post in view.posts]

    def filled() -> object:
        return drawn_posts(view, thread.group, is_writable=True)

    ways = {"the template for each post": each, "filled into shapes": filled}
    took: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, way in ways.items():
            spent = _spent(way)
            if number:  # the first reads the template, and makes the shapes
                took[name].append(spent)
    show(
        f"drawing: {len(view.posts)} posts as HTML, by turns, processor time alone",
        ("way", "pages", "p50 ms", "p99 ms"),
        [(name, len(all_), ms(percentile(all_, 50)), ms(percentile(all_, 99))) for name, all_ in took.items()],
    )


def _spent(way: Callable[[], object]) -> float:
    begun = time.process_time()
    way()
    return time.process_time() - begun
