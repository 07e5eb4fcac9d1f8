"""The group Editors may decide overrides, and says why when it declines one."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAMES = ("view_override", "change_override")


def permit(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are otherwise made after the last migration, which is too late for a group to have them."""
    app_config = apps.get_app_config("quiz")
    app_config.models_module = True  # type: ignore[assignment]
    create_permissions(app_config, apps=apps, verbosity=0)
    app_config.models_module = None
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Editors")
    permissions = apps.get_model("auth", "Permission").objects
    group.permissions.add(*permissions.filter(content_type__app_label="quiz", codename__in=NAMES))


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0022_cohorts"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [
        migrations.AddField(
            model_name="override",
            name="reply",
            field=models.TextField(
                blank=True,
                default="",
                help_text="Why it is declined. The leads read it.",
                max_length=500,
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(condition=~models.Q(reason=""), name="override_says_why"),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=~models.Q(state="declined", reply=""),
                name="declined_override_says_why",
                violation_error_message="Say why it is declined; the leads read it.",
            ),
        ),
        migrations.RunPython(permit, migrations.RunPython.noop),
    ]
