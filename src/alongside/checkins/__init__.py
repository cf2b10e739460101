"""Check-ins: a short scheduled look at how one is doing, shared answer by answer with whom one chose, and never a test.

What always holds: an occurrence is asked once, late rather than never, and in the history either answered, missed or
marked as one we could not ask. Nobody sees an answer but those chosen for exactly that part before it was given, as
long as their tie and the choice last. A missed one is told to nobody unless the person set it up. The trend of a
weekly check-in is the person's alone.

Others may call `policies`, `queries` and `services`.
"""
