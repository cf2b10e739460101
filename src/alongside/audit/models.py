"""The audit table. Its order is its id; `chain` makes a later change of an earlier row show."""

from django.db import models


class Entry(models.Model):
    """One thing somebody did or looked at. `actor` is None when the engine itself acted."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    subject = models.UUIDField(null=True)
    about = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["actor", "at"], name="audit_entry_actor"),
            models.Index(fields=["about", "at"], name="audit_entry_about"),
        ]


class Link(models.Model):
    """The hash of an entry together with the link before it (SHA-256), written by the worker in the order of ids."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="link")
    digest = models.BinaryField()
