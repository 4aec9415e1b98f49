"""How fast reports of cities are set in type, and whether memory stays.

Run by `make bench`, or alone: python tests/bench/bench_reports.py

Cities answer the library's own instrument, each otherwise. Their reports are set by the
kept typesetter one after another, as the site and `meter report` do; the first one,
which reads fonts and template, does not count. Beside it the same documents are set by
typst's plain call, which reads fonts and template every time, in turns. How long it
takes to word a report is measured by itself, as is the memory of the typesetter after
half and after all.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from meter.reports import typesetter
from meter.reports.kept_typesetter import KEPT
from meter.reports.typesetting import typeset_report
from webapp.reports.planned import plan_steps
from webapp.reports.report import make_report
from webapp.results.assessment import assess
from webapp.results.pages import make_result_page
from webapp.wording import get_library_instrument, word_instrument

if TYPE_CHECKING:
    from collections.abc import Callable

    from instruments import Answer, Instrument
    from meter.reports.report import Report

CITIES, BESIDE = 60, 12
SECONDS_MAX = 0.3
MEMORY_RATIO_MAX = 1.3
AT = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)


def word_report(number: int) -> Report:
    """Word the report of a city."""
    wording = word_instrument(get_library_instrument("meter"))
    found = assess(wording, _answer(wording.source, Random(number)))
    page = make_result_page(found, AT, f"City {number}", "Round")
    return make_report(page, plan_steps(found, ()))


def _answer(instrument: Instrument, chance: Random) -> dict[str, Answer]:
    given: dict[str, Answer] = {}
    for key, item in instrument.items.items():
        if item.type in {"ordinal", "yes_no"} and chance.random() < 0.95:
            given[key] = chance.choice(instrument.options_of(item)).code
    return given


def set_plainly(report: Report) -> bytes:
    """Set a report as typst's own call does: nothing is kept."""
    import typst

    fonts = typst.Fonts(False, False, list(typesetter.list_font_folders()))
    return typst.compile(
        typesetter.read_template(typesetter.CITY),
        font_paths=fonts,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": json.dumps(asdict(report), ensure_ascii=False)},
        pdf_standards=typesetter.STANDARDS[typesetter.CITY],
        timestamp=0,
    )


def clock(make: Callable[[], object]) -> float:
    """Take the seconds of a call."""
    start = time.perf_counter()
    make()
    return time.perf_counter() - start


def read_resident() -> int:
    """Read the megabytes that the typesetter holds; 0 where the system does not say."""
    process = KEPT._process
    status = Path(f"/proc/{process.pid}/status") if process else None
    if status is None or not status.exists():
        return 0
    lines = status.read_text().splitlines()
    return int(next(one for one in lines if one.startswith("VmRSS")).split()[1]) // 1000


def main() -> int:
    """Print the figures; return 1 where one is out of bounds."""
    first, kept, plain, worded, memory = word_report(0), [], [], [], []
    opening = clock(lambda: typeset_report(first))
    for number in range(1, CITIES + 1):
        start = time.perf_counter()
        report = word_report(number)
        worded.append(time.perf_counter() - start)
        kept.append(clock(lambda report=report: typeset_report(report)))  # type: ignore[misc]
        if number <= BESIDE:
            plain.append(clock(lambda report=report: set_plainly(report)))  # type: ignore[misc]
        if number in {CITIES // 2, CITIES}:
            memory.append(read_resident())
    each, beside = statistics.median(kept), statistics.median(plain)
    growth = memory[1] / memory[0] if memory[0] else 1.0
    print(f"reports: the first PDF {opening:.2f} s, each after it {each:.3f} s", end="")
    print(f" (at most {SECONDS_MAX} s); a plain typst.compile {beside:.3f} s, ", end="")
    print(f"{each / beside:.2f} times that; wording {statistics.median(worded):.3f} s")
    print(
        f"reports: memory of the typesetter {memory[0]} MB after {CITIES // 2}", end=""
    )
    print(f" and {memory[1]} MB after {CITIES} (at most {MEMORY_RATIO_MAX} times)")
    return int(each > SECONDS_MAX or growth > MEMORY_RATIO_MAX)


if __name__ == "__main__":
    sys.exit(main())
