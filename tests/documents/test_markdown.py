"""Documents in the ways that people write them; each of the samples is made up."""

import pytest

from tests.documents.documents import A_AND_B, markdown, pairs, reasons

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


def test_footer_after_the_last_rule_belongs_to_no_question() -> None:
    document = markdown("## What is A?\nIt is a.\n\n---\n\n## What is B?\nIt is b.\n\n---\nMade by me.\n")

    assert pairs(document) == A_AND_B
    assert reasons(document) == {10: "It belongs to no question."}


def test_tables_of_contents_badges_and_links_back_are_passed_over() -> None:
    document = markdown(
        "[![build](b.svg)](ci)\n\n# Letters\n<!-- note -->\n"
        "## Contents\n- [What is A?](#a)\n- [What is B?](#b)\n\n"
        "| No. | Questions |\n|--|--|\n| 1 | [What is A?](#a) |\n\n"
        '## <a name="a"></a>What is A?\nIt is a.\n\n**[⬆ Back to Top](#contents)**\n\n'
        '## What is B?\nIt is b.\n\n<div align="right"><b><a href="#">↥ back to top</a></b></div>\n'
    )

    assert (pairs(document), document.unplaced) == (A_AND_B, ())
