"""Write the texts of meeting formats down for gettext, which reads no JSON: `python -m scripts.agendas`."""

from pathlib import Path

from alongside.meetings.agendas import meeting_formats
from scripts.practices import quoted

FILE = Path(__file__).parent.parent / "src" / "alongside" / "meetings" / "agenda_texts.py"
HEAD = '''"""The texts of meeting formats, for gettext; `python -m scripts.agendas` writes them."""

from django.utils.translation import gettext_noop as _

TEXTS = frozenset(
    {
'''


def source() -> str:
    """Return what the file says, each text once, in the order of formats."""
    texts = dict.fromkeys(text for one in meeting_formats().values() for text in one.texts)
    return HEAD + "".join(f"        _({quoted(text)}),\n" for text in texts) + "    }\n)\n"


if __name__ == "__main__":
    FILE.write_text(source(), encoding="utf-8")
