"""Threads that open by themselves, at a time a host chose, with somebody who hosts each in turn."""
