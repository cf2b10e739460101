"""Aliases: what a person is called here (pure)."""

import unicodedata


def alias_key(alias: str) -> str:
    """Return the folded form under which an alias is unique: NFKC, case folded, runs of white space as one space."""
    return " ".join(unicodedata.normalize("NFKC", alias).casefold().split())
