"""What of Markdown belongs to an answer, and how it is kept."""

import pytest

from tests.documents.documents import A_AND_B, found, markdown, pairs, reasons


def test_rule_in_code_and_in_an_answer_is_text() -> None:
    answer = "A format:\n\n```yaml\n---\na: 1\n## What is this?\n```\n\n---\n\nMore."

    assert found(f"## What is A?\n{answer}\n\n## What is B?\nIt is b.\n") == [
        ("What is A?", answer),
        ("What is B?", "It is b."),
    ]


def test_lists_tables_and_code_of_an_answer_are_kept_as_they_are_written() -> None:
    answer = "- one\n  - two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nif (a)\n  b()\n```\n\n"
    answer += "![x](y.png)\n\n> quoted"

    assert found(f"## What is A?\n{answer}\n## What is B?\nIt is b.\n")[0] == ("What is A?", answer)


def test_indented_answer_is_dedented() -> None:
    text = "1.  ### What is A?\n\n    It is a:\n\n    ```\n    x\n      y\n    ```\n\n"
    text += "2.  ### What is B?\n\n    It is b.\n"

    assert found(text)[0][1] == "It is a:\n\n```\nx\n  y\n```"


def test_questions_inside_an_answer_stay_in_it() -> None:
    answer = "It is a.\n\n#### Why?\nBecause.\n\n**When to use it?**\n\nAlways.\n\n1. Is it new?\n2. No."

    assert found(f"### What is A?\n{answer}\n### What is B?\nIt is b.\n")[0][1] == answer


def test_details_in_an_answer_are_said_in_markdown() -> None:
    text = "## What is A?\nIt is a.\n\n<details><summary><b>More</b></summary>\n\nMuch.\n\n</details>\n"

    assert found(text)[0][1].replace("\n", "") == "It is a.**More**Much."


@pytest.mark.parametrize(
    "answer",
    [
        "\n\nIt is:\n\n* one\n* two\n</b></details>",
        "\n\nIt is:\n\n* one\n* two</b></details>",
        "\nIt is:\n\n* one\n* two\n\n</b></details>",
    ],
)
def test_bold_around_a_whole_answer_leaves_no_marks(answer: str) -> None:
    text = "".join(f"<details>\n<summary>What is {letter}?</summary><br><b>{answer}\n\n" for letter in "AB")

    document = markdown(f"{text}Some words.\n")

    assert pairs(document) == [(f"What is {letter}?", "It is:\n\n* one\n* two") for letter in "AB"]
    assert list(reasons(document).values()) == ["It belongs to no question."]


@pytest.mark.parametrize("sign", ["### {}", "**{}**"])
def test_what_asks_inside_the_item_of_a_question_stays_in_its_answer(sign: str) -> None:
    inner = sign.format("Which types?")
    answer = f"It is b.\n\n{inner}\n\nThree."
    items = [("What is A?", "It is a."), ("What is B?", answer), ("What is C?", "It is c.")]
    text = "".join(
        f"{number}. {sign.format(asked)}\n\n   {said.replace(chr(10), chr(10) + '   ')}\n\n"
        for number, (asked, said) in enumerate(items, start=1)
    )

    assert found(text) == items


@pytest.mark.parametrize("part", ["Example", "Pros and Cons"])
def test_heading_that_names_a_part_of_an_answer_is_no_question(part: str) -> None:
    answer = f"It is a.\n\n## {part}\n\nOne."

    assert found(f"## What is A?\n\n{answer}\n\n## What is B?\n\nIt is b.\n\n## A or B\n\nBoth.\n") == [
        ("What is A?", answer),
        A_AND_B[1],
        ("A or B", "Both."),
    ]


@pytest.mark.parametrize("asked", ["**Q: Is it new?**", "**Is it new?**", "Q: Is it new? A:"])
def test_line_with_question_and_answer_inside_an_answer_stands_there_once(asked: str) -> None:
    answer = f"It is c.\n\n{asked} No.\n\nMore."
    text = "## What is A?\nIt is a.\n\n## What is B?\nIt is b.\n\n## What is C?\n"

    assert found(text + answer) == [*A_AND_B, ("What is C?", answer)]
