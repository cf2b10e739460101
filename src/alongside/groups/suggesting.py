"""Made-up aliases to offer somebody who joins a group (pure): two quiet words that say nothing about anybody."""

from collections.abc import Callable, Collection, Sequence

_FIRST = {
    "en": ("Quiet", "Amber", "Morning", "Silver", "Gentle", "Hidden", "Little", "Northern", "Early", "Warm"),
    "es": ("Faro", "Sauce", "Cometa", "Puente", "Roble", "Lago", "Viento", "Bosque", "Camino", "Farol"),
}
_SECOND = {
    "en": ("Lantern", "Harbour", "Willow", "Pebble", "Meadow", "Kettle", "Orchard", "River", "Feather", "Candle"),
    "es": ("Azul", "Tranquilo", "Dorado", "Lejano", "Sereno", "Claro", "Temprano", "Verde", "Amable", "Escondido"),
}
TRIES = 40


def suggested_alias(
    locale: str, *, taken: Collection[str], key: Callable[[str], str], draw: Callable[[Sequence[str]], str]
) -> str:
    """Return an alias in that language that nobody in the group has; with a number once the plain ones run out.

    `key` folds an alias as `taken` holds them; `draw` picks by chance, so that nothing of the person is in it.
    """
    language = locale.partition("-")[0]
    first, second = (words.get(language, words["en"]) for words in (_FIRST, _SECOND))
    for _try in range(TRIES):
        alias = f"{draw(first)} {draw(second)}"
        if key(alias) not in taken:
            return alias
    numbers = range(2, len(taken) + 3)
    return next(numbered for number in numbers if key(numbered := f"{alias} {number}") not in taken)
