"""The whole server killed while somebody types, and started again."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.steps import sign_up
from tests.interviewprep.conftest import start_manage
from tests.interviewprep.test_serve import end, wait_until_it_serves


@pytest.fixture
def var_dir() -> Iterator[Path]:
    """Short, unlike pytest's own: a socket has to fit."""
    with tempfile.TemporaryDirectory(prefix="prep ") as directory:
        yield Path(directory).resolve() / "var"


@contextmanager
def serving(var_dir: Path, port: str) -> Iterator[subprocess.Popen[str]]:
    """The whole server; what still runs of it in the end is asked to stop."""
    with start_manage(var_dir, "serve", PORT=port) as process:
        wait_until_it_serves(process, port)
        try:
            yield process
        finally:
            if process.poll() is None:
                end(process)


def test_what_is_typed_outlives_the_server(browser: Browser, var_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
    with browser.new_context(base_url=f"http://127.0.0.1:{port}") as context:
        page = context.new_page()
        box = page.get_by_label("Your answer")
        with serving(var_dir, port) as server:
            sign_up(page)
            page.get_by_role("button", name="Warm-up").click()
            box.fill("It scales")
            expect(page.get_by_text(re.compile("^Saved"))).to_be_visible()
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        box.press_sequentially(" by itself.")
        expect(page.get_by_text("Kept on this device, trying again")).to_be_visible()
        page.get_by_role("button", name="Send answer").click()
        expect(page.get_by_text("Not sent: there is no connection.")).to_be_visible()
        with serving(var_dir, port):
            expect(page.get_by_text(re.compile("^Saved"))).to_be_visible(timeout=45_000)
            page.reload()
            expect(box).to_have_value("It scales by itself.")
            page.get_by_role("button", name="Send answer").click()
            expect(box).to_have_value("")
