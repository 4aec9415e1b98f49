"""The reliability of an instrument as text: consistency, agreement, second looks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from scoring.cells import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from scoring.quality.agreement import Agreement
    from scoring.quality.reliability import Reliability
    from scoring.quality.response_styles import ResponseStyles

MOST_ROWS = 60
"""Rows of a table that are printed; a file holds them all."""

_ABOUT_ALPHA = """\
Alpha (with its interval of 95 %) and omega say how far the items of a node move
together; they belong to items that are effects of one thing. Items that make a thing
up, such as a law, a portal and a budget, need not move together: there a low figure
is no error. A missing answer is a gap here, never a zero."""

_ABOUT_AGREEMENT = """\
Ordinal alpha after Krippendorff says how far the respondents of a unit agree: below
0.667 discuss the answers, up to 0.8 take them as tentative. It is low too where the
answers of a section hardly vary: look at what lies apart below."""

_ABOUT_STYLES = """\
A second look is a question to who answered, not a finding; no score changes by it."""


_NODES = {
    "node": "node", "title": "title", "n": "n", "k": "items", "alpha": "alpha",
    "low": "low", "high": "high", "omega": "omega", "reason": "",
}  # fmt: skip
_ITEMS = {
    "node": "node", "item": "item", "n": "n", "rest_correlation": "with the rest",
    "alpha_if_deleted": "alpha without it", "reason": "",
}  # fmt: skip
_SECTIONS = {
    "unit": "unit", "section": "section", "respondents": "respondents",
    "items": "items", "alpha": "alpha", "reading": "", "kappa": "kappa", "icc": "ICC",
    "reason": "",
}  # fmt: skip
_APART = {
    "unit": "unit", "item": "item", "lowest": "lowest", "median": "median",
    "highest": "highest", "spread": "spread",
}  # fmt: skip
_LOOKS = {
    "unit": "unit", "respondent": "respondent", "section": "section",
    "look_again": "",
}  # fmt: skip


def write_consistency(found: Reliability) -> Iterator[str]:
    """Write the consistency of nodes, then of their items, line by line."""
    yield "Consistency"
    yield _ABOUT_ALPHA
    yield ""
    ways = sorted(set(found.nodes["way"]) - {"", "complete"})
    if ways:
        yield f"Where answers are missing, alpha is {ways[0]}."
        yield ""
    yield from _lay_out(found.nodes, _NODES)
    yield ""
    yield from _lay_out(found.items, _ITEMS)


def write_agreement(found: Agreement) -> Iterator[str]:
    """Write the agreement of each unit, then what lies furthest apart."""
    yield "Agreement"
    yield _ABOUT_AGREEMENT
    yield ""
    yield from _lay_out(found.sections, _SECTIONS)
    apart = found.items[found.items["spread"] > 0]
    apart = apart.sort_values("spread", ascending=False, kind="stable")
    if len(apart):
        yield ""
        yield "Furthest apart"
        yield from _lay_out(apart, _APART)


def write_styles(found: ResponseStyles) -> Iterator[str]:
    """Write which sections of which responses to look at again."""
    yield "Second looks"
    yield _ABOUT_STYLES
    yield ""
    flags = found.flags
    if not len(flags):
        yield "None of the responses asks for one."
    elif any(flags["respondent"]):
        yield from _lay_out(flags, _LOOKS)
    else:
        alone = {name: head for name, head in _LOOKS.items() if name != "respondent"}
        yield from _lay_out(flags, alone)


def _lay_out(frame: pd.DataFrame, columns: Mapping[str, str]) -> Iterator[str]:
    """Write rows under their heads, numbers to the right and texts to the left."""
    rows = [
        [_write(value) for value in row]
        for row in frame[list(columns)].head(MOST_ROWS).itertuples(index=False)
    ]
    lines = [list(columns.values()), *rows]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    right = [frame[name].dtype.kind in "iuf" for name in columns]
    for line in lines:
        cells = zip(line, widths, right, strict=True)
        yield "  ".join(
            cell.rjust(width) if numeric else cell.ljust(width)
            for cell, width, numeric in cells
        ).rstrip()
    if len(frame) > MOST_ROWS:
        yield f"and {len(frame) - MOST_ROWS} more; -o writes them all"


def _write(value: Any) -> str:
    """Write a cell: three decimals, a dash for no figure, a sentence in full."""
    if isinstance(value, str):
        return value if value.endswith(".") else shorten(value)
    if isinstance(value, float):
        return "-" if math.isnan(value) else f"{value:.3f}"
    return str(value)
