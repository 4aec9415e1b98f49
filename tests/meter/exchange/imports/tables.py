"""Small files of answers, and what is read from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meter.exchange.imports.reading import open_import

if TYPE_CHECKING:
    from pathlib import Path

    from instruments import Instrument
    from meter.exchange.imports.records import BadCell, GivenRow


def write(folder: Path, text: str) -> Path:
    """Write a CSV file."""
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


def read(
    folder: Path, instrument: Instrument, text: str, **options: Any
) -> list[GivenRow]:
    """Read all rows of a CSV file."""
    return list(open_import(write(folder, text), instrument, **options).read())


def list_bad(rows: list[GivenRow]) -> list[tuple[int, str, str, str]]:
    """Name each bad cell by row, letter, value and code."""
    return [_name(one) for row in rows for one in row.bad]


def _name(one: BadCell) -> tuple[int, str, str, str]:
    return one.row, one.place.letter, one.value, one.code
