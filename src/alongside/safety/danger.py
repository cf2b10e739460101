"""Whether a text sounds as if somebody's life were in danger: rules in English and in Spanish. Pure.

What is found leads the writer kindly to people and to crisis lines; it holds nothing back. So in doubt it is found:
a line too many costs a glance, a line too few can cost more. Only what is plainly denied or long past is let go.
"""

import re

_ENGLISH = (
    r"(?:kill(?:ing)?|hurt(?:ing)?|harm(?:ing)?|cut(?:ting)?) myself",
    r"(?:end(?:ing)?|take|taking) (?:my (?:own )?life|it all)",
    r"suicid(?:e|al)",
    r"(?:want|wish|ready|going|like|rather) (?:to die|i (?:was|were) dead|to be dead|dying)",
    r"i wish i (?:was|were) dead|i(?:'d|’d| would) be better off dead|better off without me",
    r"(?:do not|don't|don’t|dont|no longer) want to (?:live|be alive|be here any ?more|wake up)",
    r"(?:no|any) (?:reason|point) (?:to live|(?:in|to) (?:living|going on))",
    r"(?:cannot|can't|can’t|cant) (?:go on|do this any ?more|keep living)",
    r"(?:took|taken|swallowed) (?:all (?:of )?(?:my|the)|too many) (?:pills|tablets|meds)",
    r"(?:take|taking|swallow(?:ing)?) (?:them|it) all|never wake up|want to disappear|tonight is the night",
    r"want it (?:all )?to (?:all )?(?:be over|end)|it all to be over",
    r"(?:overdos(?:ed|ing)|od'?ed|jump(?:ing)? off (?:the|a) (?:bridge|roof))",
    r"this is goodbye|goodbye everyone|won'?t be here tomorrow",
)
_SPANISH = (
    r"(?:matar|suicidar|quitar)me(?: la vida)?|me (?:voy a|quiero) (?:matar|suicidar|morir)",
    r"(?:hacer|cortar|lastimar)me(?: daño)?|me (?:corto|hago daño)",
    r"quiero (?:morir(?:me)?|estar muert[oa])|ojal[aá] (?:estuviera|me) (?:muert[oa]|muriera)",
    r"suicid(?:io|a|arme)",
    r"acabar con (?:mi vida|todo)|terminar con (?:mi vida|todo)",
    r"no quiero (?:vivir|seguir viviendo|despertar(?:me)?|estar aquí)",
    r"no (?:puedo (?:m[aá]s|seguir)|aguanto m[aá]s)|no vale la pena (?:vivir|seguir)",
    r"(?:mejor|estarían mejor) (?:muert[oa]|sin mí)",
    r"(?:he tomado|me (?:he tomado|tomé)|tomé) (?:todas las|demasiadas) pastillas",
    r"me (?:las |los )?voy a tomar tod[ao]s|tom[aá]rmel[ao]s tod[ao]s|quiero desaparecer|no volver a despertar(?:me)?",
    r"sobredosis|tirarme (?:del|de un|por el) (?:puente|balcón|tejado)",
    r"(?:esto es un|este es mi) adiós|adiós a todos",
)
_WORDS = re.compile(rf"\b(?:{'|'.join(_ENGLISH + _SPANISH)})\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not|never|no longer|without|do(?:n't|n’t)|used to|years ago|film|movie|song|book)\b(?! know| care| sure)"
    r"|\b(?:ya no|nunca|sin|no|hace años|película|canción|libro|prevención)\b(?! sé)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r" prevention\b", re.IGNORECASE)
# A clause ends where a new thought begins: what is denied before it is not what follows.
_CLAUSE = re.compile(
    r"(?:(?!\b(?:but|now|and|so|because|just|pero|ahora|y|solo|sólo|porque)\b)[^.!?\n,;:])+", re.IGNORECASE
)
_GAPS = re.compile(r"\s+")
_NEAR = 5
"""Words: a denial further before is about something else."""


def sounds_like_danger(text: str) -> bool:
    """Tell whether a clause speaks of dying or of hurting oneself, and nothing shortly before it there denies it."""
    return any(_is_heavy(match.group()) for match in _CLAUSE.finditer(_GAPS.sub(_gap, text)))


def _gap(found: re.Match[str]) -> str:
    """Spaces of every kind are one, and so is the end of a line within a paragraph: people break lines as they like."""
    return "\n" if found.group().count("\n") > 1 else " "


def _is_heavy(clause: str) -> bool:
    return any(
        not _DENIED.search(" ".join(clause[max(0, found.start() - 80) : found.start()].split()[-_NEAR:]) + " ")
        and _ELSEWHERE.match(clause, found.end()) is None
        for found in _WORDS.finditer(clause)
    )
