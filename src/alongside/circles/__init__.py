"""Circles: who stands with whom, what they offer, and when they can be reached.

Always holds: the owner alone sees a tie's stance and the name they gave it; a supporter sees whom they support and
their own load, and nothing else the owner did not share; leaving blames nobody. Others call `services`, `queries`
and `policies`.
"""
