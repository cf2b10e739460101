"""What services are handed: how and when somebody wants to be called once they are quiet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallDetails:
    """Values of `Way` and `PartOfDay`, days of the week (Monday is 0), a zone; a number where it is to be rung."""

    way: str
    weekdays: frozenset[int]
    part: str
    zone: str
    number: str = ""
