"""Pictures: a file that somebody sent becomes a JPEG of modest size that holds what is seen and nothing else.

Always holds: what was sent is never kept, served or opened in a process of ours; a child that is held back reads it
and writes it anew (docs/explanation/pictures.md). Others call `read_picture` and keep its bytes sealed.
"""

from alongside.kernel.pictures.reading import (
    LARGEST_FILE,
    LARGEST_KEPT,
    LONGEST_SIDE,
    TOO_LARGE,
    UNREADABLE,
    Picture,
    read_picture,
)

__all__ = [
    "LARGEST_FILE",
    "LARGEST_KEPT",
    "LONGEST_SIDE",
    "TOO_LARGE",
    "UNREADABLE",
    "Picture",
    "read_picture",
]
