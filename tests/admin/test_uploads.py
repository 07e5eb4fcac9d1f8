"""Markup in files that editors send is never shown as such."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quiz.models import Benchmark, Import
from tests.factories import make_question

pytestmark = pytest.mark.django_db

MARKUP = "<script>alert(1)</script>"


def test_markup_that_comes_in_as_a_file_leaves_as_text_or_escaped(editor: Client) -> None:
    question = make_question()
    file = SimpleUploadedFile("a.html", f"grade,text\n7,{MARKUP}\n".encode(), "text/html")
    url = reverse("admin:quiz_question_import_benchmarks", args=[question.pk])
    editor.post(url, {"file": file, "why": "Why not."})
    assert Benchmark.objects.get(question=question).text == MARKUP
    exported = editor.get(reverse("admin:quiz_question_export_benchmarks", args=[question.pk]))
    assert MARKUP in exported.text
    assert exported["Content-Type"] == "text/csv; charset=utf-8"
    page = editor.get(reverse("admin:quiz_question_change", args=[question.pk])).text
    assert MARKUP not in page


def test_a_document_is_read_by_its_ending_and_never_by_the_type_it_claims(editor: Client) -> None:
    text = f"**What is {MARKUP}?**\n\nIt is {MARKUP}.\n"
    file = SimpleUploadedFile("../../static/evil.html.md", text.encode(), "text/html")
    looked = editor.post(
        reverse("admin:quiz_topic_import"), {"new_topic": "Starts", "file": file}, follow=True
    )
    assert "alert(1)" in looked.text
    assert MARKUP not in looked.text
    assert Import.objects.get().file_name == "evil.html.md"
