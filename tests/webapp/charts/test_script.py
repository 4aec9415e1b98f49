from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import plotly
import plotly.offline
import pytest

from tests.webapp.desk import desk
from webapp.charts.script import load_script

if TYPE_CHECKING:
    from tests.webapp.desk import Desk

__all__ = ["desk"]

PATH = "/assets/plotly.min.js"


def test_the_script_is_that_of_the_installed_plotly() -> None:
    script = load_script()

    assert script.content.decode() == plotly.offline.get_plotlyjs()
    assert script.version == plotly.__version__


def test_the_compressed_script_is_the_same() -> None:
    script = load_script()

    assert gzip.decompress(script.compressed) == script.content
    assert len(script.compressed) < len(script.content) / 3
    assert script.compressed is script.compressed


def test_style_sheets_that_the_script_would_write_are_known() -> None:
    script = load_script()

    # One for maps; another version may have other ones, or none.
    written = script.content.count(b'createElement("style")')
    assert len(script.style_ids) == written - 1


@pytest.mark.parametrize("packed", [True, False])
def test_the_script_is_kept_for_good_under_its_version(
    desk: Desk, packed: bool
) -> None:
    headers = {"Accept-Encoding": "gzip" if packed else "identity"}

    reply = desk.app.test_client().get(
        f"{PATH}?v={load_script().version}", headers=headers
    )

    assert reply.status_code == 200
    assert "immutable" in reply.headers["Cache-Control"]
    assert reply.headers.get("Content-Encoding") == ("gzip" if packed else None)
    assert "Accept-Encoding" in reply.headers["Vary"]
    assert reply.mimetype == "text/javascript"


def test_the_script_of_another_version_is_asked_for_anew(desk: Desk) -> None:
    for query in ("", "?v=0"):
        reply = desk.app.test_client().get(PATH + query)

        assert reply.headers["Cache-Control"] == "no-cache"
