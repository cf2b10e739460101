"""Telling people: where they can be told, when they want quiet, and every delivery as a row with its outcome.

Always holds: a delivery is marked handed over after its channel took it, never before; it carries one key, so that a
second copy replaces the first on the device; what it says is neutral. Others call `services.enqueue`,
`services.withdraw` and `queries.outcomes`.
"""
