"""Asking for company or help now, in waves, until somebody answers."""
