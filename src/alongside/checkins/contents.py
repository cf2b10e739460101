"""What is sealed in a check-in: its name, its parts, what is said when it is missed; and what was answered."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.crypto import salted_hmac

from alongside.checkins.models import Answer, CheckIn
from alongside.checkins.parts import KINDS, Part, Value
from alongside.checkins.sealing import ANSWER, MISSED, NAME, PARTS
from alongside.kernel.sealed import seal, unseal_all


@dataclass(frozen=True, slots=True)
class Contents:
    """What a check-in says, opened; `retired` are parts that are not asked any more, and were answered once."""

    name: str
    parts: tuple[Part, ...]
    missed: str = ""
    retired: tuple[Part, ...] = ()

    @property
    def known(self) -> tuple[Part, ...]:
        """Return every part there are answers to, what is asked first."""
        return (*self.parts, *self.retired)

    def part(self, part_id: str) -> Part | None:
        """Return the part of that id, None when it is not asked any more."""
        return next((part for part in self.parts if part.id == part_id), None)


NOTHING = Contents("", ())
RETIRED = "retired"


def contents_of(check_ins: Iterable[CheckIn]) -> dict[UUID, Contents]:
    """Open check-ins, by id, with three queries; one whose key was destroyed is missing."""
    rows = list(check_ins)
    names = unseal_all([row.name_sealed for row in rows], what=NAME)
    parts = unseal_all([row.parts_sealed for row in rows], what=PARTS)
    missed = unseal_all([row.missed_sealed for row in rows], what=MISSED)
    return {
        row.id: Contents(name, _parts(text, retired=False), said or "", _parts(text, retired=True))
        for row, name, text, said in zip(rows, names, parts, missed, strict=True)
        if name is not None and text is not None
    }


def contents(check_in: CheckIn) -> Contents:
    """Open one check-in."""
    return contents_of([check_in]).get(check_in.id, NOTHING)


def _parts(text: str, *, retired: bool) -> tuple[Part, ...]:
    read = [(Part(*one[:3]), one[3:] == [RETIRED]) for one in json.loads(text)]
    # A kind that this release does not know is not asked.
    return tuple(part for part, is_retired in read if part.kind in KINDS and is_retired == retired)


def seal_name(check_in: CheckIn, name: str) -> bytes:
    """Return the name of a check-in, sealed for its person."""
    return seal(check_in.person.data_key_id, name, what=NAME)


def seal_parts(check_in: CheckIn, parts: Sequence[Part], retired: Sequence[Part]) -> bytes:
    """Return the parts of a check-in, sealed for its person."""
    asked = [[part.id, part.kind, part.words] for part in parts]
    kept = [[part.id, part.kind, part.words, RETIRED] for part in retired]
    return seal(check_in.person.data_key_id, json.dumps([*asked, *kept]), what=PARTS)


def values_of(answers: Iterable[Answer]) -> dict[UUID, dict[str, Value]]:
    """Open answers with one query: by entry, then by part."""
    rows = list(answers)
    texts = unseal_all([row.value_sealed for row in rows], what=ANSWER)
    found: dict[UUID, dict[str, Value]] = {}
    for row, text in zip(rows, texts, strict=True):
        if text is not None:
            found.setdefault(row.entry_id, {})[row.part] = _value(json.loads(text))
    return found


def _value(read: int | str | list[str]) -> Value:
    return tuple(read) if isinstance(read, list) else read


def sharing_stamp(check_in: CheckIn) -> str:
    """Return a stamp of with whom which part is shared now: a form says by it what its page showed."""
    pairs = sorted(f"{part}:{tie}" for part, tie in check_in.shares.values_list("part", "tie_id"))
    return salted_hmac("alongside.checkins.sharing", " ".join(pairs), algorithm="sha256").hexdigest()[:20]
