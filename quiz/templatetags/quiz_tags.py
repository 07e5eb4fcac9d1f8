"""Tags and filters of our pages: scores, marked answers, Markdown, fields."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import nh3
from django import forms, template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from quiz.scoring import band_of
from quiz.templatetags.marking import mark_up

if TYPE_CHECKING:
    from quiz.reports import Spoken

register = template.Library()

MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "hr", "image"])
ALLOWED_TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}
ALLOWED_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
LAST_WORDS = 24


@register.inclusion_tag("quiz/_score_line.html")
def score_line(covered: int, prompted: int, rest: int) -> dict[str, int | str]:
    """Draw how many criteria are covered, prompted and neither, to scale."""
    counts = {"covered": covered, "prompted": prompted, "not yet": rest}
    return {
        "covered": covered,
        "prompted": prompted,
        "total": covered + prompted + rest or 1,
        "label": ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "not answered",
    }


@register.filter
def tenths(score: int | None) -> str:
    """Show a score of 0 to 100 as 0.0 to 10.0."""
    return "" if score is None else f"{score / 10:.1f}"


@register.filter
def signed(points: Decimal) -> str:
    """Show by how many points something is above or below: +1.5, −2.0, 0.0."""
    return f"{points:+.1f}".replace("-", "−") if points else "0.0"


@register.filter
def band(score: int) -> str:
    """Show a score of 0 to 100 in words."""
    return str(band_of(score))


@register.filter
def spelled_out(duration: timedelta) -> str:
    """Show a duration as `45 s`, `2 min` or `2 min 58 s`; after an hour it says little about the answer."""
    minutes, seconds = divmod(max(int(duration.total_seconds()), 1), 60)
    if minutes >= 60:
        return "more than an hour"
    return " ".join(f"{count} {unit}" for count, unit in ((minutes, "min"), (seconds, "s")) if count)


@register.filter
def time_left(deadline: datetime) -> timedelta:
    """Return the time until then, none if it is past."""
    return max(deadline - timezone.now(), timedelta())


@register.filter
def clock(duration: timedelta) -> str:
    """Show a duration that runs down as `18:42` or `1:02:03`."""
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@register.filter
def document(text: str) -> SafeString:
    """Render a text of the project's own, with headings; HTML in it is shown as text."""
    html: str = (
        MarkdownIt("commonmark", {"html": False, "typographer": True}).enable("smartquotes").render(text)
    )
    return mark_safe(html)


@register.filter
def markdown(text: str) -> SafeString:
    """Render what an editor wrote; HTML in it is shown as text, links lead to http and https only."""
    html = nh3.clean(
        MARKDOWN.render(text), tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, url_schemes={"http", "https"}
    )
    return mark_safe(html)


@register.simple_tag
def marked(spoken: Spoken) -> SafeString:
    """Render what was said with its evidence."""
    return mark_up(spoken.text, spoken.marks, spoken.linked)


@register.filter
def as_input(field: forms.BoundField) -> SafeString:
    """Render the control of a form field in our style; the label says what a placeholder would."""
    return field.as_widget(attrs={"class": "input", "placeholder": False})


@register.simple_tag
def plain(text: str) -> SafeString:
    """Render what somebody wrote, in paragraphs, with nothing marked."""
    return mark_up(text, ())


@register.filter
def in_words(state: str) -> str:
    """Show the state of a criterion: `not-yet` is said as “not yet”."""
    return state.replace("-", " ")


@register.filter
def ending(text: str) -> str:
    """Return the last words of a text, for somebody who goes on writing it."""
    words = text.split()
    return " ".join(["…", *words[-LAST_WORDS:]] if len(words) > LAST_WORDS else words)
