"""`meter questionnaire` writes a PDF to print, in a language of the instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from meter.cli import main
from meter.reports import typesetter, typesetting
from tests.meter.reports.pdf_reading import read_pdf

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["questionnaire", *words])


def test_it_is_written_in_the_instruments_own_language(tmp_path: Path) -> None:
    file = tmp_path / "egdi.pdf"

    ran = run("egdi", "-o", str(file))

    assert (ran.exit_code, ran.stdout) == (0, "")
    assert ran.stderr == f"{file} is written.\n"
    assert read_pdf(file.read_bytes()).language == "en"
    assert list(tmp_path.iterdir()) == [file]


def test_it_speaks_the_language_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "egdi.pdf"

    assert run("egdi", "-o", str(file), "--language", "ru").exit_code == 0

    found = read_pdf(file.read_bytes())
    assert found.language == "ru"
    assert "Примечание" in found.text


def test_a_language_that_the_instrument_lacks_is_named(tmp_path: Path) -> None:
    ran = run("egdi", "-o", str(tmp_path / "x.pdf"), "--language", "tlh")

    assert ran.exit_code == 11
    assert 'has no words in "tlh". It has: en, ' in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told_of_before_the_work(tmp_path: Path) -> None:
    ran = run("egdi", "-o", str(tmp_path / "none" / "x.pdf"))

    assert ran.exit_code == 12
    assert "No such file or directory" in ran.stderr


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetter, "LIBRARIES", ("no_such_font",))
    typesetting.find_missing.cache_clear()

    ran = run("egdi", "-o", str(tmp_path / "x.pdf"))
    typesetting.find_missing.cache_clear()

    assert ran.exit_code == 12
    assert "pip install 'meter-engine[pdf]'" in ran.stderr
    assert list(tmp_path.iterdir()) == []
