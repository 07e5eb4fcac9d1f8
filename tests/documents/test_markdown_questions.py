"""What is a question in Markdown, and where it ends."""

import pytest

from tests.documents.documents import A_AND_B, found, markdown, pairs


def test_headings_without_a_question_mark_are_questions_among_their_like() -> None:
    text = "## Basics\n### What is A?\nIt is a.\n### Difference between A and B\nNone.\n"
    text += "### What is B?\nIt is b.\n"

    assert found(text + "### Resources\n- a book\n")[1] == ("Difference between A and B", "None.")


def test_items_that_are_numbered_on_are_questions() -> None:
    text = (
        "1. What is A?\n\nFirst:\n\n1. one\n2. two\n\n2. A versus B\n\nNone.\n\n3. What is B?\n\nIt is b.\n"
    )

    assert found(text) == [
        ("What is A?", "First:\n\n1. one\n2. two"),
        ("A versus B", "None."),
        ("What is B?", "It is b."),
    ]


def test_section_of_another_style_is_read_in_its_own() -> None:
    text = "# T\n## Part 1\n### What is A?\nIt is a.\n### What is B?\nIt is b.\n## Part 2\n"

    assert found(text + "**What is C?**\n\nc\n\n**What is D?**\n\nd\n")[2:] == [
        ("What is C?", "c"),
        ("What is D?", "d"),
    ]


def test_numbers_marks_and_pictures_are_no_part_of_a_question() -> None:
    text = "### 1. **Scenario:** You have `A`. What now? 👶\nIt is a.\n"
    text += "### ❓ 2. What is *B*? ⭐️ (Hard)\nIt is b.\n"

    document = markdown(text)

    assert [question.text for question in document.questions] == ["You have A. What now?", "What is B?"]
    assert document.questions[1].difficulty == "hard"


def test_difficulty_is_read_from_its_label() -> None:
    question = markdown("### What is A?\n**Difficulty:** Advanced\n\nIt is a.\n").questions[0]

    assert (question.difficulty, question.model_answer) == ("hard", "It is a.")


def test_tags_without_backticks_stay_in_questions() -> None:
    text = "## What is the <canvas> element for?\nIt draws.\n## What is <b> beside <strong>?\nA look.\n"

    assert found(text) == [
        ("What is the <canvas> element for?", "It draws."),
        ("What is <b> beside <strong>?", "A look."),
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "**2. What is B?**",
        "\n**2.** What is B?\n",
        "\n2. **What is B?**\n",
        "**2. What is B?** (basic)",
    ],
)
@pytest.mark.parametrize("further", ["", "\n**3. What is C?**\n\nIt is c.\n"])
def test_numbered_question_of_another_look_is_found_by_its_number(asked: str, further: str) -> None:
    text = f"**1. What is A?**\n\nIt is a.\n{asked}\nIt is b.\n{further}"

    assert found(text)[:2] == A_AND_B


def test_questions_with_two_numbers_are_found_whether_or_not_they_have_a_mark() -> None:
    document = markdown("**1.1 Explain UDP**\n\nIt is a.\n\n**1.2 Explain TCP** *(hard)*\n\nIt is b.\n")

    assert pairs(document) == [("Explain UDP", "It is a."), ("Explain TCP", "It is b.")]
    assert document.questions[1].difficulty == "hard"


@pytest.mark.parametrize("more", ["Explain with an example.", "And when is it used?"])
def test_question_in_two_paragraphs_keeps_both(more: str) -> None:
    text = "## Question 1\n\nWhat is A?\n\n### Answer\n\nIt is a.\n\n## Question 2\n\nWhat is C?\n\n"

    document = markdown(f"{text}{more}\n\n### Answer\n\nIt is c.\n")

    assert pairs(document) == [A_AND_B[0], (f"What is C? {more}", "It is c.")]
    assert document.unplaced == ()


@pytest.mark.parametrize("sign", ["* ", "1. ", ""])
def test_question_that_goes_on_in_the_next_line_is_no_answer_to_itself(sign: str) -> None:
    indent = " " * len(sign)
    asked = f"{sign}What is A?\n{indent}Which would you choose, and why?\n"

    assert found(f"{asked}\n{indent}It is a.\n\n{asked.replace('A', 'B')}{indent}It is b.\n") == [
        ("What is A? Which would you choose, and why?", "It is a."),
        ("What is B? Which would you choose, and why?", "It is b."),
    ]
    assert found(f"{asked}{asked.replace('A', 'B')}") == []


@pytest.mark.parametrize("end", ["\n</summary><br><b>", "</summary>", "\n\n</summary>"])
def test_summary_with_a_list_is_asked_with_it(end: str) -> None:
    document = markdown(
        f"<details>\n<summary>Explain:\n\n  * merge\n  * rebase{end}\n\nThey join.\n</b></details>\n\n"
        "<details>\n<summary>What is B?</summary><br><b>\nIt is b.</b></details>\n"
    )

    assert pairs(document) == [("Explain: merge rebase", "They join."), A_AND_B[1]]
    assert document.unplaced == ()


def test_request_to_explain_is_a_question_on_a_line_of_its_own() -> None:
    assert found(
        "What is A?\nIt is a.\n\nExplain recursion.\nIt calls itself.\n\nWhat is B?\nIt is b.\n"
    ) == [
        A_AND_B[0],
        ("Explain recursion.", "It calls itself."),
        A_AND_B[1],
    ]
    assert found("Describe A.\n\nIt is a.\n\nDescribe B.\n\nIt is b.\n") == [
        ("Describe A.", "It is a."),
        ("Describe B.", "It is b."),
    ]


def test_question_above_another_is_no_section() -> None:
    text = "**1. What is A?**\n\nIt is a.\n\n### 2. What is B?\n\nIt is b.\n\n**3. What is C?**\n\nIt is c.\n"

    assert {question.section for question in markdown(text).questions} == {None}
