"""How log lines are written: without what people wrote."""

import logging
import re

# PostgreSQL's detail of a broken constraint quotes the row, somebody's response included. It ends a
# traceback, or the part of one before the next exception.
ROW_DETAIL = re.compile(
    r"^DETAIL:.*?(?=\n\n(?:The above exception|During handling of the above)|\Z)", re.DOTALL | re.MULTILINE
)


class DiscreetFormatter(logging.Formatter):
    """Leaves out the rows that database errors quote."""

    def format(self, record: logging.LogRecord) -> str:
        return ROW_DETAIL.sub("(detail left out)", super().format(record))
