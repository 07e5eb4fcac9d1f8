import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0003_editors"),
    ]

    operations = [
        migrations.CreateModel(
            name="Benchmark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="1, 2, 3 ... within the question."),
                ),
                (
                    "grade",
                    models.DecimalField(
                        decimal_places=1, help_text="0 to 10; halves are allowed.", max_digits=3
                    ),
                ),
                ("text", models.TextField(max_length=10000, verbose_name="answer")),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        help_text="For editors: which criteria it has, what it lacks.",
                        max_length=500,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="benchmarks",
                        to="quiz.question",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="GlossaryEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Phrases use it with an @ before it: “server” is used as @server.",
                        max_length=50,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z][a-z0-9-]*\\Z",
                                "A name has lower case letters, digits and hyphens; a letter comes first.",
                            )
                        ],
                    ),
                ),
                (
                    "meaning",
                    models.CharField(
                        help_text="What it stands for, in a short sentence for editors.", max_length=200
                    ),
                ),
                ("ways", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
            ],
            options={
                "verbose_name_plural": "glossary",
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="topic",
            name="alien_terms",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddConstraint(
            model_name="glossaryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "^[a-z][a-z0-9-]*$")),
                name="glossary_entry_has_a_plain_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="glossaryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("ways__len__gte", 1)), name="glossary_entry_has_at_least_one_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmark",
            constraint=models.UniqueConstraint(
                fields=("question", "position"), name="benchmark_position_is_unique_in_its_question"
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmark",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade__gte", 0), ("grade__lte", 10)),
                name="benchmark_grade_is_between_0_and_10",
                violation_error_message="A grade is between 0 and 10.",
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmark",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="benchmark_has_a_text"
            ),
        ),
    ]
