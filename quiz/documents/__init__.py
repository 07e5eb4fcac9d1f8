"""Documents of questions: read from the files that people have, and written."""

from quiz.documents.csv_files import write_csv
from quiz.documents.drafts import (
    Benchmark,
    Criterion,
    Document,
    FollowUp,
    Misconception,
    QuestionDraft,
    Unplaced,
    UnreadableError,
)
from quiz.documents.json_files import write_json
from quiz.documents.keeping import from_kept, to_keep
from quiz.documents.markdown.writing import write_markdown
from quiz.documents.reading import EXTENSIONS, LARGEST_FILE, decoded, read, read_text

__all__ = [
    "EXTENSIONS",
    "LARGEST_FILE",
    "Benchmark",
    "Criterion",
    "Document",
    "FollowUp",
    "Misconception",
    "QuestionDraft",
    "Unplaced",
    "UnreadableError",
    "decoded",
    "from_kept",
    "read",
    "read_text",
    "to_keep",
    "write_csv",
    "write_json",
    "write_markdown",
]
