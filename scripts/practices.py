"""Write the texts of the practices down for gettext, which reads no JSON: `python -m scripts.practices`."""

from pathlib import Path

from alongside.toolbox.practices import practices

FILE = Path(__file__).parent.parent / "src" / "alongside" / "toolbox" / "texts.py"
HEAD = '''"""The texts of the practices, for gettext: written by `python -m scripts.practices`, not by hand."""

from django.utils.translation import gettext_noop as _

TEXTS = frozenset(
    {
'''


def source() -> str:
    """Return what the file says, each text once, in the order of practices."""
    texts = dict.fromkeys(text for practice in practices().values() for text in practice.texts)
    return HEAD + "".join(f"        _({quoted(text)}),\n" for text in texts) + "    }\n)\n"


def quoted(text: str) -> str:
    """Return a text as Python source, in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


if __name__ == "__main__":
    FILE.write_text(source(), encoding="utf-8")
