"""From a library key or a path to an instrument, with all findings at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.library import find_file
from instruments.model.instrument import Instrument
from instruments.reading.catalogues import list_files, read_translations
from instruments.reading.findings import Finding
from instruments.reading.source import read_source

if TYPE_CHECKING:
    from pathlib import Path


def load_instrument(source: str | Path) -> Instrument:
    """Load an instrument by library key or YAML path, with its translations."""
    path = find_file(source)
    read = read_source(path.read_bytes(), str(path))
    files = [read_translations(file) for file in list_files(path)]
    data = dict(read.data)
    data["translations"] = {file.language: file.words for file in files}
    return Instrument.model_validate(data)


def check_instrument(source: str | Path) -> list[Finding]:
    """List all findings of an instrument."""
    path = find_file(source)
    return list(read_source(path.read_bytes(), str(path)).findings)
