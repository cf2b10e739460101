"""Which sealed columns circles has; each label is authenticated, so that a value moved elsewhere does not open."""

NAME = "circles_tie.name_sealed"
WAYS = "circles_tie.ways_sealed"
# The label under which `notifications` opens addresses: a contact's is copied to each delivery as it is.
EMAIL = "notifications.address"
