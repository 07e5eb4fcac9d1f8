"""What no page of the admin can be asked for, or sent: each is answered in words, never by an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.admin.addresses import PARAMETER, addresses
from tests.admin.pages import form, page_of
from tests.admin.rows import Rows
from tests.factories import make_question

pytestmark = pytest.mark.django_db

HUGE = "9" * 30


@pytest.mark.parametrize("key", [HUGE, "0", "-1", "x", "%00", "1%00", "_00"])
def test_a_key_of_nothing_is_nowhere(editor: Client, key: str) -> None:
    """A path of a model without the row leads to the index, where that is said."""
    for address in addresses():
        path = "/admin/" + PARAMETER.sub(key, address.route)
        for response in (editor.get(path), editor.post(path)) if path.count(key) else ():
            assert response.status_code in (302, 403, 404, 405), (address, response.status_code)


def test_a_page_that_is_none_is_another(editor: Client) -> None:
    rows = Rows()
    for address in addresses():
        path = address.path(rows.ids)
        status = editor.get(path).status_code
        for query in ("page=%00", "page=-1", f"page={HUGE}", "page=x", "p=%00", f"p={HUGE}"):
            assert editor.get(f"{path}?{query}").status_code in (status, 302), (address, query)


@pytest.mark.parametrize("send", [Client.get, Client.post])
def test_a_row_by_a_field_without_a_name_is_refused(
    editor: Client, send: Callable[..., HttpResponse]
) -> None:
    rows = Rows()
    for address in addresses():
        if address.route.endswith("/change/"):
            response = send(editor, address.path(rows.ids), {"_to_field": ""})
            assert response.status_code == 400, address


LISTS = ["topic", "question", "glossaryentry", "dispute", "attempt", "interview"]


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        *(
            "q=%00",
            "o=%00",
            "o=99.-99.x",
            "e=%00",
            "id__exact=%00",
            f"id__exact={HUGE}",
            "id__in=%00",
            "nonsense=1",
        ),
        *("state__exact=%00", "status__exact=%00", "difficulty__exact=%00", "short_name__regex=("),
        *("asked_at__year=99999999999", "started_at__year=0", "asked_at__day=31&asked_at__month=2"),
        *("made_at__gte=99999-01-01", "topic__id__exact=x", "question__topic__id__exact=%00"),
        *("finished_at__isempty=x", "_to_field=%00", "_changelist_filters=%00", "_facets=%00"),
    ],
)
def test_a_list_is_asked_for_what_cannot_be(editor: Client, model: str, query: str) -> None:
    response = editor.get(reverse(f"admin:quiz_{model}_changelist") + f"?{query}", follow=True)
    assert response.status_code in (200, 400)


@pytest.mark.parametrize("model", LISTS[:3])
@pytest.mark.parametrize("key", ["\0", "x"])
def test_rows_that_cannot_be_are_not_deleted(editor: Client, model: str, key: str) -> None:
    url = reverse(f"admin:quiz_{model}_changelist")
    data = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
    page = editor.post(url, data, follow=True).text
    assert "The list can’t be asked for that. Here is all of it." in page


@pytest.mark.parametrize(
    "name",
    [
        *("quiz_question_try", "quiz_question_preview", "quiz_question_fact_checked"),
        *("quiz_question_lab", "quiz_question_add_lab"),
    ],
)
def test_what_is_sent_only_is_not_opened(editor: Client, name: str) -> None:
    [address] = [address for address in addresses() if address.name == name]
    assert editor.get(address.path(Rows().ids)).status_code == 405


@pytest.mark.parametrize("name", ["versions", "statistics", "export_benchmarks"])
def test_what_is_read_only_takes_nothing(editor: Client, name: str) -> None:
    assert editor.post(page_of(make_question(), name)).status_code == 405


NULS: dict[str, dict[str, Any]] = {
    "topic": {
        "name": "A\0 name",
        "slug": "a-name",
        "position": 1,
        "alien_terms": "kuber\0netes",
        "why": "\0",
    },
    "glossaryentry": {"name": "s\0low", "meaning": "It\0 is.", "ways": "slow\0", "why": "\0"},
}


@pytest.mark.parametrize("model", NULS)
def test_what_no_text_can_have_is_left_out_or_named(editor: Client, model: str) -> None:
    """In each field alone, and in all of them at once."""
    sent = NULS[model]
    url = reverse(f"admin:quiz_{model}_add")
    clean = {
        name: value.replace("\0", "") if isinstance(value, str) else value for name, value in sent.items()
    }
    for name in sent:
        assert editor.post(url, clean | {name: f"{sent[name]}\0"}).status_code in (200, 302)
    assert editor.post(url, sent).status_code in (200, 302)


def test_a_question_with_nul_in_every_field_is_answered(editor: Client) -> None:
    question = make_question()
    url = reverse("admin:quiz_question_change", args=[question.pk])
    whole = form(question, lab_answers="It is.")
    for name, value in whole.items():
        assert editor.post(url, whole | {name: f"{value}\0"}).status_code in (200, 302), name
        assert editor.post(page_of(question, "lab"), whole | {name: f"{value}\0"}).status_code == 200, name


@pytest.mark.parametrize(
    "name", ["draft", "suggestions", "publish", "regrade", "withdraw", "import_benchmarks"]
)
def test_nul_in_what_is_sent_to_a_page_of_a_question_is_answered(editor: Client, name: str) -> None:
    rows = Rows()
    names = ("why", "seen", "tried", "base", "criterion", "phrase", "file", "page", "form-TOTAL_FORMS")
    response = editor.post(page_of(rows.question, name), dict.fromkeys(names, "1\0"))
    assert response.status_code in (200, 302)
