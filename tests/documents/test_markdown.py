"""Documents in the ways that people write them; each of the samples is made up."""

import pytest

from tests.documents.documents import A_AND_B, found, markdown, pairs, reasons

STYLES = {
    "conversation": """
**Interviewer:** What is A?
**Candidate:** It is a.

---

**Interviewer:** What is B?
**Candidate:** It is b.
""",
    "labels alone on their line": """
**Interviewer:**

What is A?

**Candidate:**

It is a.

**Interviewer:**

What is B?

**Candidate:**

It is b.
""",
    "speakers as headings": """
### Interviewer
What is A?
### Candidate
It is a.
### Interviewer
What is B?
### Candidate
It is b.
""",
    "people by name": """
**Anna:** What is A?
**Ben:** It is a.

**Anna:** What is B?
**Ben:** It is b.
""",
    "conversation in quotes": """
> **Interviewer:** What is A?
>
> **Candidate:** It is a.

> **Interviewer:** What is B?
>
> **Candidate:** It is b.
""",
    "rule right under a text": """
**Interviewer:** What is A?
**Candidate:** It is a.
---
**Interviewer:** What is B?
**Candidate:** It is b.
---
""",
    "Q and A": "Q: What is A?\nA: It is a.\n\nQ: What is B?\nA: It is b.\n",
    "Q and A without blank lines": "Question: What is A?\nAnswer: It is a.\n"
    "Question: What is B?\nAnswer: It is b.",
    "Q and A with dots": "Q. What is A?\nA. It is a.\n\nQ. What is B?\nA. It is b.\n",
    "Q and A in a list": "- **Q:** What is A?\n  - **A:** It is a.\n"
    "- **Q:** What is B?\n  - **A:** It is b.\n",
    "numbered Q in bold": "**Q1. What is A?**\n\nAns: It is a.\n\n**Q2. What is B?**\n\nAns - It is b.\n",
    "Q and A as headings": "## Q: What is A?\n### A:\nIt is a.\n## Q: What is B?\n### A:\nIt is b.\n",
    "headings": "# Letters\n## What is A?\nIt is a.\n\n## What is B?\nIt is b.\n",
    "numbered headings": "### 1. What is A?\nIt is a.\n### 2) What is B?\nIt is b.\n",
    "headings in a list": "1. ### What is A?\n\n   It is a.\n\n2. ### What is B?\n\n   It is b.\n",
    "headings underlined": "What is A?\n----------\nIt is a.\n\nWhat is B?\n----------\nIt is b.\n",
    "answer as a heading": "### What is A?\n\n#### Answer\n\nIt is a.\n\n"
    "### What is B?\n\n#### Answer\n\nIt is b.\n",
    "bold": "**What is A?**\n\nIt is a.\n\n**What is B?** ⭐\nIt is b.\n",
    "bold on the line of the answer": "**What is A?** It is a.\n\n**What is B?** It is b.\n",
    "bold with a dash": "1. **What is A?** - It is a.\n2. **What is B?** – It is b.\n",
    "all on one line": "Q: What is A? A: It is a.\n\n**Question 2:** What is B? **Answer:** It is b.\n",
    "headings without a space": "##What is A?\nIt is a.\n\n##What is B?\nIt is b.\n",
    "bold with HTML": "<b>What is A?</b>\n\nIt is a.\n\n<strong>What is B?</strong>\n\nIt is b.\n",
    "numbered items": "1. What is A?\n   It is a.\n2. What is B?\n\n   It is b.\n",
    "numbered items with answers beside them": "1. What is A?\n\nIt is a.\n\n2. What is B?\n\nIt is b.\n",
    "bold items": "- **What is A?**\n\n  It is a.\n\n- **What is B?**\n\n  It is b.\n",
    "quotes": "> What is A?\n\nIt is a.\n\n> What is B?\n\nIt is b.\n",
    "plain": "What is A?\nIt is a.\n\nWhat is B?\n\nIt is b.\n",
    "details": """
<details>
  <summary><b>Q1) What is A?</b></summary>
  <p>It is a.</p>
</details>
<details><summary>Q2) What is B?</summary><br>

It is b.

</details>
""",
    "summary with blank lines": """
<details><summary>

What is A?

</summary>

It is a.

</details>
<details><summary>

What is B?

</summary>

It is b.

</details>
""",
    "answers in details": """
### What is A?
<details><summary>Show answer</summary>

It is a.

</details>

### What is B?
<details><summary>Show answer</summary>

It is b.

</details>
""",
    "table": "| # | Question | Answer |\n|--|--|--|\n"
    "| 1 | What is A? | It is a. |\n| 2 | What is B? | It is b. |\n",
    "a section": """
## Part 1
### What is A?
It is a.
### What is B?
It is b.
""",
}


