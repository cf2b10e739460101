"""Write the texts of practices and worksheets down for gettext, which reads no JSON: `python -m scripts.practices`."""

from pathlib import Path

from alongside.toolbox.practices import practices
from alongside.toolbox.worksheets import worksheets

FILE = Path(__file__).parent.parent / "src" / "alongside" / "toolbox" / "texts.py"
HEAD = '''"""The texts of practices and worksheets, for gettext; `python -m scripts.practices` writes them."""

from django.utils.translation import gettext_noop as _

TEXTS = frozenset(
    {
'''


def source() -> str:
    """Return what the file says, each text once, in the order of practices and then of worksheets."""
    said = [*(one.texts for one in practices().values()), *(one.texts for one in worksheets().values())]
    texts = dict.fromkeys(text for one in said for text in one)
    return HEAD + "".join(f"        _({quoted(text)}),\n" for text in texts) + "    }\n)\n"


def quoted(text: str) -> str:
    """Return a text as Python source, in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


if __name__ == "__main__":
    FILE.write_text(source(), encoding="utf-8")
