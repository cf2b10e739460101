"""The files of questionnaires: one JSON file each, its name the questionnaire's key (pure).

    {"order": 20,                       lower comes first
     "name": "PHQ-8",                   what it calls itself, in every language
     "about": {"en": "...", "es": ...}, what it asks about; this and all that is in braces here is a text by language,
                                        English at least
     "minutes": 2,                      how long it takes
     "stem": {...},                     optional: what stands before all its questions
     "answers": [{"value": 0, "words": {...}}, ...],
     "items": [{"key": "sleep",         small letters, digits and -
                "words": {...},         word for word as the makers have it
                "answers": [...],       optional: where an item has others than those above
                "reversed": true}],     optional: counts from the other end
     "scales": [{"key": "total", "name": {...},
                 "reads": {...},        which way it is to be read
                 "items": [...],        optional: keys of those it is made of, otherwise all
                 "method": "sum",       or "mean"
                 "factor": 4,           optional: what the result is multiplied by
                 "bands": [{"key": "mild", "from": 5, "words": {...}}], "bands_source": "...",
                 "difference": {"points": 6, "source": "..."},
                 "talk": {"from": 10, "words": {...}, "source": "..."}}],   optional: from where on the makers advise
                                        to talk about it with a professional
     "says_not": [{...}],               what it does not say
     "help": {"item": "hurt", "from": 1},   optional: the answer that leads to help
     "rather": "phq-8",                 optional: which one is suggested in its place
     "source": "...", "licence": "...", "notice": "..."}    the last is optional

Questions and answers are never translated by us: where the makers have a language, it stands in the file, and where
they have none, the page says so.
"""

import json
import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from alongside.instruments.scoring import Band, Difference, Help, Instrument, Item, Method, Option, Scale, Talk, Words

FOLDER = Path(__file__).with_name("data")
KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
Read = Mapping[str, Any]


@cache
def own_instruments() -> tuple[Instrument, ...]:
    """Return the questionnaires that Alongside brings."""
    return read_instruments(FOLDER)


def instruments_in(folder: Path) -> tuple[Instrument, ...]:
    """Return the questionnaires of somebody else's folder; ValueError for a file that is wrong, or named as ours."""
    if not folder.is_dir():
        raise ValueError("it must name a folder.")
    return read_instruments(folder, taken={one.key for one in own_instruments()})


def read_instruments(folder: Path, *, taken: Collection[str] = ()) -> tuple[Instrument, ...]:
    """Return the questionnaires in a folder, in order; ValueError, naming the file, for one not as described above."""
    found = [_read(path, taken) for path in sorted(folder.glob("*.json"))]
    return tuple(sorted(found, key=lambda one: (one.order, one.key)))


def _read(path: Path, taken: Collection[str]) -> Instrument:
    try:
        return _instrument(
            _free(path.stem, taken), json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_number)
        )
    except (OSError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError) as fault:
        raise ValueError(f"{path.name}: {fault}") from fault


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number.")


def _free(key: str, taken: Collection[str]) -> str:
    if key in taken:
        raise ValueError("there is one of this name already.")
    return _key(key)


def _instrument(key: str, read: Read) -> Instrument:
    _only(read, "order name about minutes stem answers items scales says_not help rather source licence notice")
    options = _options(read.get("answers", []))
    items = tuple(_item(one, options) for one in _list(read, "items"))
    _each_once([item.key for item in items], "items")
    scales = tuple(_scale(one, items) for one in _list(read, "scales"))
    _each_once([scale.key for scale in scales], "scales")
    return Instrument(
        key=key,
        order=_number(read, "order"),
        name=_text(read, "name"),
        about=_words(read, "about"),
        minutes=_number(read, "minutes"),
        stem=_words(read, "stem") if "stem" in read else {},
        items=items,
        scales=scales,
        says_not=tuple(_said(one, "says_not") for one in _list(read, "says_not")),
        source=_text(read, "source"),
        licence=_text(read, "licence"),
        notice=_text(read, "notice") if "notice" in read else "",
        help=_help(read["help"], items) if "help" in read else None,
        rather=_key(read["rather"]) if "rather" in read else None,
    )


def _options(read: Any) -> tuple[Option, ...]:
    if not isinstance(read, list):
        raise ValueError("answers are a list.")  # noqa: TRY004 - one kind of error for a file
    for one in read:
        _only(one, "value words")
    options = tuple(Option(_number(one, "value"), _words(one, "words")) for one in read)
    _each_once([option.value for option in options], "answers")
    return options