@pytest.mark.parametrize("style", STYLES)
def test_questions_are_found_with_their_answers(style: str) -> None:
    document = markdown(STYLES[style])

    assert (pairs(document), document.unplaced) == (A_AND_B, ())


@pytest.mark.parametrize("style", STYLES)
def test_windows_newlines_and_a_byte_order_mark_change_nothing(style: str) -> None:
    assert markdown("\ufeff" + STYLES[style].replace("\n", "\r\n")) == markdown(STYLES[style])


def test_heading_that_says_the_question_in_other_words_is_its_title() -> None:
    document = markdown(
        "# Letters\n\n### Explain what A is.\n**Interviewer:** What is A?\n**Candidate:** It is a.\n\n"
        "---\n\n### Q2: Explain B.\n**Interviewer:** What is B?\n\n**Candidate:** It is b.\n"
    )

    assert pairs(document) == A_AND_B
    assert [question.title for question in document.questions] == ["Explain what A is.", "Explain B."]
    assert document.topic == "Letters"


def test_rule_in_code_and_in_an_answer_is_text() -> None:
    answer = "A format:\n\n```yaml\n---\na: 1\n## What is this?\n```\n\n---\n\nMore."

    assert found(f"## What is A?\n{answer}\n\n## What is B?\nIt is b.\n") == [
        ("What is A?", answer),
        ("What is B?", "It is b."),
    ]


def test_footer_after_the_last_rule_belongs_to_no_question() -> None:
    document = markdown("## What is A?\nIt is a.\n\n---\n\n## What is B?\nIt is b.\n\n---\nMade by me.\n")

    assert pairs(document) == A_AND_B
    assert reasons(document) == {10: "It belongs to no question."}


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


def test_tables_of_contents_badges_and_links_back_are_passed_over() -> None:
    document = markdown(
        "[![build](b.svg)](ci)\n\n# Letters\n<!-- note -->\n"
        "## Contents\n- [What is A?](#a)\n- [What is B?](#b)\n\n"
        "| No. | Questions |\n|--|--|\n| 1 | [What is A?](#a) |\n\n"
        '## <a name="a"></a>What is A?\nIt is a.\n\n**[⬆ Back to Top](#contents)**\n\n'
        '## What is B?\nIt is b.\n\n<div align="right"><b><a href="#">↥ back to top</a></b></div>\n'
    )

    assert (pairs(document), document.unplaced) == (A_AND_B, ())


def test_numbers_marks_and_pictures_are_no_part_of_a_question() -> None:
    text = "### 1. **Scenario:** You have `A`. What now? 👶\nIt is a.\n"
    text += "### ❓ 2. What is *B*? ⭐️ (Hard)\nIt is b.\n"

    document = markdown(text)

    assert [question.text for question in document.questions] == ["You have A. What now?", "What is B?"]
    assert document.questions[1].difficulty == "hard"


def test_difficulty_is_read_from_its_label() -> None:
    question = markdown("### What is A?\n**Difficulty:** Advanced\n\nIt is a.\n").questions[0]

    assert (question.difficulty, question.model_answer) == ("hard", "It is a.")


def test_details_in_an_answer_are_said_in_markdown() -> None:
    text = "## What is A?\nIt is a.\n\n<details><summary><b>More</b></summary>\n\nMuch.\n\n</details>\n"

    assert found(text)[0][1].replace("\n", "") == "It is a.**More**Much."


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


@pytest.mark.parametrize("end", ["\n</summary><br><b>", "</summary>", "\n\n</summary>"])
def test_summary_with_a_list_is_asked_with_it(end: str) -> None:
    document = markdown(
        f"<details>\n<summary>Explain:\n\n  * merge\n  * rebase{end}\n\nThey join.\n</b></details>\n\n"
        "<details>\n<summary>What is B?</summary><br><b>\nIt is b.</b></details>\n"
    )

    assert pairs(document) == [("Explain: merge rebase", "They join."), A_AND_B[1]]
    assert document.unplaced == ()


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
