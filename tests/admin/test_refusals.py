"""What no page of the admin can be asked for, or sent: each is refused in words, and nothing is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin.addresses import PARAMETER, addresses
from tests.admin.rows import Rows

pytestmark = pytest.mark.django_db

HUGE = "9" * 30


@pytest.mark.parametrize("key", [HUGE, "0", "-1", "x", "%00", "1%00", "_00"])
def test_a_key_of_nothing_is_nowhere(editor: Client, key: str) -> None:
    """A path of a model without the row leads to the index, where that is said."""
    for address in addresses():
        path = "/admin/" + PARAMETER.sub(key, address.route)
        for response in (editor.get(path), editor.post(path)) if path.count(key) else ():
            assert response.status_code in (302, 403, 404, 405), (address, response.status_code)


@pytest.mark.parametrize("query", ["page=%00", "page=-1", f"page={HUGE}", "p=%00", f"p={HUGE}", "page=x"])
def test_a_page_that_is_none_is_the_first_or_the_last(editor: Client, query: str) -> None:
    rows = Rows()
    for address in addresses():
        path = address.path(rows.ids)
        response = editor.get(f"{path}?{query}")
        assert response.status_code < 500, address
        assert response.status_code == editor.get(path).status_code or response.status_code == 302, address


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
