"""Running a meeting of this place: how it goes, who looks after it, who said yes to serve it, who does so when.

Nobody serves without having said yes: a `Service` names a `Serving`, which is somebody's yes to one role.
"""

from django.db import models
from django.db.models import Q

from alongside.accounts.models import Person
from alongside.kernel.elsewhere import MOST_DIALLED, MOST_TYPED, NUMBER
from alongside.kernel.models import BaseModel, DueRow
from alongside.meetings.enums import Admits, Chat, RoleKind
from alongside.meetings.models import Meeting, is_a_date


class Hosting(DueRow):
    """How one meeting of this place is run.

    `format` is the code of a `MeetingFormat`, `changes` are minutes by the key of a segment, 0 for one that is left
    out. `held_here` means that people can meet in the room of the meeting, here; `admits` says who may be in it.
    `call_url` and `call_phone` lead to a call elsewhere, for those who may be in the room. At `due_at` the rota is
    filled again.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="hosting")
    format = models.CharField(max_length=40)
    changes = models.JSONField(default=dict, blank=True)
    held_here = models.BooleanField(default=False)
    chat = models.CharField(max_length=10, choices=Chat.choices, default=Chat.OFF)
    admits = models.CharField(max_length=10, choices=Admits.choices, default=Admits.MEMBERS)
    call_url = models.CharField(max_length=MOST_TYPED, default="", db_default="", blank=True)
    call_phone = models.CharField(max_length=MOST_DIALLED, default="", db_default="", blank=True)

    class Meta(DueRow.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(format=""), name="meetings_hosting_format"),
            models.CheckConstraint(condition=Q(chat__in=Chat.values), name="meetings_hosting_chat"),
            models.CheckConstraint(condition=Q(admits__in=Admits.values), name="meetings_hosting_admits"),
            models.CheckConstraint(
                condition=Q(call_url="") | Q(call_url__startswith="https://"), name="meetings_hosting_call_url"
            ),
            models.CheckConstraint(
                condition=Q(call_phone="") | Q(call_phone__regex=f"^{NUMBER}$"), name="meetings_hosting_call_phone"
            ),
        ]


class Steward(BaseModel):
    """Somebody who looks after a meeting: its format, its readings, its roles."""

    hosting = models.ForeignKey(Hosting, on_delete=models.CASCADE, related_name="stewards")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hosting", "person"], name="meetings_steward_once")]


class StewardAsked(BaseModel):
    """That somebody was asked to look after a meeting with those who do. They do so only once they said yes."""

    hosting = models.ForeignKey(Hosting, on_delete=models.CASCADE, related_name="stewards_asked")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hosting", "person"], name="meetings_stewardasked_once")]


class OwnReading(BaseModel):
    """A text that a group put into a segment of its meeting. It is the group's own, and so is the answer for it."""

    hosting = models.ForeignKey(Hosting, on_delete=models.CASCADE, related_name="readings")
    segment = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hosting", "segment"], name="meetings_ownreading_once"),
            models.CheckConstraint(
                condition=~Q(segment="") & ~Q(title="") & ~Q(text=""), name="meetings_ownreading_written"
            ),
        ]


class MeetingRole(BaseModel):
    """A role that a meeting has: one that many meetings have, or one of its own, with a name."""

    hosting = models.ForeignKey(Hosting, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=RoleKind.choices)
    name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hosting", "kind", "name"], name="meetings_meetingrole_once"),
            models.CheckConstraint(
                condition=Q(kind=RoleKind.OWN) & ~Q(name="")
                | Q(kind__in=[one for one in RoleKind.values if one != RoleKind.OWN], name=""),
                name="meetings_meetingrole_named",
            ),
        ]


class RoleAsked(BaseModel):
    """That somebody was asked to serve a role. They serve only once they said yes."""

    role = models.ForeignKey(MeetingRole, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "person"], name="meetings_roleasked_once")]


class Serving(BaseModel):
    """That somebody said yes to serve a role, in turn with the others who did.

    `confirmed_at` is when somebody who looks after the meeting said yes, too: until then a role gives no power.
    """

    role = models.ForeignKey(MeetingRole, on_delete=models.CASCADE, related_name="servings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "person"], name="meetings_serving_once")]


class NotThen(BaseModel):
    """A date (on the clock of the meeting) on which somebody does not serve a role."""

    serving = models.ForeignKey(Serving, on_delete=models.CASCADE, related_name="not_then")
    on_date = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["serving", "on_date"], name="meetings_notthen_once"),
            models.CheckConstraint(condition=is_a_date("on_date"), name="meetings_notthen_date"),
        ]


class Service(DueRow):
    """Who serves a role on one date. While `serving` is NULL it was handed back, and a stand-in is looked for.

    `on_date` is the date on the clock of the meeting, `starts_at` the moment it begins. `is_own_choice` says that they
    took this date themselves. At `due_at` whoever serves is reminded.
    """

    role = models.ForeignKey(MeetingRole, on_delete=models.CASCADE, related_name="services")
    serving = models.ForeignKey(Serving, on_delete=models.CASCADE, null=True, related_name="services")
    on_date = models.DateField()
    starts_at = models.DateTimeField()
    is_own_choice = models.BooleanField(default=False)

    class Meta(DueRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["role", "on_date"], name="meetings_service_once"),
            models.CheckConstraint(
                condition=Q(serving__isnull=False) | Q(due_at=None), name="meetings_service_reminded"
            ),
            models.CheckConstraint(condition=is_a_date("on_date"), name="meetings_service_date"),
        ]
