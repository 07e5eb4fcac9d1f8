"""Disputes, and links by which a debrief is shared."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0007_interview_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion", models.SlugField(max_length=80)),
                ("quote", models.TextField(max_length=10000)),
                ("why", models.TextField(max_length=500)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "With an editor"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True, help_text="The candidate reads it.", max_length=500)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answered_disputes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disputes",
                        to="quiz.attempt",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "indexes": [models.Index(fields=["state", "made_at"], name="dispute_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attempt", "criterion"), name="criterion_of_an_attempt_is_disputed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quote", ""), _negated=True), models.Q(("why", ""), _negated=True)
                        ),
                        name="dispute_quotes_and_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("state", "open")),
                            models.Q(("answered_at__isnull", False), ("state__in", ["accepted", "declined"])),
                            _connector="OR",
                        ),
                        name="dispute_is_open_until_it_is_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), ("state", "declined"), _negated=True),
                        name="declined_dispute_has_a_reason",
                        violation_error_message="Say why it is declined; the candidate reads it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of the token, in hexadecimal.", max_length=64, unique=True
                    ),
                ),
                ("shows_name", models.BooleanField(default=False, help_text="The candidate's.")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "interview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="quiz.interview",
                    ),
                ),
            ],
            options={
                "ordering": ["expires_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="share_expires_after_it_is_made",
                    )
                ],
            },
        ),
    ]
