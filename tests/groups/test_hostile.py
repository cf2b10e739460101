"""Whatever somebody writes in a group or a message: nothing executes, nothing breaks, and a sentence comes back."""

import sys
from datetime import datetime
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.accounts.models import Person
from alongside.groups.models import Group, Membership, Post, Thread
from alongside.groups.threads.page import POSTS
from alongside.kernel import markdown
from alongside.kernel.clock import current_time
from alongside.kernel.markdown import TAGS, excerpt, safe_html
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import DETAILS, Begin, Open

pytestmark = pytest.mark.django_db
WRITTEN = {name: getattr(DETAILS, name) for name in DETAILS.__slots__}
TRICKS = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>",
    "half a tag": '"><b onmouseover=alert(1) x="',
    "javascript link": "[here](javascript:alert(1)) [here](JaVaScRiPt:alert(1)) [here](java\tscript:alert(1))",
    "entity link": "[here](&#106;avascript:alert(1)) [here](javascript&colon;alert(1)) <javascript:alert(1)>",
    "data link": "[here](data:text/html;base64,PHNjcmlwdD4=) <data:text/html,x> [x](vbscript:x) [x](file:///etc/passwd)",
    "image": "![x](https://spy.example/x.png) ![x](javascript:alert(1)) ![x][a]\n\n[a]: https://spy.example/y.png",
    "link without scheme": "[here](//spy.example/) [here](/groups/new/) [x](https:spy.example) [x](http://a@b.example/)",
    "style": '<p style="position:fixed">over</p><style>*{display:none}</style><iframe src="https://spy.example">',
    "template": "{{ 7|add:7 }} {% csrf_token %} ${7*7} %s %(x)s",
    "zero width": "a\u200bb\u200cc\u2060d\ufeffe",
    "marks": "Z" + "\u0336\u0301\u0489" * 500,
    "right to left": "שלום עולם، مرحبا",
    "emoji": "🏳️\u200d🌈" * 50,
    "tags of Unicode": "a" + "".join(chr(0xE0020 + n) for n in range(64)),
    "nested quotes": ">" * 3000 + "deep",
    "nested lists": "\n".join("  " * n + "- x" for n in range(80)),
    "brackets": "[" * 3000 + "]" * 3000,
    "stars": "*a" * 2500 + "_b" * 500,
    "backticks": "".join("`" * n + " " for n in range(1, 110)),
    "lone surrogate as entity": "&#xD800; &#0; &#x110000; &lt;script&gt;alert(1)&lt;/script&gt;",
}
REFUSED = {
    "turning": "it \u202e reads otherwise",
    "isolating": "it \u2066 reads otherwise",
    "nothing": "a\x00b",
    "bell": "a\x07b",
    "huge": "x" * 1_000_000,
    "huge and wide": "🌊" * 200_000,
    "empty": " \n\t ",
}


