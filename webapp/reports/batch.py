"""The reports of a whole round, written by several processes, each file whole."""

from __future__ import annotations

import multiprocessing
import os
import re
import unicodedata
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.comparison.shelf import UNITS, shelf_of
from meter.errors import MeterError, StateError
from meter.exchange.whole_files import write_whole
from meter.fieldwork.invitations import list_invitations
from meter.fieldwork.responses import list_responses, load_unit_page
from meter.fieldwork.rounds import get_instrument
from meter.fieldwork.units import list_units
from webapp.languages import list_languages, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flask import Flask

    from meter.records import Round
    from meter.reports.report import Report
    from meter.storage import Store

NAME_CHARACTERS = 48
"""Of a unit's name in that of a file: with its ending it fits every file system."""

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


class EndedWriterError(StateError):
    """The system ended a process that was writing reports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"A process that was writing reports was ended. Those in {folder} are"
            " whole; run the command again for the others, with fewer --processes if"
            " memory is short."
        )


@dataclass(frozen=True)
class Order:
    """A report to be written: of a response, in a language, under a name."""

    response: int
    unit: str
    language: str
    name: str


@dataclass(frozen=True)
class Outcome:
    """What became of an order; `problem` is empty where all its files are written."""

    order: Order
    problem: str = ""


def list_orders(store: Store, asked: Round, language: str | None = None) -> list[Order]:
    """List the reports of a round, one for each unit that has submitted.

    Each is in the language of its focal point, else in that of the instrument, unless
    `language` names one for all.
    """
    own = get_instrument(store, asked).language
    read = _map_languages(store, asked)
    units = {one.id: one for one in list_units(store, asked.id)}
    orders = []
    for response in list_responses(store, asked.id):
        if response.submitted_at is None:
            continue
        unit = units[response.unit_id]
        wanted = [language, read.get(response.id), own]
        spoken = next((one for one in wanted if one in list_languages()), "en")
        name = name_file(unit.name, unit.id, spoken)
        orders.append(Order(response.id, unit.name, spoken, name))
    return orders


def _map_languages(store: Store, asked: Round) -> dict[int, str | None]:
    """Map each response to the language that its focal point reads, if it has one."""
    found: dict[int, str | None] = {}
    for one in list_invitations(store, asked.id):
        if not one.is_delegate:
            found.setdefault(one.response_id, one.language)
    return found


def name_file(unit: str, number: int, language: str) -> str:
    """Name the report of a unit, without an ending, as every file system takes it.

    The number tells units apart whose names are alike once they are made safe.
    """
    letters = unicodedata.normalize("NFC", unit).casefold()
    safe = _NOT_IN_NAMES.sub("-", letters)[:NAME_CHARACTERS].strip("-._")
    return f"{safe or 'unit'}-{number}-{language}"


def write_reports(
    orders: Sequence[Order],
    folder: Path,
    endings: Sequence[str],
    processes: int | None = None,
) -> Iterator[Outcome]:
    """Write reports in parallel; give what became of each as it is done.

    A file appears whole or not at all, and takes the place of a former one. `processes`
    is how many there are; as many as the machine has cores without it.

    Raises:
        EndedWriterError: the system ended one of the processes.
    """
    _remove_parts(orders, folder)
    workers = max(1, min(processes or os.cpu_count() or 1, len(orders)))
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_begin
    )
    try:
        waiting = [pool.submit(_write, one, folder, endings) for one in orders]
        for done in as_completed(waiting):
            yield done.result()
    except BrokenProcessPool:
        raise EndedWriterError(folder) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _remove_parts(orders: Sequence[Order], folder: Path) -> None:
    """Remove what a run that was ended has left of files."""
    names = {one.name for one in orders}
    for part in folder.glob(".*.part"):
        # Of the dots only the last three are ours: those of ending, process and part.
        if part.name.removeprefix(".").rsplit(".", 3)[0] in names:
            part.unlink(missing_ok=True)


_apps: list[Flask] = []
"""The application of this process, once it has begun."""


def _begin() -> None:
    """Open what a process needs for all its reports."""
    from webapp.app import create_app

    _apps.append(create_app())


def _write(order: Order, folder: Path, endings: Sequence[str]) -> Outcome:
    """Write the files of one report."""
    from webapp.current import store
    from webapp.reports.reading import read_report
    from webapp.respond.answering import open_answering

    with _apps[0].app_context(), speaking(order.language):
        # Each response is read once: what was kept of the one before grows with them.
        shelf_of(store(), UNITS).clear()
        try:
            sheet = load_unit_page(store(), order.response)
            report = read_report(open_answering(sheet))
            if report is not None:
                _write_files(report, folder / order.name, endings)
        except MeterError as error:
            return Outcome(order, str(error))
    return Outcome(order)


def _write_files(report: Report, place: Path, endings: Sequence[str]) -> None:
    from webapp.reports.formats import FORMATS

    for ending in endings:
        with write_whole(place.with_name(f"{place.name}.{ending}")) as file:
            file.write(FORMATS[ending].write(report))
