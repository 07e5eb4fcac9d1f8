"""What was read of a document is kept instead of its text. Imports that were begun before are not kept."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def forget_imports(apps: Any, _editor: Any) -> None:
    apps.get_model("quiz", "Import").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0019_imports"),
    ]

    operations = [
        migrations.RunPython(forget_imports, migrations.RunPython.noop),
        migrations.RenameField("import", "started_by", "editor"),
        migrations.AddField(
            model_name="import",
            name="document",
            field=models.JSONField(blank=True, help_text="As `documents.to_keep` gives it.", null=True),
        ),
        migrations.AddField(
            model_name="import",
            name="problem",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="import",
            name="seen",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="import",
            name="text",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="import",
            name="why",
            field=models.TextField(blank=True, default="", help_text="For the history.", max_length=500),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(("chosen__isnull", True), ("document__isnull", False), _connector="OR"),
                name="import_is_read_before_it_is_confirmed",
            ),
        ),
    ]
