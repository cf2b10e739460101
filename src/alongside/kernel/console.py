"""One line to the person who runs the server, on the stream that is not a program's answer."""

import sys


def say_on_stderr(line: str) -> None:
    """Write one line, prefixed with the program's name, to standard error.

    Also when nobody reads any more: a closed terminal must not stop an instance.
    """
    try:
        sys.stderr.write(f"alongside: {line}\n")
        sys.stderr.flush()
    except OSError:
        return
