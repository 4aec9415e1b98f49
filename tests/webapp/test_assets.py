from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

from webapp.assets import FOLDER, FOREVER, load_asset, load_assets

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

FIRST_LOAD_BYTES = 40 * 1024


def test_the_name_of_a_file_changes_with_its_content(tmp_path: Path) -> None:
    file = tmp_path / "look.css"
    file.write_text("a {}")
    before = load_asset(file)
    file.write_text("b {}")

    after = load_asset(file)

    assert before.name != after.name
    assert re.fullmatch(r"look\.[0-9a-f]{12}\.css", after.name)
    assert gzip.decompress(after.compressed) == b"b {}"


def test_a_file_is_sent_compressed_and_for_good(app: Flask) -> None:
    client = app.test_client()
    found = re.search(r'href="(/static/meter\.[^"]+)"', client.get("/").text)
    assert found is not None

    packed = client.get(found[1], headers={"Accept-Encoding": "br, gzip"})
    plain = client.get(found[1])

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Cache-Control"] == FOREVER
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert plain.mimetype == "text/css"
    assert "Set-Cookie" not in packed.headers


def test_files_of_another_content_are_not_there(app: Flask) -> None:
    client = app.test_client()

    assert client.get("/static/meter.css").status_code == 404
    assert client.get("/static/meter.000000000000.css").status_code == 404


def test_no_rule_for_some_screens_stands_behind_a_selector() -> None:
    """A browser leaves such a rule out, and takes what follows for all pages."""
    behind = re.compile(r"[^\s{}*/;]\s*@(?:media|supports)")

    for path in FOLDER.glob("*.css"):
        assert not behind.search(path.read_text(encoding="utf-8")), path.name


def test_our_own_files_fit_into_the_first_load() -> None:
    assets = load_assets(FOLDER)

    ours = (
        "meter.css",
        "page.js",
        "queue.js",
        "sender.js",
        "offline.js",
        "items.js",
        "answer.js",
        "presence.js",
        "conditions.js",
        "numerals.js",
        "icon.svg",
    )
    assert (
        sum(len(assets[name].compressed) for name in ours) < FIRST_LOAD_BYTES - 12_288
    )


def test_no_file_of_ours_names_a_physical_side() -> None:
    """Pages turn round in right-to-left languages; plotly measures from the left."""
    sides = re.compile(
        r"(?:margin|padding|border)-(?:left|right)|(?:^|[;{\s])(?:left|right)\s*:|"
        r"text-align:\s*(?:left|right)|float:\s*(?:left|right)"
    )

    for file in set(FOLDER.glob("*.css")) - {FOLDER / "plot.css"}:
        assert sides.findall(file.read_text()) == [], file.name
