"""Files of ours, sent to be saved: tables, calendars, documents.

Files of others go by `attachments`, which keeps what is in them inert.
"""

from __future__ import annotations

from flask import Response

UTF8_MARK = "\ufeff"
"""At the beginning it tells spreadsheets how letters are written."""


def send_file(content: str | bytes, media_type: str, name: str) -> Response:
    """Make the reply that saves a file under a name in ASCII."""
    sent = Response(content, mimetype=media_type)
    sent.headers.set("Content-Disposition", "attachment", filename=name)
    return sent


def send_table(text: str, name: str) -> Response:
    """Make the reply that saves CSV."""
    return send_file(f"{UTF8_MARK}{text}", "text/csv", name)
