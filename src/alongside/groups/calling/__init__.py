"""Calls to members who are quiet and said yes to that: who wants one, the list, and what a call came to."""
