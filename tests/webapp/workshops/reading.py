"""Reads a page as people do: its words, without markup."""

from __future__ import annotations

import html
import re


def read(text: str) -> str:
    """Give the words of a page with one space between."""
    bare = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return " ".join(bare.split())
