"""What a page has for people to fill in and follow, and what it must not have."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

from django.http import HttpResponse

from tests.fuzz.corpus import ELSEWHERE, HEADER, MARK, PRODUCT

Values = dict[str, list[str]]
ADDRESSES = {"href", "src", "action", "formaction", "hx-get", "hx-post"}


@dataclass
class Form:
    """A form as it is sent when nobody changes anything: `values` by the name of the field."""

    action: str
    method: str
    values: Values = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    multipart: bool = False

    def add(self, name: str | None, value: str | None, *, is_sent: bool = True) -> None:
        if name:
            self.values.setdefault(name, [])
            if is_sent:
                self.values[name].append(value or "")


class Page(HTMLParser):
    """The forms of a page, the parameters of its links, and what only a hostile text could have put there."""

    def __init__(self, response: HttpResponse, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self.parameters: Values = {}
        self.wrongs: list[str] = []
        self._select = ""
        self._textarea = ""
        self._buttons: list[Form] = []
        if response.get("Content-Type", "").startswith("text/html"):
            self.feed(response.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._look_for_marks(tag, given)
        if tag == "a":
            self._follow(given.get("href") or "")
        elif tag == "form":
            action = urljoin(self.path, given.get("action") or self.path)
            method = (given.get("method") or "get").upper()
            self.forms.append(Form(action, method, multipart="multipart" in (given.get("enctype") or "")))
        elif self.forms:
            self._fill(self.forms[-1], tag, given)

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.forms[-1].values[self._textarea][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""
        elif tag == "select":
            self._select = ""

    def _fill(self, form: Form, tag: str, given: dict[str, str | None]) -> None:
        name, value = given.get("name"), given.get("value")
        if tag in ("input", "button"):
            kind = given.get("type") or ""
            if kind == "file" and name:
                form.files.add(name)
            is_box = kind in ("checkbox", "radio")
            form.add(name, value or ("on" if is_box else ""), is_sent=not is_box or "checked" in given)
        elif tag == "textarea" and name:
            self._textarea = name
            form.add(name, "")
        elif tag == "select" and name:
            self._select = name
            form.add(name, "", is_sent=False)
        elif tag == "option" and self._select:
            form.add(self._select, value, is_sent="selected" in given)

    def _follow(self, href: str) -> None:
        for name, values in parse_qs(urlsplit(href).query, keep_blank_values=True).items():
            self.parameters.setdefault(name, values)

    def _look_for_marks(self, tag: str, given: dict[str, str | None]) -> None:
        if MARK in tag or any(MARK in name for name in given):
            self.wrongs.append(f"markup of ours that isn't: <{tag} {given}>")
        for name in ADDRESSES & given.keys():
            if (given[name] or "").strip().lower().startswith(("javascript:", "data:")):
                self.wrongs.append(f"a script for an address: {name}={given[name]}")


def wrongs(response: HttpResponse, secrets: tuple[str, ...]) -> list[str]:
    """What is wrong with a reply, whatever was sent, in words; `secrets` are others' to read."""
    found = [] if response.status_code < 500 else [f"status {response.status_code}"]
    if HEADER in response:
        found.append("a header that was sent in")
    to = urlsplit(response.get("Location", "").replace("\\", "/"))
    if ELSEWHERE in to.netloc or to.scheme not in ("", "http", "https"):
        found.append(f"leads to {response['Location']}")
    text = b"".join(response).decode(errors="replace")
    found += [f"tells {secret}" for secret in secrets if secret in text]
    if PRODUCT in text:
        found.append("a template that was sent in is evaluated")
    return found + Page(response, "/").wrongs if not response.streaming else found
