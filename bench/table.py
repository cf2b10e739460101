"""Figures and how they are shown."""

from collections.abc import Iterable, Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that this many percent do not exceed; `nan` when there are none."""
    ordered = sorted(values)
    if not ordered:
        return float("nan")
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * percent // 100) - 1).__int__())]


def ms(seconds: float) -> str:
    """Show seconds as milliseconds."""
    return f"{seconds * 1000:.1f}"


def show(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table, its columns as wide as they need."""
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    print(f"\n{title}\n")
    for number, row in enumerate(cells):
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
        if number == 0:
            print("  ".join("-" * width for width in widths))
    print(flush=True)
