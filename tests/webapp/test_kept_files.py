"""Files that are kept are closed where nobody reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.exchange.kept_answers import KeptFile
from webapp.kept_files import send_kept

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask


@pytest.mark.parametrize(
    ("method", "headers", "is_closed"),
    [
        ("GET", {}, False),
        ("HEAD", {}, True),
        ("GET", {"If-None-Match": '"abc.csv"'}, True),
    ],
)
def test_a_file_that_nobody_reads_is_closed(
    app: Flask, tmp_path: Path, method: str, headers: dict[str, str], *, is_closed: bool
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("unit,law\nArva,full\n")
    with app.test_request_context(method=method, headers=headers):
        sent = send_kept(KeptFile(path, "abc"), "answers.csv")

    file = sent.response.file  # type: ignore[union-attr]
    assert file.closed is is_closed
    assert sent.headers["ETag"] == '"abc.csv"'
    sent.close()
