"""Documents that can't be imported are refused in words, and what was typed beside them stays."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quiz.models import Import

pytestmark = pytest.mark.django_db

FILES = {
    "a.md": (b"x" * (10 * 1024 * 1024 + 1), "The file is larger than 10 MB; split it."),
    "b.md": ("**What?**\n\nThat.\n".encode("utf-16"), "The file is in UTF-16; save it as UTF-8."),
    "c.md": ("**Süß?**\n\nJa.\n".encode("latin-1"), "Line 1 is not in UTF-8"),
    "d.md": (b"**What?**\n\nTh\0at.\n", "This is not a text file."),
    "e.md": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Line 1 is not in UTF-8"),
    "f.md": (b"", "The submitted file is empty."),
    "a.json": (b'{"questions": [', "Line 1 is not JSON"),
    "b.json": (b"[" * 100_000, "The file is nested too deeply to be read."),
    "c.json": (b"[" + b"9" * 5000 + b"]", "The file has a number that is too long to be read."),
    "a.csv": (b"a,b\n1,2\n", "The column “question” is missing"),
    "b.csv": (b"question,answer\nWhat?,\0\n", "This is not a text file."),
    "a.xml": (b"<quiz><question>", "Line 1 is not XML"),
    "b.xml": (
        b'<!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><quiz>&b;</quiz>',
        "The file has a document type of its own, which is not read.",
    ),
    "c.xml": (
        b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
        "The file has a document type of its own, which is not read.",
    ),
    "d.xml": (b"<a>" * 100_000, "Line 1 is not XML"),
    "e.xml": (b"<html/>", "it begins with &lt;html&gt;, not with &lt;quiz&gt;"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_refused_in_words(editor: Client, name: str) -> None:
    data, told = FILES[name]
    fields = {"topic": "", "new_topic": "Starts", "file": SimpleUploadedFile(name, data)}
    page = editor.post(reverse("admin:quiz_topic_import"), fields).text
    assert told in page
    assert 'value="Starts"' in page
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("lists.md", b"- " * 10_000 + b"a\n"),
        ("quotes.md", b"> " * 10_000 + b"a\n"),
        ("emphasis.md", b"*a **b " * 20_000),
        ("html.md", b"<div>" * 50_000),
        ("braces.gift", b"{" * 100_000),
    ],
)
def test_a_file_that_is_nested_very_deep_is_answered(editor: Client, name: str, data: bytes) -> None:
    fields = {"topic": "", "new_topic": "Starts", "file": SimpleUploadedFile(name, data)}
    assert editor.post(reverse("admin:quiz_topic_import"), fields, follow=True).status_code == 200
