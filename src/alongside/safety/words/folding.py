"""A text in plain small letters, of the same length: people write without accents, and rules need to know one way.

Keyboards of phones offer letters that only look otherwise: bold, script, wide, in circles, small capitals, those of
other alphabets. Whoever asks for help in them is read as everybody else.
"""

import unicodedata
from functools import lru_cache

from alongside.accounts.look_alikes import CONFUSED

_PLAIN = str.maketrans("áàâäéèêëíìîïóòôöúùûüñç’ʼ´", "aaaaeeeeiiiioooouuuunc'''")
_SMALL_CAPITALS = dict(zip(map(ord, "ᴀʙᴄᴅᴇꜰғɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢıɑɡ"), "abcdeffghijklmnopqrstuvwyziag", strict=True))
# The white letters on black, round and square: the only ones that Unicode itself does not lead back to plain ones.
_ON_BLACK = {
    first + place: letter for first in (0x1F150, 0x1F170) for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")
}
_DRAWN = _PLAIN | _SMALL_CAPITALS | _ON_BLACK | CONFUSED


def folded(text: str) -> str:
    """Return it in small letters without accents and styles, each sign in its place."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    """Return what it is led back to where that is one sign, and otherwise the sign itself."""
    small = _small(sign).translate(_DRAWN)
    if small.isascii():
        return small
    bare = "".join(one for one in unicodedata.normalize("NFKD", small) if not unicodedata.combining(one))
    return _small(bare).translate(_DRAWN) if len(bare) == 1 else small


def _small(sign: str) -> str:
    return sign.lower() if len(sign.lower()) == 1 else sign
