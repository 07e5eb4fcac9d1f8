"""Migrations newer than a baseline run while old code serves, and lock no table for long.

django-migration-linter reads the SQL for what the code before can't live with and for indexes that lock a
table. Constraints that make the database read a whole table while nobody may write are looked for here.
"""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_migration_linter.sql_analyser import analyse_sql_statements, get_sql_analyser_class

pytestmark = pytest.mark.django_db

BASELINE = "0023_cohorts"
"""Up to here migrations are as they are; whoever has data has run them."""
ALLOWED: dict[str, set[str]] = {}
"""What a migration may do all the same, by its name. A comment says why, such as that its table is small."""

ANALYSER = get_sql_analyser_class("postgresql")
CREATED = re.compile(r'CREATE TABLE ("\w+")')
CONSTRAINED = re.compile(r'ALTER TABLE ("\w+") ADD CONSTRAINT .* (?:CHECK|FOREIGN KEY|EXCLUDE) ?')


def new_migrations() -> list[str]:
    names = (name for app, name in MigrationLoader(connection).graph.nodes if app == "quiz")
    return sorted(name for name in names if name > BASELINE)


def findings(sql: list[str]) -> set[str]:
    errors, _, warnings = analyse_sql_statements(ANALYSER, sql)
    return {issue.code for issue in [*errors, *warnings]} | ({"SCAN"} if reads_a_table(sql) else set())


def reads_a_table(sql: list[str]) -> bool:
    """A constraint on a table that was there before is checked row by row, unless it is NOT VALID yet."""
    created = {match[1] for line in sql if (match := CREATED.match(line))}
    constrained = {match[1] for line in sql if (match := CONSTRAINED.match(line)) and "NOT VALID" not in line}
    return not constrained <= created


def sql_of(name: str) -> list[str]:
    out = StringIO()
    call_command("sqlmigrate", "quiz", name, stdout=out)
    return out.getvalue().splitlines()


def test_new_migrations_run_while_people_answer() -> None:
    found = {name: findings(sql_of(name)) - ALLOWED.get(name, set()) for name in new_migrations()}

    assert {name: codes for name, codes in found.items() if codes} == {}, (
        "docs/operations.md, Upgrades, tells how to do that in steps; else say in ALLOWED why it may"
    )


def test_the_baseline_is_a_migration() -> None:
    assert ("quiz", BASELINE) in MigrationLoader(connection).graph.nodes


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("0007_interview_plans", {"RENAME_COLUMN", "DROP_COLUMN", "NOT_NULL", "ADD_UNIQUE", "DROP_INDEX"}),
        ("0016_regrades", {"CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE"}),
        ("0005_loaded_items", {"DROP_TABLE"}),
    ],
)
def test_what_old_migrations_did_would_be_found(name: str, codes: set[str]) -> None:
    assert codes <= findings(sql_of(name))


TABLE = 'CREATE TABLE "quiz_new" ("id" bigint NOT NULL PRIMARY KEY);'
CHECK = 'ALTER TABLE "quiz_new" ADD CONSTRAINT "positive" CHECK ("id" > 0)'
KEY = 'ALTER TABLE "quiz_new" ADD CONSTRAINT "fk" FOREIGN KEY ("of_id") REFERENCES "quiz_user" ("id")'
NEW_KEY = (
    'ALTER TABLE "quiz_new" ADD COLUMN "of_id" bigint NULL CONSTRAINT "fk" REFERENCES "quiz_user"("id");'
)
INDEX = 'CREATE INDEX "index" ON "quiz_new" ("id");'


@pytest.mark.parametrize(
    ("sql", "codes"),
    [
        ([TABLE, f"{CHECK};", f"{KEY};", INDEX], set()),
        ([f"{CHECK};"], {"SCAN"}),
        ([f"{KEY};"], {"SCAN"}),
        ([f"{CHECK} NOT VALID;"], set()),
        (['ALTER TABLE "quiz_new" VALIDATE CONSTRAINT "positive";'], set()),
        ([INDEX], {"CREATE_INDEX"}),
        ([INDEX.replace("INDEX", "INDEX CONCURRENTLY", 1)], set()),
        (['ALTER TABLE "quiz_new" ADD COLUMN "note" text NULL;'], set()),
        ([NEW_KEY], set()),  # nothing is read for a column of which all is empty
        (['ALTER TABLE "quiz_new" ADD COLUMN "note" text DEFAULT \'\' NOT NULL;'], set()),
        (['ALTER TABLE "quiz_new" ADD COLUMN "note" text NOT NULL;'], {"NOT_NULL"}),
        (['ALTER TABLE "quiz_new" ALTER COLUMN "id" TYPE text;'], {"ALTER_COLUMN"}),
        (['ALTER TABLE "quiz_new" ALTER COLUMN "id" SET NOT NULL;'], {"NOT_NULL"}),
        (['ALTER TABLE "quiz_new" DROP COLUMN "note" CASCADE;'], {"DROP_COLUMN"}),
    ],
)
def test_what_locks_and_what_does_not(sql: list[str], codes: set[str]) -> None:
    assert findings(sql) == codes
