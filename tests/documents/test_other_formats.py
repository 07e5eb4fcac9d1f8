"""CSV, JSON, GIFT and Moodle XML, as other programs and people write them."""

import pytest

from quiz.documents import Document, UnreadableError, read
from tests.documents.documents import pairs, reasons


def file(text: str, name: str) -> Document:
    return read(text.encode(), name)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_of_questions_and_answers_is_read(sign: str) -> None:
    document = file(f'Question{sign}Answer\n"What is A?"{sign}"It\nis ""a"""\nWhat is B?{sign}b\n', "a.csv")

    assert pairs(document) == [("What is A?", 'It\nis "a"'), ("What is B?", "b")]
    assert [question.line for question in document.questions] == [2, 4]


def test_csv_columns_may_have_other_names_and_any_order() -> None:
    question = file("level,back,front,category\nAdvanced,It is a.,What is A?,Letters\n", "a.csv").questions[0]

    assert (question.text, question.difficulty, question.section) == ("What is A?", "hard", "Letters")


def test_bad_csv_rows_are_told_and_the_others_read() -> None:
    document = file("question,answer,tags\nA?,a,x\n,b,\nC?,,\nD?,d,x,more\nE?,e,\n", "a.csv")

    assert pairs(document) == [("A?", "a"), ("E?", "e")]
    assert reasons(document) == {
        1: "The column “tags” is not read.",
        3: "It has no question.",
        4: "It has no answer.",
        5: "It has 4 cells, and the first line names 3 columns.",
    }


def test_csv_cell_that_is_no_json_is_told() -> None:
    text = 'question,answer,slug,criteria\nA?,a,s,[{]\nB?,b,s,"[{""slug"": ""c""}]"\nC?,c,s,"[1]"\n'

    assert reasons(file(text, "a.csv")) == {
        2: "The criteria are not JSON.",
        3: "One of the criteria has no points.",
        4: "The criteria are not a list of objects.",
    }


def test_csv_names_the_column_that_is_missing() -> None:
    with pytest.raises(UnreadableError, match="The column “answer” is missing"):
        file("question,notes\nA?,a\n", "a.csv")


def test_json_list_of_questions_is_read_with_lines() -> None:
    text = '[\n {"question": " What is A?", "answer": "a"},\n {"text": "What is B?", "model_answer": "b"}\n]'

    document = file(text, "a.json")

    assert pairs(document) == [("What is A?", "a"), ("What is B?", "b")]
    assert [question.line for question in document.questions] == [2, 3]


def test_json_that_cannot_be_placed_is_told() -> None:
    text = """[
{"question": "A?", "answer": "a", "tags": []},
{"question": "B?"},
{"question": 3, "answer": "c"},
"What?",
{"question": "\\ud800", "answer": "d"},
{"question": "E?", "answer": "e", "difficulty": "so-so"},
{"question": "F?", "answer": "f", "benchmarks": [{"text": "x", "grade": 11}]}
]"""

    assert reasons(file(text, "a.json")) == {
        2: "The field “tags” is not read.",
        3: "It has no answer.",
        4: "The question is not a text.",
        5: "It is not an object with a question and an answer.",
        6: "The question has characters that can't be stored; type it anew.",
        7: "The difficulty “so-so” is none of easy, medium and hard.",
        8: "The grade of a benchmark is not a number from 0 to 10.",
    }


def test_json_field_beside_the_questions_is_told() -> None:
    document = file(
        '{"topic": "T", "author": "me", "questions": [{"question": "A?", "answer": "a"}]}', "a.json"
    )

    assert (document.topic, reasons(document)) == ("T", {1: "The field “author” is not read."})


GIFT = r"""// a comment
$CATEGORY: $course$/Letters

::First::[html]<p>What is <b>A</b>?</p> {=It is a. =%50%a#nearly}

What is \{B\}\: {
  =%100%It is b\=b.#yes
  =%20%b
}

Say it all. {####All of it.}

The capital of {=France#or so} is Paris.

Essay without an answer {}

Two? {=two ~three}

Match {=a -> b =c -> d}

How many? {#3:1}

Is it so? {T}

Only a text.
"""


