"""The instruments that come with the package, found by key."""

from __future__ import annotations

from pathlib import Path

from instruments.errors import UnknownInstrumentError
from instruments.names import find_closest

LIBRARY = Path(__file__).parent / "library"
FILE_NAME = "instrument.yaml"


def list_library() -> tuple[str, ...]:
    """List the keys of the instruments in the library, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in LIBRARY.glob(f"*/{FILE_NAME}")))


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
