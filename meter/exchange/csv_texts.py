"""CSV as text: no cell is read as a formula, and none ends its row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from meter.exchange.formulas import guard_formula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def write_csv(
    rows: Iterable[Iterable[object]], guard: Callable[[str], str] = guard_formula
) -> str:
    """Write rows, the headings among them; texts go through `guard`, numbers do not."""
    text = io.StringIO()
    # Rows end in both signs: with one alone, a cell with the other is not quoted.
    table = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        table.writerow(guard(one) if isinstance(one, str) else one for one in row)
    return text.getvalue()