def _item(read: Read, options: tuple[Option, ...]) -> Item:
    _only(read, "key words answers reversed")
    own = _options(read["answers"]) if "answers" in read else options
    if len(own) < 2:
        raise ValueError(f"{read.get('key')} needs two answers or more.")
    is_reversed = read.get("reversed", False)
    if not isinstance(is_reversed, bool):
        raise ValueError("reversed is true or false.")  # noqa: TRY004 - one kind of error for a file
    return Item(_key(read.get("key")), _words(read, "words"), own, is_reversed)


def _scale(read: Read, items: tuple[Item, ...]) -> Scale:
    _only(read, "key name reads items method factor bands bands_source difference talk")
    wanted = read.get("items", [item.key for item in items])
    chosen = tuple(item for item in items if item.key in wanted)
    if not chosen or len(chosen) != len(wanted):
        raise ValueError(f"the scale {read.get('key')} names items that are not there, or none.")
    bands = tuple(_band(one) for one in read.get("bands", []))
    if [band.least for band in bands] != sorted({band.least for band in bands}):
        raise ValueError("bands stand in the order of where they begin.")
    return Scale(
        key=_key(read.get("key")),
        name=_words(read, "name"),
        reads=_words(read, "reads"),
        items=chosen,
        method=Method(_text(read, "method")),
        factor=_factor(read),
        bands=bands,
        bands_source=_text(read, "bands_source") if bands else "",
        difference=_difference(read["difference"]) if "difference" in read else None,
        talk=_talk(read["talk"]) if "talk" in read else None,
    )


def _band(read: Read) -> Band:
    _only(read, "key from words")
    return Band(_key(read.get("key")), _points(read, "from"), _words(read, "words"))


def _difference(read: Read) -> Difference:
    _only(read, "points source")
    return Difference(_points(read, "points"), _text(read, "source"))


def _talk(read: Read) -> Talk:
    _only(read, "from words source")
    return Talk(_points(read, "from"), _words(read, "words"), _text(read, "source"))


def _help(read: Read, items: tuple[Item, ...]) -> Help:
    _only(read, "item from")
    found = next((item for item in items if item.key == read.get("item")), None)
    if found is None or read.get("from") not in found.values:
        raise ValueError("help names an item, and one of its values.")
    return Help(found.key, read["from"])


def _only(read: Any, known: str) -> None:
    if not isinstance(read, dict):
        raise ValueError(f"what has {known.split(maxsplit=1)[0]} is an object.")  # noqa: TRY004 - one kind of error for a file
    if unknown := sorted(read.keys() - set(known.split())):
        raise ValueError(f"nobody knows {unknown[0]}.")


def _list(read: Read, name: str) -> list[Any]:
    found = read.get(name)
    if not isinstance(found, list) or not found:
        raise ValueError(f"{name} is a list with something in it.")
    return found


def _number(read: Read, name: str) -> int:
    found = read.get(name)
    if not isinstance(found, int) or isinstance(found, bool):
        raise ValueError(f"{name} is a whole number.")  # noqa: TRY004 - one kind of error for a file
    return found


def _factor(read: Read) -> int:
    factor = _number(read, "factor") if "factor" in read else 1
    if factor < 1:
        raise ValueError("factor is 1 or more.")
    return factor


def _points(read: Read, name: str) -> float:
    found = read.get(name)
    if not isinstance(found, int | float) or isinstance(found, bool):
        raise ValueError(f"{name} is a number.")  # noqa: TRY004 - one kind of error for a file
    return found


def _text(read: Read, name: str) -> str:
    found = read.get(name)
    if not isinstance(found, str) or not found.strip():
        raise ValueError(f"{name} is a text.")
    return found


def _words(read: Read, name: str) -> Words:
    return _said(read.get(name), name)


def _said(found: Any, name: str) -> Words:
    if not isinstance(found, dict) or "en" not in found:
        raise ValueError(f"{name} is a text by language, English at least.")
    if wrong := [code for code in found if not LANGUAGE.fullmatch(code)]:
        raise ValueError(f"{wrong[0]} is no code of a language.")
    return {code: _text(found, code) for code in found}


def _key(found: Any) -> str:
    if not isinstance(found, str) or not KEY.fullmatch(found):
        raise ValueError(f"{found} is no key: small letters, digits and -.")
    return found


def _each_once(found: Collection[object], name: str) -> None:
    if len(set(found)) < len(found):
        raise ValueError(f"each of {name} stands there once.")
