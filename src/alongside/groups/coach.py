"""What in an answer may sound like advice, where listening was meant: rules in English and in Spanish. Pure.

Three ways in which a kind answer can miss: it says what to do, makes small what hurts, or claims to know how it is.
Nothing is refused and nothing is kept; a writer who asked for it is shown what was found, with another way to say it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice


class Missed(StrEnum):
    """How an answer may miss the other."""

    ADVICE = "advice"
    SMALL = "small"
    KNOWING = "knowing"


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of an answer that may miss, up to three of them after each other, and how."""

    kind: Missed
    words: str


_SUPPORT = r"(?: all| both)? (?:be (?:so |very )?proud|feel proud|not have to|never have to|know that (?:i|we))"
_RULES = {
    Missed.ADVICE: (
        rf"you (?:really |just )?(?:should(?:n'?t)?|ought to)(?!{_SUPPORT})",
        r"(?<!what do )(?<!all )you (?:really |just )?(?:need to|must|have to|(?:'d|had) better)(?= \w)",
        r"why (?:don'?t|not) you(?: just)?",
        r"(?:have you|did you) (?:ever )?(?:tried|try|thought (?:of|about)|considered?)",
        r"if i were you",
        r"my advice(?: is| would be)?",
        r"all you (?:need|have) to do",
        r"what you (?:really )?need is|you(?:'ve)? (?:just )?(?:got to|gotta)",
        r"just (?:stop|try|go|do|think|be|get|pray|relax|forget|let it go)\b(?! (?:for|about) today)",
        r"(?:deberías|debieras|tendrías que)(?! (?:estar|sentirte) orgullos)",
        r"(?<!no )tienes que(?! aguantarlo| poder con)",
        r"(?<!no )debes|has de",
        r"por ?qu[eé] no (?:pruebas|intentas|vas|haces|dejas|llamas|hablas|lo dejas|te \w+)",
        r"(?:has|habrás) (?:probado|intentado|pensado en|considerado)",
        r"yo que t[uú]|(?:si yo fuera|en) (?:t[uú]|tu lugar)",
        r"mi consejo(?: es)?|te aconsejo|te recomiendo",
        r"lo que tienes que hacer|solo tienes que|lo que necesitas es|(?:simplemente|solo) deja de",
    ),
    Missed.SMALL: (
        r"at least(?! (?:once|twice|one|two|three|four|five|six|seven|a |an |\d|for (?:me|today)|i|we|here)\b)",
        r"(?:it )?could be (?:much |a lot )?worse",
        r"(?:others|other people|some people) have it (?:much |a lot )?worse",
        r"look on the bright side",
        r"everything happens for a reason",
        r"(?:it'?s|that'?s|it is|that is) (?:really )?not (?:so|that) bad",
        r"(?:cheer up|get over it|toughen up|man up|snap out of it)",
        r"time heals(?: all wounds| everything)?",
        r"(?:al|por lo) menos(?! (?:una|dos|tres|cuatro|cinco|\d+|yo|aquí|para mí)\b)",
        r"podría ser (?:mucho )?peor",
        r"(?:hay|otr[oa]s) (?:gente |quien |personas )?(?:que )?(?:lo )?(?:están?|pasan?|tienen?) (?:mucho )?peor",
        r"mira el lado (?:bueno|positivo)",
        r"todo (?:pasa|ocurre|sucede) por algo",
        r"no es (?:para tanto|tan (?:malo|grave))",
        r"an[ií]mate|sup[eé]ralo|el tiempo lo cura todo",
    ),
    Missed.KNOWING: (
        r"i (?:know|understand) (?:exactly |just )?(?:how|what) you(?:'re| are)? (?:feel|going through|feeling)",
        r"(?:i )?know exactly how (?:that|it|this) (?:is|feels)",
        r"sé (?:exactamente |muy bien )?(?:cómo te sientes|por lo que (?:pasas|estás pasando)|lo que sientes)",
        r"(?:te )?entiendo perfectamente",
    ),
}
_PATTERNS = {kind: re.compile(rf"\b(?:{'|'.join(rules)})", re.IGNORECASE) for kind, rules in _RULES.items()}
_QUOTED = re.compile(r"^ {0,3}>.*$", re.MULTILINE)
_LOOKED_AT = 20_000
MOST, MOST_LOOKED_AT = 3, 20


def listen(text: str) -> tuple[Heard, ...]:
    """Return what may miss in an answer, each way once with the first few words of it, in the order of the text.

    What it quotes is not looked at.
    """
    own = _QUOTED.sub("", text[:_LOOKED_AT]).replace("’", "'")
    found = [(start, kind, words) for kind, rule in _PATTERNS.items() for start, words in _first(rule, own)]
    return tuple(Heard(kind, words) for _start, kind, words in sorted(found))


def _first(rule: re.Pattern[str], own: str) -> list[tuple[int, str]]:
    """Return where the first match of a rule is, with the words of the first few, each once; nothing for none."""
    matches = list(islice(rule.finditer(own), MOST_LOOKED_AT))
    words = list({match.group().casefold(): match.group() for match in reversed(matches)}.values())[::-1]
    return [(matches[0].start(), ", ".join(words[:MOST]))] if matches else []
