"""Milestones in a group, in words of its own. Never ranked or counted."""
