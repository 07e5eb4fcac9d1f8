"""What can’t be placed in a Markdown document is told with its line, and never guessed into an answer."""

from tests.documents.documents import A_AND_B, found, markdown, pairs, reasons


def test_question_without_an_answer_is_told() -> None:
    document = markdown(
        "## What is A?\nIt is a.\n## What is C?\n## What is D?\nTODO\n## What is B?\nIt is b.\n"
    )

    assert pairs(document) == A_AND_B
    assert reasons(document)[3] == reasons(document)[4] == "No answer follows this question."


def test_answer_without_a_question_is_told() -> None:
    document = markdown(
        "Hello.\n\n```\nx\n```\n\n**Answer:** nothing.\n\n### What is A?\n**Answer:** It is a.\n"
    )

    assert pairs(document) == A_AND_B[:1]
    assert reasons(document)[7] == "It answers no question: none stands right before it."


def test_what_stands_before_the_first_question_is_told() -> None:
    document = markdown("tail of a word)\n\nSome words.\n\n## What is A?\nIt is a.\n")

    assert reasons(document) == dict.fromkeys((1, 3), "It stands before the first question.")


def test_options_between_question_and_answer_are_told() -> None:
    document = markdown(
        "### What is logged?\n\n```js\nlog(1)\n```\n\n- A: 1\n- B: 2\n\n"
        "<details><summary><b>Answer</b></summary>\n\nIt is A.\n\n</details>\n"
    )

    assert pairs(document) == [("What is logged?", "It is A.")]
    assert sorted(reasons(document)) == [3, 7, 8]


def test_document_without_questions_has_all_of_it_told() -> None:
    document = markdown("# Notes\n\nSome words.\n\n- a list\n")

    assert (document.questions, sorted(reasons(document))) == ((), [1, 3, 5])


def test_lines_are_those_of_the_file() -> None:
    document = markdown("---\ntitle: x\n---\n\n# T\n\n## What is A?\n\nIt is a.\n\n## What is B?\nIt is b.\n")

    assert [question.line for question in document.questions] == [7, 11]


def test_stray_label_in_an_answer_changes_nothing() -> None:
    text = "".join(f"## What is {letter}?\nIt is {letter}.\n" for letter in "abcd")
    answer = "It is e.\n\n**Question:** of taste.\n\nScenario: none."

    assert found(f"{text}## What is E?\n{answer}\n")[4:] == [("What is E?", answer)]


def test_answers_in_a_section_of_their_own_are_not_guessed() -> None:
    document = markdown(
        "## Questions\n1. What is A?\n2. What is B?\n\n## Answers\n1. It is a.\n2. It is b.\n"
    )

    assert document.questions == ()
    assert sorted(reasons(document)) == [1, 2, 3, 5, 6, 7]


def test_title_that_asks_is_no_question_beside_others() -> None:
    document = markdown(
        "# Why this guide?\nBecause.\n## A\n#### What is A?\nIt is a.\n#### What is B?\nIt is b.\n"
    )

    assert (document.topic, pairs(document)) == ("Why this guide?", A_AND_B)
    assert pairs(markdown("# What is A?\nIt is a.\n")) == A_AND_B[:1]


def test_number_that_the_questions_leave_out_is_told() -> None:
    document = markdown(
        "**1. What is A?**\n\nIt is a.\n\n**2. What is B?**\n\nIt is b.\n*3: the letter c*\nIt is c.\n\n"
        "4. The letter d.\n\n**5. What is E?**\n\nIt is e.\n"
    )

    assert len(document.questions) == 3
    assert sorted(reasons(document)) == [8, 11]
    assert reasons(document)[11] == (
        "It is read as a part of answer 2, but the next question has number 5; look whether it is question 4."
    )


TABLE = "| Question | Answer |\n|--|--|\n| What is A? | It is a. |\n| What is C? | |\n"


def test_row_without_an_answer_takes_nothing_that_follows() -> None:
    document = markdown(f"{TABLE}| What is B? | It is b. |\n| What is D? | |\n\nSome words.\n\n- a list\n")

    assert pairs(document) == A_AND_B
    assert reasons(document) == {
        4: "No answer follows this question.",
        6: "No answer follows this question.",
        8: "It belongs to no question.",
        10: "It belongs to no question.",
    }


def test_table_with_a_further_column_is_read_and_the_column_told() -> None:
    document = markdown(
        f"{TABLE}\nMore:\n\n| Question | Source | Answer |\n|--|--|--|\n| What is B? | a book | It is b. |\n"
    )

    assert pairs(document) == A_AND_B
    assert reasons(document)[8] == "Of this table, “Source” is not read."


def test_table_with_a_further_column_stays_in_the_answer_under_a_heading() -> None:
    answer = "It is a:\n\n| Question | Answer | Source |\n|--|--|--|\n| Why? | So. | a book |"

    assert found(f"## What is A?\n\n{answer}\n\n## What is B?\n\nIt is b.\n")[0] == ("What is A?", answer)


OPTIONS = "```js\nf()\n```\n\n- 1: Undefined\n- 2: null\n\n"


def test_options_are_no_question_beside_questions_of_another_look() -> None:
    first = "1. ### What is A?\n\n   It is a.\n\n2. ### What is B?\n\n   It is b.\n\n## Exercises\n\n"
    answer = "<details><summary><b>Answer</b></summary>\n<p>\n\n##### Answer: 2\n\nNull.\n\n</p></details>\n"

    document = markdown(f"{first}#### 1. What is the output?\n\n{OPTIONS}{answer}")

    assert pairs(document)[2:] == [("What is the output?", "2\n\nNull.")]
    assert sorted(reasons(document)) == [13, 17, 18]


def test_options_without_a_question_are_not_asked() -> None:
    document = markdown(f"### What is A?\n\nIt is a.\n\n---\n\n{OPTIONS}**Answer:** null\n")

    assert [asked for asked, _ in pairs(document)] == ["What is A?"]


def test_item_of_a_list_in_an_answer_does_not_fill_a_gap_in_the_numbers() -> None:
    document = markdown("## 1. What is A?\n\n1. It is a.\n2. Is it?\n\n## 3. What is C?\n\nIt is c.\n")

    assert [asked for asked, _ in pairs(document)] == ["What is A?", "What is C?"]
    assert sorted(reasons(document)) == [4]
