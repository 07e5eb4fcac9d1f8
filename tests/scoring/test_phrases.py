import json
from pathlib import Path

import pytest

from quiz.scoring import PhraseError, parse_phrase, score
from quiz.scoring.glossary import Group
from quiz.scoring.matching import Either, Hit, Index, Together, Word
from quiz.scoring.text import read
from tests.scoring.examples import examples
from tests.scoring.rubrics import rubric_of

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "phrases.md"
GLOSSARY = tuple(
    Group(row["fields"]["name"], tuple(row["fields"]["ways"]))
    for row in json.loads((ROOT / "fixtures" / "glossary.json").read_text(encoding="utf-8"))
)


def documented(kinds: str) -> list[tuple[str, str, str]]:
    """The examples of these kinds in the documentation."""
    return [example for example in examples(PAGE, "phrase") if example[1] in kinds.split()]


@pytest.mark.parametrize(("phrase", "kind", "text"), documented("yes half part no"))
def test_documented_example_holds(phrase: str, kind: str, text: str) -> None:
    credit = score(text, rubric_of(phrase, GLOSSARY)).criteria[0].first

    assert credit == {"yes": 1, "half": 0.5, "part": 0.1, "no": 0}[kind]


@pytest.mark.parametrize(("phrase", "kind", "message"), documented("error"))
def test_documented_error_is_the_one_given(phrase: str, kind: str, message: str) -> None:
    with pytest.raises(PhraseError) as raised:
        parse_phrase(phrase, GLOSSARY)

    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("phrase", "position"),
    [
        ("", 0),
        ("...", 0),
        ("2 of:", 5),
        ("2 of: a,, b", 8),
        ("2 of: a, b,", 11),
        ("5 of: a, b", 0),
        ("2 of a, b", 0),
        (" two of a, b", 1),
        ("1.5 of: a, b", 0),
        ("all of: a, b", 0),
        ("at most 2 of: a, b", 0),
        ("a python*", 8),
        ("pyth?n", 4),
        ("a (b | python*)", 13),
        ("0 of: a, b", 0),
        ("a | | b", 4),
        ("| a", 0),
        ("a |", 3),
        ("a (b", 2),
        ("a) b", 1),
        ("()", 1),
        ('a "b', 2),
        ('""', 0),
        ("unless x", 0),
        ("a unless", 8),
        ("a unless b,", 11),
        ("(" * 20 + "a" + ")" * 20, 8),
        ("a" * 2000, 1000),
    ],
)
def test_unreadable_phrase_is_refused_at_its_place(phrase: str, position: int) -> None:
    with pytest.raises(PhraseError) as raised:
        parse_phrase(phrase)

    assert raised.value.position == position
    assert raised.value.phrase == phrase
    assert len(phrase) > 60 or phrase in str(raised.value)


@pytest.mark.parametrize(
    "phrase",
    ["2of: ab, cd, ef", "two of: ab, cd, ef", "at least 2 of: ab, cd, ef", "At least two of : ab, cd, ef"],
)
def test_count_of_a_list_may_be_written_in_words(phrase: str) -> None:
    assert parse_phrase(phrase).count == 2
    assert len(parse_phrase(phrase).items) == 3


@pytest.mark.parametrize(
    "phrase", ["proof: it", "two of three nodes", "*args", "a* search", '"char*"', "what? no"]
)
def test_plain_words_are_no_list_and_no_wildcard(phrase: str) -> None:
    assert parse_phrase(phrase).count == 1


def test_error_quotes_a_part_of_a_long_phrase() -> None:
    with pytest.raises(PhraseError) as raised:
        parse_phrase("many words " * 20 + "(open" + " and more" * 20)

    assert "(open" in str(raised.value)
    assert len(str(raised.value)) < 120


@pytest.mark.parametrize(
    "phrase",
    [
        "CI/CD",
        "C#, .NET and Node.js",
        "/tmp",
        "1,000 requests",
        "“exact words”",
        "Lambda (serverless)",
        "doesn’t keep state",
        "a unless (b | c d), e",
        '2 of: (a | b) c, "d, e", f',
    ],
)
def test_phrase_is_found_in_itself(phrase: str) -> None:
    text = phrase.split(" unless ")[0].removeprefix("2 of: ")

    assert score(text, rubric_of(phrase)).criteria[0].first == 1


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("instance (copy | of the function)", "One instance is a copy.", True),
        ("(copy | instance) (copy | execution)", "There is one copy of it.", False),
        ("(copy | instance) (copy | execution)", "A copy is an execution.", True),
        ("(more | new) traffic (more | another) copy", "More copies start when there is more traffic.", True),
        ("((a1 | b1) c1 | d1) e1", "We say b1 and c1 and e1.", True),
        ("(copy | one) works one request", "A copy works on one request.", True),
        ("(copy | one) works one request", "Work one request.", False),
        ("((a1 | b1) c1 | d1) e1", "We say c1 and e1.", False),
        ("by itself", "It starts by itself.", True),
        ("starts by itself", "Somebody starts it.", False),
        ("scale out", "It scales up.", False),
        ("nobody | by itself", "Nobody on the team lifts a finger.", True),
        ("(no | without) (server | machine) (manage | patch)", "You never patch a machine.", True),
        ("(no | without) (server | machine) (manage | patch)", "You patch the machine.", False),
        ('"not stateful" function', "The function is not stateful.", True),
        ('"not stateful" function', "The function isn't small.", False),
        ("cold start", "It was cold. We start over.", False),
        (
            "cold start",
            "Cold weather, long dark winter evenings, rain, snow, storms, hail and heavy wind start there.",
            False,
        ),
        ("servers yourself unless before", "You run the servers yourself.", True),
        ("servers yourself unless before", "Before, you ran the servers yourself.", False),
        ("servers yourself unless before", "It was so before. You run the servers yourself.", True),
        ("state unless not", "It doesn't keep state.", False),
        ("2 of: a1 | b1, c1, d1", "We use a1 and b1.", False),
        ("2 of: a1 | b1, c1, d1", "We use b1. Later came d1.", True),
    ],
)
def test_phrase_is_found_where_it_should_be(phrase: str, text: str, found: bool) -> None:
    assert (score(text, rubric_of(phrase)).criteria[0].first == 1) is found


def test_alternatives_at_one_place_are_found_in_the_order_of_the_phrase() -> None:
    keys = ("e", "b", "d", "a", "f", "c")
    hits = [Hit(0, 0, ((0, key),)) for key in keys]
    index = Index(read("word"), {hit.matched[0][1]: [hit] for hit in hits}, {})

    assert Either(tuple(Word(key, key) for key in keys)).find(index) == hits


def test_what_two_phrases_both_name_is_kept_once() -> None:
    queue, topic = (parse_phrase(f"{word} (events | records)").items[0][0] for word in ("queue", "topic"))

    assert isinstance(queue, Together)
    assert isinstance(topic, Together)
    assert queue.parts[0] is not topic.parts[0]
    assert queue.parts[1] is topic.parts[1]
