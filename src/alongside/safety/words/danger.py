"""Whether a text sounds as if somebody's life were in danger: rules in English and in Spanish. Pure.

What is found leads the writer kindly to people and to crisis lines; it holds nothing back. So in doubt it is found:
a line too many costs a glance, a line too few can cost more. Only what is plainly denied or long past is let go.

Rules read small letters without accents and without apostrophes: whoever writes so in the night is found all the same.
"""

import re
from functools import partial
from itertools import islice, pairwise
from uuid import UUID

from alongside.safety.words import (
    danger_english,
    danger_spanish,
    indirect_english,
    indirect_spanish,
    near_english,
    near_spanish,
    ways_english,
    ways_spanish,
)
from alongside.safety.words.folding import folded
from alongside.safety.words.spelling import spelled

_GOES_ON = re.compile(r"\n *\.\.\.")


def _any_of(patterns: str) -> re.Pattern[str]:
    """Return what finds any of them, where `$` is the end of a line: a pattern a line, headings with a number sign.

    A line that begins with three dots goes on from the one before.
    """
    lines = [line.strip() for line in _GOES_ON.sub("", patterns).splitlines()]
    return re.compile(rf"\b(?:{'|'.join(line for line in lines if line and not line.startswith('#'))})\b", re.MULTILINE)


