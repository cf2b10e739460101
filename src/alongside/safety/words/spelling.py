"""How words are spelled that somebody types in a hurry, on a phone, in the night: for a text as `folded` returns it."""

import re

_SHORT_WORDS = """
tonite: tonight
2nite: tonight
2night: tonight
tonigt: tonight
gunna: gonna
gona: gonna
goin: going
gettin: getting
layin: lying
imma: im gonna
ima: im gonna
finna: gonna
rists: wrists
pils: pills
pillz: pills
overdoze: overdose
overdos: overdose
pastis: pastillas
pastiyas: pastillas
pastiya: pastilla
boi: voy
voi: voy
hoi: hoy
benas: venas
toy: estoy
toi: estoy
"""
# Words that mean something of their own: what they stand for depends on the one that follows.
_BEFORE_ANOTHER = """
boy a(?= \\w{2,12}r(?:me)?\\b): voy a
hole(?= (?:bottle|box|pack|packet|lot|strip)\\b): whole
e(?= (?:tomado|tragado|cortado|metido|abierto|bebido)\\b): he
x(?= (?:el|la|los|las|un|una|mi)\\b): por
"""
# Two letters that changed places, or one within that is left out, make no other word of these.
_LONG_WORDS = """
overdose overdosing overdosed tablets tonight myself suicide suicidal paracetamol swallowed swallowing pills
pastillas suicidarme ahorcarme sobredosis tirarme cortarme matarme
"""
_OTHER_WORDS = """
tables overdoes tirame cortame matame ahorcame suicidame tirare cortare matare ahorcare suicidare
"""
_NO_SLIP = frozenset(_OTHER_WORDS.split())


def _slips(word: str) -> set[str]:
    """Return it with two letters changed about, or with one left out: never the first, which nobody misses."""
    inner = range(1, len(word) - 1)
    changed = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in inner}
    return (changed | {word[:at] + word[at + 1 :] for at in inner}) - {word} - _NO_SLIP


def _pairs(lines: str) -> dict[str, str]:
    return dict(line.split(": ") for line in lines.strip().splitlines())


_MEANT = {slip: word for word in _LONG_WORDS.split() for slip in _slips(word)} | _pairs(_SHORT_WORDS)
_WORD = re.compile(r"[a-z0-9]{3,12}")
_ANOTHER = tuple((re.compile(rf"\b{short}"), long) for short, long in _pairs(_BEFORE_ANOTHER).items())


def spelled(plain: str) -> str:
    """Return it with those words as they are meant; all others stay as they are written."""
    meant = _WORD.sub(lambda word: _MEANT.get(word[0], word[0]), plain)
    for short, long in _ANOTHER:
        meant = short.sub(long, meant)
    return meant
