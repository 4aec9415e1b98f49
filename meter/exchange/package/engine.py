"""The engine of a package: the packages that score, as installed here, in a zip.

Python imports from a zip, so that `recompute.py` needs no METER, only the libraries
that its head names.
"""

from __future__ import annotations

import importlib
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = ("instruments", "scoring")
DISTRIBUTION = "meter-engine"

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of all parts, so that the same code makes the same bytes."""

_LICENCE = "licenses/LICENSE"


def write_engine(path: Path) -> None:
    """Write the modules of PACKAGES, and the licence that they come under."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _list_parts():
            info = zipfile.ZipInfo(name, EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def _list_parts() -> Iterator[tuple[str, bytes]]:
    for package in PACKAGES:
        root = Path(str(importlib.import_module(package).__file__)).parent
        for module in sorted(root.rglob("*.py")):
            yield module.relative_to(root.parent).as_posix(), module.read_bytes()
    licence = _read_licence()
    if licence is not None:
        yield "LICENSE", licence.encode()


def _read_licence() -> str | None:
    try:
        return distribution(DISTRIBUTION).read_text(_LICENCE)
    except PackageNotFoundError:
        return None
