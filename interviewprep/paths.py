"""Where the program lives and where it keeps what it writes."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


def var_dir() -> Path:
    """VAR_DIR: data, secret key, socket, static files. The default is var/ in the project."""
    return (BASE_DIR / os.path.expanduser(os.environ.get("VAR_DIR", "var"))).resolve()


def private_var_dir(path: Path) -> Path:
    """`path`, made for this user alone if it wasn't there. Raises OSError."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
