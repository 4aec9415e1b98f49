"""A browser that hangs is ended, and the next test has one again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from chromium import Chromium


def test_what_takes_too_long_ends_with_its_browser_and_the_next_one_starts(
    browser: Chromium, capsys: pytest.CaptureFixture[str]
) -> None:
    page = browser.new_context().new_page()
    start = time.monotonic()

    with browser.losing_patience(0.2):
        page.wait_for_event("close", timeout=60_000)
        page.wait_for_timeout(60_000)

    assert time.monotonic() - start < 30
    assert "was ended" in capsys.readouterr().err
    again = browser.new_context().new_page()
    again.set_content("<h1>Here</h1>")
    assert again.inner_text("h1") == "Here"
    again.context.close()


def test_what_is_done_in_time_ends_nothing(
    browser: Chromium, capsys: pytest.CaptureFixture[str]
) -> None:
    page = browser.new_context().new_page()

    with browser.losing_patience(0.5):
        page.context.close()
    time.sleep(1)

    assert browser.new_context().new_page().inner_text("body") == ""
    assert capsys.readouterr().err == ""
