"""What has happened in one capability and concerns one above it: a frozen dataclass, published and subscribed to.

Layers import downwards only. What must go up goes as an event: the higher layer subscribes in its AppConfig's
`ready()`; the lower one knows nobody by name. Handlers run at once, inside the transaction of what happened, so that
both are kept or neither is.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection

Event = TypeVar("Event")

_handlers: defaultdict[type, list[Callable[[Any], None]]] = defaultdict(list)


class NoTransaction(RuntimeError):
    """An event was published outside a transaction, where half of its consequences could be lost."""


def subscribe(kind: type[Event], handler: Callable[[Event], None]) -> None:
    """Have `handler` called with each event of exactly that type; the same handler is added once."""
    if handler not in _handlers[kind]:
        _handlers[kind].append(handler)


def unsubscribe(kind: type[Event], handler: Callable[[Event], None]) -> None:
    """Take a handler away again; ValueError when it was not there."""
    _handlers[kind].remove(handler)


def publish(event: object) -> None:
    """Call every handler of this event, in the order they subscribed; one that raises undoes the transaction."""
    if not connection.in_atomic_block:
        raise NoTransaction(type(event).__name__)
    for handler in tuple(_handlers[type(event)]):
        handler(event)
