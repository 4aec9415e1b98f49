"""The program that sets a paper in type keeps to itself, and to its limits."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from meter.reports import typesetter
from tests.meter.reports.papers import LEVEL, SHARE, make_paper, write_json

PAPER = write_json(make_paper(LEVEL, SHARE))


def run(paper: str, program: str = "") -> subprocess.CompletedProcess[bytes]:
    command = ["-c", program] if program else [typesetter.__file__]
    return subprocess.run(
        [sys.executable, "-P", *command],
        input=paper.encode(),
        capture_output=True,
        check=False,
    )


def test_the_same_paper_gives_the_same_bytes_in_every_process() -> None:
    first, second = run(PAPER), run(PAPER)

    assert first.returncode == 0, first.stderr.decode()
    assert first.stderr == b""
    assert first.stdout.startswith(b"%PDF-1.7")
    assert first.stdout == second.stdout == typesetter.make_pdf(PAPER)
    assert b"CreationDate" not in first.stdout


def test_what_is_no_paper_ends_in_a_sentence() -> None:
    ran = run("{")

    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.startswith(b"failed to parse JSON")
    assert b"Traceback" not in ran.stderr


def test_fonts_come_from_packages_and_all_are_there() -> None:
    folders = list(typesetter.list_font_folders())

    assert len(folders) == len(typesetter.FONTS)
    for folder in folders:
        assert {path.suffix for path in folder.iterdir()} & {".ttf", ".ttc"}


def test_the_machines_own_fonts_are_asked_only_where_ours_lack_a_shape(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[typesetter.Attempt] = []
    make = typesetter._make_pdf

    def note(paper: str, template: str, attempt: typesetter.Attempt) -> bytes:
        tried.append(attempt)
        return make(paper, template, attempt)

    monkeypatch.setattr(typesetter, "_make_pdf", note)

    typesetter.make_pdf(PAPER)
    assert tried == [(False, True)]
    typesetter.make_pdf(PAPER.replace("What share?", "\\u0378"))
    assert tried[1:] == [(False, True), (True, True), (True, False)]


@pytest.mark.skipif(sys.platform != "linux", reason="only there memory is limited")
def test_a_paper_that_takes_too_much_memory_ends_the_program() -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(Path(typesetter.__file__).parent)!r})\n"
        "import typesetter, typst\n"
        "typesetter.MOST_MEMORY = 300_000_000\n"
        "sys.exit(typesetter.main())"
    )

    long = replace(LEVEL, help=("All of it counts. " * 20_000,))

    ran = run(write_json(make_paper(long)), program)

    assert ran.returncode != 0
    assert ran.stdout == b""
    assert run(write_json(make_paper(long))).stdout.startswith(b"%PDF")
