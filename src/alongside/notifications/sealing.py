"""Which sealed columns notifications has; each label is authenticated, so that a value moved elsewhere does not open.

A contact's e-mail address in `circles` is sealed under ADDRESS too, as a delivery to a contact carries a copy of it.
"""

ADDRESS = "notifications.address"
SUBSCRIPTION = "notifications.subscription"
