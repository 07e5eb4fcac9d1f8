"""An interview says for which assignment it was started, so that leaving a cohort doesn't lose that."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    interviews = apps.get_model("quiz", "Interview").objects
    for task in apps.get_model("quiz", "Task").objects.exclude(interview=None):
        interviews.filter(pk=task.interview_id).update(assignment=task.assignment_id)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the index of the column can't be made


class Migration(migrations.Migration):
    dependencies = [("quiz", "0026_forms_assign_once")]
    operations = [
        migrations.AddField(
            model_name="interview",
            name="assignment",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="That it was started for; so it is found again when its candidate leaves and comes back.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="quiz.assignment",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
