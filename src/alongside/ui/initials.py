"""Somebody's initials: what stands in their round when there is only room for two letters (pure)."""


def initials(name: str) -> str:
    """Return the first letters of the first and the last word, in capitals: "My sister" is "MS", "Sam" is "S".

    A name without letters or digits gives its first sign; an empty one gives nothing.
    """
    firsts = [letter for word in name.split() if (letter := _first_letter(word))]
    if not firsts:
        return name.strip()[:1]
    return (firsts[0] + (firsts[-1] if len(firsts) > 1 else "")).upper()


def _first_letter(word: str) -> str:
    return next((letter for letter in word if letter.isalnum()), "")
