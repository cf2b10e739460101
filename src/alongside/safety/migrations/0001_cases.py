"""Cases of moderation: what was reported, who looked after it, what was decided, another look, and the log."""

import alongside.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("set_aside_at", models.DateTimeField(null=True)),
                ("set_aside_why", models.TextField(blank=True, default="")),
                ("kind", models.CharField(max_length=20)),
                ("subject", models.UUIDField()),
                ("community", models.UUIDField(null=True)),
                ("for_community", models.BooleanField(default=False)),
                ("instance_from", models.DateTimeField(null=True)),
                ("is_urgent", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("closed", "Looked at")], default="open", max_length=10
                    ),
                ),
                ("evidence_until", models.DateTimeField()),
                ("claimed_until", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "data_key",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.datakey"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("note", "Leave a note for the other moderators"),
                            ("hide", "Hide it"),
                            ("lock", "Lock the thread"),
                            ("move", "Move it into a thread of its own"),
                            ("warn", "Say what does not go here"),
                            ("pause", "Pause their writing for a while"),
                            ("remove", "Ask them to leave"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        blank=True,
                        choices=[("group", "In this group"), ("instance", "Everywhere here")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("community", models.UUIDField(null=True)),
                ("needs_organiser", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for a second person"),
                            ("in_force", "Holds"),
                            ("undone", "Undone"),
                            ("dropped", "Not done"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason_sealed", models.BinaryField(null=True)),
                ("memo_sealed", models.BinaryField(null=True)),
                ("until", models.DateTimeField(null=True)),
                ("in_force_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="safety.case"
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("words_sealed", models.BinaryField(null=True)),
                ("needs_organiser", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField(null=True)),
                ("is_granted", models.BooleanField(null=True)),
                ("answer_sealed", models.BinaryField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="appeal", to="safety.decision"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Handling",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("was_hard", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handlings", to="safety.case"
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
            name="LogLine",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("case", models.UUIDField()),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("reported", "Reported"),
                            ("claimed", "Claimed"),
                            ("released", "Released"),
                            ("handed_over", "Handed Over"),
                            ("decided", "Decided"),
                            ("proposed", "Proposed"),
                            ("confirmed", "Confirmed"),
                            ("dropped", "Dropped"),
                            ("closed", "Closed"),
                            ("appealed", "Appealed"),
                            ("appeal_granted", "Appeal Granted"),
                            ("appeal_declined", "Appeal Declined"),
                            ("evidence_forgotten", "Evidence Forgotten"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("note", "Leave a note for the other moderators"),
                            ("hide", "Hide it"),
                            ("lock", "Lock the thread"),
                            ("move", "Move it into a thread of its own"),
                            ("warn", "Say what does not go here"),
                            ("pause", "Pause their writing for a while"),
                            ("remove", "Ask them to leave"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("danger", "Somebody may be in danger"),
                            ("preying", "Somebody preys on people here, or it is sexual"),
                            ("money", "Somebody sells something, or asks for money"),
                            ("medical", "Medical advice that could do harm"),
                            ("unkind", "It is unkind, or it hurts people"),
                            ("identity", "It gives away who somebody is"),
                            ("spam", "It is advertising, or the same again and again"),
                            ("other", "Something else"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="safety_logline_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "event__in",
                                [
                                    "reported",
                                    "claimed",
                                    "released",
                                    "handed_over",
                                    "decided",
                                    "proposed",
                                    "confirmed",
                                    "dropped",
                                    "closed",
                                    "appealed",
                                    "appeal_granted",
                                    "appeal_declined",
                                    "evidence_forgotten",
                                ],
                            )
                        ),
                        name="safety_logline_event",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("person", "Somebody reported it"),
                            ("words", "Its words sound like danger to life"),
                            ("first", "The first that a new member wrote"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("danger", "Somebody may be in danger"),
                            ("preying", "Somebody preys on people here, or it is sexual"),
                            ("money", "Somebody sells something, or asks for money"),
                            ("medical", "Medical advice that could do harm"),
                            ("unkind", "It is unkind, or it hurts people"),
                            ("identity", "It gives away who somebody is"),
                            ("spam", "It is advertising, or the same again and again"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words_sealed", models.BinaryField(null=True)),
                ("evidence_sealed", models.BinaryField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="safety.case"
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False), ("set_aside_at__isnull", True)),
                fields=["due_at"],
                name="safety_case_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["state", "-is_urgent", "created_at"], name="safety_case_queue"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["community", "state"], name="safety_case_community_of"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("kind", "subject", "for_community"),
                name="safety_case_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(condition=models.Q(("kind", ""), _negated=True), name="safety_case_kind"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("for_community", False), ("community__isnull", False), _connector="OR"),
                name="safety_case_community",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("for_community", True), ("instance_from__isnull", False), _connector="OR"),
                name="safety_case_for_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("state", "open")),
                    models.Q(("claimed_by__isnull", True), ("closed_at__isnull", False), ("state", "closed")),
                    _connector="OR",
                ),
                name="safety_case_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("claimed_by__isnull", True), ("claimed_until__isnull", False), _connector="OR"),
                name="safety_case_claim",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence_until__gt", models.F("created_at"))), name="safety_case_evidence_until"
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["about", "act", "until"], name="safety_decision_about"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["note", "hide", "lock", "move", "warn", "pause", "remove"])),
                name="safety_decision_act",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "in_force", "undone", "dropped"])),
                name="safety_decision_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act__in", ["pause", "remove"]), ("reach__in", ["group", "instance"])),
                    models.Q(models.Q(("act__in", ["pause", "remove"]), _negated=True), ("reach", "")),
                    _connector="OR",
                ),
                name="safety_decision_reach",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reach", "group"), _negated=True), ("community__isnull", False), _connector="OR"
                ),
                name="safety_decision_community",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "pause"), ("until__gt", models.F("created_at")), ("until__isnull", False)),
                    models.Q(models.Q(("act", "pause"), _negated=True), ("until__isnull", True)),
                    _connector="OR",
                ),
                name="safety_decision_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "remove"), _negated=True),
                    models.Q(("state", "in_force"), _negated=True),
                    models.Q(("confirmed_by", models.F("by")), _negated=True),
                    _connector="OR",
                ),
                name="safety_decision_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("in_force_at__isnull", True), ("state__in", ["proposed", "dropped"])),
                    models.Q(("in_force_at__isnull", False), ("state__in", ["in_force", "undone"])),
                    _connector="OR",
                ),
                name="safety_decision_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "undone"), ("undone_at__isnull", False)),
                    models.Q(models.Q(("state", "undone"), _negated=True), ("undone_at__isnull", True)),
                    _connector="OR",
                ),
                name="safety_decision_undone",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")), fields=("case", "act"), name="safety_decision_one_proposal"
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("is_granted__isnull", True)),
                    models.Q(("decided_at__isnull", False), ("is_granted__isnull", False)),
                    _connector="OR",
                ),
                name="safety_appeal_decided",
            ),
        ),
        migrations.AddIndex(
            model_name="handling",
            index=models.Index(fields=["person", "created_at"], name="safety_handling_week"),
        ),
        migrations.AddConstraint(
            model_name="handling",
            constraint=models.UniqueConstraint(fields=("case", "person"), name="safety_handling_once"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(fields=("case", "reporter"), name="safety_report_once"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["person", "words", "first"])), name="safety_report_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason__in", ["danger", "preying", "money", "medical", "unkind", "identity", "spam", "other"])
                ),
                name="safety_report_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("words_sealed__isnull", True), models.Q(("words_sealed", b""), _negated=True), _connector="OR"
                ),
                name="safety_report_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("evidence_sealed__isnull", True),
                    models.Q(("evidence_sealed", b""), _negated=True),
                    _connector="OR",
                ),
                name="safety_report_evidence",
            ),
        ),
    ]
