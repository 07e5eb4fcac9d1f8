"""Fields for phrases and what is written like them: one a line, and each that can't be read is named."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy

from quiz.forms.text import CleanField, LineField
from quiz.scoring import PhraseError, parse_phrase
from quiz.scoring.phrases import parse_way
from quiz.services.glossary import glossary_of

HOW_PHRASES_ARE_WRITTEN = format_lazy('<a href="{}">How phrases are written</a>', reverse_lazy("phrases"))


class PhrasesBox(forms.Textarea):
    """Completes the names of the glossary where there is JavaScript."""

    @property
    def media(self) -> forms.Media:
        script: Any = Script("js/phrase-box.js", type="module")
        return forms.Media(js=[script], css={"screen": ["css/phrase_box.css"]})

    def render(self, *args: Any, **options: Any) -> SafeString:
        names = reverse("admin:quiz_glossaryentry_names")
        return format_html(
            '<phrase-box data-glossary="{}">{}</phrase-box>', names, super().render(*args, **options)
        )


class LinesField(CleanField):
    """One thing a line; empty lines are passed over."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        box = self.widget(attrs={"rows": 8, "cols": 100, "spellcheck": "false"})
        super().__init__(widget=box, **options)

    @abstractmethod
    def parser(self, lines: Sequence[str]) -> Callable[[str], object]:
        """Return what reads one of the lines, or raises PhraseError."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        parse = self.parser(lines)
        if problems := [problem for line in lines if (problem := _problem(line, parse))]:
            raise ValidationError(problems)
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def _problem(line: str, parse: Callable[[str], object]) -> str:
    try:
        parse(line)
    except PhraseError as error:
        return str(error)
    return ""


class PhrasesField(LinesField):
    """Phrases, which may use the glossary."""

    widget = PhrasesBox

    def parser(self, lines: Sequence[str]) -> Callable[[str], object]:
        return partial(parse_phrase, glossary=glossary_of(lines))


class WaysField(LinesField):
    """The ways of a glossary entry."""

    def parser(self, lines: Sequence[str]) -> Callable[[str], object]:
        return parse_way


class PhraseForm(forms.Form):
    """One phrase for one criterion, by slug."""

    criterion = forms.SlugField(max_length=80)
    phrase = LineField()

    def clean_phrase(self) -> str:
        phrase: str = self.cleaned_data["phrase"]
        if problem := _problem(phrase, partial(parse_phrase, glossary=glossary_of([phrase]))):
            raise ValidationError(problem)
        return phrase
