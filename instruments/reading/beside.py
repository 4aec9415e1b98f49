"""The instrument that a method file names: in the library, or beside the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.library import FILE_NAME, find_file, list_library
from instruments.reading.po_files import read_bytes
from instruments.reading.source import RefusedError, read_source

if TYPE_CHECKING:
    from pathlib import Path


def find_beside(name: str, folder: Path) -> Path | None:
    """Find the instrument that a file in a folder names; None where there is none.

    The library is looked into first, then the folder: a file or folder of that name,
    and an `instrument.yaml` in the folder or above it that declares that key.
    """
    if name in list_library():
        return find_file(name)
    named = (folder / name, folder / name / FILE_NAME, folder / f"{name}.yaml")
    keyed = (folder / FILE_NAME, folder.parent / FILE_NAME)
    found = [path for path in named if is_file(path)]
    found += [path for path in keyed if is_file(path) and read_key(path) == name]
    return found[0] if found else None


def read_key(path: Path) -> object:
    """Read the key that an instrument file declares, whatever else is in it.

    Raises:
        UnreadableFileError: the system does not hand over the file.
    """
    try:
        data = read_source(read_bytes(path), str(path)).data
    except RefusedError:
        return None
    return data.get("key") if isinstance(data, dict) else None


def is_file(path: Path) -> bool:
    """Tell whether there is a file of that name, however long the name."""
    try:
        return path.is_file()
    except OSError:  # a name that no file can have
        return False
