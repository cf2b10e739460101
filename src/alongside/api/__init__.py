"""The JSON API of docs/reference/api.md: the same policies and services as the pages, with tokens."""
