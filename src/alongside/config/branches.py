"""The addresses of an app behind a look at how they begin, so that a page is not sought among those of all others."""

from functools import cached_property
from importlib import import_module
from typing import Any

from django.urls.resolvers import RoutePattern, URLResolver


class Beginnings(RoutePattern):
    """Matches, and takes nothing of, an address whose first word is that of an address in this module."""

    def __init__(self, module: str) -> None:
        """Note the module; it is read when an address is first looked for."""
        super().__init__("")
        self._module = module

    @cached_property
    def _words(self) -> frozenset[str]:
        words = {str(one.pattern).partition("/")[0] for one in import_module(self._module).urlpatterns}
        if unclear := [word for word in words if "<" in word]:
            raise ValueError(f"An address of {self._module} begins with {unclear[0]}, and not with a word.")
        return frozenset(words)

    def match(self, path: str) -> tuple[str, tuple[Any, ...], dict[str, Any]] | None:
        """Return what Django makes of a match: the whole address is left."""
        return (path, (), {}) if path.partition("/")[0] in self._words else None


def branch(module: str) -> URLResolver:
    """Include the addresses of an app."""
    return URLResolver(Beginnings(module), module)
