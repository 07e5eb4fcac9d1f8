"""`manage.py try_phrases [FILE]`: an editor's bench for phrases, JSON Lines in and out."""

from __future__ import annotations

from typing import Any

from quiz.management.json_lines import BadLineError, JsonLinesCommand
from quiz.scoring import PhraseError, RubricError
from quiz.scoring.trying import try_phrase
from quiz.services.glossary import whole_glossary


class Command(JsonLinesCommand):
    help = (
        "Try phrases on texts. Each line in is a JSON object with phrase, as an editor would type it, and "
        "text; each line out has hit (true or false), span (from where to where the phrase was found, in "
        "code points, or null) and lacking (what a miss lacked), in the same order. A bad line is reported "
        "by its number on standard error, and the exit status is then 1."
    )
    fields = ("phrase", "text")
    refusal = {"hit": False, "span": None}

    def prepare(self) -> None:
        self.glossary = whole_glossary()

    def answer(self, row: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(row["phrase"], str):
            raise BadLineError("phrase is not a string")
        try:
            trial = try_phrase(row["phrase"], row["text"], self.glossary)
        except (PhraseError, RubricError) as error:
            raise BadLineError(" ".join(str(error).split())) from error
        return {"hit": trial.hit, "span": trial.span, "lacking": trial.lacking}
