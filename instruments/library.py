"""The instruments that come with the package, found by key."""

from __future__ import annotations

from pathlib import Path

from instruments.errors import UnknownInstrumentError
from instruments.names import find_closest

LIBRARY = Path(__file__).parent / "library"
FILE_NAME = "instrument.yaml"
METHODS = "methods"


def list_library() -> tuple[str, ...]:
    """List the keys of the instruments in the library, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in LIBRARY.glob(f"*/{FILE_NAME}")))


def list_method_files(key: str) -> dict[str, Path]:
    """List the method files in the folder of a library instrument, by method key."""
    if key not in list_library():
        return {}
    files = sorted((LIBRARY / key / METHODS).glob("*.yaml"))
    return {path.stem: path for path in files}


def find_file(source: str | Path) -> Path:
    """Find the file of a library key or path.

    Raises:
        UnknownInstrumentError: there is neither.
    """
    keys = list_library()
    if str(source) in keys:
        return LIBRARY / str(source) / FILE_NAME
    path = Path(source)
    if path.is_dir():
        path /= FILE_NAME
    if not path.is_file():
        raise UnknownInstrumentError(str(source), find_closest(str(source), keys))
    return path
