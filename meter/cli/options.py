"""Options that several commands take, each with one wording."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

answers_argument = click.argument(
    "answers", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
"""A file that is there to be read."""

many_answers_argument = click.argument(
    "answers", type=click.Path(exists=True, allow_dash=True, path_type=Path)
)
"""A file, a folder of files, or - for standard input, that is there to be read."""

method_option = click.option(
    "--method",
    help="Key of a method, or path of a method file; the default without it.",
)

unit_option = click.option(
    "--unit", help="Column that names the units; the first without it."
)

language_option = click.option(
    "--language", help="Language of the words, such as ar; the instrument's own else."
)


def output_option(says: str, *, required: bool = False) -> Decorator:
    """Take the place of a file to write, `says` what will be in it."""
    return click.option(
        "-o",
        "--output",
        required=required,
        type=click.Path(dir_okay=False, writable=True, path_type=Path),
        help=says,
    )
