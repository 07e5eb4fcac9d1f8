"""Loading what questions share and what they are held against: glossary, alien terms, benchmarks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from quiz.models import Benchmark, Criterion, GlossaryEntry, LoadedItem, Question, RubricVersion, Topic
from quiz.scoring.glossary import Group
from quiz.services.fixtures import FixtureError, load_question_bank
from quiz.services.question_bank import publish
from tests.services.fixture_files import CRITERION_ROW, FIXTURE, TOPIC_ROW, changed, write

pytestmark = pytest.mark.django_db


class Files:
    """Fixtures of a directory, each release of which is loaded whole."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.write("caching", FIXTURE)

    def write(self, name: str, rows: list[dict[str, Any]]) -> None:
        write(self.directory / f"{name}.json", rows)

    def load(self) -> list[Question]:
        return load_question_bank(sorted(self.directory.glob("*.json")))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def entry(name: str, *ways: str) -> dict[str, Any]:
    fields = {"name": name, "meaning": f"What is a {name}.", "ways": ways}
    return {"model": "quiz.glossaryentry", "fields": fields}


def benchmark(**fields: Any) -> dict[str, Any]:
    values = {"question": ["caching", "stampede"], "grade": 10, "text": "All rebuild the same entry."}
    return {"model": "quiz.benchmark", "fields": {**values, **fields}}


USING = changed(CRITERION_ROW, phrases=["rebuild same @entry"])


def versions() -> list[int]:
    return list(RubricVersion.objects.order_by("number").values_list("number", flat=True))


def current_glossary() -> tuple[Group, ...]:
    version = Question.objects.get().current_version
    assert version
    return version.rubric.glossary


def test_the_glossary_is_loaded_before_questions_that_use_it(files: Files) -> None:
    files.write("caching", USING)
    files.write("glossary", [entry("entry", "entry", "value | item"), entry("unused", "unused")])
    assert len(files.load()) == 1
    assert current_glossary() == (Group("entry", ("entry", "value | item")),)
    assert GlossaryEntry.objects.count() == 2
    assert files.load() == []


def test_a_renewed_entry_is_published_with_the_questions_that_use_it(files: Files) -> None:
    files.write("caching", USING)
    files.write("glossary", [entry("entry", "entry", "value")])
    files.load()
    files.write("glossary", [entry("entry", "entry")])
    assert len(files.load()) == 1
    assert current_glossary() == (Group("entry", ("entry",)),)
    assert versions() == [1, 2]
    assert files.load() == []


def test_another_meaning_makes_no_version(files: Files) -> None:
    files.write("caching", USING)
    files.write("glossary", [entry("entry", "entry")])
    files.load()
    renewed = entry("entry", "entry")
    renewed["fields"]["meaning"] = "What is kept."
    files.write("glossary", [renewed])
    files.load()
    assert GlossaryEntry.objects.get().meaning == "What is kept."
    assert versions() == [1]


def test_a_renewed_entry_leaves_questions_alone_that_do_not_use_it(files: Files) -> None:
    files.write("glossary", [entry("entry", "entry", "value")])
    files.load()
    files.write("glossary", [entry("entry", "entry")])
    assert files.load() == []
    assert GlossaryEntry.objects.get().ways == ["entry"]


def test_a_question_that_an_editor_has_changed_does_not_take_a_renewed_entry_over(files: Files) -> None:
    files.write("caching", USING)
    files.write("glossary", [entry("entry", "entry", "value")])
    files.load()
    Criterion.objects.update(name="An editor's name")
    files.write("glossary", [entry("entry", "entry")])
    assert files.load() == []
    assert versions() == [1]


def test_an_entry_that_an_editor_has_changed_is_left_alone(files: Files) -> None:
    files.write("caching", USING)
    files.write("glossary", [entry("entry", "entry")])
    files.load()
    GlossaryEntry.objects.update(ways=["item"])
    files.write("glossary", [entry("entry", "entry", "value")])
    assert files.load() == []
    assert GlossaryEntry.objects.get().ways == ["item"]
    assert current_glossary() == (Group("entry", ("entry",)),)


def test_an_entry_that_an_editor_has_written_under_the_same_name_is_left_alone(files: Files) -> None:
    GlossaryEntry.objects.create(name="entry", meaning="Own.", ways=["item"])
    files.write("caching", USING)
    files.write("glossary", [entry("entry", "entry")])
    files.load()
    assert current_glossary() == (Group("entry", ("item",)),)


def test_an_entry_that_an_editor_has_deleted_does_not_come_back(files: Files) -> None:
    files.write("glossary", [entry("entry", "entry")])
    files.load()
    GlossaryEntry.objects.all().delete()
    files.write("glossary", [entry("entry", "entry", "value")])
    files.load()
    assert not GlossaryEntry.objects.exists()


@pytest.mark.parametrize(
    "rows",
    [USING, changed(TOPIC_ROW, alien_terms=["wrong @entry"])],
    ids=["in a phrase", "in an alien term"],
)
def test_a_deleted_entry_comes_back_once_something_loaded_uses_it(
    files: Files, rows: list[dict[str, Any]]
) -> None:
    files.write("glossary", [entry("entry", "entry")])
    files.load()
    GlossaryEntry.objects.all().delete()
    files.write("caching", rows)
    assert len(files.load()) == 1
    assert current_glossary() == (Group("entry", ("entry",)),)
    assert files.load() == []


def test_alien_terms_are_loaded_with_their_topic(files: Files) -> None:
    files.write("caching", changed(TOPIC_ROW, alien_terms=["kubernetes"]))
    files.load()
    assert Topic.objects.get().alien_terms == ["kubernetes"]
    assert RubricVersion.objects.get().rubric.alien_terms == ("kubernetes",)
    assert files.load() == []


