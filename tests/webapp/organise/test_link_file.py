"""The file of links in a real browser: a download that no server keeps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from inspection import Watch
from live_site import LiveSite
from meter.demo.prepare import WORKSHOP, prepare_demo, renew_links
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page


@pytest.fixture
def site(tmp_path: Path) -> Iterator[LiveSite]:
    with LiveSite.started(tmp_path) as site:
        prepare_demo(site.store, utc_now())
        yield site


def test_the_links_can_be_downloaded_from_the_page_that_shows_them(
    page: Page, site: LiveSite
) -> None:
    links, watch = renew_links(site.store, utc_now()), Watch(page, site.url)
    page.goto(f"{site.url}/staff/sign-in")
    page.fill("#email", links.email)
    page.fill("#password", links.password)
    page.click("main form button")
    page.goto(f"{site.url}/organise/{WORKSHOP}/")
    page.fill("#name", "=Nova")
    page.fill("#contact", "Ana")
    page.fill("#email", "ana@example.org")
    page.get_by_role("button", name="Invite and show the link").click()

    with page.expect_download() as coming:
        page.get_by_role("link", name="Download as a CSV file").click()

    shown = page.locator(".links .code").inner_text()
    text = Path(coming.value.path()).read_text(encoding="utf-8-sig")
    assert coming.value.suggested_filename == f"{WORKSHOP}-links.csv"
    assert text.splitlines()[1] == f"'=Nova,Ana,ana@example.org,{shown}"
    assert shown.startswith(f"{site.url}/join/")
    assert watch.list_faults() == []
