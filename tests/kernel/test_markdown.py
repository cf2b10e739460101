"""Markdown of people: what may be there comes out, and nothing of theirs executes, fetches or poses as the page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.markdown import TAGS, calmed, excerpt, safe_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("I am *here*, **really**.", "<p>I am <em>here</em>, <strong>really</strong>.</p>"),
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("# Not a heading", "<p># Not a heading</p>"),
        ("`code <b>`", "<p><code>code &lt;b&gt;</code></p>"),
        (
            "[my bank](https://elsewhere.example/pay?a=1&b=2)",
            (
                '<p><a href="https://elsewhere.example/pay?a=1&amp;b=2" rel="nofollow noreferrer">my bank</a>'
                " (elsewhere.example)</p>"
            ),
        ),
        (
            "<https://bank.example@elsewhere.example/>",
            (
                '<p><a href="https://bank.example@elsewhere.example/" rel="nofollow noreferrer">'
                "https://bank.example@elsewhere.example/</a> (elsewhere.example)</p>"
            ),
        ),
    ],
)
def test_what_people_write_comes_out(text: str, html: str) -> None:
    assert safe_html(text) == html


ELSEWHERE = '<a href="http://elsewhere.example/p.png" rel="nofollow noreferrer">{}</a> (elsewhere.example)'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![my *cat*](http://elsewhere.example/p.png)", ELSEWHERE.format("my cat")),
        ("![](http://elsewhere.example/p.png)", ELSEWHERE.format("elsewhere.example")),
        ("Look![here](http://elsewhere.example/p.png)", f"Look!{ELSEWHERE.format('here')}"),
        ("Look: ![it](http://elsewhere.example/p.png)", f"Look: {ELSEWHERE.format('it')}"),
        ("[![it](http://other.example/i.png)](http://elsewhere.example/p.png)", ELSEWHERE.format("it")),
        ("[a![x](http://other.example/i.png)b](http://elsewhere.example/p.png)", ELSEWHERE.format("axb")),
        ("![a [b](http://other.example)](http://elsewhere.example/p.png)", ELSEWHERE.format("a b")),
        (
            "![a](http://elsewhere.example/p.png)![b](http://elsewhere.example/p.png)",
            ELSEWHERE.format("a") + ELSEWHERE.format("b"),
        ),
        ("![x](data:image/png;base64,aa)", "![x](data:image/png;base64,aa)"),
    ],
)
def test_a_picture_of_another_site_is_a_link_to_it(text: str, html: str) -> None:
    assert safe_html(text) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![pixel](https://elsewhere.example/p.png)",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "[x](//elsewhere.example)",
        "[x](/groups/)",
        "[x](mailto:somebody@example.org)",
        "[x]: javascript:alert(1)\n\n[x]",
        "<a href='https://elsewhere.example' onclick=alert(1)>x</a>",
        "<https://[>",
        "&#60;script&#62;",
        "<style>*{display:none}</style>",
        "```\n<script>\n```",
        "<!-- --><svg/onload=alert(1)>",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    tags = {tag.lower() for tag in re.findall(r"<\s*([a-zA-Z]\w*)", safe_html(text))}
    assert tags <= TAGS - {"a"} or (text.startswith("![") and tags == {"p", "a"})
    assert "src=" not in re.sub(r"&lt;.*?&gt;", "", safe_html(text))


def test_a_sign_that_was_written_as_an_entity_turns_no_line_around_and_piles_nothing_up() -> None:
    assert safe_html("&#x202e;abc &#8238;[x](http://elsewhere.example)") == (
        '<p>abc <a href="http://elsewhere.example" rel="nofollow noreferrer">x</a> (elsewhere.example)</p>'
    )
    assert safe_html("a" + "&#x301;" * 20) == "<p>a" + "\u0301" * 4 + "</p>"


@given(st.text(max_size=300))
def test_nothing_but_our_tags_ever_comes_out(text: str) -> None:
    html = safe_html(text)
    assert {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-zA-Z]\w*)", html)} <= TAGS
    assert not re.search(r"<[^>]*\son\w+\s*=", html)


def test_what_is_nested_without_end_ends() -> None:
    assert safe_html(">" * 8000)
    assert safe_html("[" * 8000)
    assert safe_html("*a **b " * 1000)


def test_a_beginning_is_plain_text_of_one_line() -> None:
    assert excerpt(safe_html("one & *two*\nthree\n\nfour"), 100) == "one & two three four"
    assert excerpt(safe_html("word " * 50), 12) == "word word w…"


def test_letters_keep_their_marks_and_lose_piles_of_them() -> None:
    assert calmed("Vie\u0302\u0323t") == "Vie\u0302\u0323t"
    assert calmed("Z" + "\u0301" * 60 + "a") == "Z" + "\u0301" * 4 + "a"
