"""The codes with which pages are answered, and a row of the table of addresses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.architecture.world import World

WHO = ("stranger", "member", "owner", "supporter", "listener", "moderator", "organiser")

#             strg memb ownr supp list mode orga
PUBLIC = "     200  200  200  200  200  200  200"
SIGNED_IN = "  302  200  200  200  200  200  200"
BY_LINK = "    200  200  200  200  200  200  200"
TIES_OWNER = " 302  404  200  403  404  404  404"  # both ends of a tie know that there is one
TIES_OTHER = " 302  404  403  200  404  404  404"
OWNERS = "     302  404  200  404  404  404  404"
ASKED = "      302  404  404  200  404  404  404"
NONE_WAIT = "   302  404  404  404  404  404  404"  # codes are handed over only while they are shown
BY_TOKEN = "   401  401  401  401  401  401  401"  # being signed in on the pages is no token
NOWHERE = "    404  404  404  404  404  404  404"
GROUPS = "     302  404  200  200  404  404  404"  # host and member
GROUPS_HOST = "302  404  200  403  404  404  404"
BOTH = "       302  404  200  200  404  404  404"  # owner and supporter
ELSEWHERE = "  302  302  302  302  302  302  302"
WHOEVER_LEFT = "200 302  302  302  302  302  302"  # for those who are not signed in
ORGANISERS = " 302  403  403  403  403  403  200"
ORGANISERS_DO = " 302 403  403  403  403  403  405"
STEWARDS = "   302  403  200  403  403  403  200"
LISTENERS = "  302  403  403  403  200  403  403"
ROOM_LEAD = "  302  403  200  403  403  403  403"
IN_ROOM = "    302  302  200  200  200  302  302"  # who is not in the room is led to where one comes in
DONE = "       302  405  405  405  405  405  405"
DONE_ANYWHO = "405  405  405  405  405  405  405"


def nothing(_world: World) -> Mapping[str, object]:
    """For a route without parameters."""
    return {}


@dataclass(frozen=True)
class Row:
    """One address, and the code each of `WHO` gets."""

    route: str
    codes: str
    of: Callable[[World], Mapping[str, object]] = nothing

    def expected(self) -> dict[str, int]:
        """Return the code for each kind of person."""
        return dict(zip(WHO, map(int, self.codes.split()), strict=True))


def part_of(of: Callable[[World], Mapping[str, object]]) -> Callable[[World], Mapping[str, object]]:
    """The part of that page which changes."""
    return lambda world: {**of(world), "part": "now"}
