"""Why something was decided: ready sentences, in the language of whoever reads them, before somebody's own words."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import Invalid
from alongside.kernel.sealed import seal, unseal_all
from alongside.safety.models import Decision
from alongside.safety.sealing import REASON
from alongside.ui import phrases

# Kept by their names: one whose sense changes gets a new name, for what was said stays said.
READY = {
    "unkind": _(
        "What you wrote can hurt others here, even if you did not mean it so. Please say what it is like for you, and "
        "leave others as they are."
    ),
    "money": _(
        "Nothing is sold or asked for here, whatever it is for: many here are in a hard place. You are welcome without "
        "it."
    ),
    "advice": _(
        "Nobody here tells others what to take or to stop: that is for them and those who look after their health. "
        "Please say what helped you."
    ),
    "alone": _(
        "Please do not ask people here to meet or to write with you alone. Here we talk where others can see it, so "
        "that all are safe."
    ),
    "names": _(
        "What you wrote gives away who somebody is. Please leave names and places out: yours and those of others."
    ),
    "stay": _(
        "You are welcome here: this is about what was written, not about who you are. If something is unclear, ask us."
    ),
}
# A reason with ready sentences begins so, then their names and a new line; nobody can type this sign.
HAS_READY = "\x1e"


def checked_ready(names: Iterable[str]) -> list[str]:
    """Return which ready sentences were chosen, in the order in which they stand. Invalid for one that is not known."""
    chosen = set(names)
    if not chosen <= set(READY):
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="begins")
    return [name for name in READY if name in chosen]


def sealed_reason(data_key_id: UUID, words: str, *, ready: Sequence[str] = ()) -> bytes:
    """Seal why something was decided: the names of ready sentences, and somebody's own words."""
    kept = f"{HAS_READY}{' '.join(ready)}\n{words}" if ready else words
    return seal(data_key_id, kept, what=REASON)


def reasons_of(rows: Iterable[Decision]) -> list[str]:
    """Return why each of these was decided, as who reads now understands it; '' where that is not kept."""
    return [_said(kept or "") for kept in unseal_all([row.reason_sealed for row in rows], what=REASON)]


def _said(kept: str) -> str:
    if not kept.startswith(HAS_READY):
        return kept
    names, _line, words = kept.removeprefix(HAS_READY).partition("\n")
    ready = [str(READY[name]) for name in names.split() if name in READY]
    return "\n\n".join(filter(None, [*ready, words]))