def test_renewed_alien_terms_are_published_with_the_topic_s_questions(files: Files) -> None:
    files.load()
    for number, terms in enumerate((["kubernetes"], ["docker"], []), start=2):
        files.write("caching", changed(TOPIC_ROW, alien_terms=terms))
        assert len(files.load()) == 1
        assert Topic.objects.get().alien_terms == terms
        version = Question.objects.get().current_version
        assert version
        assert version.number == number
        assert version.rubric.alien_terms == tuple(terms)
        assert files.load() == []


@pytest.mark.parametrize("own", [["own term"], []])
def test_alien_terms_that_an_editor_has_changed_are_left_alone(files: Files, own: list[str]) -> None:
    files.write("caching", changed(TOPIC_ROW, alien_terms=["kubernetes"]))
    files.load()
    Topic.objects.update(alien_terms=own)
    files.write("caching", changed(TOPIC_ROW, alien_terms=["docker"]))
    assert files.load() == []
    assert Topic.objects.get().alien_terms == own
    assert versions() == [1]


def test_a_topic_that_an_editor_has_deleted_does_not_come_back_for_its_alien_terms(files: Files) -> None:
    files.write("caching", changed(TOPIC_ROW, alien_terms=["kubernetes"]))
    files.load()
    Question.objects.all().delete()
    Topic.objects.all().delete()
    files.write("caching", changed(TOPIC_ROW, alien_terms=["docker"]))
    files.load()
    assert not Topic.objects.exists()


def test_benchmarks_are_loaded_with_their_question(files: Files) -> None:
    rows = [benchmark(), benchmark(grade=2.5, text="No idea.", why="It has nothing.")]
    files.write("caching", [*FIXTURE, *rows])
    files.load()
    first, second = Benchmark.objects.all()
    assert (first.position, first.grade, first.why) == (1, Decimal("10.0"), "")
    assert (second.position, second.grade, second.text, second.why) == (
        2,
        Decimal("2.5"),
        "No idea.",
        "It has nothing.",
    )
    assert files.load() == []


def test_benchmarks_that_come_later_are_added_to_an_untouched_question(files: Files) -> None:
    files.load()
    files.write("caching", [*FIXTURE, benchmark()])
    assert len(files.load()) == 1
    assert Benchmark.objects.count() == 1
    assert versions() == [1]
    files.write("caching", FIXTURE)
    files.load()
    assert not Benchmark.objects.exists()


def test_a_question_whose_benchmarks_an_editor_has_changed_is_left_alone(files: Files) -> None:
    files.write("caching", [*FIXTURE, benchmark()])
    files.load()
    Benchmark.objects.update(grade=Decimal("9.5"))
    files.write("caching", [*FIXTURE, benchmark(grade=8)])
    assert files.load() == []
    assert Benchmark.objects.get().grade == Decimal("9.5")


def test_a_question_without_benchmarks_is_known_by_the_digest_of_the_first_release(files: Files) -> None:
    files.load()
    assert LoadedItem.objects.get(key="caching/stampede").digest == (
        "c15e37ef955ea2acdf5f7cbfdd23957c3c44be6705fbf3067e3bd4e447309353"
    )


def test_what_was_loaded_is_known_by_its_key(files: Files) -> None:
    files.write("caching", changed(TOPIC_ROW, alien_terms=["kubernetes"]))
    files.write("glossary", [entry("entry", "entry")])
    files.load()
    assert set(LoadedItem.objects.values_list("key", flat=True)) == {"@entry", "caching", "caching/stampede"}


@pytest.mark.parametrize(
    ("file", "rows", "reason"),
    [
        (
            "glossary",
            [entry("entry", "(entry")],
            "glossary.json: @entry: “(” is never closed, at character 1",
        ),
        ("glossary", [entry("entry", "@other")], "glossary.json: @entry: a glossary group can't use another"),
        ("glossary", [entry("entry")], "glossary entry entry: {'ways': "),
        ("glossary", [entry("An entry", "entry")], "glossary entry An entry: {'name': "),
        (
            "caching",
            changed(TOPIC_ROW, alien_terms=["a", "(b"]),
            "caching.json: stampede: Alien term 2: “(” is never closed",
        ),
        (
            "caching",
            USING,
            "stampede: Criterion “All rebuild the entry”, phrase 1: the glossary has no “@entry”",
        ),
        ("caching", [*FIXTURE, benchmark(grade=11)], "stampede: new row for relation"),
        ("caching", [*FIXTURE, benchmark(grade="good")], "benchmark 1: {'grade': "),
        ("caching", [*FIXTURE, benchmark(text="")], "benchmark 1: {'text': "),
    ],
)
def test_a_fault_is_told_in_one_line(
    files: Files, file: str, rows: list[dict[str, Any]], reason: str
) -> None:
    files.write(file, rows)
    with pytest.raises(FixtureError) as raised:
        files.load()
    assert reason in str(raised.value)
    assert "\n" not in str(raised.value)
    assert not Question.objects.exists()


def test_an_alien_term_that_cannot_be_read_is_told_of_without_a_question(files: Files) -> None:
    files.load()
    Question.objects.all().delete()
    files.write("caching", changed(TOPIC_ROW, alien_terms=["(kubernetes"]))
    with pytest.raises(FixtureError, match=r"caching\.json: caching: “\(” is never closed"):
        files.load()


def test_an_editor_s_question_of_the_topic_waits_for_its_editor(files: Files) -> None:
    files.load()
    question = Question.objects.get()
    question.criteria.update(name="An editor's name")
    publish(question)
    files.write("caching", changed(TOPIC_ROW, alien_terms=["kubernetes"]))
    assert files.load() == []
    assert Topic.objects.get().alien_terms == ["kubernetes"]
    assert versions() == [1, 2]