class Audit(HTMLParser):
    """Reads HTML as a browser does, and notes what would run, load or look otherwise."""

    def __init__(self, html: str) -> None:
        """Read it."""
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.depth = self.deepest = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that is none of ours, and every attribute but where a link leads."""
        if tag not in TAGS:
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name, _value in attrs if (tag, name) not in {("a", "href"), ("a", "rel")}]
        if tag == "a":
            self.links.append(dict(attrs))
        if tag not in ("br", "hr"):
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag: str) -> None:
        """Come up again."""
        self.depth -= 1

    def handle_comment(self, data: str) -> None:
        """Note a comment, which browsers have been led astray by."""
        self.found.append(f"comment {data}")


def check(html: str) -> None:
    """Find nothing in it that runs, loads, or leads anywhere but to a site by its address."""
    audit = Audit(html)
    assert audit.found == []
    assert audit.depth == 0
    assert audit.deepest <= 3 * markdown.DEPTH
    for link in audit.links:
        assert str(link["href"]).startswith(("https://", "http://"))
        assert link["rel"] == "nofollow noreferrer"
    assert not set(html) & set(markdown.TURNING)


def test_what_would_run_would_be_found() -> None:
    bad = '<p onclick="x">a</p><img src="//b"><a href="https://c" style="d">e</a><script>f</script><!-- g -->'
    assert Audit(bad).found == ["p onclick", "img", "img src", "a style", "script", "comment  g "]
    with pytest.raises(AssertionError):
        check('<p><a href="javascript:x" rel="nofollow noreferrer">a</a></p>')


@pytest.mark.parametrize("text", TRICKS.values(), ids=TRICKS.keys())
def test_nothing_of_what_is_written_runs_or_loads(text: str) -> None:
    check(safe_html(text))
    assert "<" not in excerpt("<p>a</p>", 100)


# What Markdown and HTML are made of, in any order.
SIGNS = "<>[]()!*_`#&;:/\\\"'=-+~|{}\n\t \u202e\u0301\u200da"
WORDS = [
    "script", "javascript:", "https://a.example", "onerror", "&lt;", "&#x3c;", "<!--", "-->", "]]>", "![", "](", "1. ",
    "data:", "<a href=", "src=",
]  # fmt: skip
PIECES = st.sampled_from([*SIGNS, *WORDS])


@settings(max_examples=300)
@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=300)))
def test_whatever_is_typed_becomes_calm_html(text: str) -> None:
    html = safe_html(text)
    check(html)
    assert len(excerpt(html, 140)) <= 140


def test_what_is_made_of_a_text_is_never_much_longer_than_it() -> None:
    """Nothing that is small to send is large to keep and to show."""
    for name, text in TRICKS.items():
        assert len(safe_html(text)) <= 40 * len(text) + 200, name


@pytest.mark.parametrize("sign", ["[", "![", "*", "_", "`", ">", "- ", "<", "&", "\\", "(", "**a ", "[a](", "<a "])
def test_rendering_takes_steps_in_proportion_to_what_is_written(sign: str) -> None:
    """Counted in calls, not in time: four times the text may take about four times the work, not sixteen."""
    few, many = _calls(sign * (1000 // len(sign))), _calls(sign * (4000 // len(sign)))
    assert many <= 6 * few + 2000


def _calls(text: str) -> int:
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        safe_html(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def group(begin: Begin) -> Group:
    return begin()


@pytest.fixture
def browser(owner: Person, sign_in: SignIn) -> Client:
    return sign_in(owner)


def test_every_trick_is_a_post_that_can_be_read_by_all(group: Group, browser: Client, open_thread: Open) -> None:
    thread = open_thread(group)
    where = to("group-thread", group.slug, thread.id)
    for name, text in TRICKS.items():
        answer = browser.post(where, {"text": text, "note": text[:80].splitlines()[0]})
        assert answer.status_code in (303, 422), name
        if answer.status_code == 422:
            assert "Here is what you typed" in text_of(answer) or "Please" in text_of(answer), name
    page = browser.get(f"{where}?from=1").content.decode()
    assert "<script>" not in page.replace("<script type=", "")
    assert "spy.example/x.png" not in page.split("<body")[0]
    for post in Post.objects.filter(thread=thread)[:POSTS]:
        check(post.html)
    assert Post.objects.filter(thread=thread).count() >= len(TRICKS) - 3


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_kept_is_refused_with_a_sentence(
    group: Group, browser: Client, open_thread: Open, text: str
) -> None:
    thread = open_thread(group)
    slug = group.slug
    for where, sent in (
        (to("group-thread", slug, thread.id), {"text": text}),
        (to("group-thread-begin", slug), {"title": text, "text": "Fine"}),
        (to("group-thread-begin", slug), {"title": "Fine", "text": text}),
        (to("group-alias", slug), {"alias": text}),
        (to("group-change", slug), {**WRITTEN, "name": text}),
        (to("group-change", slug), {**WRITTEN, "purpose": text}),
        (to("group-change", slug), {**WRITTEN, "agreements": text}),
        (to("group-begin"), {**WRITTEN, "name": text, "alias": "Silver Pebble"}),
    ):
        answer = browser.post(where, sent)
        assert answer.status_code in (400, 413, 422), (where, sorted(sent))
        assert "<h1" in answer.content.decode()
    assert Thread.objects.count() == 1
    assert Group.objects.count() == 1
    assert Membership.objects.get().alias == "Quiet Heron"


@pytest.mark.parametrize(
    "alias",
    ["\u200b\u200b", "a\u202eb", "\u0410mber", "x" * 500, "<b>Amber</b>", "Quiet\u200bHeron", "QUIET  HERON"],
)
def test_no_alias_hides_in_another_or_in_nothing(group: Group, mate: Person, sign_in: SignIn, alias: str) -> None:
    browser = sign_in(mate)
    typed = {"alias": alias, "read": group.agreements_since.isoformat(), "agrees": "on"}
    answer = browser.post(to("group-join", group.slug), typed)
    if answer.status_code == 303:
        page = browser.get(to("group-members", group.slug)).content.decode()
        assert "<b>Amber" not in page
        assert Membership.objects.get(person=mate).alias_key != "quiet heron"
    else:
        assert answer.status_code == 422


@pytest.mark.parametrize("value", ["\x00", "x" * 100_000, "\u202e", "9" * 400, "-1", "²", "0001-01-01T00:00:00+14:00"])
def test_no_value_in_an_address_or_a_form_breaks_a_page(
    group: Group, browser: Client, open_thread: Open, value: str
) -> None:
    thread = open_thread(group)
    slug, post = group.slug, thread.posts.get()
    asked = dict.fromkeys(("q", "kind", "language", "start", "from", "answers", "before"), value)
    for where in (to("groups"), to("group-search"), to("group-threads", slug), to("group-thread", slug, thread.id)):
        assert browser.get(where, asked).status_code < 500, where
    for name, *more in (
        ("group-thread-react", thread.id),
        ("group-thread-want", thread.id),
        ("group-post", thread.id, post.id),
        ("group-agree",),
        ("group-role",),
        ("group-letters",),
        ("group-leave",),
        ("group-thread", thread.id),
    ):
        sent = dict.fromkeys(("to", "from", "wants", "answers", "read", "move", "role", "posts", "note"), value)
        answer = browser.post(to(name, slug, *more), {**sent, "text": "Fine"})
        assert answer.status_code < 500, name
    sent = {"text": "Fine", "request_key": value}
    assert browser.post(to("message-first", "group", uuid4()), sent).status_code == 404
