"""Reading a page as people do: its words, without marks."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzeug.test import TestResponse


def read_text(reply: TestResponse) -> str:
    """Give the words of a page in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", reply.text)).split())
