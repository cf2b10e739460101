"""Aliases in groups: those that are offered, and those that nobody can take."""
