"""Files that are given out are saved, never shown as pages; files that come in are kept nowhere as such."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField
from django.test import Client

from tests.admin.addresses import addresses
from tests.admin.rows import Rows
from tests.factories import make_user
from tests.views.places import names, path_of
from tests.views.roles import make_site

pytestmark = pytest.mark.django_db

FILES = {
    "account_export": "application/json",
    "account_export_csv": "application/zip",
    "cohort_export": "text/csv; charset=utf-8",
    "quiz_auditentry_export": "text/csv; charset=utf-8",
    "quiz_question_export_benchmarks": "text/csv; charset=utf-8",
    "quiz_topic_export": "text/markdown; charset=utf-8",
    "quiz_topic_export_file": "text/markdown; charset=utf-8",
}
"""What gives out a file, and of which type."""
FOR_SCRIPTS = {
    "interview_clock": "application/json",
    "jsi18n": "text/javascript",
    "quiz_glossaryentry_names": "application/json",
}
"""Replies that aren't pages, and that scripts fetch."""
PAGE = "text/html; charset=utf-8"


def replies() -> Iterator[tuple[str, Any]]:
    """Every page and file of the site, by name, to somebody who gets it."""
    site = make_site()
    for role in ("candidate", "lead"):
        client = Client()
        client.force_login(site.people[role])
        for name in names():
            yield name, client.get(path_of(name, site))


def admin_replies() -> Iterator[tuple[str, Any]]:
    client, rows = Client(), Rows()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    for address in addresses():
        yield address.name, client.get(address.path(rows.ids))


def kind(response: Any) -> str:
    return str(response.get("Content-Type", PAGE))


@pytest.mark.parametrize("made", [replies, admin_replies])
def test_what_is_no_page_is_saved_by_the_browser_and_never_guessed(made: Any) -> None:
    found = {}
    for name, response in made():
        assert response["X-Content-Type-Options"] == "nosniff", name
        if response.status_code == 200 and kind(response) != PAGE:
            found[name] = kind(response).removesuffix('; charset="utf-8"')
        is_file = name in FILES and response.status_code == 200
        assert response.get("Content-Disposition", "").startswith("attachment; filename") is is_file, name
    expected = {name for name in FILES if ("quiz_" in name) is (made is admin_replies)}
    assert {name: FILES[name] for name in expected} == {name: found.pop(name) for name in expected}
    assert found == {name: FOR_SCRIPTS[name] for name in found}


def test_no_model_keeps_a_file_and_no_address_serves_one() -> None:
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    assert not [field for field in fields if isinstance(field, FileField)]
    assert not settings.MEDIA_ROOT


@pytest.mark.parametrize("path", ["/accounts/login/", "/", "/admin/quiz/topic/import/"])
def test_a_form_with_more_files_than_a_document_may_have_is_not_read(
    client: Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By nobody and before anybody signs in: by its length alone."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("It was kept")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", fail)
    strict = Client(enforce_csrf_checks=True)
    file = SimpleUploadedFile("a.md", b"x" * (settings.LARGEST_UPLOAD + 1))
    response = strict.post(path, {"file": file})
    assert response.status_code == 400
    assert "a file has 10 MB at most" in response.text
