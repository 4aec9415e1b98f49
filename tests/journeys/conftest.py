"""The site that people walk through: a sample workshop behind the real server."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Error, expect

from live_site import LiveSite
from meter.demo.prepare import prepare_demo
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserContext, Page

    from chromium import Chromium

PATIENCE_MS = 10_000
"""How long a page may take where two cores do everything at once."""

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """Yield a site with the sample rounds; what a test adds, the next one sees."""
    with LiveSite.started(tmp_path_factory.mktemp("site")) as site:
        prepare_demo(site.store, utc_now())
        yield site


@pytest.fixture
def visit(browser: Chromium, site: LiveSite) -> Iterator[Callable[..., Page]]:
    """Yield what opens a fresh browser at the site: an empty page, no cookies."""
    contexts: list[BrowserContext] = []

    def open_browser(**settings: Any) -> Page:
        settings = {"viewport": {"width": 1280, "height": 800}, **settings}
        context = browser.new_context(base_url=site.url, **settings)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return context.new_page()

    yield open_browser
    for context in contexts:
        with browser.losing_patience():
            leave(context)


def leave(context: BrowserContext) -> None:
    """Close a browser once its pages are left: one that still loads may never close."""
    context.unroute_all(behavior="ignoreErrors")
    for page in context.pages:
        with suppress(Error):  # a page that goes elsewhere by itself is left too
            page.wait_for_load_state()
            page.goto("about:blank")
    context.close()
