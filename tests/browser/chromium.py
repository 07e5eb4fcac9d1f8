"""A Chromium for the journeys: the one on the PATH, else Playwright's, else Debian's. Never none.

`python -m tests.browser.chromium` installs what is missing and says where the browser is.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "google-chrome", "chromium-browser")
INSTALL_SECONDS = 300


def find() -> str | None:
    """The path of a Chromium that starts."""
    return next(filter(_starts, _installed()), None)


def install() -> str:
    """The path of a Chromium, installed first if there is none. Exits with a line of what was tried."""
    for command in ([], *_installations()):
        if command:
            print("No Chromium yet:", " ".join(command), flush=True)
            _run(command)
        if path := find():
            return path
    sys.exit(
        "The browser tests need Chromium, and none could be had: there is no chromium on the PATH, "
        "`playwright install chromium` failed, and so did apt-get (which needs root on Debian)."
    )


def _installed() -> Iterator[str]:
    for name in NAMES:
        if path := shutil.which(name):
            yield path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if Path(path).exists():
        yield path


def _installations() -> Iterator[list[str]]:
    yield [sys.executable, "-m", "playwright", "install", "chromium"]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        yield ["apt-get", "update", "--quiet"]
        yield ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", "chromium"]


def _starts(path: str) -> bool:
    """A file by that name may be a stub, or lack its libraries."""
    return _run([path, "--version"], quiet=True)


def _run(command: list[str], *, quiet: bool = False) -> bool:
    output = subprocess.DEVNULL if quiet else None
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, check=False, timeout=INSTALL_SECONDS, env=environment, stdout=output, stderr=output
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    print("Chromium:", install())
