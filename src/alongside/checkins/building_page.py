"""What the form of a check-in says to begin with: a pack, or what the check-in is now."""

from typing import Any

from alongside.checkins.contents import Contents
from alongside.checkins.models import Rhythm
from alongside.checkins.packs import Pack
from alongside.checkins.parts import KINDS
from alongside.checkins.wording import PACKS
from alongside.ui.schedule_form import schedule_initial


def from_pack(pack: Pack | None) -> dict[str, Any]:
    """Return what the form says for a pack, or for one's own from nothing."""
    if pack is None:
        return {}
    schedule = schedule_initial(pack.rule.text(), pack.times)
    return {"name": PACKS[pack.key][0], "kinds": list(pack.kinds), **schedule}


def from_check_in(contents: Contents, rhythm: Rhythm) -> dict[str, Any]:
    """Return what the form says for a check-in as it is."""
    own = [part for part in contents.parts if KINDS[part.kind].own]
    questions = {f"own{number}": part.words for number, part in enumerate(own, start=1)}
    kinds = {f"own{number}_kind": part.kind for number, part in enumerate(own, start=1)}
    return {
        "name": contents.name,
        "kinds": [part.kind for part in contents.parts if not KINDS[part.kind].own],
        "stays": not rhythm.moves,
        "within": rhythm.within,
        "nudges": rhythm.nudges,
        **schedule_initial(rhythm.rule, rhythm.times),
        **questions,
        **kinds,
    }


def weekly_kinds(kinds: list[str]) -> list[str]:
    """Return the kinds when they are those of the weekly check-in, which come together."""
    return kinds if any(kind.startswith("week_") for kind in kinds) else []