def test_gift_short_answers_and_essays_are_read() -> None:
    document = file(GIFT, "a.txt")

    assert pairs(document) == [
        ("What is A?", "It is a."),
        ("What is {B}:", "It is b=b."),
        ("Say it all.", "All of it."),
        ("The capital of _____ is Paris.", "France"),
    ]
    assert (document.questions[0].title, document.questions[0].section) == ("First", "Letters")
    assert [question.line for question in document.questions] == [4, 6, 11, 13]


def test_other_kinds_of_gift_questions_are_told() -> None:
    assert list(reasons(file(GIFT, "a.gift")).values()) == [
        "It has no answer.",
        "Questions of the kind “multiple choice” are not read.",
        "Questions of the kind “matching” are not read.",
        "Questions of the kind “a number” are not read.",
        "Questions of the kind “true or false” are not read.",
        "It has no answer in braces.",
    ]


MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/Letters</text></category></question>
<question type="shortanswer">
  <name><text>First</text></name>
  <questiontext format="html"><text><![CDATA[<p>What is&nbsp;<b>A</b>?</p>]]></text></questiontext>
  <answer fraction="50"><text>a</text></answer>
  <answer fraction="100"><text>It is a.</text></answer>
  <answer fraction="0"><text>*</text></answer>
</question>
<question type="essay">
  <name><text>Second</text></name>
  <questiontext format="html"><text>What is B?</text></questiontext>
  <graderinfo format="html"><text><![CDATA[<p>It has:</p><ul><li>x &lt; y</li><li><code>b</code></li></ul>
  <pre>a
  b</pre>]]></text></graderinfo>
</question>
<question type="essay"><questiontext><text>And C?</text></questiontext></question>
<question type="multichoice"><questiontext><text>Which?</text></questiontext></question>
</quiz>
"""


def test_moodle_short_answers_and_essays_are_read() -> None:
    document = file(MOODLE, "a.xml")

    assert pairs(document) == [
        ("What is A?", "It is a."),
        ("What is B?", "It has:\n\n- x < y\n- `b`\n\n```\na\n  b\n```"),
    ]
    assert (document.questions[0].title, document.questions[0].section) == ("First", "Letters")
    assert [question.line for question in document.questions] == [4, 11]


def test_other_moodle_questions_are_told_by_their_type() -> None:
    assert reasons(file(MOODLE, "a.xml")) == {
        18: "It has no answer.",
        19: "Questions of the type “multichoice” are not read.",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('[{"question": "A?", "answer": "a"}]', "export"),
        ("::t::A? {=a}", "questions.txt"),
        ("# T\n\n## A?\na\n", "README"),
        (MOODLE.replace("What is&nbsp;<b>A</b>?", "A?").replace("It is a.", "a"), "quiz.dat"),
    ],
)
def test_format_is_told_by_content_where_the_name_does_not_tell(text: str, name: str) -> None:
    assert pairs(file(text, name))[0] == ("A?", "a")


def test_tags_that_are_asked_about_stay_in_gift() -> None:
    text = "What does <br> do? {=It breaks.}\n\n[html]What is <i>a</i> &lt;b&gt;? {=Bold.}\n\n"

    assert pairs(file(f"{text}[markdown]What *is* __init__? {{=A method.}}", "a.gift")) == [
        ("What does <br> do?", "It breaks."),
        ("What is a <b>?", "Bold."),
        ("What is __init__?", "A method."),
    ]


@pytest.mark.parametrize(
    ("form", "asked", "words"),
    [
        ("plain_text", "What is List&lt;String&gt; or *x*?", "What is List<String> or *x*?"),
        ("html", "&lt;p&gt;What is &amp;lt;b&amp;gt; &lt;i&gt;now&lt;/i&gt;?&lt;/p&gt;", "What is <b> now?"),
        ("html", "What is &lt;canvas&gt; or __init__?", "What is <canvas> or __init__?"),
        ("markdown", "What is *x*?", "What is x?"),
    ],
)
def test_moodle_texts_are_read_by_their_format(form: str, asked: str, words: str) -> None:
    text = f'<quiz><question type="essay"><questiontext format="{form}"><text>{asked}</text></questiontext>'
    text += (
        "<graderinfo><text>A &lt;generic&gt; &lt;b&gt;list&lt;/b&gt;</text></graderinfo></question></quiz>"
    )

    assert pairs(file(text, "a.xml")) == [(words, "A <generic> **list**")]
