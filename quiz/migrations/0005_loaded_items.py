"""What fixtures have brought in is kept in one table, whatever it is."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_questions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    item = apps.get_model("quiz", "LoadedItem")
    item.objects.bulk_create(
        item(key=f"{loaded.topic_slug}/{loaded.question_slug}", digest=loaded.digest)
        for loaded in apps.get_model("quiz", "LoadedQuestion").objects.all()
    )


def give_questions_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    question = apps.get_model("quiz", "LoadedQuestion")
    for item in apps.get_model("quiz", "LoadedItem").objects.filter(key__contains="/"):
        topic_slug, question_slug = item.key.split("/")
        question.objects.create(topic_slug=topic_slug, question_slug=question_slug, digest=item.digest)


class Migration(migrations.Migration):
    dependencies = [("quiz", "0004_glossary_and_benchmarks")]
    operations = [
        migrations.CreateModel(
            name="LoadedItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="“topic/question”, “topic” for its alien terms, “@name” for a glossary entry.",
                        max_length=140,
                        unique=True,
                    ),
                ),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 of the content as it was loaded.", max_length=64),
                ),
            ],
        ),
        migrations.RunPython(keep_questions, give_questions_back),
        migrations.DeleteModel(name="LoadedQuestion"),
    ]
