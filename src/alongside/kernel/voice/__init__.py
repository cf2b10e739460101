"""Voice notes: a recording that somebody sent becomes an MP3 of at most a minute that holds sound and nothing else.

Always holds: what was sent is never kept, served or opened in a process of ours; a child that is held back reads it
and writes it anew (docs/explanation/voice-notes.md). Others call `read_recording` and keep its bytes sealed.
"""

from alongside.kernel.voice.recording import (
    LARGEST_RECORDING,
    LARGEST_VOICE,
    LONGEST_SECONDS,
    TOO_LARGE,
    UNREADABLE,
    Voice,
    read_recording,
)

__all__ = [
    "LARGEST_RECORDING",
    "LARGEST_VOICE",
    "LONGEST_SECONDS",
    "TOO_LARGE",
    "UNREADABLE",
    "Voice",
    "read_recording",
]
