"""What is sealed in a medicine: its name, and how its person takes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from alongside.kernel.sealed import unseal_all
from alongside.medication.models import Medicine
from alongside.medication.sealing import HOW, NAME


@dataclass(frozen=True, slots=True)
class Contents:
    """What a medicine says, opened."""

    name: str
    how: str = ""


NOTHING = Contents("")


def contents_of(medicines: Iterable[Medicine]) -> dict[UUID, Contents]:
    """Open medicines, by id, with two queries; one whose key was destroyed is missing."""
    rows = list({row.id: row for row in medicines}.values())
    names = unseal_all([row.name_sealed for row in rows], what=NAME)
    hows = unseal_all([row.how_sealed for row in rows], what=HOW)
    found = zip(rows, names, hows, strict=True)
    return {row.id: Contents(name, how or "") for row, name, how in found if name is not None}


def contents(medicine: Medicine) -> Contents:
    """Open one medicine."""
    return contents_of([medicine]).get(medicine.id, NOTHING)
