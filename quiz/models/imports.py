"""A document of questions that an editor looks at before it is imported."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from quiz.models.disputes import WHY_LIMIT
from quiz.models.question_bank import Topic


class Import(models.Model):
    """A file, the topic its questions belong to, and once it was confirmed what came of it.

    A topic that is named only is made when the import is done. An empty file name is what was pasted. `text`
    is what is yet to be read, `document` what was read, unless it can't be for the reason in `problem`.
    `chosen` are the numbers of the questions that were confirmed, `seen` is the plan that was looked at then.
    `editor` is who began it, and then who confirmed it.
    """

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, blank=True, related_name="imports")
    topic_name = models.CharField(max_length=80)
    file_name = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    document = models.JSONField(null=True, blank=True, help_text="As `documents.to_keep` gives it.")
    problem = models.TextField(blank=True)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    chosen = ArrayField(models.PositiveIntegerField(), null=True, blank=True)
    why = models.TextField(max_length=WHY_LIMIT, blank=True, help_text="For the history.")
    seen = models.CharField(max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(chosen__isnull=True) | Q(document__isnull=False),
                name="import_is_read_before_it_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(chosen__isnull=False),
                name="import_is_confirmed_before_it_is_finished",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or "Pasted text"
