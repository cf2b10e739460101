"""Look at texts and their translations one by one: no piece of a sentence, and both end alike."""

import re
from collections.abc import Iterator, Mapping

from scripts.wording.exceptions import BEGIN_SMALL
from scripts.wording.joined import begins_inside

ENDS = re.compile(r"([.?!…:]?)[\"”’»)]*$")
# Pages speak to one person, in Spanish as well: "tú", and to several in no form of their own.
TO_SEVERAL = re.compile(r"\b(?:vosotr[oa]s|vuestr[oa]s?|ustedes|os|sois|\w+(?:áis|éis|asteis|isteis))\b", re.IGNORECASE)
OPENED = {"?": "¿", "!": "¡"}


def faults_of_text(text: str) -> Iterator[str]:
    """Say what is wrong with a text to translate: it looks like a piece that something else is put beside."""
    if text != text.strip():
        yield f"{text!r} begins or ends with a space: put all of the sentence into one text"
    if begins_inside(text) and text not in BEGIN_SMALL:
        yield f"{text!r} begins with a small letter, as a piece does; if that is right, say why in exceptions.py"


def faults_of_translation(text: str, translation: str, language: str) -> Iterator[str]:
    """Say what is wrong with a translation beside its text; both are filled and of the same number."""
    if translation != translation.strip():
        yield f"{translation!r} begins or ends with a space"
    if _end(text) != _end(translation):
        yield f"{translation!r} does not end as {text!r} does"
    if language == "es":
        yield from _faults_of_spanish(translation)


def _faults_of_spanish(translation: str) -> Iterator[str]:
    for closing, opening in OPENED.items():
        if translation.count(closing) != translation.count(opening):
            yield f"{translation!r} needs one {opening} for each {closing}"
    for word in TO_SEVERAL.findall(translation):
        yield f"{translation!r} says “{word}” to several, where pages speak to one"


def _end(text: str) -> str:
    found = ENDS.search(text)
    return found[1] if found else ""


def unneeded(exceptions: Mapping[str, str], texts: set[str]) -> Iterator[str]:
    """Say which exceptions are about texts that are not there any more."""
    yield from (f"exceptions.py speaks of {text!r}, which no page says" for text in sorted(set(exceptions) - texts))
