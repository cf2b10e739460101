"""What services of threads are handed: a new thread, and a post, in the words of who writes."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Said:
    """A post: Markdown, what to know before opening it, and which post it answers."""

    text: str
    note: str = ""
    answers: UUID | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A new thread: its title, its first post, whether its writer asks for an answer, and what it celebrates."""

    title: str
    said: Said
    needs_answer: bool = False
    milestone: str = ""
