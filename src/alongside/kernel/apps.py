"""Django's handle on the kernel."""

from datetime import timedelta

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Tables that every capability stands on."""

    name = "alongside.kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have our lookups known, and what is only of use for a day forgotten."""
        import alongside.kernel.lookups  # noqa: F401 - to register them
        from alongside.kernel.chores import Chore, register_chore
        from alongside.kernel.health import forget_silent_workers
        from alongside.kernel.ratelimit import forget_old_buckets

        hourly = timedelta(hours=1)
        register_chore(Chore("old limits", hourly, lambda now: forget_old_buckets(now=now)))
        register_chore(Chore("silent workers", hourly, lambda now: forget_silent_workers(now=now)))
