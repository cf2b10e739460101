"""What capabilities add to the offline page: in their order, with their scripts, and with nothing about anybody."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from alongside.ui import offline_parts, views
from tests.conftest import MakePerson


@pytest.fixture
def _no_parts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start with no part, and leave those of the capabilities alone."""
    monkeypatch.setattr(offline_parts, "_parts", {})
    views.offline_page.cache_clear()
    yield
    views.offline_page.cache_clear()


@pytest.mark.usefixtures("_no_parts")
class TestParts:
    def test_parts_stand_in_their_order(self) -> None:
        for order, template in ((2, "second.html"), (1, "first.html")):
            offline_parts.register_offline_part(order=order, template=template, scripts=())
        assert [part.template for part in offline_parts.offline_parts()] == ["first.html", "second.html"]

    @pytest.mark.django_db
    def test_what_a_part_says_is_on_the_page(self) -> None:
        offline_parts.register_offline_part(
            order=1, template="ui/sentence.html", scripts=(), context=lambda: {"sentence": "A part of somebody's."}
        )
        assert "A part of somebody&#x27;s." in Client().get("/offline/").content.decode()

    def test_each_script_is_loaded_once_and_the_vault_before_all(self) -> None:
        for number, scripts in enumerate((("a.js", "b.js"), ("b.js", "c.js"))):
            offline_parts.register_offline_part(order=number, template=f"{number}.html", scripts=scripts)
        own = ("ui/js/vault.js", "ui/js/days.js", "ui/js/again.js")
        assert offline_parts.offline_scripts() == (*own, "a.js", "b.js", "c.js")


@pytest.mark.django_db
def test_everything_the_page_loads_is_kept_with_it() -> None:
    page = Client().get("/offline/").content.decode()
    worker = Client().get("/sw.js").content.decode()
    loaded = set(re.findall(r'(?:src|href)="(/static/[^"#]+|/offline\.js)', page))
    kept = set(re.findall(r'"(/[^"]+)"', worker[worker.index("const KEPT") :]))
    assert "/offline.js" in loaded
    # An icon for the home screen is for when it is installed; it is not shown on the page.
    assert {path for path in loaded - kept if "icon-180" not in path} == set()


@pytest.mark.django_db
def test_the_scripts_come_as_one_each_in_a_scope_of_its_own() -> None:
    """Names at the top of one file are not seen by another; what they share hangs on `self`."""
    answer = Client().get("/offline.js")
    script = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript")
    assert script.startswith("{\n")
    places = [
        script.index(sign)
        for sign in ("self.vault", "self.days", "self.waiting", "data-safety-card", "plan-staying-well")
    ]
    assert places[0] == min(places)
    assert script.count("\n}\n{\n") >= len(offline_parts.offline_scripts()) - 1


@pytest.mark.django_db
def test_pages_say_whose_vault_it_may_be(make_person: MakePerson) -> None:
    browsers = [Client(), Client(), Client()]
    for browser, alias in zip(browsers[1:], ("Ada Madeup", "Bo Madeup"), strict=True):
        browser.force_login(make_person(alias))
    pages = [browser.get("/crisis-lines/").content.decode() for browser in browsers]
    tags = [found[1] for page in pages if (found := re.search(r'data-kept-for="([^"]*)"', page))]
    assert tags[0] == ""
    assert all(re.fullmatch(r"[0-9a-f]{32}", tag) for tag in tags[1:])
    assert len(set(tags)) == 3


@pytest.mark.django_db
def test_only_a_page_for_nobody_can_say_that_something_was_not_sent(make_person: MakePerson) -> None:
    browser = Client()
    assert "data-unsent" in browser.get("/crisis-lines/").content.decode()
    browser.force_login(make_person("Ada Madeup"))
    assert "data-unsent" not in browser.get("/crisis-lines/").content.decode()


@pytest.mark.django_db
def test_where_it_is_not_known_who_reads_nothing_is_said_of_the_vault() -> None:
    assert "data-kept-for" not in Client().get("/offline/").content.decode()
