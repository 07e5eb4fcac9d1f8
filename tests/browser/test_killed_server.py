"""The whole server killed while somebody types, and started again."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.steps import sign_up
from tests.interviewprep.conftest import Manage, manage, unused_port, var_dir  # noqa: F401
from tests.interviewprep.test_serve import end, wait_until_it_serves


def test_what_is_typed_outlives_the_server(
    browser: Browser,
    manage: Manage,  # noqa: F811
    var_dir: Path,  # noqa: F811
    unused_port: str,  # noqa: F811
) -> None:
    process = manage(var_dir, "serve", PORT=unused_port)
    wait_until_it_serves(process, unused_port)
    with browser.new_context(base_url=f"http://127.0.0.1:{unused_port}") as context:
        page = context.new_page()
        sign_up(page)
        page.get_by_role("button", name="Warm-up").click()
        box = page.get_by_label("Your answer")
        box.fill("It scales")
        expect(page.get_by_text(re.compile("^Saved"))).to_be_visible()

        os.killpg(process.pid, signal.SIGKILL)
        box.press_sequentially(" by itself.")
        expect(page.get_by_text("Kept on this device, trying again")).to_be_visible()
        page.get_by_role("button", name="Send answer").click()
        expect(page.get_by_text("Not sent: there is no connection.")).to_be_visible()

        again = manage(var_dir, "serve", PORT=unused_port)
        wait_until_it_serves(again, unused_port)
        expect(page.get_by_text(re.compile("^Saved"))).to_be_visible(timeout=45_000)
        page.reload()
        expect(box).to_have_value("It scales by itself.")
        page.get_by_role("button", name="Send answer").click()
        expect(page.locator("#asked")).not_to_have_text("")
        expect(box).to_have_value("")
    assert end(again) == (0, "")
