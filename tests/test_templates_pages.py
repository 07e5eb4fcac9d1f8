"""What holds for every template, and pages that must come out whatever is broken."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

TEMPLATES = settings.BASE_DIR / "templates"
PAGES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))


def source(name: str) -> str:
    return Path(TEMPLATES, name).read_text()


@pytest.mark.parametrize("name", PAGES)
def test_a_template_has_no_inline_script_style_or_handler(name: str) -> None:
    assert not re.findall(r"<style|\sstyle=|\son\w+=|hx-on|<script(?![^>]*\ssrc=)", source(name))


@pytest.mark.parametrize("name", PAGES)
def test_what_a_template_loads_is_there(name: str) -> None:
    missing = [path for path in re.findall(r'{% static "([^"]+)"', source(name)) if not finders.find(path)]
    assert missing == []


@pytest.mark.parametrize("name", PAGES)
def test_what_a_template_marks_in_the_menu_is_there(name: str) -> None:
    marked = re.findall(r'menu="(\w+)"', source(name))
    assert set(marked) <= set(re.findall(r'menu == "(\w+)"', source("_masthead.html")))


def test_to_practise_is_spelled_as_a_verb() -> None:
    documents = [source(name) for name in PAGES] + [
        (settings.BASE_DIR / name).read_text() for name in ("README.md", "CHANGELOG.md")
    ]
    verbs = r"\bpractic(?:ed|ing)\b|\b(?:to practice|practice (?:this|what))|>Practice <"
    assert re.findall(verbs, " ".join(documents), re.IGNORECASE) == []


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_a_page_for_trouble_needs_no_request_and_no_database(name: str) -> None:
    html = get_template(name).render()

    assert f"Error {name[:3]}" in html
    assert 'href="/"' in html


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "429.html"])
def test_an_error_page_says_its_number_and_what_to_do(name: str) -> None:
    html = get_template(name).render()

    assert f"Error {name[:3]}" in html
    assert "To the start page" in html
