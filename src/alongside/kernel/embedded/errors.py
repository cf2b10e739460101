"""What can go wrong with the embedded server. Each text says what happened and what to do."""


class EmbeddedPostgresError(Exception):
    """The embedded server cannot be started or reached; nothing stored was changed."""


class AlreadyRunning(EmbeddedPostgresError):
    """Another process owns this data folder now."""


class StartCancelled(EmbeddedPostgresError):
    """The caller no longer wanted the start; the server is stopped again."""
