"""Made-up aliases to offer somebody who joins a group (pure): two quiet words that say nothing about anybody."""

from collections.abc import Callable, Collection, Sequence

_FIRST = {
    "en": (
        "Quiet", "Amber", "Morning", "Silver", "Gentle", "Hidden", "Little", "Northern", "Early", "Warm",
        "Kind", "Plain", "Velvet", "Winter", "Summer", "Wandering", "Tender", "Copper", "Misty", "Distant",
    ),
    "es": (
        "Faro", "Sauce", "Cometa", "Puente", "Roble", "Lago", "Viento", "Bosque", "Camino", "Farol",
        "Jardín", "Manzano", "Molino", "Puerto", "Sendero", "Gorrión", "Nogal", "Reloj", "Tejado", "Arroyo",
    ),
}  # fmt: skip
_SECOND = {
    "en": (
        "Lantern", "Harbour", "Willow", "Pebble", "Meadow", "Kettle", "Orchard", "River", "Feather", "Candle",
        "Acorn", "Bridge", "Cedar", "Garden", "Heron", "Island", "Ladder", "Mitten", "Sparrow", "Teapot",
    ),
    "es": (
        "Azul", "Tranquilo", "Dorado", "Lejano", "Sereno", "Claro", "Temprano", "Verde", "Amable", "Escondido",
        "Plateado", "Discreto", "Nuevo", "Antiguo", "Ligero", "Nevado", "Lento", "Callado", "Abierto", "Suave",
    ),
}  # fmt: skip
_DIGITS = "23456789"
TRIES = 40
# Where so many would pass for somebody else, numbers help no more: each of them is close to who bears the pair.
MOST_CLOSE = 10
MOST_DIGITS = 6


def never_close(_key: str) -> bool:
    """Tell that an alias would pass for nobody else: where it is borne is not known yet."""
    return False


def suggested_alias(
    locale: str,
    *,
    taken: Callable[[Collection[str]], Collection[str]],
    is_close: Callable[[str], bool] = never_close,
    key: Callable[[str], str],
    draw: Callable[[Sequence[str]], str],
) -> str:
    """Return an alias in that language that nobody has; with a number once the plain ones run out.

    With two pairs of words where too many of those drawn are close to another, so that few are compared.

    `taken` returns those of some keys that somebody has, `is_close` tells of one whether it would pass for another;
    `key` folds an alias to one. `draw` picks by chance, so that nothing of the person is in it.
    """
    language = locale.partition("-")[0]
    first, second = (words.get(language, words["en"]) for words in (_FIRST, _SECOND))
    compared = 0
    for digits in range(MOST_DIGITS + 1):
        drawn = {key(alias): alias for alias in (_drawn(first, second, digits, draw) for _try in range(TRIES))}
        gone = set(taken(drawn))
        for one in [one for one in drawn if one not in gone][: MOST_CLOSE - compared]:
            if not is_close(one):
                return drawn[one]
            compared += 1
        if compared == MOST_CLOSE:
            break
    return " ".join(_drawn(first, second, 0, draw) for _pair in range(2))


def _drawn(first: Sequence[str], second: Sequence[str], digits: int, draw: Callable[[Sequence[str]], str]) -> str:
    words = [draw(first), draw(second)]
    number = "".join(draw(_DIGITS) for _digit in range(digits))
    return " ".join([*words, number] if number else words)
