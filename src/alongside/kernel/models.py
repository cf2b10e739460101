"""Base models, and the few tables the kernel itself needs."""

from django.db import models
from django.db.models import Q

from alongside.kernel.ids import new_id


class BaseModel(models.Model):
    """A row with an unguessable id and the moment (UTC) it was made; services hand that moment in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True


class DueRow(BaseModel):
    """Work that waits in a row: at `due_at` (UTC) the engine moves it one step; None means nothing is left to do.

    A row that raises is set aside with the reason, shown to the organiser, and blocks nobody (see `kernel.due`).
    """

    due_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)
    set_aside_why = models.TextField(default="", blank=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["due_at"],
                name="%(app_label)s_%(class)s_due",
                condition=Q(due_at__isnull=False, set_aside_at__isnull=True),
            )
        ]


class DataKey(BaseModel):
    """One person's key for sealed text, wrapped by an instance key. Deleting the row is what erases a person."""

    wrapped = models.BinaryField()
    instance_key = models.CharField(max_length=16)


class RateBucket(models.Model):
    """How often one key was hit in its current window. The key is a digest: it names nobody."""

    key = models.CharField(primary_key=True, max_length=64)
    window_start = models.DateTimeField()
    hits = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["window_start"], name="kernel_ratebucket_start")]


class Heartbeat(models.Model):
    """When a worker was last seen alive (UTC)."""

    name = models.CharField(primary_key=True, max_length=80)
    at = models.DateTimeField()
