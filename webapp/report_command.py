"""The command `meter report`: the reports of all units of a round."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meter.cli.options import language_option
from meter.errors import DataError, NotFoundError, StateError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meter.records import Round
    from meter.storage import Store
    from webapp.reports.batch import Order


class UnspokenError(DataError):
    """Pages and reports are not there in the language that is asked for."""

    def __init__(self, language: str, known: Sequence[str]) -> None:
        self.language = language
        self.known = known
        super().__init__(
            f'There are no reports in "{language}". There are: {", ".join(known)}.'
        )


class NothingToReportError(StateError):
    """No unit of a round has a result."""

    def __init__(self, round_key: str) -> None:
        self.round_key = round_key
        super().__init__(
            f'No unit of "{round_key}" has a result yet: a report is written of what'
            " was submitted in a scored round."
        )


class UnwrittenError(StateError):
    """Some reports could not be written; why was told one by one."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(f"Not written: {count}. The others are whole.")


class _Formats(click.ParamType[tuple[str, ...]]):
    """Endings of files, with commas between them."""

    name = "formats"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        from webapp.reports.formats import FORMATS

        endings = tuple(dict.fromkeys(part.strip() for part in value.split(",")))
        for one in endings:
            if one not in FORMATS:
                self.fail(f'"{one}" is none of {", ".join(FORMATS)}', param, ctx)
        return endings


@click.command()
@click.argument("round_key", metavar="ROUND")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the reports; it is made where there is none.",
)
@click.option(
    "--format",
    "endings",
    type=_Formats(),
    default="pdf",
    show_default=True,
    help="pdf, docx or xlsx, or several with commas between them.",
)
@language_option
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    help="How many write at once; as many as the machine has cores without it.",
)
def report(
    round_key: str,
    output: Path,
    endings: tuple[str, ...],
    language: str | None,
    processes: int | None,
) -> None:
    """Write the report of every unit that has a result in a ROUND.

    It is what the unit reads and can save beside its result, in the language of its
    focal point unless --language names another. A file appears whole or not at all,
    and takes the place of a former one.
    """
    from meter.settings import load_settings
    from meter.storage import open_store

    _ensure_writable(endings, language)
    with open_store(load_settings()) as store:
        orders = _list_orders(store, round_key, language)
    _make_folder(output)
    _write_all(orders, output, endings, processes)
    click.echo(f"{len(orders)} reports are written to {output}.", err=True)


def _ensure_writable(endings: Sequence[str], language: str | None) -> None:
    """Refuse what nobody can write before any work is done."""
    from webapp.languages import list_languages
    from webapp.reports.formats import FORMATS

    if language is not None and language not in list_languages():
        raise UnspokenError(language, tuple(list_languages()))
    for ending in endings:
        FORMATS[ending].ensure_installed()


def _list_orders(store: Store, key: str, language: str | None) -> list[Order]:
    from webapp.reports.batch import list_orders

    asked = _get(store, key)
    orders = [] if asked.method is None else list_orders(store, asked, language)
    if not orders:
        raise NothingToReportError(key)
    return orders


def _get(store: Store, key: str) -> Round:
    from meter.fieldwork.rounds import find_round

    asked = find_round(store, key)
    if asked is None:
        kind = "round"
        raise NotFoundError(kind, key)
    return asked


def _make_folder(folder: Path) -> None:
    from meter.exchange.whole_files import check_folder, explaining

    with explaining(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
    check_folder(folder / "report")


def _write_all(
    orders: list[Order], folder: Path, endings: tuple[str, ...], processes: int | None
) -> None:
    from webapp.reports.batch import write_reports

    failed = 0
    bar = click.progressbar(
        length=len(orders),
        label="Writing",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    )
    with bar:
        for outcome in write_reports(orders, folder, endings, processes):
            bar.update(1)
            if outcome.problem:
                failed += 1
                click.echo(f"{outcome.order.unit}: {outcome.problem}", err=True)
    if failed:
        raise UnwrittenError(failed)
