"""What is sent as files: how much of it, before anything is written to disk.

Django reads a form with files before it knows who sends it, and what doesn't fit into memory goes to a
temporary file, of any size. No file is kept under its name, and none is served: documents are read into the
database.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class RefuseTooLarge(FileUploadHandler):
    """Stands before those that keep files, and leaves them to these."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *_: Any, **__: Any) -> None:
        """Raises RequestDataTooBig by the length that is announced, beyond which nothing is read."""
        if content_length > settings.LARGEST_UPLOAD:
            raise RequestDataTooBig("The files of a form are larger than LARGEST_UPLOAD.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
