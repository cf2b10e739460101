"""Every page in a language that is longer and reads from the right: it and its words still fit the smallest phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import tour
from tests.browser.pages import Community, lived_in
from tests.support.pseudo import CODE, environment, write_catalog


@pytest.fixture(scope="module")
def found(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tour.Found]:
    """Look at every page of people who read the mirrored language."""
    folder = tmp_path_factory.mktemp("locale")
    write_catalog(folder)
    found = tour.Found()
    with lived_in(locale=CODE, **environment(folder)) as community:
        with tour.lookers(chromium, community, locale="ar-XB") as lookers:
            for view in community.views:
                lookers[view.who].fit(view, found)
                found.note("mirrored", view, _not_mirrored(lookers[view.who], community))
        yield found


def _not_mirrored(looker: tour.Looker, community: Community) -> list[str]:
    direction = looker.page.evaluate("document.documentElement.dir")
    return (
        [] if direction == "rtl" else [f"dir={direction!r} at {looker.page.url.removeprefix(community.instance.url)}"]
    )


@pytest.mark.parametrize("promise", [tour.NARROW, tour.WHOLE_WORDS, "mirrored"])
def test_every_page_mirrored(found: tour.Found, promise: str) -> None:
    assert len(found.asked[promise]) > 100
    if findings := found.wrong[promise]:
        pytest.fail("\n".join(findings), pytrace=False)
