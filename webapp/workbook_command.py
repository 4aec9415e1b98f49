"""The command `meter workbook`: it speaks the languages that the pages speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from meter.cli.options import language_option, output_option
from meter.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from instruments.model.instrument import Instrument
    from webapp.wording import Wording


class UntranslatedError(DataError):
    """An instrument has no words in the language that is asked for."""

    def __init__(self, instrument: str, language: str, known: tuple[str, ...]) -> None:
        self.instrument = instrument
        self.language = language
        self.known = known
        super().__init__(
            f'"{instrument}" has no words in "{language}". It has: {", ".join(known)}.'
        )


@click.command()
@click.argument("instrument", metavar="FILE_OR_KEY")
@output_option("File for the workbook, such as meter.xlsx.", required=True)
@language_option
def workbook(instrument: str, output: Path, language: str | None) -> None:
    """Write an INSTRUMENT as an Excel workbook to fill in.

    Whoever is invited to a round of it may send the workbook on the page of their
    answers. There they can also download one that holds the answers so far.
    """
    from meter.exchange.fill_in.writing import write_workbook
    from webapp.forms.fill_in import make_workbook

    def make(wording: Wording) -> bytes:
        return write_workbook(make_workbook(wording))

    write_worded(instrument, language, output, make)


def ensure_translated(instrument: Instrument, language: str | None) -> str:
    """Give the language that is asked for, else the instrument's own.

    Raises:
        UntranslatedError: the instrument has no words in that language.
    """
    wanted = language or instrument.language
    if wanted not in instrument.languages:
        raise UntranslatedError(instrument.key, wanted, instrument.languages)
    return wanted


def write_worded(
    instrument: str,
    language: str | None,
    output: Path,
    make: Callable[[Wording], bytes],
) -> None:
    """Write what is made of an instrument's words in a language, whole or not at all.

    Raises:
        UntranslatedError: the instrument has no words in that language.
    """
    from instruments import load_instrument
    from meter.exchange.whole_files import check_folder, write_whole
    from webapp.languages import speaking
    from webapp.wording import word_instrument

    check_folder(output)
    loaded = load_instrument(instrument)
    wanted = ensure_translated(loaded, language)
    with speaking(wanted):
        made = make(word_instrument(loaded, wanted))
    with write_whole(output) as file:
        file.write(made)
    click.echo(f"{output} is written.", err=True)
