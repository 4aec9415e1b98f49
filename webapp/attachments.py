"""Files of others, sent to be saved and never to be shown: what is in them stays inert.

The name is written as RFC 5987 has it; no browser guesses another kind, and a browser
that opens the file nevertheless gives it no script, no form and no origin.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response

if TYPE_CHECKING:
    from meter.records import File

SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"


def send_attachment(file: File, content: bytes) -> Response:
    """Make the reply that saves a file."""
    sent = Response(content, content_type=file.media_type)
    names = write_names(file.name)
    sent.headers.set("Content-Disposition", "attachment", **names)
    sent.headers["Content-Security-Policy"] = SANDBOX
    return sent


def write_names(name: str) -> dict[str, str]:
    """Write a name for every client: in ASCII, and in full where that is not all."""
    if name.isascii():
        return {"filename": name}
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    simple = f"file{bare}" if bare.startswith(".") else bare
    return {"filename": simple, "filename*": f"UTF-8''{quote(name, safe='')}"}
