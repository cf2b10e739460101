"""What services are handed: a thread that is to open by itself, in the words of a host."""

from dataclasses import dataclass

from alongside.groups.regular.turns import Plan


@dataclass(frozen=True, slots=True)
class RegularDetails:
    """Title (the day is added to it), text, word of care, when, and whether what members share of the day is below."""

    title: str
    text: str
    note: str
    plan: Plan
    with_pledge: bool = False
