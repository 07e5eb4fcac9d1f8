"""Files that were not written by people, or not for reading: refused in a sentence, or read."""

import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quiz.documents import LARGEST_FILE, UnreadableError, read
from quiz.documents.markdown.reading import Reading
from tests.documents.documents import any_texts, marked_texts

NAMES = ["a.md", "a.txt", "a.csv", "a.tsv", "a.json", "a.xml", "a.gift", "a"]

_NAMES = "question answer questions format topic criteria points benchmarks slug x".split()
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), inner),
    max_leaves=12,
)
_json_texts = _json.map(json.dumps)
_SIGNS = ":: { } = ~ # #### -> %50% %-% \\ \\n \\= // $CATEGORY: [html] T what".split()
_gift_texts = st.lists(st.sampled_from([*_SIGNS, "\n", "\n\n"])).map(" ".join)


@given(data=st.binary(), name=st.sampled_from(NAMES))
@example(data=b"\xff\xfeW\0", name="a.md")
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    read_or_refused(data, name)


@given(text=st.text() | marked_texts | _json_texts | _gift_texts, name=st.sampled_from(NAMES))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    read_or_refused(text.encode(errors="ignore"), name)


def read_or_refused(data: bytes, name: str) -> str:
    """The reason of a refusal, or an empty string; what is read can be stored."""
    try:
        document = read(data, name)
    except UnreadableError as error:
        return str(error)
    for question in document.questions:
        assert question.text.strip()
        assert question.model_answer.strip()
        (question.text + question.model_answer).encode()
    return ""


@given(text=any_texts)
@settings(max_examples=200, deadline=None)
def test_every_line_that_says_something_has_a_fate(text: str) -> None:
    reading = Reading(text.replace("\r\n", "\n").replace("\r", "\n"))

    for line, fate in zip(reading.lines, reading.fates(), strict=True):
        assert fate or not any(map(str.isalnum, line))


_WORDS = st.lists(st.integers(100, 999).map("w{}x".format), min_size=1, max_size=4).map(" ".join)
_BLOCKS = """
{}|# Words|## Words|### Words|### What is {}?|## 1. Why {}?|**{}**|**What is {}?**|**{}?** {}|1. {}
1. What is {}?|2. {}⏎   {}|- {}⏎- {}|- **{}?**⏎⏎  {}|> {}|> **Interviewer:** {}?
**Interviewer:** What is {}?|**Interviewer:** {}|**Candidate:** {}|**Candidate:**⏎⏎{}
**Interviewer:** {}?⏎**Candidate:** {}|Q: {}?⏎A: {}|**Follow-up:** {}?|**Answer:** {}
#### Answer⏎⏎{}|**Answer:**⏎{}|**Difficulty:** {}|Ann: {}?⏎Ben: {}|---|Words⏎---|Words⏎===
```⏎{}⏎```|```⏎{}|⏎    {}|¦ {} ¦ {} ¦⏎¦--¦--¦⏎¦ {} ¦ {} ¦|<p>{}</p>|</details>|- [ ] {}
¦ Question ¦ Answer ¦⏎¦--¦--¦⏎¦ {} ¦ {} ¦|¦ Question ¦ Answer ¦ {} ¦⏎¦--¦--¦--¦⏎¦ {}? ¦ {} ¦ {} ¦
<br>|<!-- c -->|<details><summary>{}?</summary>{}</details>|<details>⏎<summary>{}?</summary>⏎⏎{}
<summary>{}|-|>|1.|A: {}⏎B: {}|<summary>⏎⏎{}⏎⏎</summary>|- - {}⏎  - {}|a) {}|{}?⏎{}|Scenario: {}
Scenario 1: {}?"""
"""Parted by bars and lines; with ⏎ for a newline and ¦ for a bar."""

_blocks = [
    block.replace("⏎", "\n").replace("¦", "|")
    for line in _BLOCKS.strip().split("\n")
    for block in line.split("|")
]
_documents = st.lists(
    st.sampled_from(_blocks).flatmap(
        lambda block: st.lists(_WORDS, min_size=4, max_size=4).map(lambda words: block.format(*words))
    ),
    max_size=8,
).map("\n\n".join)


@given(text=_documents)
@settings(max_examples=300, deadline=None)
def test_nothing_is_dropped_silently(text: str) -> None:
    document = read(text.encode(), "a.md")

    told = [document.topic or "", *(unplaced.text for unplaced in document.unplaced)]
    for question in document.questions:
        told += [question.title or "", question.section or "", question.text, question.model_answer]
        told += [f"{probe} {answer}" for probe, answer in question.follow_ups]
    assert set(re.findall(r"w\d+x", text)) <= set(re.findall(r"w\d+x", " ".join(told)))


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"a" * (LARGEST_FILE + 1), "a.md", "The file is larger than 10 MB; split it."),
        (b"a\nb \xe9\n", "a.md", "Line 2 is not in UTF-8; save the file as UTF-8."),
        ("What?".encode("utf-16"), "a.md", "The file is in UTF-16; save it as UTF-8."),
        (b"PK\x03\x04\0\0", "a.docx", "This is not a text file."),
        (b"\n" * 200_000, "a.md", "The file has more than 150,000 lines; split it."),
        (b"[" * 1_000_000, "a.json", "The file is nested too deeply to be read."),
        (b'[{"question": 1},\n]', "a.json", "Line 2 is not JSON: Expecting value."),
        (b"", "a.json", "The file is neither a list of questions nor an export of a topic."),
        (b"9" * 10_000, "a.json", "The file is neither a list of questions nor an export of a topic."),
        (b"[" + b"9" * 10_000 + b"]", "a.json", "The file has a number that is too long to be read."),
        (b"<quiz>\n<question></quiz>", "a.xml", "Line 2 is not XML: mismatched tag."),
        (b"<html></html>", "a.xml", "This is no Moodle XML: it begins with <html>, not with <quiz>."),
        (
            b"answer,slug\nb,c",
            "a.csv",
            "The column “question” is missing; the first line must name the columns.",
        ),
    ],
)
def test_unreadable_file_is_refused_in_a_sentence(data: bytes, name: str, reason: str) -> None:
    assert read_or_refused(data, name) == reason


def test_entities_that_grow_are_refused() -> None:
    laughs = '<!DOCTYPE q [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>'

    assert (
        read_or_refused(laughs.encode(), "a.xml")
        == "The file has a document type of its own, which is not read."
    )


@pytest.mark.parametrize(
    "sign",
    ["[", "> ", "- ", "*", "`", "<a ", "<!--", "<details><summary>", "[a](", "**a ", "|", "![](", "&", "#"],
)
def test_signs_without_end_are_read_in_time(sign: str) -> None:
    read_or_refused((sign * 100_000).encode(), "a.md")


@pytest.mark.parametrize("name", ["a.json", "a.xml", "a.csv", "a.gift"])
@pytest.mark.parametrize("sign", ["[", "{", '{"a":', "<a>", '"', '"a\n', "::", "x{=", "\\"])
def test_signs_without_end_are_read_or_refused_in_every_format(sign: str, name: str) -> None:
    read_or_refused(("<quiz>" * (name == "a.xml") + sign * 100_000).encode(), name)


def test_more_questions_than_a_page_can_show_are_refused() -> None:
    rows = "".join(f"What is {number}?,It.\n" for number in range(10_001))
    assert read_or_refused(f"question,answer\n{rows}".encode(), "a.csv") == (
        "The file has more than 10,000 questions; split it."
    )
