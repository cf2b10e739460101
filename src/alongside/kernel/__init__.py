"""What every capability stands on: identifiers, errors, sealed text, due work, live updates, limits.

Always holds: nothing here knows a capability; time comes in as `now`; what a transaction asks for happens only
if it commits. Others may call everything that is not marked private.
"""
