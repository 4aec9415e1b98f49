"""`meter report` writes the report of every unit, each file whole or not at all."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from meter.cli import main
from meter.comparison.shelf import UNITS, shelf_of
from meter.errors import NotFoundError
from meter.exchange.errors import UnwritableFileError
from meter.reports import typesetting
from meter.reports.errors import MissingTypesetterError, UnsetPaperError
from tests.meter.reports.pdf_reading import read_pdf
from tests.webapp.desk import desk
from tests.webapp.pack.rooms import SHARES, fill
from webapp.report_command import (
    NothingToReportError,
    UnspokenError,
    UnwrittenError,
    report,
)
from webapp.reports import batch
from webapp.reports.batch import name_file
from webapp.reports.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meter.records import Round
    from meter.reports.report import Report
    from tests.webapp.desk import Desk

__all__ = ["desk"]

ROOT = Path(__file__).parents[2]
PROGRAM = "from webapp.report_command import report; report()"


@pytest.fixture
def asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Round:
    """Give a round in which six units have submitted and two have not."""
    for name in ("CONFIG", "DATABASE_URL", "SECRET_KEY"):
        monkeypatch.delenv(f"METER_{name}", raising=False)
    folder = desk.app.extensions["meter"].settings.data
    monkeypatch.setenv("METER_DATA", str(folder))
    return fill(desk)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder beside the data."""
    made = tmp_path / "reports"
    made.mkdir()
    return made


@pytest.fixture
def _here(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write in this process, where the application is there already."""

    def write(orders: Any, folder: Path, endings: Any, _count: Any) -> Iterator[Any]:
        yield from (batch._write(one, folder, endings) for one in orders)

    monkeypatch.setattr(batch, "_apps", [desk.app])
    monkeypatch.setattr(batch, "write_reports", write)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(report, arguments)


def test_every_unit_with_a_result_has_each_file(asked: Round, folder: Path) -> None:
    stale = folder / f".{name_file('Ankor', 1, 'en')}.pdf.123.part"
    stale.write_bytes(b"half")

    ran = run(asked.key, "-o", str(folder), "--format", "pdf,xlsx", "--processes", "2")

    assert ran.exit_code == 0, (ran.output, ran.exception)
    assert f"6 reports are written to {folder}." in ran.stderr
    found = sorted(path.name for path in folder.iterdir())
    assert len(found) == 12
    assert [name.split("-")[0] for name in found[::2]] == [
        one.lower() for one in SHARES
    ]
    pages = read_pdf((folder / found[0]).read_bytes())
    assert pages.title == "Ankor"


@pytest.mark.usefixtures("_here")
def test_a_unit_that_nobody_is_invited_to_has_its_report_too(
    asked: Round, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "given.csv"
    path.write_text("unit,law_share,policy_share,skills_share\nIlmar,40,50,60\n")
    took = ["import", asked.key, str(path), "--submit", "--add-units"]
    taken = CliRunner().invoke(main, took)
    assert taken.exit_code == 0, taken.output

    ran = run(asked.key, "-o", str(folder), "--format", "docx")

    assert ran.exit_code == 0, (ran.output, ran.exception)
    names = [path.name.split("-")[0] for path in folder.iterdir()]
    assert sorted(names) == sorted([*(one.lower() for one in SHARES), "ilmar"])


@pytest.mark.usefixtures("_here")
def test_former_reports_are_replaced_in_the_language_that_is_asked_for(
    asked: Round, desk: Desk, folder: Path
) -> None:
    for _ in range(2):
        ran = run(asked.key, "-o", str(folder), "--format", "docx", "--language", "fr")
        assert ran.exit_code == 0, ran.exception
        # However many there are, what was kept of one does not add to the next.
        assert len(shelf_of(desk.store, UNITS)) == 1
        for path in folder.iterdir():
            assert path.name.endswith("-fr.docx")
            assert path.read_bytes().startswith(b"PK")
            path.write_bytes(b"old")

    assert len(list(folder.iterdir())) == len(SHARES)


@pytest.mark.usefixtures("_here")
def test_what_cannot_be_written_is_told_by_unit_and_the_others_are_whole(
    asked: Round, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typeset = typesetting.typeset_report

    def refuse(one: Report) -> bytes:
        if one.title == "Belm":
            reason = "it is too long"
            raise UnsetPaperError(reason)
        return typeset(one)

    monkeypatch.setitem(FORMATS, "pdf", replace(FORMATS["pdf"], write=refuse))

    ran = run(asked.key, "-o", str(folder))

    assert isinstance(ran.exception, UnwrittenError)
    assert "Belm: The PDF could not be made: it is too long." in ran.stderr
    assert len(list(folder.iterdir())) == len(SHARES) - 1


def test_what_is_asked_amiss_is_refused_before_any_work(
    asked: Round, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty, place = desk.open("empty"), ("-o", str(tmp_path / "made"))

    assert isinstance(run("nowhere", *place).exception, NotFoundError)
    assert isinstance(run(empty.key, *place).exception, NothingToReportError)
    spoken = run(asked.key, *place, "--language", "xx")
    assert isinstance(spoken.exception, UnspokenError)
    assert (
        '"odt" is none of pdf, docx, xlsx'
        in run(asked.key, *place, "--format", "pdf,odt").output
    )
    monkeypatch.setattr(typesetting, "find_missing", lambda: "typst")
    assert isinstance(run(asked.key, *place).exception, MissingTypesetterError)
    assert not (tmp_path / "made").exists()


def test_a_folder_that_cannot_be_made_is_named(asked: Round, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")

    ran = run(asked.key, "-o", str(tmp_path / "file" / "reports"))

    assert isinstance(ran.exception, UnwritableFileError)


def test_killed_half_way_it_leaves_no_half_file(asked: Round, folder: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, asked.key, "-o", str(folder)]
    process = subprocess.Popen(
        [*command, "--format", "xlsx,pdf", "--processes", "1"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: any(folder.glob("*.xlsx")), process)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    found = [path for path in folder.iterdir() if not path.name.endswith(".part")]
    assert 0 < len(found) < 2 * len(SHARES)
    for path in found:
        content = path.read_bytes()
        if path.suffix == ".pdf":
            assert read_pdf(content).pages
        else:
            assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def wait_for(is_there: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait until something is there, as long as a process runs."""
    for _ in range(3_000):
        if is_there():
            return
        assert process.poll() is None
        time.sleep(0.02)
    pytest.fail("nothing came")
