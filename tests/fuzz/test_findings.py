"""That what is looked for is found: a site that does everything wrong."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, HttpResponseServerError
from django.test import override_settings
from django.urls import path

from tests.fuzz.corpus import HOSTILE, PRODUCT
from tests.fuzz.pages import Form, Page
from tests.fuzz.sending import Sender

pytestmark = pytest.mark.django_db


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<p>{request.POST['a']}")


def echo_in_attribute(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f'<input value="{request.POST["a"]}">')


def link(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<a href="javascript:alert(1)">a</a>')


def evaluate(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PRODUCT)


def lead_away(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(request.POST["a"])


def break_down(request: HttpRequest) -> HttpResponse:
    return HttpResponseServerError()


def raise_an_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse(int(request.POST["a"]))


def tell(request: HttpRequest) -> HttpResponse:
    return HttpResponse("zanzibar")


def take_a_header(request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={"X-Fuzz": "1"})


WRONG = {
    echo: ("element", "markup of ours that isn't"),
    echo_in_attribute: ("attribute", "markup of ours that isn't"),
    link: ("empty", "a script for an address"),
    evaluate: ("template", "is evaluated"),
    lead_away: ("address", "leads to"),
    break_down: ("empty", "status 500"),
    raise_an_error: ("digits", ""),
    tell: ("empty", "tells zanzibar"),
    take_a_header: ("header", "a header that was sent in"),
}
urlpatterns = [path(f"{view.__name__}/", view) for view in WRONG]


@pytest.mark.parametrize("view", WRONG, ids=lambda view: view.__name__)
def test_what_is_wrong_is_found(view: object) -> None:
    kind, told = WRONG[view]  # type: ignore[index]
    sender = Sender("", ["zanzibar"])
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
        sender.post(f"/{view.__name__}/", {"a": [HOSTILE["sql" if not told else kind]]})  # type: ignore[attr-defined]
    (found,) = sender.found
    assert (told or "ValueError") in found


def test_a_form_is_read_as_a_browser_sends_it() -> None:
    html = """
        <form action="b/" method="post" enctype="multipart/form-data">
        <input name="a" value="1"><input type="checkbox" name="b" checked><input type="checkbox" name="c">
        <textarea name="d">So &amp; so</textarea>
        <select name="e"><option value="1">x</option><option value="2" selected>y</option></select>
        <input type="file" name="f"><button name="g" value="h">Send</button>
        </form><a href="/c/?page=2&amp;q=">more</a>"""
    page = Page(HttpResponse(html), "/a/")
    values = {"a": ["1"], "b": ["on"], "c": [], "d": ["So & so"], "e": ["2"], "f": [""], "g": ["h"]}
    assert page.forms == [Form("/a/b/", "POST", values, files={"f"}, multipart=True)]
    assert page.parameters == {"page": ["2"], "q": [""]}
    assert page.wrongs == []
