"""The secret key of an installation that was given none: made once, kept in a file only its user can read."""

import os
import tempfile
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from interviewprep.errors import StartError
from interviewprep.paths import private_var_dir


def secret_key_from(var_dir: Path) -> str:
    """The key in `var_dir`/secret_key, made first if there is none. Raises StartError."""
    path = var_dir / "secret_key"
    try:
        if not path.exists():
            _create(path)
        return path.read_text().strip()
    except OSError as error:
        raise StartError(f"the secret key {path} cannot be kept: {error.strerror}.") from error


def _create(path: Path) -> None:
    """Write beside it, then link: of two processes at once the first one's key stays, and is whole."""
    private_var_dir(path.parent)
    handle, written = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as file:
        file.write(get_random_secret_key())
    try:
        os.link(written, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(written)
