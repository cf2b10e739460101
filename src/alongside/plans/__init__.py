"""Plans: what somebody wrote on a good day for a hard one, and for the days between.

A person has at most one plan of each kind: a safety plan of six steps and a staying-well plan of five. Always holds: it
is theirs alone until they share it, step by step, with somebody who said yes to them; what is shared ends at once with
the tie or the choice, and every look at it is noted. No number of the circle is shared with a step. Others call
`policies`, `queries` and `services`; pages of a hard moment ask `ui.at_hand`.
"""
