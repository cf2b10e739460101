"""E-mail addresses in words: “joe at gmail dot com”, “joe (arroba) gmail (punto) com”. Pure.

An “at” in brackets, or “arroba”, is sure. A plain “at” is one where a known provider of mail follows, where what stands
before it is no plain word, or where it is said to be an address: “I bought it at amazon dot com” is none.
"""

import re

_DOT = r"(?: ?[(\[{<] ?(?:dot|punto|\.) ?[)\]}>] ?| (?:dot|punto) )"
_SURE = r"(?: ?[(\[{<] ?(?:at|arroba|@) ?[)\]}>] ?| arroba )"
_PLAIN = r"(?: at | ?@ ?)"
_ENDS = r"(?:com|org|net|edu|gov|info|io|co|uk|es|mx|ar|cl|pe|eu|de|fr|pt|br|ca|ie|au|nz)\b"
_END = rf"(?:{_DOT}|\.){_ENDS}(?:(?:{_DOT}|\.){_ENDS})?"
_PROVIDERS = r"(?:gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|protonmail|proton|gmx|aol|msn|tutanota|fastmail)"
_BEFORE = r"(?<![\w.+-])"
_WORD = r"[\w+-]{1,40}"
_LOCAL = rf"{_WORD}(?:(?:\.|{_DOT}){_WORD}){{0,3}}"
_MARKED = rf"(?:{_WORD}(?:(?:\.|{_DOT}){_WORD}){{1,3}}|[\w+-]{{0,39}}[\d_]{_WORD}|[\w+-]{{1,39}}[\d_])"
_HOST = rf"[\w-]{{1,40}}(?:(?:{_DOT}|\.)[\w-]{{1,40}}){{0,2}}?{_END}"
_IN_WORDS = rf"[\w-]{{1,40}}(?:(?:{_DOT}|\.)[\w-]{{1,40}}){{0,2}}?{_DOT}{_ENDS}(?:{_DOT}{_ENDS})?"
# A verb or a pronoun before “at”, and so no name of anybody's.
_NO_LOCAL = (
    r"(?!(?:look(?:s|ed|ing)?|me|us|it|them|you|him|her|is|am|are|was|were|here|there|account|accounts|support|up|work"
    r"|works|worked|working|online|always|mostly|usually|often|anytime) at )"
)
_SAID = (
    r"(?:\b(?:e-?mail|mail|address|correo|contact)(?: (?:is|me|es|address|at|to))?:? |\bwrite (?:me |us )?(?:to|at) "
    r"|\b(?:reach|write(?: to)?|contact|find|e-?mail|text|message) (?:me|us)(?: at| on| under)?:? "
    r"|\b(?:escr[ií]beme|escr[ií]benos|cont[aá]ctame|encu[eé]ntrame|b[uú]scame|h[aá]blame)(?: a| al| en)?:? )"
)

SPELLED_OUT: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rule, re.IGNORECASE)
    for rule in (
        rf"{_BEFORE}({_LOCAL}{_SURE}{_HOST})",
        rf"{_BEFORE}{_NO_LOCAL}({_LOCAL}{_PLAIN}{_PROVIDERS}{_END})",
        rf"{_BEFORE}({_MARKED}{_PLAIN}{_IN_WORDS})",
        rf"{_SAID}{_NO_LOCAL}({_WORD}{_PLAIN}{_IN_WORDS})",
    )
)
