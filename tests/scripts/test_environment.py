"""The set-up: what it refuses, what it finds, and when it installs again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import environment

ROOT = Path(__file__).parents[2]


def make_program(path: Path, script: str = "") -> str:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout with one requirement file, which the set-up takes for ours."""
    requirements = tmp_path / "requirements"
    requirements.mkdir()
    (requirements / "run.txt").write_text("flask==3.1.3\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "REQUIREMENTS", requirements)
    return tmp_path


def make_python(path: Path, version: tuple[int, ...]) -> str:
    """Write a program that runs -c as a Python of another version would."""
    change = f"import sys; sys.version_info = {version}; exec(sys.argv[2])"
    return make_program(path, f'exec {sys.executable} -c "{change}" "$@"')


def test_a_python_that_is_too_old_is_told_in_a_sentence(tmp_path: Path) -> None:
    python = make_python(tmp_path / "python3", (3, 9, 2))

    made = subprocess.run(
        ["make", "check", f"PYTHON={python}"],  # noqa: S607 - wherever make is
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert made.returncode != 0
    assert made.stderr.splitlines()[0] == (
        "METER needs Python 3.11 or later, and this one is 3.9. "
        "Name a newer one: make PYTHON=python3.13 ..."
    )


@pytest.mark.parametrize("name", ["requirements/run.txt", "pyproject.toml"])
def test_a_changed_file_asks_for_a_new_installation(checkout: Path, name: str) -> None:
    before = environment.fingerprint("run")

    (checkout / name).write_text("changed\n")

    assert environment.fingerprint("run") != before


def test_the_named_chromium_goes_before_the_one_on_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_program(tmp_path / "chromium")
    named = make_program(tmp_path / "my-browser")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("METER_TEST_CHROMIUM", named)

    assert environment.find_chromium() == named


def test_a_chromium_is_found_on_path_by_any_of_its_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = make_program(tmp_path / "google-chrome")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("METER_TEST_CHROMIUM", raising=False)

    assert environment.find_chromium() == found


def test_a_named_chromium_that_is_not_there_is_not_replaced_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_program(tmp_path / "chromium")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("METER_TEST_CHROMIUM", str(tmp_path / "gone"))

    assert environment.find_chromium() is None


def test_libreoffice_is_found_on_path_by_any_of_its_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert environment.find_spreadsheet() is None

    found = make_program(tmp_path / "libreoffice")

    assert environment.find_spreadsheet() == found


@pytest.mark.parametrize("may_install", [True, False])
def test_libreoffice_is_installed_where_that_may_be_done_and_else_asked_for(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    may_install: bool,
) -> None:
    def install(*packages: str) -> None:
        assert packages == environment.SPREADSHEET_PACKAGES
        make_program(tmp_path / "soffice")

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(environment, "can_use_apt", lambda: may_install)
    monkeypatch.setattr(environment, "apt_install", install)

    assert environment.main(["spreadsheet"]) == 0

    assert (environment.find_spreadsheet() is not None) == may_install
    asked = environment.HOW_TO_GET_LIBREOFFICE in capsys.readouterr().err
    assert asked is not may_install


def test_the_lock_leaves_nothing_to_look_for() -> None:
    check = [sys.executable, "-m", "pip", "check", "--disable-pip-version-check"]

    done = subprocess.run(check, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
