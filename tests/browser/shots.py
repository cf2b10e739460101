"""Photographs every page, and lays the pictures out to look through: `python -m tests.browser.shots FOLDER [WORD ...]`.

Each page as a phone shows it, light and dark, and as a desktop does, from top to bottom. With words, only pages whose
name holds one of them.
"""

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.instance import CHROMIUM, DESKTOP, PHONE, running_chromium
from tests.browser.pages import Community, View, lived_in
from tests.browser.tour import lookers

Scheme = Literal["light", "dark"]
WAYS: tuple[tuple[str, ViewportSize, Scheme], ...] = (
    ("phone-light", PHONE, "light"),
    ("phone-dark", PHONE, "dark"),
    ("desktop-light", DESKTOP, "light"),
)
PAGE = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Every page of Alongside</title>
<style>
  body {{ font: 16px/1.5 system-ui; margin: 2rem; background: #888; color: #fff; }}
  section {{ margin-block-end: 3rem; }}
  div {{ display: flex; gap: 1rem; align-items: flex-start; overflow-x: auto; }}
  a {{ flex: none; }}
  img {{ display: block; }}
</style>
<h1>Every page of Alongside: {count}</h1>
<p>Phone in light, phone in dark, desktop. A picture opens in its own size.</p>
{sections}
</html>
"""


def main(arguments: Sequence[str]) -> int:
    """Write the pictures into a folder, emptied before; return 2 where there is no browser."""
    if CHROMIUM is None:
        sys.stderr.write("There is no Chromium here; on Debian: apt-get install chromium\n")
        return 2
    folder, words = Path(arguments[0]), arguments[1:]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with lived_in() as community, running_chromium() as browser:
        views = [view for view in community.views if not words or any(word in view.name for word in words)]
        sections = list(_photographed(browser, community, views, folder))
    (folder / "index.html").write_text(PAGE.format(count=len(sections), sections="\n".join(sections)))
    sys.stdout.write(f"{len(sections)} pages to look at: {folder / 'index.html'}\n")
    return 0


def _photographed(browser: Browser, community: Community, views: Sequence[View], folder: Path) -> Iterator[str]:
    """Photograph one page after the other; give each page's part of the index."""
    with lookers(browser, community) as able:
        for number, view in enumerate(views, 1):
            page = able[view.who].page
            slug = f"{number:03d}-{re.sub(r'[^a-z0-9]+', '-', view.name.lower()).strip('-')}"
            able[view.who].open(view)
            pictures = [_picture(page, folder / f"{slug}-{way}.png", size, scheme) for way, size, scheme in WAYS]
            yield f"<section><h2>{escape(view.name)}</h2><div>{''.join(pictures)}</div></section>"


def _picture(page: Page, path: Path, size: ViewportSize, scheme: Scheme) -> str:
    """Photograph a page in a window as high as the page, so that what stays at an edge stands at its edge."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
    page.screenshot(path=path)
    width = size["width"] // 2
    return f'<a href="{path.name}"><img width="{width}" src="{path.name}" alt="{path.stem}" loading="lazy"></a>'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
