"""A browser without a line: what it says, and the copies of pages that it keeps."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from invited import City

KEPT = "Kept on this device, not sent yet"
COPY = "This page is as it was when it was loaded here"
LIST_COPIES = """
async (start) => {
  const found = [];
  for (const name of (await caches.keys()).filter((one) => one.startsWith(start))) {
    for (const one of await (await caches.open(name)).keys()) found.push(one.url);
  }
  return found;
}
"""


def path(city: City, rest: str = "") -> str:
    """Give the address of a page of the response."""
    return f"/answer/{city.response_id}/{rest}"


def await_copies(page: Page, city: City, *pages: str) -> None:
    """Wait until the service worker has copies of pages."""
    wanted = {f"{city.site.url}{path(city, one)}" for one in pages}
    for _ in range(100):
        if wanted <= list_copies(page, city):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{wanted} were awaited, {list_copies(page, city)} are there")


def await_no_copies(page: Page, city: City) -> None:
    """Wait until it has none of the response any more."""
    for _ in range(100):
        if not list_copies(page, city):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{list_copies(page, city)} are still there")


def list_copies(page: Page, city: City) -> set[str]:
    """List the pages of which a browser keeps copies."""
    return set(page.evaluate(LIST_COPIES, f"meter-{city.response_id}-"))


@contextmanager
def no_line(page: Page) -> Iterator[None]:
    """Cut the line of a browser for a while."""
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)
