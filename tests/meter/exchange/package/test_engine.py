"""The engine holds every module that scores, and is the same bytes every time."""

from __future__ import annotations

import zipfile
from pathlib import Path

import instruments
import scoring
from meter.exchange.package.engine import write_engine


def test_the_engine_holds_every_module(tmp_path: Path) -> None:
    write_engine(tmp_path / "a.zip")
    write_engine(tmp_path / "b.zip")

    roots = [Path(str(one.__file__)).parent for one in (instruments, scoring)]
    modules = {
        path.relative_to(root.parent).as_posix(): path.read_bytes()
        for root in roots
        for path in root.rglob("*.py")
    }
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found.pop("LICENSE", b"MIT").startswith(b"MIT")
    assert found == modules
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
