"""A text in plain small letters, of the same length: people write without accents, and rules need to know one way."""

_PLAIN = str.maketrans("áàâäéèêëíìîïóòôöúùûüñç’ʼ´", "aaaaeeeeiiiioooouuuunc'''")


def folded(text: str) -> str:
    """Return it in small letters without accents, each sign in its place."""
    return "".join(one if len(one.lower()) > 1 else one.lower() for one in text).translate(_PLAIN)
