"""Files of answers that are kept for a while, sent whole or from any place on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, send_file

from webapp.current import settings

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Response

    from meter.exchange.kept_answers import KeptFile

NOT_MODIFIED = 304

MEDIA_TYPES = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}


def find_answer_folder() -> Path:
    """Find where files of answers are kept."""
    return settings().data.resolve() / "answers"


def send_kept(kept: KeptFile, name: str) -> Response:
    """Make the reply that saves a kept file under a name; its ETag is its state."""
    ending = kept.path.suffix
    sent = send_file(
        kept.path,
        mimetype=MEDIA_TYPES[ending],
        as_attachment=True,
        download_name=name,
        conditional=True,
        etag=f"{kept.state}{ending}",
        last_modified=None,
    )
    if request.method == "HEAD" or sent.status_code == NOT_MODIFIED:
        sent.close()  # nobody reads the file, and so nobody would close it
    return sent
