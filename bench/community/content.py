"""What is written in the communities that are measured: the same in each."""

MEMBERS = 50
GROUPS = 20
LONG_THREAD = 50
SHORT_THREAD = 20
TEXT = (
    "I have had a **long** day, and the walk home goes past the shop. What helps me is to ring somebody *before* "
    "I leave, and to say out loud where I am going.\n\n> One evening at a time.\n\n- a glass of water\n- ten minutes "
    "outside\n- [the meeting](https://meet.example.org/) at seven\n\nIt was easier today than it was last week. "
    "Thank you all for being here."
)
SHORT = "One more evening. Thank you for being here."
# A group that whoever looks is not in, and an address of the same length at which there is none.
HIDDEN, NOWHERE = "harbour-group-q7kd3m", "harbour-group-q7kd3n"
