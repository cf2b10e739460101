"""The town in an address that is written as one line (pure), for meetings whose source names no town."""

import re

# "CA 92780", "PA 19061 United States", or "CA" alone: the town stands before it.
_STATE = re.compile(r"([A-Z]{2})(?:\s+\d{5}(?:-\d{4})?)?(?:\s+(?:USA|United States))?")


def town_in(address: str) -> str:
    """Return the town of "1 Main St, Tustin, CA 92780, USA" or "Am Markt 1, 10115 Berlin, Germany"; '' without one."""
    parts = [part for one in address.split(",") if (part := one.strip())]
    for town, state in zip(reversed(parts[:-1]), reversed(parts), strict=False):
        if found := _STATE.fullmatch(state):
            return f"{town}, {found[1]}"
    if len(parts) < 2:
        return ""
    # Elsewhere the country stands last, unless only a street stands before it.
    town = parts[-1] if len(parts) == 2 and _has_digit(parts[0]) else parts[-2]
    return " ".join(word for word in town.split() if not _has_digit(word))


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)
