"""Options that several commands take mean the same in each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from meter.cli import main
from meter.cli.options import output_option

if TYPE_CHECKING:
    from pathlib import Path


def list_helps() -> dict[str, set[str]]:
    """List what the commands say of each of their options."""
    context = click.Context(main)
    found = defaultdict(set)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        for one in command.params if command else ():
            if isinstance(one, click.Option):
                found[one.opts[-1]].add(one.help or "")
    return found


def test_units_and_languages_are_asked_for_in_the_same_words() -> None:
    helps = list_helps()

    assert [len(helps[name]) for name in ("--unit", "--language")] == [1, 1]


@pytest.mark.parametrize(("needed", "code"), [(True, 2), (False, 0)])
def test_a_file_to_write_is_no_folder_and_may_be_needed(
    tmp_path: Path, *, needed: bool, code: int
) -> None:
    @click.command()
    @output_option("File for the figures.", required=needed)
    def write(output: Path | None) -> None:
        click.echo(output)

    run = CliRunner().invoke

    assert run(write, []).exit_code == code
    assert run(write, ["-o", str(tmp_path)]).exit_code == 2
    assert run(write, ["-o", str(tmp_path / "out.csv")]).output.endswith("out.csv\n")
    assert "File for the figures." in run(write, ["--help"]).output
