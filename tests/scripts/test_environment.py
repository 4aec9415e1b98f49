"""The set-up: what it refuses, what it finds, and when it installs again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import environment

if TYPE_CHECKING:
    from pathlib import Path


def make_program(path: Path) -> str:
    path.write_text("#!/bin/sh\n")
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


def test_a_python_that_is_too_old_is_told_in_a_sentence() -> None:
    with pytest.raises(environment.SetUpError) as refused:
        environment.check_python((3, 9, 2))

    assert str(refused.value) == (
        "METER needs Python 3.11 or later, and this is 3.9: "
        "name a newer one, as in make test PYTHON=python3.13."
    )


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 2), (4, 0, 0)])
def test_a_python_that_is_new_enough_is_taken(version: tuple[int, ...]) -> None:
    environment.check_python(version)


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
