"""Groups, who is in them under which alias, and the links that let somebody in."""

import alongside.kernel.ids
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("purpose", models.TextField()),
                ("agreements", models.TextField()),
                ("agreements_since", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("condition", "People who live with the same thing"),
                            ("programme", "People of the same programme"),
                            ("place", "People of the same place"),
                            ("family_friends", "Family and friends of somebody"),
                            ("supporters", "Supporters and caregivers"),
                            ("alumni", "People who were at the same treatment centre"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "openness",
                    models.CharField(
                        choices=[
                            ("open", "Open: whoever is here may join"),
                            ("by_request", "By request: one asks, and a host lets in"),
                            ("hidden", "Hidden: nobody finds it, one needs an invitation"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "Waits for a look by an organiser"),
                            ("open", "Open"),
                            ("hostless", "Looks for a host"),
                            ("closed", "Closed"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("purpose", ""), _negated=True),
                            models.Q(("agreements", ""), _negated=True),
                        ),
                        name="groups_group_says_what_it_is",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["condition", "programme", "place", "family_friends", "supporters", "alumni"])
                        ),
                        name="groups_group_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("openness__in", ["open", "by_request", "hidden"])),
                        name="groups_group_openness",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["held", "open", "hostless", "closed"])),
                        name="groups_group_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("languages__len__gt", 0)), name="groups_group_languages"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreements_since__gte", models.F("created_at"))),
                        name="groups_group_agreements_since",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("created_at", models.DateTimeField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("alias", models.CharField(blank=True, default="", max_length=40)),
                ("alias_key", models.CharField(blank=True, default="", max_length=60)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("member", "Member"),
                            ("greeter", "Greeter"),
                            ("moderator", "Moderator"),
                            ("host", "Host"),
                        ],
                        default="member",
                        max_length=20,
                    ),
                ),
                (
                    "offered_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("member", "Member"),
                            ("greeter", "Greeter"),
                            ("moderator", "Moderator"),
                            ("host", "Host"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked to join"),
                            ("in", "In"),
                            ("declined", "Not let in"),
                            ("left", "Left"),
                            ("removed", "Removed"),
                            ("banned", "Cannot come back"),
                        ],
                        max_length=20,
                    ),
                ),
                ("agreed_at", models.DateTimeField()),
                ("joined_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="groups.group"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="groups.group"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.membership"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("alias_key", ""), _negated=True),
                fields=("group", "alias_key"),
                name="groups_membership_alias",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["asked", "banned", "in"])),
                fields=("group", "person"),
                name="groups_membership_one_alive",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["asked", "in"]),
                        models.Q(("alias", ""), _negated=True),
                        models.Q(("alias_key", ""), _negated=True),
                    ),
                    models.Q(models.Q(("state__in", ["asked", "in"]), _negated=True), ("alias", ""), ("alias_key", "")),
                    _connector="OR",
                ),
                name="groups_membership_alias_while_there",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "in", "declined", "left", "removed", "banned"])),
                name="groups_membership_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["member", "greeter", "moderator", "host"])),
                name="groups_membership_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("offered_role", ""), ("role", "member")), ("state", "in"), _connector="OR"
                ),
                name="groups_membership_role_while_in",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("offered_role", ""),
                    models.Q(
                        ("offered_role__in", ["member", "greeter", "moderator", "host"]),
                        models.Q(("offered_role", models.F("role")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="groups_membership_offered_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("joined_at__isnull", False), ("state", "in")),
                    models.Q(("state", "in"), _negated=True),
                    _connector="OR",
                ),
                name="groups_membership_joined",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state__in", ["asked", "in"])),
                    models.Q(models.Q(("state__in", ["asked", "in"]), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="groups_membership_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("created_at"))), name="groups_invitation_expiry"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("used_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"),
                name="groups_invitation_one_end",
            ),
        ),
    ]
