"""Threads and groups of a list that are filled into a shape look as their templates draw each of them."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from alongside.groups.finding import Found
from alongside.groups.group_rows import BLANKS, drawn_found, drawn_own
from alongside.groups.models import Group
from alongside.groups.own_groups import Own
from alongside.groups.threads.line_rows import TEMPLATE, TITLE, _skeleton, drawn_lines
from alongside.groups.threads.lists import Line
from alongside.ui.templatetags.ui import apart, when

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
        {"begun_by": ODD, "last_by": ODD, "posts": 3},
        {"begun_by": "Amber & Co", "posts": 1, "has_draft": True},
        {"is_danger": True, "unread": 3},
        {"is_waiting": True},
        {"note": ODD},
        {"is_waiting": True, "needs_answer": True, "posts": 1},
    ],
)
def test_a_thread_looks_as_the_template_draws_it(line: Line, language: str, more: dict[str, object]) -> None:
    one = line._replace(**more)
    with translation.override(language):
        for _ in range(2):
            drawn = drawn_lines([one], GROUP)
        new, begun, told = drawn_words(one, language)
        waits = one.needs_answer and one.posts == 1
        words = {"new": new, "begun": begun, "told": told, "waits": waits}
        each = render_to_string(TEMPLATE, {"one": one, "group": GROUP, **words})
    assert plain(drawn) == plain(each)
    assert "<b>" not in drawn


def drawn_words(one: Line, language: str) -> tuple[str, str, str]:
    """Return what is said of a thread, in words that stand here once more."""
    by, is_one = "by %(alias)s, " if one.last_by else "", one.posts == 1 and one.begun_by != ""
    with translation.override(language):
        news = {None: gettext("New"), 0: ""}
        new = news.get(one.unread, ngettext("%(posts)s new", "%(posts)s new", one.unread or 0) % {"posts": one.unread})
        told = ngettext(f"%(posts)s post, the newest {by}%(at)s", f"%(posts)s posts, the newest {by}%(at)s", one.posts)
        begun = gettext("Begun by %(alias)s")
        told = gettext("Begun by %(alias)s, %(at)s") if is_one else told
    words = {"posts": one.posts, "at": when(one.at), "alias": apart(one.begun_by if is_one else one.last_by)}
    # What is escaped above, and words of ours.
    drawn = [SafeString(begun % {"alias": apart(one.begun_by)}), SafeString(told % words)]
    return new, drawn[0] if one.begun_by and not is_one else "", drawn[1]


def test_a_thread_says_who_began_it_who_wrote_last_and_that_it_is_new(line: Line) -> None:
    one = line._replace(unread=None, posts=3, begun_by="Amber", last_by="Heron", has_draft=True, needs_answer=True)
    drawn = plain(drawn_lines([one], GROUP))
    for words in (
        '<span class="chip">New</span>',
        ">Begun by <bdi>Amber</bdi><",
        "3 posts, the newest by <bdi>Heron</bdi>, <time",
    ):
        assert words in drawn
    assert f'href="/groups/{GROUP.slug}/threads/{one.id}/#write">Go on with what you began to write</a>' in drawn
    assert "needs an answer" not in drawn, "somebody answered"
    alone = plain(drawn_lines([one._replace(unread=2, posts=1, last_by="", has_draft=False)], GROUP))
    assert '<strong class="chip">Somebody needs an answer here</strong> <span class="chip">2 new</span>' in alone
    assert ">Begun by <bdi>Amber</bdi>, <time" in alone
    nameless = plain(drawn_lines([one._replace(posts=1, begun_by="", last_by="")], GROUP))
    assert ">1 post, the newest <time" in nameless
    assert "Go on with" not in alone


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
