"""The description of the API, kept as docs/reference/openapi.json so that a change of it is seen in review.

python -m scripts.openapi write | check
"""

import json
import os
import sys
from pathlib import Path

SNAPSHOT = Path(__file__).parent.parent / "docs" / "reference" / "openapi.json"


def description() -> str:
    """Return the description of the API as the code has it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    import django

    django.setup()
    from alongside.api.api import api

    return json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Do what the one argument says; return the exit code."""
    if arguments == ["write"]:
        SNAPSHOT.write_text(description(), encoding="utf-8")
    elif arguments == ["check"]:
        if not SNAPSHOT.exists() or SNAPSHOT.read_text(encoding="utf-8") != description():
            print("The API is not what docs/reference/openapi.json says; run `python -m scripts.openapi write`.")
            return 1
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