_INDIRECT = (indirect_english, indirect_spanish)
_WAYS = (ways_english, ways_spanish)
_WORDS = _any_of("".join(one.WORDS for one in (danger_english, danger_spanish, *_INDIRECT, *_WAYS)))
# What is mild is everyday beside these, within a sentence that is no longer than this.
_MILD = tuple(
    (_any_of("".join(one.MILD for one in kind)), _any_of("".join(one.EVERYDAY for one in kind)))
    for kind in (_INDIRECT, _WAYS)
)
_A_SENTENCE = 200
_SIGNS = tuple(tuple(map(_any_of, language.SIGNS)) for language in (danger_english, danger_spanish))
_BOTH = (near_english, near_spanish)
_NEAR_CORE = re.compile(rf"\b(?:{'|'.join(language.CORE for language in _BOTH)})")
_NEAR_WORDS = _any_of("".join(language.VIOLENCE + language.BODY + language.SOMEBODY for language in _BOTH))
_NEAR_SIGNS = tuple((_any_of(language.TAKEN), _any_of(language.SHOWS)) for language in _BOTH)
_NO_DANGER = re.compile(rf"\b(?:{'|'.join(language.NO_DANGER for language in _BOTH)})\b")
_DENIED = re.compile(
    r"\b(?:not|never|no longer|without|dont(?! try)|used(?= to| $)|years ago|speaks of|mentions|(?:film|movie"
    r"|documentary|song|book)(?! (?:makes|made|i|and)\b)"
    r"|havent (?:thought|felt|been|wanted|had))\b(?! know| care| sure| joking| kidding| lying)"
    r"|\b(?:ya no|nunca|sin|no(?! (?:one|i)\b)|hace anos(?! que\b)|habla de|pelicula|documental|cancion|libro"
    r"|prevencion|se acabo (?:el|lo|la|eso|esto))\b(?! (?:se|paro|dejo)\b)"
)
_ELSEWHERE = re.compile(r" (?:prevention|in the past|(?:\w{1,8} ){0,2}(?:years|decades) ago)\b")
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
    r"|(?:i overdosed|tuve una sobredosis) (?:in|en) (?:19|20)\d\d|(?:charla|curso) sobre (?:la )?sobredosis"
    rf"|overdos(?:ed|ing) on {ways_english.TREAT}|sobredosis de (?:chocolate|azucar|cafe|series)"
    rf"|(?:suicide attempt|intento de suicidio) {_LONG_AGO}|(?:was|un) suicid(?:e|io) (?:lol|jaja)"
    r"|(?<!want )(?<!ready )(?<!going )(?<!need )(?<!wish )(?<!hope )(?<!like )to die for(?! (?:real|good|ever)\b)"
    rf"|{_NO_WISH}die for (?:an?|some|that|those|these|you|chocolate|coffee|cake|my (?:kids|children|family|dog|cat))"
    r"|(?<!like )(?<!of )dying (?:to(?! (?:end|stop|be with|escape|die)\b)|for(?! (?:real|good|ever)\b))"
    r"|(?:would|id) die to (?:see|hear|know|meet|taste)"
    rf"|{_NO_WISH}(?<!like )(?:die|dying) (?:of|inside)|(?:die|dying) of (?:laugh\w{{1,4}}|shame|embarrassment|boredom"
    r"|heat|thirst|hunger|old age)"
    rf"|(?:die|dying) laughing|dead (?:tired|asleep|weight|body)|{_NO_WISH}dead (?:serious|end|(?:right|good)"
    rf"(?! now\b))|(?:{_NO_WISH}drop|slept like the) dead|death (?:metal|valley|march|warmed up)|clinically dead"
    r"|dead to me)\b"
)
# What was asked and answered with no, what is told of others, and what was long ago and is over.
_WELL = (
    r"(?:(?:so )?(?:grateful|glad|happy|alive|sober|clean|well|fine|here)|agradezco|doy gracias|me alegro"
    r"|estoy (?:aqui|bien|viv[oa]|limpi[oa]|sobri[oa]))"
)
_OVER = (
    rf"(?![^.!?\n]{{0,200}}\b(?:now|still|again|today(?! (?:im|i am) {_WELL})|tonight|ahora|todavia|sigo|sigue"
    rf"|otra vez"
    rf"|hoy(?! {_WELL})|esta noche)\b)"
)
# People who write in the night leave the full stops out: who says what they want begins a thought of their own.
_ANEW = (
    r"\b(?:i (?:do not |dont |really |just )?(?:want|wanna|wish|cant)|im|(?:i will|ill) (?:kill|end)"
    r"|(?:me |no )?quiero|me voy|voy a|mejor me)\b"
)
_SO_LONG = rf"{_OVER}(?:(?! (?:and|but|so|y|pero)\b| {_ANEW})[^.!?\n,;:]){{0,200}}"
# Who was not expected to live, and tells at once that they do.
_ALIVE = (
    r"(?: (?:it|that|this))?[.!?,;: \n]{1,3}(?=[^.!?\n]{0,60}"
    r"\b(?:(?:years?|months|days) (?:sober|clean)(?! (?:and|but)\b)"
    r"|grateful|thankful|here i am|my (?:mum|mom|mother) says"
    r"|(?:anos|meses|dias) (?:sobri[oa]|limpi[oa])(?! (?:y|pero)\b)"
    r"|agradecid[oa]|aqui estoy|doy gracias)\b)"
)
_TOLD = re.compile(
    r"\basked (?:me )?(?:if|whether) [^.!?\n]{0,80}\b(?:said|told (?:him|her|them)) no(?= *(?:[.!?\n]|, which is|$))"
    r"|\bpregunt\w{1,4} si [^.!?\n]{0,80}\b(?:dije|conteste|respondi) que no(?= *(?:[.!?\n]|, y es verdad|$))"
    r"|\b(?:singer|actor|actress|footballer|rapper|celebrity|cantante|futbolista)(?: \w{1,12}){0,3} "
    r"(?:overdos\w{1,3}|suicid\w{1,2}|killed|sobredosis)\b"
    r"|\b(?:friend|son|daughter|brother|sister|partner|husband|wife|mate|mum|mom|dad)(?: \w{1,8}){0,3} "
    r"(?:is|shes|hes|whos|feels|be|was) (?:feeling )?suicidal\b(?! (?:and|too|like)\b)"
    rf"|\bi (?:wasnt|was not|was never) (?:supposed|meant) to (?:survive|be alive){_ALIVE}"
    rf"|\bno (?:tenia|debia|deberia)(?: que)? (?:haber )?(?:sobrevivido|sobrevivir){_ALIVE}"
    rf"|\b(?:\w{{1,9}} )?(?:years|decades) ago i{_SO_LONG}|\bhace (?:\w{{1,9}} )?(?:anos|decadas) (?!que\b){_SO_LONG}"
)
# Signs that stand in a word or around it and change nothing of what it says: Markdown, quotes, brackets, no width, and
# accents and strokes that are signs of their own.
_MARKS = dict.fromkeys([*map(ord, '*_~`‘“”"()\u00ad\u200b\u200c\u200d\u2060\ufeff'), *range(0x300, 0x370)])
# A quarter past nine ends no sentence, whichever sign stands in it.
_IN_NUMBER = re.compile(r"(?<=\d)[:.,](?=\d)")
_FILLER = re.compile(
    r"(?<=\bto )(?:just|really|fucking) |(?<=should )just |(?<=\bim )just |(?<=would )just |(?<=\bi )just "
)
_OWN_THOUGHT = re.compile(_ANEW)
_LEADS_ON_WORDS = """
think thinks thinking thought thoughts mean meant say said says saying feel felt know believe like that sure if because
where when how day time as to do did have am was will should why could would can no not never ago creo pienso digo dije
dicho que si cuando nunca anos
"""
_LEADS_ON = frozenset(_LEADS_ON_WORDS.split())
# A clause ends where a new thought begins: what is denied before it is not what follows.
_CLAUSE = re.compile(
    r"(?:(?!\b(?:(?<!where )but|now|and|so|because|just|pero|ahora|y|(?<!estar )solo|porque)\b)[^.!?\n,;:])+"
)
_THOUGHT = re.compile(r"[,;:]|\b(?:but|now|and|so|because|pero|ahora|y|porque)\b")
_SENTENCE = re.compile(r"[^.!?\n]+")
_END = re.compile(r" *[.!?;\n]+ *| +$")
_LINE = re.compile(r"\r?\n")
# What is quoted from others, as Markdown has it: none of the faces that begin so, as >:( and >.<
_QUOTED = re.compile(r"^ {0,3}>(?! *[.:;_<=-])[ >]*(.*)$", re.MULTILINE)
_GAPS = re.compile(r"\s+")
_known: dict[UUID, bool] = {}
_MOST_KNOWN = 20_000
_SO_FAR = 80
"""Signs: as far back as a denial is looked for."""
_NEAR = 5
"""Words: a denial further before is about something else."""
_TOGETHER = 4
"""Sentences: two signs further apart are about different things."""
_MOST = 100
"""Signs of one kind in one text: whoever writes more of them is heard by these."""


