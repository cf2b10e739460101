"""What a message shows or says aloud, sealed as its text is."""

import alongside.kernel.ids
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0003_unseen"),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("image_sealed", models.BinaryField()),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("seen_sealed", models.BinaryField(null=True)),
                ("care_sealed", models.BinaryField(null=True)),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="picture", to="messaging.message"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("image_sealed", b""), _negated=True),
                            django.db.models.lookups.LessThanOrEqual(
                                django.db.models.functions.text.Length("image_sealed"), 1500100
                            ),
                        ),
                        name="messaging_picture_size",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("height__gte", 1), ("height__lte", 1600), ("width__gte", 1), ("width__lte", 1600)
                        ),
                        name="messaging_picture_sides",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("seen_sealed__isnull", True),
                                models.Q(("seen_sealed", b""), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("care_sealed__isnull", True),
                                models.Q(("care_sealed", b""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="messaging_picture_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("audio_sealed", models.BinaryField()),
                ("seconds", models.PositiveSmallIntegerField()),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="voice", to="messaging.message"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("audio_sealed", b""), _negated=True),
                            django.db.models.lookups.LessThanOrEqual(
                                django.db.models.functions.text.Length("audio_sealed"), 400100
                            ),
                        ),
                        name="messaging_voicenote_size",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seconds__gte", 1), ("seconds__lte", 60)),
                        name="messaging_voicenote_seconds",
                    ),
                ],
            },
        ),
    ]
