"""Medication: what somebody takes and when, as they wrote it down; a reminder, a log, and never a word about dosing.

What always holds: an occurrence is reminded of once, gently once more at most, late rather than never, and several of
one minute in one message. What nobody pressed is "nothing written down", and never counted against anybody. Nobody sees
the log but those its person chose, as long as the tie and the choice last, and each look is recorded.

Others may call `policies`, `queries` and `services`.
"""
