"""Markdown that people write, as HTML that is safe in every page; rendered once, when it is written.

No HTML of theirs, no headings: they would speak over the page. A link leads to http or https alone, says its host
behind its words, and tells the other site nothing of where one came from; nothing ever fetches it, and a picture is a
link. What the renderer makes goes through a second sieve that knows nothing of the first.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

SCHEMES = {"http", "https"}
TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
NOT_OURS = ["heading", "lheading", "html_block", "html_inline", "reference"]
DEPTH = 12
HOST = re.compile(r"[a-z0-9.:-]+")
# Signs that turn the direction of what follows, so that a text reads as another (Unicode TR 36, 2.6).
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# More marks on one letter than any script needs run over the lines around it.
MARKS = 4


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's own name
        """Tell whether a link may be one; any other stays the text it is."""
        return bool(_host(url))


def _host(address: str) -> str:
    """Return where an address leads, '' when it is none of a site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = parts.hostname or ""
    return host if parts.scheme in SCHEMES and HOST.fullmatch(host) else ""


def _say_hosts(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = list(_with_hosts(token.children))


def _with_hosts(tokens: Iterable[Token]) -> Iterator[Token]:
    host = before = ""
    for token in tokens:
        if token.type == "image":
            if before[-1:].isalnum() and not host:
                yield Token("text", "", 0, content="!")  # it ends what was said before
            yield from _as_link(token, within=host)
            before = ""  # what it is called is no word that somebody ended
            continue
        yield token
        before = token.content
        if token.type == "link_open":
            host = _host(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            yield Token("text", "", 0, content=f" ({host})")
            host = ""


def _as_link(image: Token, *, within: str) -> Iterator[Token]:
    """Return what is shown for a picture of another site: a link to it by what it is called, and nothing is fetched.

    `within` a link, which is one already, it is its name alone.
    """
    address = str(image.attrs.get("src", ""))
    host = _host(address)
    name = Token("text", "", 0, content="".join(part.content for part in image.children or ()) or host)
    if within:
        yield name
        return
    yield Token("link_open", "a", 1, attrs={"href": address})
    yield name
    yield Token("link_close", "a", -1)
    yield Token("text", "", 0, content=f" ({host})")


def _renderer() -> MarkdownIt:
    markdown = _Markdown("commonmark", {"html": False, "breaks": True, "maxNesting": DEPTH})
    markdown.disable(NOT_OURS)
    markdown.core.ruler.push("say_hosts", _say_hosts)
    return markdown


_MARKDOWN = _renderer()


def safe_html(text: str) -> str:
    """Return what somebody wrote as HTML that executes nothing and fetches nothing."""
    # An entity is a sign only once it is rendered, so what turns lines around goes here and not in what was typed.
    rendered = calmed(_MARKDOWN.render(text).translate(dict.fromkeys(map(ord, TURNING))))
    return nh3.clean(
        rendered,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="nofollow noreferrer",
    ).strip()


def excerpt(safe: str, most: int) -> str:
    """Return the beginning of safe HTML as plain text of one line."""
    words = " ".join(html.unescape(nh3.clean(re.sub(r"<(?:br|/p|/li)>", " ", safe), tags=set())).split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def calmed(text: str) -> str:
    """Return the text with no more marks on a letter than a script needs."""
    kept: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks <= MARKS:
            kept.append(sign)
    return "".join(kept)
