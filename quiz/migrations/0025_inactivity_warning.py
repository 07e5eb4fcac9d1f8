from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0024_audit_log"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="warned_at",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="That the account goes unless it is used.",
                null=True,
            ),
        ),
    ]
