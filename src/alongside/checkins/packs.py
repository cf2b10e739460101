"""Ready check-ins by condition (pure): which parts, how often. They are data, `data/packs.json`."""

import json
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path

from alongside.checkins.parts import KINDS
from alongside.kernel.schedule import Rule, rule_of

FILE = Path(__file__).with_name("data") / "packs.json"


@dataclass(frozen=True, slots=True)
class Pack:
    """A ready check-in: its key, the kinds of its parts, on which days and at what times it is asked."""

    key: str
    kinds: tuple[str, ...]
    rule: Rule
    times: tuple[time, ...]


@cache
def packs() -> dict[str, Pack]:
    """Return the packs by key, in the order of their file; ValueError when it names what there is not."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return {one["key"]: _pack(one) for one in read}


def _pack(read: dict[str, object]) -> Pack:
    key, kinds, times = str(read["key"]), read["parts"], read["times"]
    if not isinstance(kinds, list) or not isinstance(times, list) or not set(kinds) <= KINDS.keys():
        raise ValueError(f"the pack {key} has parts that are not known")
    return Pack(key, tuple(kinds), rule_of(str(read["rule"])), tuple(map(time.fromisoformat, times)))
