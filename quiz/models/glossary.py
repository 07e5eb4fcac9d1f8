"""The glossary: groups of everyday words that the phrases of all questions use by name."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from quiz.scoring.glossary import NAME


class GlossaryEntryManager(models.Manager["GlossaryEntry"]):
    def get_by_natural_key(self, name: str) -> GlossaryEntry:
        return self.get(name=name)


class GlossaryEntry(models.Model):
    """Ways of saying one thing, such as `@server`."""

    name = models.CharField(
        max_length=50,
        unique=True,
        validators=[
            RegexValidator(
                rf"^{NAME}\Z", "A name has lower case letters, digits and hyphens; a letter comes first."
            )
        ],
        help_text="Phrases use it with an @ before it: “server” is used as @server.",
    )
    meaning = models.CharField(
        max_length=200, help_text="What it stands for, in a short sentence for editors."
    )
    ways = ArrayField(models.TextField())

    objects = GlossaryEntryManager()

    class Meta:
        verbose_name_plural = "glossary"
        ordering: ClassVar[list[str]] = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(name__regex=rf"^{NAME}$"), name="glossary_entry_has_a_plain_name"
            ),
            models.CheckConstraint(condition=Q(ways__len__gte=1), name="glossary_entry_has_at_least_one_way"),
        ]

    def __str__(self) -> str:
        return f"@{self.name}"

    def natural_key(self) -> tuple[str]:
        return (self.name,)
