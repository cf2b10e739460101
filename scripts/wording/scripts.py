"""Find words in a script that would be English to everybody: a page gives them to its script, in attributes."""

import re
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
# As a sentence or a label begins: a capital, and another word after it.
SENTENCE = re.compile(r"^[A-Z][\w’']*[,.:]? [\w(]")


def words_in_script(path: Path, root: Path) -> list[str]:
    """Return a sentence for each text of a script that is written as people read it."""
    source = COMMENT.sub("", path.read_text())
    texts = ("".join(found.groups(default="")) for found in STRING.finditer(source))
    return [f"{path.relative_to(root)}: not translatable: {text!r}" for text in texts if SENTENCE.match(text)]
