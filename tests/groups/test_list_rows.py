"""Threads and groups of a list that are filled into a shape look as their templates draw each of them."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html

from alongside.groups.group_rows import BLANKS, drawn_found, drawn_own
from alongside.groups.line_rows import TEMPLATE, TITLE, _skeleton, drawn_lines
from alongside.groups.models import Group
from alongside.groups.queries import Found, Own
from alongside.groups.thread_page import Line
from alongside.ui.templatetags.ui import when

ODD = "\ue020 \ue021\ue022 blank-slug-zz & <b>\"'"
GROUP = Group(slug="lantern-test-7q")
PLAIN = {"needs_answer": False, "is_followed": False, "is_muted": False, "is_locked": False}


@pytest.fixture
def line(now: datetime) -> Line:
    """A thread that was read to its end."""
    return Line(id=uuid4(), title="Evenings", at=now, posts=2, unread=0, **PLAIN)


def plain(html: str) -> str:
    return " ".join(html.split())


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"title": ODD},
        {"unread": None, "posts": 1},
        {"unread": 3},
        {"unread": 1, "is_followed": True},
        {"needs_answer": True, "posts": 1, "is_muted": True},
        {"needs_answer": True, "is_locked": True},
        {"title": ODD, "is_folded": True},
    ],
)
def test_a_thread_looks_as_the_template_draws_it(line: Line, language: str, more: dict[str, object]) -> None:
    one = line._replace(**more)
    with translation.override(language):
        for _ in range(2):
            drawn = drawn_lines([one], GROUP)
        new, told = drawn_words(one, language)
        waits = one.needs_answer and one.posts == 1
        each = render_to_string(TEMPLATE, {"one": one, "group": GROUP, "new": new, "told": told, "waits": waits})
    assert plain(drawn) == plain(each)
    assert "<b>" not in drawn


def drawn_words(one: Line, language: str) -> tuple[str, str]:
    """Return what is said of a thread, in words that stand here once more."""
    if language == "en":
        news = {None: "You have not opened it yet", 0: "", 1: "1 new post since you looked"}
        told = "{} post, the newest {}" if one.posts == 1 else "{} posts, the newest {}"
        new = news.get(one.unread, f"{one.unread} new posts since you looked")
        return new, format_html(told, one.posts, when(one.at))
    news = {None: "Aún no lo has abierto", 0: "", 1: "1 mensaje nuevo desde que miraste"}
    told = "{} mensaje, el último {}" if one.posts == 1 else "{} mensajes, el último {}"
    new = news.get(one.unread, f"{one.unread} mensajes nuevos desde que miraste")
    return new, format_html(told, one.posts, when(one.at))


def test_what_is_kept_of_a_list_holds_blanks_alone(line: Line) -> None:
    drawn_lines([line], GROUP)
    kept = _skeleton.cache_info().currsize
    other = drawn_lines([line._replace(id=uuid4(), title="Canary")], Group(slug="harbour-test-7q"))
    assert _skeleton.cache_info().currsize == kept
    assert "Canary" in other
    assert "Evenings" not in other
    assert GROUP.slug not in other
    assert str(line.id) not in other
    assert TITLE not in other


def test_each_group_has_its_own_name_and_words() -> None:
    own = [Own("lantern-test-7q", ODD, "Heron", "You are there as Heron."), Own("b", "Two", "Owl", ODD)]
    drawn = drawn_own(own)
    for one in own:
        assert f'<a href="/groups/{one.slug}/">' in drawn
    assert drawn.count("<li") == 2
    assert "\ue020 \ue021\ue022 blank-slug-zz &amp; &lt;b&gt;&quot;&#x27;</bdi>" in drawn
    assert '<p class="muted">You are there as Heron.</p>' in drawn
    assert "<b>" not in drawn


def test_a_group_that_can_be_found_says_the_beginning_of_what_it_is_for() -> None:
    found = Found("lantern-test-7q", "Lantern", "word " * 40 + ODD, "People of a place", "Open", "English")
    drawn = plain(drawn_found([found]))
    assert f"<bdi>{'word ' * 30}…</bdi>" in drawn
    assert [one for one in BLANKS.values() if one in drawn] == []
    for words in ("Lantern", "People of a place", "Open", "English"):
        assert f">{words}</" in drawn
    assert plain(drawn_found([found._replace(purpose=ODD)])).count("<b>") == 0
    assert drawn_found([]) == ""
