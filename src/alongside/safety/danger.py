"""Whether a text sounds as if somebody's life were in danger: rules in English and in Spanish. Pure.

What is found leads the writer kindly to people and to crisis lines; it holds nothing back. So in doubt it is found:
a line too many costs a glance, a line too few can cost more. Only what is plainly denied or long past is let go.

Rules read small letters without accents and without apostrophes: whoever writes so in the night is found all the same.
"""

import re

from alongside.safety.danger_english import ENGLISH
from alongside.safety.danger_spanish import SPANISH
from alongside.safety.folding import folded

_WORDS = re.compile(rf"\b(?:{'|'.join(ENGLISH + SPANISH)})\b")
_DENIED = re.compile(
    r"\b(?:not|never|no longer|without|dont(?! try)|used to|years ago|speaks of|mentions|film|movie"
    r"|documentary|song|book"
    r"|havent (?:thought|felt|been|wanted|had))\b(?! know| care| sure)"
    r"|\b(?:ya no|nunca|sin|no(?! one\b)|hace anos(?! que\b)|habla de|pelicula|documental|cancion|libro|prevencion|se "
    r"acabo (?:el|lo|la|eso|esto))\b(?! (?:se|paro|dejo)\b)"
)
_ELSEWHERE = re.compile(r" (?:prevention|in the past)\b")
# A saying is none where somebody wishes it.
_NO_WISH = "".join(f"(?<!{one} )" for one in (
    "want to", "wanna", "wish to", "need to", "ready to", "plan to", "planning to", "going to", "gonna", "hope to",
    "like to", "deserve to", "have to", "could", "be", "off", "wish i was", "wish i were", "if i was", "if i were",
))  # fmt: skip
_FORWARD = (
    r"(?: (?:on|in|at|all|the|a|el|la|en)){0,2} (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|next"
    r"|soon|later|then|week|month|meeting|lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|luego|pronto"
    r"|proxim[oa]|semana|reunion|vista)"
)
_LONG_AGO = (
    r"(?:(?:was |fue )?(?:(?:in|en) )?(?:19|20)\d\d|was (?:\w{1,8} ){0,3}(?:years|decades|a long time) ago"
    r"|fue hace (?:\w{1,8} ){0,2}(?:anos|decadas))"
)
# Sayings, those who are mourned, and what is long past: taken out before anything is looked for.
_SAYINGS = re.compile(
    rf"\b(?:(?:goodbye everyone|adios a todos)\W{{1,3}}(?:see you|until|till|hasta){_FORWARD}"
    r"|(?:lost|losing)(?! (?:the|my|this|that|a) (?:fight|battle|war|struggle)\b)(?! my ?self\b)(?: \w{1,15}){1,5} to "
    r"(?:suicide|an overdose)|died (?:by|from|of) (?:suicide|an overdose)"
    rf"|(?:suicide attempt|intento de suicidio) {_LONG_AGO}|(?:was|un) suicid(?:e|io) (?:lol|jaja)"
    r"|(?<!want )(?<!ready )(?<!going )(?<!need )(?<!wish )(?<!hope )(?<!like )to die for(?! (?:real|good|ever)\b)"
    rf"|{_NO_WISH}die for (?:an?|some|that|those|these|you|chocolate|coffee|cake|my (?:kids|children|family|dog|cat))"
    r"|(?<!like )(?<!of )dying (?:to(?! (?:end|stop|be with|escape|die)\b)|for(?! (?:real|good|ever)\b))"
    r"|(?:would|id) die to (?:see|hear|know|meet|taste)"
    rf"|{_NO_WISH}(?<!like )(?:die|dying) (?:of|inside)|(?:die|dying) of (?:laugh\w{{1,4}}|shame|embarrassment|boredom"
    r"|heat|thirst|hunger|old age)"
    rf"|(?:die|dying) laughing|dead (?:tired|asleep|weight|body)|{_NO_WISH}dead (?:serious|end|(?:right|good)"
    rf"(?! now\b))|(?:{_NO_WISH}drop|slept like the) dead|death (?:metal|valley|march)|clinically dead|dead to me)\b"
)
_FILLER = re.compile(r"(?<=\bto )(?:just|really|fucking) |(?<=should )just |(?<=would )just ")
# A clause ends where a new thought begins: what is denied before it is not what follows.
_CLAUSE = re.compile(r"(?:(?!\b(?:but|now|and|so|because|just|pero|ahora|y|solo|porque)\b)[^.!?\n,;:])+")
_GAPS = re.compile(r"\s+")
_NEAR = 5
"""Words: a denial further before is about something else."""


def sounds_like_danger(text: str) -> bool:
    """Tell whether a clause speaks of dying or of hurting oneself, and nothing shortly before it there denies it."""
    return any(_is_heavy(match.group().rstrip()) for match in _CLAUSE.finditer(_plain(text)))


def _plain(text: str) -> str:
    plain = _GAPS.sub(_gap, folded(text).replace("'", ""))
    return _SAYINGS.sub("", _FILLER.sub("", plain))


def _gap(found: re.Match[str]) -> str:
    """Spaces of every kind are one, and so is the end of a line within a paragraph: people break lines as they like."""
    return "\n" if found.group().count("\n") > 1 else " "


def _is_heavy(clause: str) -> bool:
    return any(
        not _DENIED.search(" ".join(clause[max(0, found.start() - 80) : found.start()].split()[-_NEAR:]) + " ")
        and _ELSEWHERE.match(clause, found.end()) is None
        for found in _WORDS.finditer(clause)
    )