def sounds_like_danger(text: str, *, said_before: str = "") -> bool:
    """Tell whether a text speaks of dying or of hurting oneself, or two signs of it of different kinds stand together.

    What is denied shortly before it, in the same clause, is not said. People break lines as they like: the end of a
    line is read as a space, and as the end of a sentence. Lines that quote what was `said_before` are not the writer's
    own, unless there is nothing else.
    """
    own = _QUOTED.sub(partial(_unless_said, _said_lines(said_before)), text).strip() or text
    return any(map(_is_heard, {_plain(own), _plain(_LINE.sub("\n\n", own))}))


def is_quoting(text: str) -> bool:
    """Tell whether a line of a text is marked as a quote: it is one where somebody has said it before."""
    return _QUOTED.search(text) is not None


def _said_lines(said_before: str) -> frozenset[str]:
    """Return whole lines, as a few words of one are no quote of it; none that quote: another said those."""
    return frozenset(_in_one_line(line) for line in said_before.splitlines() if not is_quoting(line))


def _unless_said(before: frozenset[str], line: re.Match[str]) -> str:
    return "" if _in_one_line(line[1]) in before else line[0]


def _in_one_line(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_heard(plain: str) -> bool:
    lines = _END.sub("\n", plain)
    return (
        any(_says_it(sentence.group()) for sentence in _SENTENCE.finditer(plain))
        or _has_signs(_SIGNS, lines)
        or _is_near(lines)
    )


def _says_it(sentence: str) -> bool:
    clauses = [clause.group().rstrip() for clause in _CLAUSE.finditer(sentence)]
    is_short = len(sentence) <= _A_SENTENCE
    return _is_said_in(clauses, _WORDS) or any(
        _is_said_in(clauses, words) and not (is_short and everyday.search(sentence)) for words, everyday in _MILD
    )


def _is_said_in(clauses: list[str], words: re.Pattern[str]) -> bool:
    return any(_is_said(words, clause) for clause in clauses)


def _has_signs(languages: tuple[tuple[re.Pattern[str], ...], ...], lines: str) -> bool:
    """Tell whether two kinds of signs of one language stand within so many sentences."""
    return any(_are_together(_places(signs, lines)) for signs in languages)


def _is_near(lines: str) -> bool:
    """Tell whether a life is in danger that nobody there wishes to end, or another's than the writer's."""
    if _NEAR_CORE.search(lines) is None:
        return False
    told = [line for line in lines.split("\n") if _NO_DANGER.search(line) is None]
    return any(map(_happens, told)) or _has_signs(_NEAR_SIGNS, "\n".join(told))


def _happens(line: str) -> bool:
    return _NEAR_CORE.search(line) is not None and any(
        not _is_denied(_THOUGHT.split(line[max(found.start() - _SO_FAR, 0) : found.start()])[-1])
        for found in _NEAR_WORDS.finditer(line)
    )


def _places(signs: tuple[re.Pattern[str], ...], lines: str) -> list[tuple[int, int]]:
    """Return in which sentence a sign of which kind is said, in order."""
    return sorted(
        (lines.count("\n", 0, found.start()), kind)
        for kind, sign in enumerate(signs)
        for found in islice(sign.finditer(lines), _MOST)
        if not _is_denied(lines[lines.rfind("\n", 0, found.start()) + 1 : found.start()])
    )


def _are_together(places: list[tuple[int, int]]) -> bool:
    return any(kind != other and other_at - at < _TOGETHER for (at, kind), (other_at, other) in pairwise(places))


def known_danger(id_: UUID, text: str) -> bool:
    """As `sounds_like_danger`, of what never changes under its id: that is remembered, and the words are not."""
    known = _known.get(id_)
    if known is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        known = _known[id_] = sounds_like_danger(text)
    return known


def _plain(text: str) -> str:
    plain = _GAPS.sub(_gap, folded(text).replace("'", "").translate(_MARKS))
    plain = spelled(_IN_NUMBER.sub("", plain))
    return _TOLD.sub("", _SAYINGS.sub("", _FILLER.sub("", plain)))


def _gap(found: re.Match[str]) -> str:
    """Spaces of every kind are one, and so is the end of a line within a paragraph, where that is not a sentence's."""
    return "\n" if found.group().count("\n") > 1 else " "


def _is_said(words: re.Pattern[str], clause: str) -> bool:
    return any(
        not _is_denied(_before(clause, found)) and _ELSEWHERE.match(clause, found.end()) is None
        for found in words.finditer(clause)
    )


def _before(clause: str, found: re.Match[str]) -> str:
    """Return the words before it that belong to it: none from before where somebody begins to say what they want."""
    first = max(found.start() - _SO_FAR, 0)
    begins = [own.start() for own in _OWN_THOUGHT.finditer(clause, first, found.end()) if _is_new(clause, own.start())]
    return clause[max(begins, default=first) : found.start()]


def _is_new(clause: str, at: int) -> bool:
    """Tell whether the word before does not lead into what begins there."""
    before = clause[max(at - _SO_FAR, 0) : at].split()
    return before[-1:] != [] and before[-1] not in _LEADS_ON


def _is_denied(before: str) -> bool:
    """Tell whether one of the last words before it denies what is said."""
    return _DENIED.search(" ".join(before[-_SO_FAR:].split()[-_NEAR:]) + " ") is not None
