"""The command line finds its commands late and ends as it should."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import warnings
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from instruments.errors import InstrumentWarning, UnknownInstrumentError
from meter.cli import commands, main
from meter.errors import SettingsError
from meter.fieldwork.errors import RoundClosedError
from scoring.errors import NotScoredError

if TYPE_CHECKING:
    from collections.abc import Callable

SLOW = ("alembic", "flask", "numpy", "openpyxl", "pandas", "plotly", "sqlalchemy")


def python(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )


def test_help_names_every_command_and_imports_nothing_slow() -> None:
    ran = python(
        "import sys\n"
        "from meter.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        f"print('slow:', *sorted(set({SLOW!r}) & sys.modules.keys()))"
    )

    assert ran.returncode == 0, ran.stderr
    for name in commands.find_commands():
        assert f"  {name} " in ran.stdout
    assert ran.stdout.splitlines()[-1] == "slow:"


def test_the_commands_of_this_package_are_found_by_their_modules() -> None:
    assert {"account", "db"} <= commands.find_commands().keys()
    assert "commands" not in commands.find_commands()


def test_the_version_is_said() -> None:
    ran = CliRunner().invoke(main, ["--version"])

    assert ran.exit_code == 0
    assert ran.output.startswith("meter, version ")


def test_an_unknown_command_is_a_usage_error() -> None:
    ran = CliRunner().invoke(main, ["frob"])

    assert ran.exit_code == 2
    assert "frob" in ran.output


@pytest.fixture
def run_raising(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Exception], click.testing.Result]:
    """Run a command `fail` that raises the given error."""

    def run(error: Exception) -> click.testing.Result:
        @click.command()
        def fail() -> None:
            raise error

        point = EntryPoint("fail", "here:fail", commands.GROUP)
        monkeypatch.setattr(EntryPoint, "load", lambda _: fail)
        monkeypatch.setattr(commands, "find_commands", lambda: {"fail": point})
        return CliRunner().invoke(main, ["fail"])

    return run


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingsError("data", "it is gone"), 2),
        (NotScoredError("talk"), 10),
        (UnknownInstrumentError("metre", "meter"), 13),
        (RoundClosedError("seoul"), 12),
    ],
)
def test_an_expected_error_ends_in_its_sentence_and_code(
    run_raising: Callable[[Exception], click.testing.Result],
    error: Exception,
    code: int,
) -> None:
    ran = run_raising(error)

    assert ran.exit_code == code
    assert ran.stderr == f"{error}\n"
    assert ran.stdout == ""


@pytest.mark.parametrize("error", [KeyError("x"), ValueError("x")])
def test_a_bug_keeps_its_traceback(
    run_raising: Callable[[Exception], click.testing.Result], error: Exception
) -> None:
    ran = run_raising(error)

    assert ran.exit_code == 1
    assert ran.exception is error


FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="no device that is full")


def run_printing(*arguments: str, into: int | IO[bytes]) -> tuple[int, str]:
    """Run the command with this as standard output: its code and what it complains."""
    ran = subprocess.run(
        [sys.executable, "-m", "meter", *arguments],
        stdout=into,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stderr


@needs_full
@pytest.mark.parametrize("asked", ["--help", "methods egdi", "schema"])
def test_a_full_disk_behind_standard_output_ends_in_a_sentence(asked: str) -> None:
    with FULL.open("wb") as full:
        code, said = run_printing(*asked.split(), into=full)

    assert code == 12
    assert said == (
        "'standard output' cannot be written (No space left on device). Choose another "
        "place.\n"
    )


@pytest.mark.parametrize("asked", ["--help", "methods egdi", "schema"])
def test_a_pipe_that_nobody_reads_any_more_is_left_quietly(asked: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    code, said = run_printing(*asked.split(), into=writing)

    os.close(writing)
    assert (code, said) == (1, "")


def test_a_closed_stream_takes_everything_and_shows_nothing() -> None:
    program = "import sys; sys.stdout = sys.stderr = None; from meter.cli import main"
    ran = python(f"{program}; main(['methods', 'egdi'])")

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_other_errors_of_the_system_are_no_matter_of_printing(
    run_raising: Callable[[Exception], click.testing.Result],
) -> None:
    taken = OSError(errno.EADDRINUSE, "Address already in use")
    lost = FileNotFoundError(errno.ENOENT, "No such file or directory", "x")

    assert run_raising(taken).exception is taken
    assert run_raising(lost).exception is lost


@pytest.mark.filterwarnings("default")
def test_a_warning_of_ours_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    @click.command()
    def warn() -> None:
        warnings.warn(InstrumentWarning("The version is another one."), stacklevel=1)
        warnings.warn("something else", UserWarning, stacklevel=1)

    monkeypatch.setattr(commands.Commands, "get_command", lambda *_: warn)

    ran = CliRunner().invoke(main, ["warn"])

    assert (ran.exit_code, ran.stderr) == (0, "warning: The version is another one.\n")
    assert [str(one.message) for one in recwarn] == ["something else"]
