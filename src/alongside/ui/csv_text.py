"""A table as text for spreadsheets (CSV, RFC 4180), with the mark by which Excel knows UTF-8."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

MARK = "\ufeff"
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV in which no cell is taken for a formula."""
    written = StringIO()
    csv.writer(written).writerows(map(harmless, row) for row in rows)
    return MARK + written.getvalue()


def harmless(cell: str) -> str:
    """Return a cell so that no spreadsheet reckons with it: an apostrophe before it makes it a text."""
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell
