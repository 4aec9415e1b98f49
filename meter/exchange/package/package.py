"""The package of a round: a folder that says everything about its data, or a zip."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

from instruments.reading.documents import write_document, write_method
from meter.exchange.errors import BusyPackageError, FullFolderError
from meter.exchange.package import recompute
from meter.exchange.package.citation import write_citation
from meter.exchange.package.codebook import write_codebook
from meter.exchange.package.datapackage import write_datapackage
from meter.exchange.package.datasets import (
    INSTALL,
    LIBRARY,
    has_library,
    write_dta,
    write_sav,
)
from meter.exchange.package.engine import write_engine
from meter.exchange.package.provenance import list_facts, write_provenance
from meter.exchange.package.readme import write_readme
from meter.exchange.package.rules import write_rules
from meter.exchange.package.sdmx import write_sdmx
from meter.exchange.package.table_files import (
    write_csv_table,
    write_parquet_table,
    write_workbook,
)
from meter.exchange.package.tables import list_tables
from meter.exchange.package.variables import list_variables
from meter.exchange.whole_files import check_folder, explaining

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from meter.exchange.package.columns import Table
    from meter.exchange.package.snapshot import Snapshot

CHECKSUMS = "SHA256SUMS"
CHUNK_BYTES = 1 << 16

MOST_SECONDS = 30.0
"""To wait for one's turn."""

_turn = Lock()


def check_place(folder: Path) -> None:
    """Refuse a place for a package before any work is done.

    Raises:
        FullFolderError: something is in the folder already.
        UnwritableFileError: it cannot be made there.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise FullFolderError(str(folder))
    check_folder(folder.absolute())


def write_package(
    snapshot: Snapshot, folder: Path, announce: Callable[[], object] = lambda: None
) -> None:
    """Write a package as a folder, which appears whole or not at all.

    Args:
        snapshot: what is in it.
        folder: where it goes.
        announce: called when all is written and before it appears; where that fails,
            it does not.

    Raises:
        FullFolderError: something is in the folder already.
        UnwritableFileError: it cannot be written there.
    """
    check_place(folder)
    part = folder.absolute().with_name(f".{folder.absolute().name}.{os.getpid()}.part")
    with explaining(str(folder)):
        try:
            part.mkdir()
            fill_folder(snapshot, part)
            announce()
            with suppress(FileNotFoundError):
                folder.rmdir()
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)


@contextmanager
def zip_package(snapshot: Snapshot) -> Iterator[BinaryIO]:
    """Give a package as an open zip, with one folder in it named by the round's key.

    Raises:
        UnwritableFileError: there is no room for temporary files.
    """
    with TemporaryDirectory(prefix="meter-") as name:
        root, path = Path(name) / snapshot.round.key, Path(name) / "package.zip"
        with explaining(name):
            root.mkdir()
            fill_folder(snapshot, root)
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for file in _list_files(root):
                    archive.write(file, file.relative_to(root.parent))
            shutil.rmtree(root)
        with path.open("rb") as opened:
            yield opened


@contextmanager
def taking_turn() -> Iterator[None]:
    """Wait until this process makes no other package; reading its snapshot is a part.

    One at a time is made, so that many who ask at once do not take the whole machine.

    Raises:
        BusyPackageError: another one is being made, and takes long.
    """
    if not _turn.acquire(timeout=MOST_SECONDS):
        raise BusyPackageError
    try:
        yield
    finally:
        _turn.release()


def fill_folder(snapshot: Snapshot, folder: Path) -> None:
    """Write all files of a package into an empty folder."""
    tables = list_tables(snapshot)
    left_out = [*_write_tables(snapshot, tables, folder)]
    left_out += [*_write_datasets(snapshot, folder), *_tell_other_method(snapshot)]
    _write_sources(snapshot, folder)
    if snapshot.results is not None:
        (folder / "sdmx").mkdir()
        write_sdmx(snapshot, snapshot.results, folder / "sdmx/scores.csv")
        write_engine(folder / "engine.zip")
        shutil.copyfile(recompute.__file__, folder / "recompute.py")
    write_datapackage(snapshot, tables, folder)
    names = [*_name_files(folder), "README.txt", CHECKSUMS]
    _write(folder / "README.txt", write_readme(snapshot, tables, names, left_out))
    _write(folder / CHECKSUMS, _sum_up(folder))


def _write_tables(
    snapshot: Snapshot, tables: Sequence[Table], folder: Path
) -> Iterator[str]:
    facts = {key: str(fact) for key, fact in list_facts(snapshot).items() if fact}
    (folder / "csv").mkdir()
    (folder / "parquet").mkdir()
    for table in tables:
        write_csv_table(table, folder / f"csv/{table.name}.csv")
        write_parquet_table(table, folder / f"parquet/{table.name}.parquet", facts)
    for name in write_workbook(tables, folder / "tables.xlsx"):
        yield snapshot.terms.words.guide.too_large % {"name": name}


def _write_datasets(snapshot: Snapshot, folder: Path) -> Iterator[str]:
    variables = list_variables(snapshot)
    write_codebook(snapshot, variables, "round.sav", folder / "codebook.xml")
    if not has_library():
        fact = {"library": LIBRARY, "command": INSTALL}
        yield snapshot.terms.words.guide.no_library % fact
        return
    write_sav(variables, snapshot.round.title, folder / "round.sav")
    write_dta(variables, snapshot.round.title, folder / "round.dta")


def _tell_other_method(snapshot: Snapshot) -> Iterator[str]:
    if snapshot.results is not None and snapshot.results.otherwise:
        fact = {"count": snapshot.results.otherwise}
        yield snapshot.terms.words.guide.otherwise % fact


def _write_sources(snapshot: Snapshot, folder: Path) -> None:
    """Write what was asked, how it was scored, and by which rules it is shown."""
    (folder / "instrument").mkdir()
    _write(folder / "instrument/instrument.yaml", write_document(snapshot.source))
    if snapshot.round.method is not None:
        method = write_method(snapshot.source, snapshot.round.method)
        _write(folder / "instrument/method.yaml", method)
    _write(folder / "provenance.json", write_provenance(snapshot))
    _write(folder / "CITATION.cff", write_citation(snapshot))
    _write(folder / "RULES.txt", write_rules(snapshot))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _name_files(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in _list_files(folder)]


def _sum_up(folder: Path) -> str:
    """Write the checksum of each file, as `sha256sum --check` reads it."""
    return "".join(
        f"{_digest(folder / name)}  {name}\n" for name in _name_files(folder)
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
