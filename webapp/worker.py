"""The service worker: which files it keeps, and which part of the site it serves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from webapp.headers import HEADERS

if TYPE_CHECKING:
    from collections.abc import Mapping

WORKER = "worker.js"

SCOPE = "/answer/"
"""Below this the worker serves pages; it meets no other."""

PARTS = ("queue.js", "sender.js")
"""What the worker runs first, and shares with the pages."""

PAGE_FILES = (
    "meter.css",
    "icon.svg",
    "page.js",
    "offline.js",
    *PARTS,
    "items.js",
    "answer.js",
    "presence.js",
    "numerals.js",
    "conditions.js",
    "former.js",
    "kept.js",
    "leave.js",
)
"""What the pages need that can be opened without a line."""


def write_worker(addresses: Mapping[str, str], script: bytes) -> bytes:
    """Put the addresses of its files before a worker's script.

    They tell of the content, so that the worker is another one whenever a file is.
    A copy of a page goes under the same policy as the page.
    """
    parts = [addresses[name] for name in PARTS]
    files = [addresses[name] for name in PAGE_FILES]
    head = (
        f"self.meterFiles = {json.dumps(files)};\n"
        f"self.meterHeaders = {json.dumps(dict(HEADERS))};\n"
        f"importScripts(...{json.dumps(parts)});\n"
    )
    return head.encode() + script
