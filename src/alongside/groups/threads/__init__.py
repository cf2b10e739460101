"""Threads of groups and what is written in them: lists, pages, drafts, following, search."""
