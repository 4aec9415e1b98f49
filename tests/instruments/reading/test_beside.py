from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments.library import find_file
from instruments.reading.beside import find_beside, is_file, read_key

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, text: str = "key: city\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_library_is_looked_into_first(tmp_path: Path) -> None:
    write(tmp_path / "egdi.yaml")

    assert find_beside("egdi", tmp_path) == find_file("egdi")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("city.yaml", "city"),
        ("city.yaml", "city.yaml"),
        ("other/city.yaml", "other/city.yaml"),
        ("city/instrument.yaml", "city"),
        ("instrument.yaml", "city"),
    ],
)
def test_a_file_is_found_beside(tmp_path: Path, file: str, name: str) -> None:
    path = write(tmp_path / file)

    assert find_beside(name, tmp_path) == path


def test_methods_may_stand_in_a_folder_of_their_own(tmp_path: Path) -> None:
    path = write(tmp_path / "instrument.yaml")

    assert find_beside("city", tmp_path / "methods") == path


@pytest.mark.parametrize("text", ["key: town\n", "- city\n", "key: &a city\n"])
def test_an_instrument_of_another_key_is_not_it(tmp_path: Path, text: str) -> None:
    write(tmp_path / "instrument.yaml", text)

    assert find_beside("city", tmp_path) is None


def test_a_key_is_read_from_a_file_that_is_wrong_otherwise(tmp_path: Path) -> None:
    assert read_key(write(tmp_path / "a.yaml", "key: city\ncolour: red\n")) == "city"


def test_no_name_is_too_long_to_be_told_as_missing(tmp_path: Path) -> None:
    assert not is_file(tmp_path / ("x" * 5000))
    assert find_beside("x" * 5000, tmp_path) is None
