"""The command `meter questionnaire`: it speaks the languages that the pages speak."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.workbook_command import UntranslatedError


@click.command()
@click.argument("instrument", metavar="FILE_OR_KEY")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="File for the questionnaire, such as meter.pdf.",
)
@click.option(
    "--language", help="Language of the words, such as ar; the instrument's own else."
)
def questionnaire(instrument: str, output: Path, language: str | None) -> None:
    """Write an INSTRUMENT as a PDF to print and prepare with colleagues.

    It has every question with its help, boxes to tick and room to write. The answers
    are given on the site, or in the workbook that meter workbook writes.
    """
    from instruments import load_instrument
    from meter.exchange.whole_files import check_folder, write_whole
    from meter.reports.typesetting import typeset
    from webapp.forms.paper import make_paper
    from webapp.languages import speaking
    from webapp.wording import word_instrument

    check_folder(output)
    loaded = load_instrument(instrument)
    wanted = language or loaded.language
    if wanted not in loaded.languages:
        raise UntranslatedError(instrument, wanted, loaded.languages)
    with speaking(wanted):
        made = typeset(make_paper(word_instrument(loaded, wanted)))
    with write_whole(output) as file:
        file.write(made)
    click.echo(f"{output} is written.", err=True)
