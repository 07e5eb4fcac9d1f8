"""A document of a topic's questions that is too large to be written within a request."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Func, Q
from django.utils import timezone

from quiz.models.question_bank import Topic


class ExportQuerySet(models.QuerySet["Export"]):
    def with_size(self) -> ExportQuerySet:
        """With the bytes of the file, without the file; the database knows them without reading it."""
        size = Func("text", function="octet_length", output_field=models.BigIntegerField())
        return self.defer("text").annotate(size=size)


class Export(models.Model):
    """The questions of a topic in a file, which is empty until it is finished."""

    class Ending(models.TextChoices):
        MARKDOWN = "md", "Markdown"
        CSV = "csv", "CSV"
        JSON = "json", "JSON"

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="exports")
    ending = models.CharField(max_length=4, choices=Ending.choices)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    text = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, text="") | (Q(finished_at__isnull=False) & ~Q(text="")),
                name="export_has_its_text_once_it_is_finished",
            ),
            models.UniqueConstraint(
                fields=["topic", "ending"],
                condition=Q(finished_at__isnull=True),
                name="topic_is_exported_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic.slug}.{self.ending}"
