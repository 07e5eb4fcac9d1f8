"""An override belongs to the cohort that it was made in, whose leads alone see it."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The cohort that the lead leads and the candidate is in; none if there are several, or no longer one."""
    cohorts = apps.get_model("quiz", "Cohort").objects
    for override in apps.get_model("quiz", "Override").objects.select_related("attempt__interview"):
        candidate = override.attempt.interview.candidate_id
        found = cohorts.filter(leads=override.lead_id, memberships__member=candidate)
        if override.lead_id and len(found) == 1:
            override.cohort = found[0]
            override.save(update_fields=["cohort"])
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the index of the column can't be made


class Migration(migrations.Migration):
    dependencies = [("quiz", "0024_editors_decide_overrides")]
    operations = [
        migrations.AddField(
            model_name="override",
            name="cohort",
            field=models.ForeignKey(
                blank=True,
                help_text="Its leads see it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="quiz.cohort",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
