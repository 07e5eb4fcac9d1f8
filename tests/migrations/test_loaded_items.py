"""What a database of the last release knows of its fixtures is kept."""

from __future__ import annotations

import pytest
from django.apps.registry import Apps
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db


def migrate(name: str) -> Apps:
    """The models as they are after a migration."""
    executor = MigrationExecutor(connection)
    return executor.migrate([("quiz", name)]).apps


def test_loaded_questions_become_loaded_items_and_back() -> None:
    old = migrate("0004_glossary_and_benchmarks")
    old.get_model("quiz", "LoadedQuestion").objects.create(
        topic_slug="aws-lambda", question_slug="benefits", digest="d" * 64
    )
    new = migrate("0005_loaded_items").get_model("quiz", "LoadedItem").objects
    assert list(new.values_list("key", "digest")) == [("aws-lambda/benefits", "d" * 64)]
    new.create(key="@server", digest="e" * 64)
    new.create(key="aws-lambda", digest="f" * 64)
    back = migrate("0004_glossary_and_benchmarks").get_model("quiz", "LoadedQuestion").objects
    assert list(back.values_list("topic_slug", "question_slug", "digest")) == [
        ("aws-lambda", "benefits", "d" * 64)
    ]


def test_editors_may_keep_the_glossary_and_the_benchmarks() -> None:
    names = Group.objects.get(name="Editors").permissions.values_list("codename", flat=True)
    for model in ("glossaryentry", "benchmark"):
        assert {f"{action}_{model}" for action in ("view", "add", "change", "delete")} <= set(names)
    assert not [name for name in names if "loadeditem" in name]
