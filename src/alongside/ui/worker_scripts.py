"""What capabilities add to the service worker, such as showing a push; the interface knows none of them by name."""

_scripts: dict[str, None] = {}


def register_worker_script(path: str) -> None:
    """Have the service worker take in this static file, named as templates name it; call it in `ready()`."""
    _scripts[path] = None


def worker_scripts() -> tuple[str, ...]:
    """Return every static file that was added, in the order they were added."""
    return tuple(_scripts)
