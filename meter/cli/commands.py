"""The command `meter`: finds its commands by name and turns errors into sentences.

A command is a module of this package that holds a click command of its own name
(`check.py` holds `check`; those in SHARED are none), or an entry point of the group
`meter.commands`. A name that is a word of Python itself has `_` behind it there.
Neither is imported before it is asked for.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import warnings
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pkgutil import iter_modules
from typing import Any

import click
from typing_extensions import override

HERE = "meter.cli"
GROUP = "meter.commands"
SHARED = frozenset({"commands", "options"})
"""Modules beside the commands that are none."""

OUR_PACKAGES = frozenset({"instruments", "scoring", "meter"})

UNPRINTED = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EPIPE})
"""What the system says where a stream takes no more."""


@cache
def find_commands() -> dict[str, EntryPoint]:
    """Find the commands of this package and of installed ones, by name."""
    folder = import_module(HERE).__path__
    names = {module.name for module in iter_modules(folder)} - SHARED
    ours = [EntryPoint(name, f"{HERE}.{name}:{name}", GROUP) for name in names]
    every = (*ours, *entry_points(group=GROUP))
    return {point.name.removesuffix("_"): point for point in every}


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    @override
    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the program; if what it prints goes nowhere, end with a sentence."""
        _replace_closed()
        try:
            try:
                return super().main(*args, **extra)
            finally:
                _flush()
        except OSError as error:
            if error.filename is not None or error.errno not in UNPRINTED:
                raise
            sys.exit(_tell_unprinted(error))

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands in alphabetical order."""
        return sorted(find_commands())

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; None where there is none of that name."""
        point = find_commands().get(cmd_name)
        return None if point is None else point.load()

    @override
    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an expected error ends in its sentence and exit code."""
        try:
            with warnings.catch_warnings():
                warnings.showwarning = _show_warning
                return super().invoke(ctx)
        except Exception as error:
            code = _exit_code(error)
            if code is None:
                raise
            click.echo(str(error), err=True)
            ctx.exit(code)


def _replace_closed() -> None:
    """Let what is printed go nowhere where a shell has closed a stream: `>&-`."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = io.BufferedWriter(io.FileIO(os.devnull, "w"))
            setattr(sys, name, io.TextIOWrapper(nowhere, encoding="utf-8"))


def _flush() -> None:
    """Write what is printed now: at the end of the program nobody would be told."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()


def _tell_unprinted(error: OSError) -> int:
    """Say why nothing can be printed, and give the exit code.

    Who closes a pipe has read enough, and is told nothing.
    """
    from meter.exchange.errors import UnwritableFileError
    from meter.exchange.whole_files import say_reason

    told = UnwritableFileError("standard output", say_reason(error))
    with suppress(OSError):
        if error.errno != errno.EPIPE:
            click.echo(str(told), err=True)
    with suppress(OSError):  # a stream of a test has no number
        # What waits still would be written at the very end, and fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1 if error.errno == errno.EPIPE else told.exit_code


_show_others = warnings.showwarning


def _show_warning(
    message: Warning | str, category: type[Warning], *place: Any, **more: Any
) -> None:
    """Say a warning of ours in its sentence, any other as Python does."""
    if _is_ours(category):
        click.echo(f"warning: {message}", err=True)
    else:
        _show_others(message, category, *place, **more)


def _exit_code(error: Exception) -> int | None:
    """Find the exit code of an error derived from one of ours; None for a bug."""
    code = getattr(error, "exit_code", None) if _is_ours(type(error)) else None
    return code if isinstance(code, int) else None


def _is_ours(kind: type) -> bool:
    packages = {one.__module__.partition(".")[0] for one in kind.__mro__}
    return bool(packages & OUR_PACKAGES)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="meter-engine", prog_name="meter")
def main() -> None:
    """Declare, answer, score and compare self-assessments."""
