"""Journeys: what somebody counts days or actions of, milestones and who celebrates them, setbacks, small goals.

Always holds: nothing is zeroed. A setback takes out of the count the days it names and nothing else; what was reached
stays reached. Nobody hears of a journey, a milestone, a setback or a goal but the ties that were chosen for it, and
nobody is chosen to begin with. Others call `services`, `queries` and `policies`.
"""
