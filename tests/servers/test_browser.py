"""The browser that tests drive, tried by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_page_runs_scripts_and_shows_arabic_from_the_right(page: Page) -> None:
    page.set_content(
        "<html dir=rtl><p>المدينة</p><script>document.title='ran'</script>"
    )

    expect(page).to_have_title("ran")
    expect(page.locator("p")).to_have_css("direction", "rtl")


def test_a_page_starts_without_anything_kept(page: Page) -> None:
    assert page.context.cookies() == []
    assert page.viewport_size == {"width": 1280, "height": 800}
